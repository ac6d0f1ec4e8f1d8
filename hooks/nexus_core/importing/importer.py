"""Imports a README: hands each of its sections to what takes it, and keeps every line that nothing took."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from nexus_core.importing import vocabulary
from nexus_core.importing.drafts import Block, Draft, Drafts, lines_of
from nexus_core.importing.entries import take_challenges, take_one_project, take_projects
from nexus_core.importing.folders import drawn_folders
from nexus_core.importing.original import Original
from nexus_core.importing.outline import BOLD_LINE, Section, read_outline
from nexus_core.importing.prose import (
    take_contacts,
    take_goals,
    take_learnings,
    take_page,
    take_practices,
    take_resources,
)
from nexus_core.importing.relink import Relinker
from nexus_core.importing.resume import is_resume, take_entries, take_head
from nexus_core.importing.skills import PATH as SKILLS_PAGE
from nexus_core.importing.skills import Skills, lists_skills, take_tools
from nexus_core.model.loading import load
from nexus_core.read.frontmatter import split_front_matter
from nexus_core.read.repository import Repository
from nexus_core.schema.kinds import SECTIONS

_HUB = frozenset({"projects", "project", "challenges", "learnings", "practices", "takeaways", "resources"})
"""The kinds of section that tell of a learner's way; the README of one project has none of them."""

_APART = frozenset({"challenges", "learnings", "takeaways", "practices", "contents"})
"""The kinds of section that count for themselves in the README of one project too."""

_SIGNS = 3
"""Headings as software has them, beyond those of a learner's way, from which a README is about one project."""

_DESCENDED = frozenset({"", "learnings", "journey", "takeaways"})
"""The kinds whose sections count for themselves where they are of several kinds."""

_ORDER = ("tools", "projects", "project", "challenges")
"""What is taken first: later sections name the skills and projects that these give."""


@dataclass(frozen=True, slots=True)
class Imported:
    """One file that an import writes."""

    path: str
    text: str
    fields: tuple[str, ...]
    """The front matter that it has."""
    lines: tuple[int, ...]
    """The lines of the original that it holds, from 1."""
    kept: int
    """How many of them stand in its body as they were."""
    skills: int = 0
    """How many skills its catalogue has."""


@dataclass(frozen=True, slots=True)
class Import:
    """What a README becomes."""

    files: tuple[Imported, ...]
    left_over: Imported | None
    """That one of the files which holds the lines that found no place."""
    missing: tuple[str, ...]
    """The files that its links lead to and the repository lacks."""


def import_readme(text: str, path: str, repository: Repository, *, as_project: bool = False) -> Import:
    """Return a README's text as notes in files, none of which the repository has yet.

    Args:
        text: the README's Markdown.
        path: its path from the repository root, from which its links lead, or just its name if it lies outside.
        repository: the portfolio that the notes are for; it is read, not written.
        as_project: whether the README is about one project, even if it doesn't look so.
    """
    front, body, body_line, _ = split_front_matter(path, text)
    lines = body.split("\n")
    document = read_outline(body)
    folders = [f"{kind.folder}/{name}" for kind in SECTIONS for name in repository.folders(kind.folder)]
    drafts = Drafts(Original(lines, document), repository.files(), [*folders, *drawn_folders(document)])
    skills = _skills(repository, drafts)
    _take_all(document, drafts, skills, as_project=as_project)
    page = drafts.page(SKILLS_PAGE, "Skills") if skills.entries else None
    if page:
        page.set("catalogue", skills.entries, page.comments.get("catalogue", ""))
        page.body.insert(0, Block("<!-- nexus/skill-table -->"))
    relinker = Relinker(path, repository, document, drafts)
    for number, owner in relinker.listed(document):
        owner.taken.add(number)
    finished = [_finished(draft, relinker, lines, body_line) for draft in drafts]
    left = _left_over(finished, lines, body_line)
    page_of_left = _left_over_page(left, front.source, drafts, relinker)
    files = (*finished, *filter(None, [page_of_left]))
    return Import(files, page_of_left, tuple(relinker.missing))


