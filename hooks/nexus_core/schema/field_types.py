"""The types of front matter fields: each says what a value must be, and what to do where it isn't.

A value that refers to something outside its note (a skill, another note, a file) is checked against the
`References` given as validation context, so that one validation finds everything that is wrong with a note.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, StrictStr, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from nexus_core.model.catalogue import Catalogue
from nexus_core.problems.printable import closed
from nexus_core.problems.spelling import closest, did_you_mean
from nexus_core.read.paths import resolve


@dataclass(frozen=True)
class References:
    """What the fields of one note may refer to."""

    path: str
    """The note's own path from the repository root."""
    catalogue: Catalogue = field(default_factory=Catalogue)
    notes: Mapping[str, str] = field(default_factory=dict)
    """The kind of every note, by path."""
    file_exists: Callable[[str], bool] = lambda path: True
    entry_names: frozenset[str] = frozenset()
    """While a catalogue is read: the names and aliases that it will hold."""
    claimed: dict[str, str] = field(default_factory=dict)
    """While a catalogue is read: the names met so far, folded, and the skill each stands for."""


def fault(code: str, message: str, hint: str = "", *, repair: Any = None) -> PydanticCustomError:
    """Return the error that a validator raises; with `repair`, the field goes on with that value."""
    context = {"message": message, "hint": hint, "repair": repair}
    return PydanticCustomError(code, "{message}", context)


def _references(info: ValidationInfo) -> References:
    if not isinstance(info.context, References):
        raise TypeError("validate with References as context")
    return info.context


def _one_line(value: str) -> str:
    return closed(" ".join(value.split()))


def _known_skill(value: str, info: ValidationInfo) -> str:
    catalogue = _references(info).catalogue
    skill = catalogue.find(value)
    if skill is None:
        raise fault("unknown-skill", f"unknown skill '{value}'", catalogue.suggest(value))
    return skill.name


def _web_address(value: str) -> str:
    text = value.strip()
    try:
        parts = urlsplit(text)
        valid = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        valid = False
    if not valid or re.search(r"[\s<>\"\\^`{}|\x00-\x1f\x7f]", text):
        raise fault("invalid-url", f"'{value}' is not a web address", "write it in full, https://…")
    return text


def _quoted(value: Any) -> str:
    return f"'{value}'" if isinstance(value, str | int | float) else "what stands here"


def _month(value: Any) -> str:
    if isinstance(value, dt.date):
        return value.strftime("%Y-%m")
    if isinstance(value, str) and re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", value):
        return value
    raise fault("invalid-date", f"{_quoted(value)} is not a month", "write it as YYYY-MM")


def _day(value: Any) -> dt.date:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, str):
        try:
            return dt.datetime.fromisoformat(value.strip()).date()
        except ValueError:
            pass
    raise fault("invalid-date", f"{_quoted(value)} is not a date", "write it as YYYY-MM-DD")


def to_dates(value: Any) -> Any:
    """Let a bare date stand for the day a note was created."""
    return value if isinstance(value, dict) else {"created": value}


def to_tags(value: Any) -> Any:
    """Drop nulls; text where a list belongs is a problem, and then a list of one."""
    if isinstance(value, str):
        repaired = [value] if value.strip() else []
        raise fault("not-a-list", "tags is text where a list belongs", f"write [{value}]", repair=repaired)
    return [item for item in value if item is not None] if isinstance(value, list) else value


def _image(value: str, info: ValidationInfo) -> str:
    references = _references(info)
    target = resolve(references.path, value)
    if target is None or not references.file_exists(target):
        raise fault("missing-image", f"there is no image '{value}'", "give its path from this note")
    return target


def described(value: str, info: ValidationInfo) -> str:
    """Refuse a picture that nobody who can't see it could read."""
    if not info.data.get("image_alt"):
        raise fault("missing-alt", "image has no image_alt", "say in image_alt what the picture shows")
    return value


def not_before_start(value: str, info: ValidationInfo) -> str:
    """Refuse an end that lies before the start."""
    start = info.data.get("start")
    if start and value < start:
        raise fault("invalid-date", f"end ({value}) is before start ({start})", "swap them")
    return value


def _project(value: str, info: ValidationInfo) -> str:
    notes = _references(info).notes
    if notes.get(value) == "project":
        return value
    projects = sorted(path for path, kind in notes.items() if kind == "project")
    by_folder = {path.split("/")[-2]: path for path in projects if path.count("/") > 1}
    near = closest(value, projects) or by_folder.get(closest(value.rsplit("/", maxsplit=1)[-1], by_folder) or "")
    hint = f"did you mean '{near}'?" if near else "give the path of a project note from the repository root"
    raise fault("unknown-project", f"there is no project note '{value}'", hint)


def entry_from_name(value: Any) -> Any:
    """Let a bare name stand for a skill without further fields."""
    return {"name": value} if isinstance(value, str) else value


def claimed_name(value: str, info: ValidationInfo) -> str:
    """Refuse a name that the catalogue has already, as a name or an alias."""
    claimed = _references(info).claimed
    owner = claimed.setdefault(value.casefold(), value)
    if owner is not value:
        raise fault("duplicate-skill", f"'{value}' is in the catalogue already, for '{owner}'", "keep one")
    return value


def claimed_alias(value: str, info: ValidationInfo) -> str:
    """Refuse an alias that already stands for another skill."""
    owner = str(info.data.get("name", value))
    taken = _references(info).claimed.setdefault(value.casefold(), owner)
    if taken != owner:
        raise fault("duplicate-skill", f"'{value}' is in the catalogue already, for '{taken}'", "keep one")
    return value


def entry_name(value: str, info: ValidationInfo) -> str:
    """Refuse to imply a skill that the catalogue will not have."""
    names = _references(info).entry_names
    if value.casefold() not in {name.casefold() for name in names}:
        hint = did_you_mean(value, names) or "name a skill of the catalogue"
        raise fault("unknown-skill", f"unknown skill '{value}'", hint)
    return value


def wanted_once(value: str, info: ValidationInfo) -> str:
    """Refuse a skill that the same role wants already."""
    claimed = _references(info).claimed
    key = f"a role wants {value}"  # which no skill of a catalogue on the same page is called
    if key in claimed:
        raise fault("wanted-twice", f"the role wants '{value}' already", "keep one")
    claimed[key] = value
    return value


Text = Annotated[StrictStr, AfterValidator(_one_line)]
"""Text shown on one line; line breaks in the YAML become spaces."""
SKILL_MARK = "x-nexus-skill"
"""In a JSON Schema: this text is the name of a skill."""
SkillName = Annotated[Text, AfterValidator(_known_skill), Field(json_schema_extra={SKILL_MARK: True})]
WebAddress = Annotated[StrictStr, AfterValidator(_web_address)]
Month = Annotated[str, BeforeValidator(_month)]
Day = Annotated[dt.date, BeforeValidator(_day)]
DateOrDates = WithJsonSchema(
    {
        "anyOf": [
            {"type": "string", "format": "date"},
            {
                "type": "object",
                "properties": {
                    "created": {"type": "string", "format": "date"},
                    "updated": {"type": "string", "format": "date"},
                },
                "required": ["created"],
                "additionalProperties": False,
            },
        ]
    }
)
"""A date alone means the day a note was created."""
ImagePath = Annotated[StrictStr, AfterValidator(_image)]
ProjectPath = Annotated[StrictStr, AfterValidator(_project)]
