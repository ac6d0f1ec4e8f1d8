"""The files that editors complete and check front matter with: a JSON Schema per kind, and settings for VS Code.

The schemas of `portfolio.json` and of the record of runs are written as well, for programs that read them.

Front matter is checked in VS Code by the extension Front Matter CMS, by the content types in its settings
(https://frontmatter.codes/docs/settings); other editors and linters take the JSON Schemas (draft 2020-12).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nexus_core.model.catalogue import Catalogue
from nexus_core.problems.problem import Problem, Severity, Span
from nexus_core.read import run_record
from nexus_core.schema.field_types import SKILL_MARK
from nexus_core.schema.kinds import KINDS, Kind
from nexus_core.write.outputs import portfolio_document

FOLDER = ".vscode"
SCHEMAS = f"{FOLDER}/schemas"

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_files(catalogue: Catalogue) -> dict[str, str]:
    """Return the text of each file by its repository path."""
    files = {f"{FOLDER}/schemas/{kind.name}.schema.json": _json(_schema(kind, catalogue)) for kind in KINDS}
    files[f"{FOLDER}/schemas/portfolio.schema.json"] = _json(_portfolio_schema())
    files[f"{FOLDER}/schemas/samples.schema.json"] = _json(
        run_record.json_schema() | {"$schema": _DIALECT, "title": run_record.PATH}
    )
    files[f"{FOLDER}/settings.json"] = _json(_settings(catalogue))
    files[f"{FOLDER}/extensions.json"] = _json({"recommendations": ["eliostruyf.vscode-front-matter"]})
    return files


def stale_files(root: Path, catalogue: Catalogue) -> dict[str, str]:
    """Return the new text of each file that is missing or out of date, by its path.

    Raises:
        ValueError: a file is not one of ours, or can't be read; the message says what to do.
    """
    stale = {}
    for path, text in schema_files(catalogue).items():
        try:
            old = (root / path).read_text(encoding="utf-8")
            new = updated(old, text)
        except FileNotFoundError:
            old, new = "", text
        except (OSError, UnicodeDecodeError) as error:
            raise ValueError(f"{path} can't be read: {error}") from None
        except ValueError as error:
            raise ValueError(f"{path}: {error}") from None
        if new != old:
            stale[path] = new
    return stale


def stale_skills(root: Path, catalogue: Catalogue) -> Iterator[Problem]:
    """Yield advice where the skills that editors offer aren't those of the catalogue."""
    try:
        schema = json.loads((root / SCHEMAS / "learning.schema.json").read_text(encoding="utf-8"))
        offered = schema["properties"]["skills"]["items"]["enum"]
    except (OSError, ValueError, KeyError, TypeError):
        return
    if offered != _names(catalogue):
        yield Problem(
            path=catalogue.path,
            span=Span(catalogue.line),
            code="stale-schema",
            message="editors still offer the skills that this catalogue had before",
            hint="run 'nexus readme'",
            severity=Severity.ADVICE,
        )


def _names(catalogue: Catalogue) -> list[str]:
    return [name for skill in catalogue.skills for name in (skill.name, *skill.aliases)]


def updated(old: str, new: str) -> str:
    """Return the new text of a file, with the settings that its author has added.

    Raises:
        ValueError: the file is not one of ours, or can't be read; the message says what to do.
    """
    try:
        theirs, ours = json.loads(old), json.loads(new)
    except ValueError:
        raise ValueError(
            "it is not JSON and would be overwritten: remove its comments, or move it elsewhere"
        ) from None
    if not isinstance(theirs, dict) or theirs.get("title") != ours.get("title"):
        raise ValueError("it is another file of that name and would be overwritten: move it elsewhere")
    if "$schema" in ours:
        return new
    kept = theirs | ours
    listed = "recommendations"
    if listed in ours and isinstance(theirs.get(listed), list):
        kept[listed] = [*theirs[listed], *(name for name in ours[listed] if name not in theirs[listed])]
    return old if kept == theirs else _json(kept)


def _json(data: Any) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _schema(kind: Kind, catalogue: Catalogue) -> dict[str, Any]:
    schema = kind.fields.model_json_schema()
    schema["$schema"] = _DIALECT
    schema["title"] = f"Front matter of a {kind.name}"
    schema["description"] = f"Notes below {kind.folder}/."
    return {key: _with_skills(part, _names(catalogue)) for key, part in schema.items()}


def _portfolio_schema() -> dict[str, Any]:
    schema: dict[str, Any] = _with_skills(portfolio_document.json_schema(), [])
    return schema | {"$schema": _DIALECT, "title": "portfolio.json"}


def _with_skills(part: Any, names: list[str]) -> Any:
    """Let every field that takes a skill offer the catalogue's names."""
    if isinstance(part, list):
        return [_with_skills(item, names) for item in part]
    if not isinstance(part, dict):
        return part
    kept = {key: _with_skills(value, names) for key, value in part.items() if key != SKILL_MARK}
    return kept | {"enum": names} if SKILL_MARK in part and names else kept


def _settings(catalogue: Catalogue) -> dict[str, Any]:
    names = [skill.name for skill in catalogue.skills]
    return {
        "frontMatter.content.pageFolders": [
            {"title": kind.title, "path": f"[[workspace]]/{kind.folder}", "contentTypes": [kind.name]}
            for kind in KINDS
        ],
        "frontMatter.taxonomy.contentTypes": [
            {
                "name": kind.name,
                "pageBundle": not kind.nested,
                "fields": [_field(name, part, names) for name, part in _properties(kind).items()],
            }
            for kind in KINDS
        ],
        "frontMatter.content.autoUpdateDate": False,
        "frontMatter.taxonomy.indentArrays": True,
    }


def _properties(kind: Kind) -> dict[str, dict[str, Any]]:
    schema = kind.fields.model_json_schema()
    # Without nested fields, which the extension has no form for.
    return {name: part for name, part in schema["properties"].items() if "$ref" not in json.dumps(part)}


def _field(name: str, part: dict[str, Any], skills: list[str]) -> dict[str, Any]:
    """Describe one field as the extension expects, https://frontmatter.codes/docs/content-creation/fields."""
    field: dict[str, Any] = {"title": name.replace("_", " ").capitalize(), "name": name}
    text = json.dumps(part)
    if SKILL_MARK in text:
        return field | {"type": "choice", "multiple": True, "choices": skills}
    if name == "tags":
        return field | {"type": "tags"}
    if name == "date":
        return field | {"type": "datetime", "dateFormat": "yyyy-MM-dd"}
    if name == "draft":
        return field | {"type": "draft"}
    if name == "image":
        return field | {"type": "image"}
    choices = next((each["enum"] for each in part.get("anyOf", [part]) if "enum" in each), None)
    if choices:
        return field | {"type": "choice", "choices": choices}
    if '"boolean"' in text:
        return field | {"type": "boolean"}
    if '"integer"' in text:
        return field | {"type": "number"}
    return field | {"type": "list" if '"array"' in text else "string"}