def _skills(repository: Repository, drafts: Drafts) -> Skills:
    catalogue = load(repository, drafts=True).portfolio.catalogue
    return Skills(catalogue, may_add=not catalogue.path and drafts.is_free(SKILLS_PAGE))


def _take_all(document: Section, drafts: Drafts, skills: Skills, *, as_project: bool) -> None:
    """Hand every section to what takes it: first those whose skills and projects later ones name."""
    named = document.sections
    unused: list[Section] = []
    while len(named) > 1 and named[0].level == named[1].level == 1 and _is_bare(named[0]):
        unused.append(named[0])  # the repository's name, which GitHub writes into a new README
        named = named[1:]
    alone = bool(named) and named[0].level == 1 and sum(section.level == 1 for section in named) == 1
    top = named[0] if alone else document
    is_project = top is not document and (as_project or _is_project(top))
    title = "Home" if is_project else vocabulary.clean(top.title) or "Home"
    home = drafts.page("docs/index.md", title, "" if is_project else top.title)
    others = [section for section in named if section is not top] if top is not document else []
    listed = top.sections if alone else named
    if home and not is_project and is_resume(listed):
        listed = _without_head(top if alone else named[0], listed, home, drafts)
    apart = [section for section in top.sections if _is_apart(section)] if is_project else []
    sections = list(_assigned([*(apart if is_project else listed), *others]))
    sections.sort(key=lambda pair: _ORDER.index(pair[0]) if pair[0] in _ORDER else len(_ORDER))
    if is_project:
        own = [section for section in top.sections if section not in apart]
        take_one_project(replace(top, sections=own), drafts, skills)
    elif home:
        home.taken |= set(range(top.first, top.start))
        drafts.keep(home, lines_of(top.pieces))
    for kind, section in sections:
        if not kind and home and _is_bare(section):
            unused.append(section)
        else:
            _take(kind, section, drafts, skills, home)
    if home and unused:
        home.taken |= {number for section in unused for number in section.lines}
        words = [home.comments.get("title", ""), *(section.title for section in unused)]
        home.comments["title"] = "; ".join(filter(None, words))
    if home:
        for block in ("## Projects", "<!-- nexus/project-cards -->", "## Skills", "<!-- nexus/skill-table -->"):
            home.add(block)
        if document.pieces and top is not document:
            home.add("---")
            drafts.keep(home, lines_of(document.pieces))


def _without_head(head: Section, sections: Sequence[Section], home: Draft, drafts: Drafts) -> list[Section]:
    """Return the sections of a résumé without those that say who it is about, which become the profile."""
    summary = next(
        (each for each in sections if re.search(r"summary|profile|objective", each.title.casefold())), None
    )
    home.set("title", vocabulary.clean(head.title))
    take_head(head, summary, home, drafts)
    taken = [head, *([summary] if summary and summary.first in home.taken else [])]
    return [section for section in sections if section not in taken]


def _is_bare(section: Section) -> bool:
    """Say whether a section is a heading and nothing below it."""
    return not section.pieces and not section.sections


def _is_project(top: Section) -> bool:
    """Say whether a README is about one project: it has a project's features, and nothing of a learner's way."""
    kinds = {vocabulary.section_kind(section.title) for section in top.sections}
    fields = {vocabulary.field_of(section.title) for section in top.sections}
    if kinds & {"projects", "project"}:
        return False
    signs = sum(vocabulary.OF_SOFTWARE.search(section.title) is not None for section in top.sections)
    apart = {vocabulary.section_kind(section.title) for section in top.sections if _is_apart(section)} - {
        "contents"
    }
    has_features = "highlights" in fields and not apart & {"learnings", "journey"}
    return (has_features and not kinds & {"learnings"}) or signs >= _SIGNS + len(apart)


