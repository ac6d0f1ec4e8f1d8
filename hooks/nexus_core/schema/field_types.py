"""The types of front matter fields: each says what a value must be, and what to do where it isn't.

A value that refers to something outside its note (a skill, another note, a file) is checked against the
`References` given as validation context, so that one validation finds everything that is wrong with a note.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StrictStr,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import InitErrorDetails, PydanticCustomError

from nexus_core.problems.printable import closed
from nexus_core.problems.spelling import closest
from nexus_core.read.paths import resolve

CONTACT = re.compile(r"mailto:(?P<email>[^\s@<>\"?]+@[^\s@<>\"?]+)(?:\?[^\s<>\"]*)?|tel:(?P<phone>\+?[\d().-]+)")
"""An address that a program for mail or a telephone opens."""


@dataclass(frozen=True, slots=True)
class References:
    """What the fields of one note, or the options of a component in it, may refer to."""

    path: str
    """The note's own path from the repository root."""
    find_skill: Callable[[str], str | None]
    """Returns a skill's name as the catalogue spells it, for any of its names."""
    suggest_skill: Callable[[str], str]
    """Returns what to do about a name that no skill has."""
    projects: Mapping[str, str] = field(default_factory=dict)
    """The paths of the notes that are projects, by each of their names in lower case: path, folder and title."""
    files: Collection[str] = frozenset()
    """The paths of the published files that are not notes."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """A value that is right by itself and wrong beside another one."""

    location: tuple[str | int, ...]
    """The way to it, from the value that is validated."""
    code: str
    message: str
    hint: str


def fault(code: str, message: str, hint: str = "", *, repair: Any = None) -> PydanticCustomError:
    """Return the error that a validator raises; with `repair`, the field goes on with that value."""
    context = {"message": message, "hint": hint, "repair": repair}
    return PydanticCustomError(code, "{message}", context)


def refuse(misfits: Iterable[Misfit]) -> None:
    """Refuse the values that don't fit; each is reported at its own place.

    Raises:
        ValidationError: there are any.
    """
    errors: list[InitErrorDetails] = []
    for misfit in misfits:
        context = {"message": misfit.message, "hint": misfit.hint, "is_misfit": True}
        error = PydanticCustomError(misfit.code, "{message}", context)
        errors.append(InitErrorDetails(type=error, loc=misfit.location, input=None))
    if errors:
        raise ValidationError.from_exception_data("values that don't fit together", errors)


def _references(info: ValidationInfo) -> References:
    if not isinstance(info.context, References):
        raise TypeError("validate with References as context")
    return info.context


def _one_line(value: str) -> str:
    return closed(" ".join(value.split()))


def _known_skill(value: str, info: ValidationInfo) -> str:
    references = _references(info)
    name = references.find_skill(value)
    if name is None:
        raise fault("unknown-skill", f"unknown skill '{value}'", references.suggest_skill(value))
    return name


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


def _contact_address(value: str) -> str:
    text = value.strip()
    return text if CONTACT.fullmatch(text) else _web_address(value)


def _quoted(value: Any) -> str:
    return f"'{value}'" if isinstance(value, str | int | float) else "this value"


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
    raise fault("invalid-date", f"{_quoted(value)} is not a date", _about_day(value))


def _about_day(value: Any) -> str:
    """Return what to do about what is not a date: there may be no such day in its month."""
    written = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])-\d\d", value.strip()) if isinstance(value, str) else None
    if written is None or int(written[1]) == 0:
        return "write it as YYYY-MM-DD"
    year, month = int(written[1]), int(written[2])
    return f"{calendar.month_name[month]} {year} has {calendar.monthrange(year, month)[1]} days"


def to_dates(value: Any) -> Any:
    """Let a bare date stand for the day a note was created."""
    return value if isinstance(value, dict) else {"created": value}


def to_tags(value: Any) -> Any:
    """Drop nulls; text where a list belongs is a problem, and then a list of one."""
    if isinstance(value, str):
        repaired = [value] if value.strip() else []
        raise fault("not-a-list", "tags: expected a list, but found text", f"write [{value}]", repair=repaired)
    return [item for item in value if item is not None] if isinstance(value, list) else value


def _image(value: str, info: ValidationInfo) -> str:
    references = _references(info)
    target = resolve(references.path, value)
    if target is None or target not in references.files:
        raise fault("missing-image", f"there is no image '{value}'", "give its path relative to this note")
    return target


def _project(value: str, info: ValidationInfo) -> str:
    projects = _references(info).projects
    name = " ".join(value.split()).strip("/").casefold()
    if name in projects:
        return projects[name]
    near = closest(name, projects) or closest(name.rpartition("/")[2], projects)
    hint = f"did you mean '{projects[near]}'?" if near else "name a project by its title, its folder or its path"
    raise fault("unknown-project", f"there is no project note '{value}'", hint)


def entry_from_name(value: Any) -> Any:
    """Let a bare name stand for a skill without further fields."""
    return {"name": value} if isinstance(value, str) else value


Text = Annotated[StrictStr, AfterValidator(_one_line)]
"""Text shown on one line; line breaks in the YAML become spaces."""
SKILL_MARK = "x-nexus-skill"
"""In a JSON Schema: this text is the name of a skill."""
SkillName = Annotated[Text, AfterValidator(_known_skill), Field(json_schema_extra={SKILL_MARK: True})]
WebAddress = Annotated[StrictStr, AfterValidator(_web_address)]
ContactAddress = Annotated[StrictStr, AfterValidator(_contact_address)]
"""A web address, or one of mail or telephone."""
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
