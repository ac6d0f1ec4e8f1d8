"""Makes the profile and the CV of a résumé: its head, and its sections on experience, education and certificates.

Dates stay the author's words: a year is no month, and a month that isn't said is not made up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from nexus_core.importing import vocabulary
from nexus_core.importing.drafts import Draft, Drafts, lines_of
from nexus_core.importing.outline import Piece, Section
from nexus_core.read.markdown import inline_text

PAGE = "docs/cv.md"
_APART = re.compile(r"\s+(?:[\u2014\u2013|-]|at|,)\s+|,\s+")
_ROLE = re.compile(
    r"\b(engineer|developer|intern|manager|analyst|assistant|lead|designer|administrator|consultant|teacher|tutor"
    r"|student|freelancer?|officer|specialist|technician|architect|founder|volunteer|mentor)\b",
    re.IGNORECASE,
)
_SCHOOL = re.compile(r"\b(university|college|school|institute|academy|polytechnic|alx)\b", re.IGNORECASE)
_LINK = re.compile(r"\[(?P<words>[^\]]+)\]\((?P<url>[^)\s]+)\)|(?P<bare>https?://\S+)")
_MAIL = re.compile(r"[^\s@<>|]+@[^\s@<>|]+\.[^\s@<>|]+")
_SITES = {"github.com": "GitHub", "linkedin.com": "LinkedIn", "gitlab.com": "GitLab", "twitter.com": "Twitter"}


def is_resume(sections: Sequence[Section]) -> bool:
    """Say whether sections are those of a résumé."""
    kinds = {vocabulary.section_kind(section.title) for section in sections}
    return "experience" in kinds and bool(kinds & {"education", "certificates"})


def take_head(head: Section, summary: Section | None, home: Draft, drafts: Drafts) -> None:
    """Take who a résumé is about: the name, the ways to reach its author, and a summary of one paragraph."""
    profile: dict[str, Any] = {"name": vocabulary.clean(head.title)}
    contacts, lines = [], set(range(head.first, head.start))
    for piece in head.pieces:
        found = [_contact(part.strip()) for part in re.split(r"\s*[|\u00b7\u2022]\s*", piece.text) if part.strip()]
        if found and all(found):
            contacts += found
            lines |= set(piece.lines)
    if summary and len(summary.pieces) == 1 and summary.pieces[0].kind == "line":
        profile["summary"] = inline_text(summary.pieces[0].text)
        lines |= set(summary.lines)
        home.meant |= {word.casefold() for word in re.findall(r"\w+", summary.title)}
    if contacts:
        profile["contacts"] = contacts
    home.set("profile", profile)
    home.taken |= lines
    home.add("<!-- nexus/profile -->")
    drafts.keep(home, lines_of(head.pieces) - lines)


def _contact(text: str) -> dict[str, str] | None:
    """Return a part of a line as a contact, or None where it is something else."""
    mail, link = _MAIL.fullmatch(text), _LINK.fullmatch(text)
    if mail:
        return {"label": "Email", "url": f"mailto:{text}"}
    if link is None:
        return None
    url = link["url"] or link["bare"]
    site = next((name for host, name in _SITES.items() if host in url), "Website")
    return {"label": site, **({"text": link["words"]} if link["words"] else {}), "url": url}


def take_entries(kind: str, section: Section, drafts: Drafts) -> bool:
    """Take the jobs, courses or certificates of a section into the page of the CV; say whether it has any."""
    entries = [_entry(kind, below.title, below.pieces) for below in section.sections]
    entries += [
        _entry(kind, piece.text, ()) for piece in section.pieces if piece.kind == "item" and not piece.depth
    ]
    if not entries or any(below.sections for below in section.sections):
        return False
    page = drafts.page(PAGE, "CV")
    if page is None or kind in page.fields:
        return False
    page.set(kind, entries)
    page.taken |= set(section.lines)
    page.meant |= {word.casefold() for word in re.findall(r"\w+", section.title)}
    if not page.body:
        page.add("<!-- nexus/cv -->")
    texts = [piece for piece in section.pieces if piece.kind != "item" or piece.depth]
    drafts.keep(page, lines_of(texts))
    return True


def _entry(kind: str, text: str, pieces: Sequence[Piece]) -> dict[str, Any]:
    words, inside = inline_text(text), ""
    bracket = re.fullmatch(r"(?P<words>.+?)\s*\((?P<inside>[^()]*\d{4}[^()]*)\)", words)
    if bracket:
        words, inside = bracket["words"], bracket["inside"]
    first, *rest = [part for part in _APART.split(words, maxsplit=1) if part]
    other = rest[0] if rest else ""
    said = [inline_text(piece.text) for piece in pieces if piece.kind in {"line", "item", "other"}]
    dates = [line for line in said if re.search(r"\b(?:19|20)\d\d\b", line) and len(line) < 40]
    points = [line for line in said if line not in dates and line]
    summary = ", ".join(filter(None, (inside, *dates)))
    link = _LINK.search(text)
    url = {"url": link["url"] or link["bare"]} if link and (link["url"] or link["bare"]).startswith("http") else {}
    if kind == "experience":
        title, place = (
            (other, first) if other and _ROLE.search(other) and not _ROLE.search(first) else (first, other)
        )
        return _filled(title=title, organisation=place, **url, summary=summary, highlights=points)
    if kind == "education":
        school, title = (other, first) if other and _SCHOOL.search(other) else (first, other)
        return _filled(institution=school, title=title, **url, summary=". ".join(filter(None, (summary, *points))))
    return _filled(title=", ".join(filter(None, (first, summary))), issuer=other, **url)


def _filled(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}
