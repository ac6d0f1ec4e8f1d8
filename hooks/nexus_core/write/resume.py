"""The résumé: what the CV page and the PDF show, as data, so that both say the same.

It is worked out from the notes: a skill stands there only if a note shows it, and each line leads to its note. What
a page states beside the notes (jobs, education, certificates, languages) is taken as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from nexus_core.model.catalogue import Skill
from nexus_core.model.note import Note
from nexus_core.model.portfolio import Portfolio
from nexus_core.model.steps import BY_NAME
from nexus_core.schema.fields import StepName
from nexus_core.schema.kinds import CHALLENGE, PROJECT
from nexus_core.schema.kinds.page import Contact
from nexus_core.schema.kinds.project import ProjectFields

PDF = "cv.pdf"
"""Where the résumé is published as a PDF, from the site's root."""

MOST = 5
"""Projects, and solved problems, that it shows: it is to fit on one page."""

Target: TypeAlias = Note | Skill | str
"""What a line leads to: a page of the site, or a web address."""

_GROUPS: tuple[tuple[str, tuple[StepName, ...]], ...] = (
    ("Used in projects", ("shipped", "applied")),
    ("Used to solve problems", ("practised",)),
    ("Studied", ("studied",)),
)


@dataclass(frozen=True, slots=True)
class Words:
    """A few words, and what they lead to."""

    text: str
    to: Target | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a section lists."""

    head: Words
    meta: str = ""
    """When and where, in small print."""
    text: str = ""
    points: tuple[str, ...] = ()
    items: tuple[Words, ...] = ()
    """What stands beside the head, such as the skills of a group."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the résumé under a heading."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Resume:
    """Everything that a résumé shows."""

    name: str
    """Who it is about; empty where the profile doesn't say."""
    headline: str
    summary: str
    contacts: tuple[Words, ...]
    sections: tuple[Section, ...]

    @property
    def title(self) -> str:
        """Who it is about, else what it is."""
        return self.name or "Curriculum vitae"


def resume(portfolio: Portfolio) -> Resume:
    """Return the résumé of a portfolio; a section without lines is left out."""
    profile = portfolio.profile
    parts: tuple[tuple[str, Callable[[Portfolio], Iterable[Line]]], ...] = (
        ("Experience", _jobs),
        ("Projects", _projects),
        ("Skills", _skills),
        ("Problems solved", _problems),
        ("Certificates", _certificates),
        ("Education", _education),
        ("Programme", _programme),
        ("Languages", _languages),
    )
    sections = (Section(title, tuple(lines(portfolio))) for title, lines in parts)
    return Resume(
        name=profile.name or "",
        headline=profile.headline or "",
        summary=profile.summary or "",
        contacts=tuple(_contact(each) for each in profile.contacts if each.url or each.email or each.phone),
        sections=tuple(section for section in sections if section.lines),
    )


def _contact(contact: Contact) -> Words:
    shown = contact.text or contact.email or contact.phone or (contact.url or "").split("://")[-1].rstrip("/")
    return Words(shown if contact.url else f"{contact.label}: {shown}", contact.url)


def _jobs(portfolio: Portfolio) -> Iterator[Line]:
    for job in portfolio.experience:
        head = Words(", ".join(filter(None, (job.title, job.organisation))), job.url)
        yield Line(head, _period(job.start, job.end or "today"), job.summary or "", job.highlights)


def _projects(portfolio: Portfolio) -> Iterator[Line]:
    for note in portfolio.entries(PROJECT)[:MOST]:
        fields = note.fields_as(ProjectFields)
        meta = " · ".join(filter(None, (fields.role, _period(fields.start, fields.end))))
        what = note.description or (fields.highlights[0] if fields.highlights else "")
        skills = tuple(Words(skill.name, skill) for skill in portfolio.shown_skills(note))
        yield Line(Words(note.title, note), meta, what, items=skills)


def _skills(portfolio: Portfolio) -> Iterator[Line]:
    for title, steps in _GROUPS:
        wanted = {BY_NAME[name] for name in steps}
        found = [skill for skill in portfolio.catalogue.skills if portfolio.step(skill) in wanted]
        if found:
            yield Line(Words(title), items=tuple(Words(skill.name, skill) for skill in found))


def _problems(portfolio: Portfolio) -> Iterator[Line]:
    notes = [note for note in portfolio.entries(CHALLENGE) if note.fields.lesson]
    return (Line(Words(note.title, note), text=note.fields.lesson) for note in notes[:MOST])


def _certificates(portfolio: Portfolio) -> Iterator[Line]:
    for each in portfolio.certificates:
        meta = " · ".join(filter(None, (each.issuer, each.date, each.credential_id)))
        skills = tuple(Words(skill.name, skill) for skill in portfolio.find_skills(each.skills))
        yield Line(Words(each.title, each.url), meta, items=skills)


def _education(portfolio: Portfolio) -> Iterator[Line]:
    for each in portfolio.education:
        head = Words(", ".join(filter(None, (each.title, each.institution))), each.url)
        yield Line(head, _period(each.start, each.end), each.summary or "")


def _programme(portfolio: Portfolio) -> Iterator[Line]:
    programme = portfolio.profile.programme
    phases = tuple(f"{phase.title} ({phase.length})" if phase.length else phase.title for phase in portfolio.phases)
    if programme:
        meta = " · ".join(filter(None, (programme.length, programme.pace)))
        yield Line(Words(programme.name), meta, ", then ".join(phases))


def _languages(portfolio: Portfolio) -> Iterator[Line]:
    if portfolio.languages:
        spoken = (f"{each.name} ({each.level})" if each.level else each.name for each in portfolio.languages)
        yield Line(Words(", ".join(spoken)))


def _period(start: str | None, end: str | None) -> str:
    return " to ".join(filter(None, (start, end))) if start else end if end != "today" and end else ""
