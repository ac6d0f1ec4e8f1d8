"""From files to a portfolio: reads every note, validates its fields and joins the notes up.

Only what reading and validating find wrong is reported here; `nexus_core.checks` finds everything else.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from nexus_core.model import catalogue as catalogues
from nexus_core.model.addresses import AddressConflict, duplicate_addresses, skill_page_conflicts
from nexus_core.model.catalogue import Catalogue
from nexus_core.model.code import CodeFolder, files_by_folder, visible
from nexus_core.model.code_loading import pictures_shown, read_code
from nexus_core.model.note import Note, is_index
from nexus_core.model.portfolio import Portfolio
from nexus_core.model.unpublished import files_of_drafts, hiding_field, today, told
from nexus_core.problems.problem import Problem
from nexus_core.read.copied_hooks import hook_problems
from nexus_core.read.decoding import SourceFile
from nexus_core.read.frontmatter import split_front_matter
from nexus_core.read.git_dates import CommitDates, History
from nexus_core.read.link_settings import LinkSettings
from nexus_core.read.markdown import first_heading
from nexus_core.read.mkdocs_settings import FileSettings, file_settings
from nexus_core.read.references import digest_of, is_reference, reference_files
from nexus_core.read.repository import MARKDOWN_SUFFIXES, Repository, is_markdown
from nexus_core.read.run_record import NO_RECORD, RunRecord
from nexus_core.read.secret_files import is_secret
from nexus_core.read.unsafe_files import named_as_secret, reason_against
from nexus_core.read.yaml_block import YamlBlock
from nexus_core.schema.field_types import References
from nexus_core.schema.fields import Dates
from nexus_core.schema.kinds import PAGE, PROJECT, Kind, kind_of
from nexus_core.schema.kinds.page import PageFields
from nexus_core.schema.validation import validate

CATALOGUE_PAGES = ("docs/skills/README.md", "docs/skills/index.md")
"""Where the catalogue is looked for, in this order."""


_FRONT = 4000
"""Characters in which front matter that can't be read is looked through."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A portfolio, the files beside its notes, and a record of what is left out and why."""

    portfolio: Portfolio
    assets: tuple[str, ...]
    """Repository paths of the files in note folders and `docs` that are not notes and are published."""
    problems: tuple[Problem, ...]
    """What reading and validating found wrong, in no order."""
    drafts: tuple[Note, ...]
    """The notes that the portfolio doesn't have because only their author is to see them."""
    conflicts: tuple[AddressConflict, ...]
    """The notes that are left out because another page has their address."""
    misnamed_notes: tuple[str, ...]
    """The files that are left out because only other tools take them for notes, such as `a.mdx`."""
    site_url: str
    """The address of the site; empty where its settings name none."""
    links: LinkSettings = field(default_factory=LinkSettings)
    """What the settings of the site say of links."""


@dataclass(frozen=True, slots=True)
class _Files:
    """The files of a repository by what they are."""

    notes: tuple[str, ...]
    code: Mapping[str, Sequence[str]]
    """The files in folders of code, by folder."""
    in_code: frozenset[str]
    assets: tuple[str, ...]
    secret: tuple[str, ...]
    misnamed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Parsed:
    path: str
    kind: Kind
    front: YamlBlock
    text: str
    text_line: int
    unread: str = ""
    """Front matter that couldn't be read."""