def _is_apart(section: Section) -> bool:
    """Say whether a section tells of a learner's way rather than of the project whose README it is in."""
    kind = vocabulary.section_kind(section.title)
    is_of_tools = vocabulary.OF_SOFTWARE.search(section.title) is not None
    return (kind in _APART and not is_of_tools) or (kind == "journey" and "program" in section.title.casefold())


def _assigned(sections: Iterable[Section]) -> Iterator[tuple[str, Section]]:
    """Yield each section that something takes as a whole, one given or one below it, with what it is."""
    for section in sections:
        kind = vocabulary.section_kind(section.title)
        inner = [below for below in section.sections if below.level < BOLD_LINE]
        kinds = {vocabulary.section_kind(below.title) for below in inner} - {"", kind}
        if kinds and (not kind or (kind in _DESCENDED and kinds & {*_HUB, "tools"})):
            yield "", replace(section, end=section.own_end, sections=[])
            yield from _assigned(section.sections)
        else:
            yield "tools" if kind == "learnings" and lists_skills(section) else kind, section


def _take(kind: str, section: Section, drafts: Drafts, skills: Skills, home: Draft | None) -> None:
    match kind:
        case "tools" if take_tools(section, drafts, skills):
            pass
        case "projects" | "project":
            take_projects(section, drafts, skills)
        case "challenges":
            take_challenges(section, drafts, skills)
        case "learnings" | "tools":
            take_learnings(section, drafts, skills)
        case "practices":
            take_practices(section, drafts, skills)
        case "resources":
            take_resources(section, drafts, skills)
        case "goals":
            take_goals(section, drafts)
        case "contact":
            take_contacts(section, drafts, home)
        case "experience" | "education" | "certificates" if take_entries(kind, section, drafts):
            pass
        case "contents":
            pass  # the site has its own; the lines go to the page of what is left
        case _:
            take_page(section, kind, drafts, range(section.start, section.end))


def _finished(draft: Draft, relinker: Relinker, lines: Sequence[str], body_line: int) -> Imported:
    """Return a draft as the file to write, with only those lines counted as taken whose words it holds."""
    relinked = partial(relinker.relinked, path=draft.path)
    draft.body = [Block(relinked(text)) if moved else Block(text) for text, moved in draft.body]
    text = draft.text()
    words = _words(text) | draft.meant
    held = [number for number in sorted(draft.taken) if _words(relinked(lines[number])) <= words]
    fields = tuple(name for name, value in draft.fields.items() if value)
    kept = sum(bool(lines[number].strip()) for number in draft.kept)
    skills = sum(len(category["skills"]) for category in draft.fields.get("catalogue", ()))
    return Imported(draft.path, text, fields, tuple(number + body_line for number in held), kept, skills)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", re.sub(r"^\s*\d+[.)] ", "", text).casefold())) - {"and"}


def _left_over(finished: Sequence[Imported], lines: Sequence[str], body_line: int) -> list[tuple[int, str]]:
    """Return the lines with words in them, by their numbers, that no file holds."""
    held = {number for file in finished for number in file.lines}
    numbered = enumerate(lines, start=body_line)
    return [(number, line) for number, line in numbered if number not in held and re.search(r"\w", line)]


def _left_over_page(
    left: Sequence[tuple[int, str]], front: str, drafts: Drafts, relinker: Relinker
) -> Imported | None:
    """Return the page of what nothing took, as it was, each run of lines below the number of its first."""
    if not left and not front.strip():
        return None
    draft = Draft(drafts.free_page("imported"))
    draft.set("title", "Left by the import")
    draft.set("description", "Lines of the imported README that found no place of their own yet.")
    if front.strip():
        draft.add(f"## Front matter\n\n```yaml\n{front.strip()}\n```")
    previous = -1
    for number, line in left:
        if number != previous + 1:
            draft.add(f"## From line {number}")
        draft.add(relinker.relinked(line.strip(), draft.path))
        previous = number
    return Imported(draft.path, draft.text(), ("title",), tuple(number for number, _ in left), len(left))
