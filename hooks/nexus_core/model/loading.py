"""From files to a portfolio: reads every note, checks it against all the others and gathers every problem."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from unicodedata import normalize

from nexus_core.checks.secrets import file_problem, tokens_in
from nexus_core.checks.slow_markdown import NOT_SHOWN, check_cost
from nexus_core.model import catalogue as catalogues
from nexus_core.model.catalogue import Catalogue
from nexus_core.model.note import Note
from nexus_core.model.portfolio import Portfolio
from nexus_core.model.redirects import Redirect, find_redirects, published_file
from nexus_core.problems.problem import Problem, Span
from nexus_core.read.decoding import SourceFile
from nexus_core.read.frontmatter import split_front_matter
from nexus_core.read.git_dates import CommitDates, History
from nexus_core.read.mkdocs_settings import site_address
from nexus_core.read.paths import page_address
from nexus_core.read.repository import MARKDOWN_SUFFIXES, Repository, is_markdown
from nexus_core.read.secret_files import secret_files
from nexus_core.read.yaml_block import YamlBlock
from nexus_core.schema.field_types import References
from nexus_core.schema.fields import Dates, PageFields
from nexus_core.schema.kinds import PAGE, Kind, kind_of
from nexus_core.schema.validation import validate
from nexus_core.write.components import check_directives
from nexus_core.write.names_in_brackets import check_wikilinks
from nexus_core.write.outputs import OUTPUTS
from nexus_core.write.pages.further_page import further_pages
from nexus_core.write.pagination import listings

CATALOGUE_PAGES = ("docs/skills/README.md", "docs/skills/index.md")
"""Where the catalogue is looked for, in this order."""


@dataclass(frozen=True, slots=True)
class _Parsed:
    path: str
    kind: Kind
    front: YamlBlock
    body: str
    body_line: int


@dataclass(frozen=True, slots=True)
class Loaded:
    """A portfolio, the files beside its notes, and what is wrong with it."""

    portfolio: Portfolio
    assets: tuple[str, ...]
    """Repository paths of the files in note folders and `docs` that are not notes."""
    problems: tuple[Problem, ...]
    """Every problem, in the order of files and lines."""
    redirects: tuple[Redirect, ...] = ()
    """What leads from the old addresses of the portfolio's notes to their pages."""


def load(repository: Repository, *, drafts: bool = False, history: History | None = None) -> Loaded:
    """Read the repository's notes into a portfolio.

    With `drafts`, notes marked as drafts belong to it too. With a `history`, notes without a `date` get theirs
    from it.
    """
    paths, problems = repository.survey()
    paths, unread = _without_unread(paths)
    notes = [path for path in paths if is_markdown(path)]
    parsed, wrong = _parse(map(repository.read, notes))
    problems += unread + wrong
    parsed, twins = _drop_twins(parsed)
    catalogue, entry_names = _catalogue(parsed)
    parsed, shadows = _drop_shadows(parsed, catalogue)
    problems += twins + shadows
    references = partial(
        References,
        catalogue=catalogue,
        notes={item.path: item.kind.name for item in parsed},
        file_exists=repository.exists,
        entry_names=entry_names,
    )
    every, wrong = _notes(parsed, references, history.dates if history else {})
    loaded = {note.path: note for note in every if drafts or not note.fields.draft}
    portfolio = Portfolio(loaded, catalogue)
    problems += wrong + _held_twice(portfolio) + _in_the_way(portfolio)
    for note in loaded.values():
        problems += check_directives(note, portfolio)
        problems += tokens_in(note)
    problems += check_wikilinks(loaded.values(), portfolio)
    assets = tuple(path for path in paths if not is_markdown(path))
    secret = frozenset(secret_files(assets))
    assets = tuple(path for path in assets if path not in secret)
    problems += map(file_problem, sorted(secret))
    # A draft's address is taken too: an alias that is right today must not be wrong once the draft is finished.
    further = further_pages(listings(portfolio))
    made = (*(output.path for output in OUTPUTS), *(published_file(page.path) for page in further))
    files = (*assets, *made)
    redirects, wrong = find_redirects(every, catalogue, files, site_address(repository.root))
    problems += wrong
    return Loaded(
        portfolio,
        assets,
        tuple(sorted(problems, key=lambda problem: problem.order)),
        tuple(redirect for redirect in redirects if redirect.target in loaded),
    )


def _notes(
    parsed: Iterable[_Parsed], references: Callable[..., References], dates: Mapping[str, CommitDates]
) -> tuple[list[Note], list[Problem]]:
    """Validate what was parsed into notes; without a `date` field a note has that of `dates`."""
    notes, problems = [], []
    for item in parsed:
        # Called anew for each attempt to validate, which needs names that nobody has claimed yet.
        fields, found = validate(item.kind.fields, item.front, partial(references, path=item.path))
        problems += found
        known = fields or item.kind.fields()
        commits = dates.get(item.path)
        day = known.date or (Dates(**commits._asdict()) if commits else None)
        notes.append(Note(item.path, item.kind, known, item.front, item.body, item.body_line, day))
    return notes, problems