def load(
    repository: Repository,
    *,
    drafts: bool = False,
    history: History | None = None,
    record: RunRecord = NO_RECORD,
    settings: FileSettings | None = None,
    day: date | None = None,
) -> Loaded:
    """Read the repository's notes into a portfolio.

    Args:
        repository: the files.
        drafts: whether notes that only their author is to see belong to the portfolio too.
        history: where notes without a `date` get theirs from.
        record: by which notes know which of their samples ran.
        settings: what the site's settings say of its files; those in `mkdocs.yml` if left out.
        day: the day on which the site is built; today if left out.
    """
    settings = settings or file_settings(repository.root)
    found, problems = repository.survey()
    problems += hook_problems(repository.root)
    paths = [path for path in found if not settings.excludes(path)]
    files = _sorted(paths)
    problems += map(named_as_secret, files.secret)
    code, wrong = read_code(repository, files.code, files.notes, files.secret)
    problems += wrong
    readmes = [folder.page for folder in code if folder.page in files.in_code]
    parsed = []
    for file in map(repository.read, (*files.notes, *readmes)):
        item, wrong = _parse(file)
        problems += wrong
        parsed.append(item)
    made = (folder.page for folder in code if folder.page != folder.owner and folder.page not in readmes)
    parsed, duplicates = _without(parsed, duplicate_addresses([*(item.path for item in parsed), *made]))
    catalogue = _catalogue(parsed)
    parsed, shadows = _without(parsed, skill_page_conflicts((item.path for item in parsed), catalogue))
    named = pictures_shown(files.in_code, [text for item in parsed for text in (item.front.source, item.text)])
    assets, refused = _assets(repository, sorted((*files.assets, *named)), settings)
    references = partial(
        References,
        find_skill=catalogue.find_name,
        suggest_skill=catalogue.suggest,
        projects=_project_names(item for item in parsed if item.kind is PROJECT and item.path not in readmes),
        files=frozenset(assets),
    )
    every, wrong = _notes(parsed, references, history.dates if history else {}, catalogue)
    if record.runs:
        every = [_with_record(note, record, repository.root, paths) for note in every]
    every, hidden = _with_drafts(every, parsed, settings, day or today())
    notes = [note for note in every if note.path not in readmes]
    shown = {note.path: note for note in notes if drafts or not note.is_draft}
    left_out = tuple(note for note in notes if note.path not in shown)
    code = _with_readmes(code, [note for note in every if note.path in readmes], duplicates)
    withheld = files_of_drafts(left_out, shown.values(), assets)
    return Loaded(
        portfolio=Portfolio(shown, catalogue, visible(code, shown, drafts=drafts), settings.links),
        assets=tuple(
            path for path in assets if path not in withheld and (drafts or not settings.has_as_draft(path))
        ),
        problems=(*problems, *refused, *wrong, *hidden),
        drafts=left_out,
        conflicts=(*duplicates, *shadows),
        misnamed_notes=files.misnamed,
        site_url=settings.site_url,
        links=settings.links,
    )


def _project_names(projects: Iterable[_Parsed]) -> dict[str, str]:
    """Return the paths of projects by what they are called, in lower case; a path is surely its own note's."""
    names: dict[str, str] = {}
    by_path = {}
    for item in projects:
        by_path[item.path.casefold()] = item.path
        folder = posixpath.dirname(item.path) if is_index(item.path) else posixpath.splitext(item.path)[0]
        title = item.front.fields.get("title") or first_heading(item.text) or ""
        for name in (folder, posixpath.basename(folder), title if isinstance(title, str) else ""):
            names.setdefault(" ".join(name.split()).casefold(), item.path)
    names.pop("", None)
    return names | by_path


def _sorted(paths: Sequence[str]) -> _Files:
    code = files_by_folder(paths)
    in_code = frozenset(path for files in code.values() for path in files)
    notes = tuple(path for path in paths if is_markdown(path) and path not in in_code)
    misnamed = tuple(path for path in paths if path not in in_code and _is_misnamed(path))
    others = [path for path in paths if not is_markdown(path) and path not in misnamed]
    secret = tuple(filter(is_secret, others))
    assets = tuple(path for path in others if path not in secret and path not in in_code)
    return _Files(notes, code, in_code, assets, secret, misnamed)


def _with_readmes(
    code: Iterable[CodeFolder], readmes: Iterable[Note], conflicts: Iterable[AddressConflict]
) -> list[CodeFolder]:
    """Return folders of code, each with its README, without those whose pages are left out."""
    by_path, left_out = {note.path: note for note in readmes}, {conflict.path for conflict in conflicts}
    return [replace(each, readme=by_path.get(each.page)) for each in code if each.page not in left_out]


def _assets(
    repository: Repository, paths: Iterable[str], settings: FileSettings
) -> tuple[list[str], list[Problem]]:
    """Return which of the files beside the notes may be published, and what is wrong with the others."""
    checked = {
        path: reason_against(
            repository.root, path, may_run=path.startswith(f"{PAGE.folder}/") or settings.may_run(path)
        )
        for path in paths
    }
    return [path for path, wrong in checked.items() if not wrong], list(filter(None, checked.values()))


def _with_drafts(
    notes: Iterable[Note], parsed: Iterable[_Parsed], settings: FileSettings, day: date
) -> tuple[list[Note], list[Problem]]:
    """Return the notes with those marked that only their author is to see, and what is said of these."""
    marked, said = [], []
    for note, item in zip(notes, parsed, strict=True):
        field = hiding_field(note.front, item.unread, day)
        is_draft = field is not None or settings.has_as_draft(note.path)
        marked.append(replace(note, is_draft=is_draft) if is_draft else note)
        if is_draft and not (field == "draft" and note.front.fields.get(field) is True):
            said.append(told(note.front, field))
    return marked, said


def _is_misnamed(path: str) -> bool:
    """Return whether a file is a note to other tools, or was meant as one."""
    suffix = posixpath.splitext(path)[1]
    return suffix not in MARKDOWN_SUFFIXES and suffix.lower() in {*MARKDOWN_SUFFIXES, ".mdx"}


def _parse(file: SourceFile) -> tuple[_Parsed, list[Problem]]:
    front, text, text_line, found = split_front_matter(file.path, file.text)
    # Of a block that can't be read, only its words are known; it may be so broken that it is in the text.
    unread = file.text[:_FRONT] if found and not front.fields else ""
    return _Parsed(file.path, kind_of(file.path), front, text, text_line, unread), [*file.problems, *found]


def _without(
    parsed: list[_Parsed], conflicts: list[AddressConflict]
) -> tuple[list[_Parsed], list[AddressConflict]]:
    left_out = {conflict.path for conflict in conflicts}
    return [item for item in parsed if item.path not in left_out], conflicts


def _notes(
    parsed: Iterable[_Parsed],
    references: Callable[..., References],
    dates: Mapping[str, CommitDates],
    catalogue: Catalogue,
) -> tuple[list[Note], list[Problem]]:
    """Validate what was parsed into notes; without a `date` field a note has that of `dates`."""
    notes, problems = [], []
    for item in parsed:
        fields, found = validate(item.kind.fields, item.front, references(path=item.path))
        problems += found
        known = fields or item.kind.fields()
        commits = dates.get(item.path)
        day = known.date or (Dates(**commits._asdict()) if commits else None)
        notes.append(
            Note(item.path, item.kind, known, item.front, item.text, item.text_line, day, catalogue=catalogue)
        )
    return notes, problems


def _with_record(note: Note, record: RunRecord, root: Path, paths: Iterable[str]) -> Note:
    files = digest_of(root, reference_files(note.path, paths)) if is_reference(note.path) else ""
    return replace(note, record=record, files=files)


def _catalogue(parsed: Iterable[_Parsed]) -> Catalogue:
    """Build the catalogue ahead of all notes; its problems are found when its page is validated like the rest."""
    by_path = {item.path: item for item in parsed if item.kind is PAGE}
    page = next((by_path[path] for path in CATALOGUE_PAGES if path in by_path), None)
    if page is None:
        return Catalogue()
    none = Catalogue()
    front = YamlBlock(page.path, fields={"catalogue": page.front.fields.get("catalogue")})
    fields, _ = validate(PageFields, front, References(page.path, none.find_name, none.suggest))
    before = re.split(r"(?m)^catalogue:", page.front.source, maxsplit=1)[0]
    line = page.front.first_line + before.count("\n")
    return catalogues.build(page.path, (fields and fields.catalogue) or (), line=line)