def _parse(files: Iterable[SourceFile]) -> tuple[list[_Parsed], list[Problem]]:
    parsed, problems = [], []
    for file in files:
        front, body, body_line, found = split_front_matter(file.path, file.text)
        costly = check_cost(file.path, body, body_line)
        if costly:
            body = NOT_SHOWN
        problems += [*file.problems, *found, *costly]
        parsed.append(_Parsed(file.path, kind_of(file.path), front, body, body_line))
    return parsed, problems


def _without_unread(paths: Iterable[str]) -> tuple[list[str], list[Problem]]:
    """Leave out what is a note to other tools, or was meant as one, and would be published as it is in the file."""
    kept, problems = [], []
    for path in paths:
        suffix = posixpath.splitext(path)[1]
        if suffix not in MARKDOWN_SUFFIXES and suffix.lower() in {*MARKDOWN_SUFFIXES, ".mdx"}:
            message = f"a note's name ends in .md, not in {suffix}"
            problems.append(_problem_of(path, "not-a-note", message, "rename it; until then it is left out"))
        else:
            kept.append(path)
    return kept, problems


def _problem_of(path: str, code: str, message: str, hint: str) -> Problem:
    return Problem(path=path, span=Span(1), code=code, message=message, hint=hint)


def _drop_twins(parsed: list[_Parsed]) -> tuple[list[_Parsed], list[Problem]]:
    """Keep the first of the notes that would become one page; the others are problems."""
    owners: dict[str, str] = {}
    kept, problems = [], []
    for item in parsed:
        address = page_address(item.path)
        # One name to file systems that know no case, and to those that know one form of Unicode's names.
        owner = owners.setdefault(normalize("NFC", address).casefold(), item.path)
        if owner == item.path:
            kept.append(item)
            continue
        message = f"this note and {owner} both become the page /{address}"
        if normalize("NFC", owner) == normalize("NFC", item.path):
            message += ", since their names differ only in how Unicode writes an accent"
        problems.append(_problem_of(item.path, "same-page", message, "rename one; until then this one is left out"))
    return kept, problems


def _drop_shadows(parsed: list[_Parsed], catalogue: Catalogue) -> tuple[list[_Parsed], list[Problem]]:
    """Leave out the pages that lie where a skill's page will be, unless they are meant to stand for it."""
    skills = {page_address(skill.path): skill for skill in catalogue.skills}
    kept, problems = [], []
    for item in parsed:
        skill = skills.get(page_address(item.path))
        if skill is None or skill.path == item.path:
            kept.append(item)
            continue
        message = f"this page and that of the skill '{skill.name}' have the same address"
        hint = f"move it; to replace the skill's page, call it {skill.path}"
        problems.append(_problem_of(item.path, "same-page", message, hint))
    return kept, problems


def _catalogue(parsed: Iterable[_Parsed]) -> tuple[Catalogue, frozenset[str]]:
    """Build the catalogue ahead of all notes; its problems are found when its page is validated like the rest."""
    by_path = {item.path: item for item in parsed if item.kind is PAGE}
    page = next((by_path[path] for path in CATALOGUE_PAGES if path in by_path), None)
    if page is None:
        return Catalogue(), frozenset()
    value = page.front.fields.get("catalogue")
    names = frozenset(_entry_names(value))
    front = YamlBlock(page.path, fields={"catalogue": value})
    fields, _ = validate(PageFields, front, lambda: References(page.path, entry_names=names))
    entries = fields.catalogue if fields else None
    return catalogues.build(page.path, entries or ()), names


def _entry_names(value: Any) -> Iterable[str]:
    """Collect the names and aliases of a catalogue that is not validated yet."""
    for category in value if isinstance(value, list) else []:
        entries = category.get("skills") if isinstance(category, Mapping) else None
        for entry in entries if isinstance(entries, list) else []:
            if isinstance(entry, str):
                yield " ".join(entry.split())
            elif isinstance(entry, Mapping):
                aliases = entry.get("aliases")
                for name in (entry.get("name"), *(aliases if isinstance(aliases, list) else ())):
                    if isinstance(name, str):
                        yield " ".join(name.split())


def _in_the_way(portfolio: Portfolio) -> list[Problem]:
    """Find the notes that lie where a list goes on."""
    further = {page_address(page.path): page.title for page in further_pages(listings(portfolio))}
    found = [(note.path, page_address(note.path)) for note in portfolio.notes.values()]
    return [
        _problem_of(
            path,
            "same-page",
            f"this note and the page '{further[address]}' have the same address",
            "move it; until then that page is left out",
        )
        for path, address in found
        if address in further
    ]


def _held_twice(portfolio: Portfolio) -> list[Problem]:
    """Find the fields that only one page can hold, held by another page too."""
    holders = {"catalogue": portfolio.catalogue.path or CATALOGUE_PAGES[0]}
    problems = []
    for note in portfolio.notes.values():
        if not isinstance(note.fields, PageFields):
            continue
        for name in ("profile", "catalogue", "phases", "goals"):
            if getattr(note.fields, name) is None:
                continue
            holder = holders.setdefault(name, note.path)
            if holder != note.path:
                message = f"the {name} is read from {holder}, not from here"
                problems.append(note.front.problem((name,), "held-twice", message, "keep it there", key=True))
    return problems
