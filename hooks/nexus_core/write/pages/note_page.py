"""A note's page: its body with components expanded, between what its front matter says and what is related."""

from __future__ import annotations

from dataclasses import replace

from nexus_core.model.note import Note
from nexus_core.model.portfolio import Portfolio
from nexus_core.read.markdown import split_heading
from nexus_core.schema.kinds import CHALLENGE, PAGE, PROJECT
from nexus_core.schema.kinds.project import ProjectFields
from nexus_core.write import code_files
from nexus_core.write.code_links import with_code_links
from nexus_core.write.components import expand
from nexus_core.write.components.notes import folder_cards
from nexus_core.write.headings import with_same_headings
from nexus_core.write.markup import GUARD, Place, render, without_marks
from nexus_core.write.names_in_brackets import with_links
from nexus_core.write.pagination import beginning
from nexus_core.write.view import View


def compose(note: Note, view: View) -> str:
    """Return the Markdown of a note's page."""
    portfolio = view.portfolio
    heading, rest = heading_and_rest(note, view)
    name = portfolio.profile.name if note is portfolio.folders[PAGE].index else None
    if name or not heading:
        heading = str(render("pages/heading.md.j2", Place(view, note.path), title=name or note.title))
    if note.kind is PAGE:
        return f"{heading}\n\n{rest}"
    place = Place(view, note.path)
    code = portfolio.code_of(note)
    is_list = bool(_listed_folder(note, portfolio))
    byline = render("pages/byline.md.j2", place, note=note, parent=_parent(note, portfolio), is_list=is_list)
    facts = render(
        f"pages/{note.kind.template}",
        place,
        note=note,
        fields=note.fields,
        shown=portfolio.shown_skills(note),
        listed=portfolio.listed_skills(note),
        technologies=_technologies(note, portfolio),
        is_list=is_list,
        challenges=beginning(_challenges_of(note, portfolio)),
        links=_links(note),
        before=[portfolio.notes[path] for path in portfolio.read_before.get(note.path, ())],
        code=[folder for folder in code if folder.page != note.path],
    )
    parts = (
        heading,
        "" if is_list else byline,
        facts,
        rest.strip("\n"),
        GUARD if rest.strip() else "",
        *(code_files.compose(folder, place) for folder in code if folder.page == note.path),
        _reading_path(note, portfolio, place),
        _listing(note, view),
        _related(note, portfolio, place),
    )
    return "\n\n".join(str(part) for part in parts if part)


def heading_and_rest(note: Note, view: View) -> tuple[str, str]:
    """Return the note's first heading, if it begins with one, and the rest of its text, components expanded."""
    text = with_same_headings(without_marks(_with_runs(note, Place(view, note.path))))
    # Links first: what components write is from front matter, where brackets are brackets.
    linked = with_code_links(with_links(text, note.path, view.portfolio), note.path, view.portfolio)
    return split_heading(expand(replace(note, text=linked), view))


def _with_runs(note: Note, place: Place) -> str:
    """Return a note's body with a line below each sample that a record says ran, which says what ran it."""
    body = note.body
    for sample, run in reversed(note.runs):
        words = str(render("pages/sample_run.md.j2", place, run=run))
        below = "".join(f"\n{sample.margin}{line}" for line in ("", words, "{ .sample-run }", ""))
        body = body[: sample.end] + below + body[sample.end :]
    return body


def _related(note: Note, portfolio: Portfolio, place: Place) -> str:
    related = portfolio.related(note)
    known = {other for other, _ in related}
    # A section's own page lists its notes anyway, so that it links here says nothing.
    linked_from = [other for other in portfolio.linked_from(note) if other not in known and not other.is_index]
    return str(render("pages/related.md.j2", place, related=related, linked_from=beginning(linked_from)))


def _parent(note: Note, portfolio: Portfolio) -> Note | None:
    """Return the note of the folder that the note belongs to."""
    folder = note.shelf
    if folder == note.kind.folder:  # which the kind says already
        return None
    found = portfolio.folders[note.kind].find(folder)
    return found.index if found and found.index and found.index.path != note.path else None


def _technologies(note: Note, portfolio: Portfolio) -> tuple[object, ...]:
    fields = note.fields
    return portfolio.find_skills(fields.technologies) if isinstance(fields, ProjectFields) else ()


def _links(note: Note) -> list[tuple[str, str]]:
    named = (("Demo", getattr(note.fields, "demo", None)), ("Source", getattr(note.fields, "repo", None)))
    given = [(label, url) for label, url in named if url]
    return given + [(link.label, link.url) for link in getattr(note.fields, "links", ())]


def _challenges_of(note: Note, portfolio: Portfolio) -> list[Note]:
    if note.kind is not PROJECT:
        return []
    entries = portfolio.entries(CHALLENGE)
    return [entry for entry in entries if getattr(entry.fields, "project", None) == note.path]


def _listed_folder(note: Note, portfolio: Portfolio) -> str:
    """Return the folder whose notes the page is there to list, or nothing for a note that is an end in itself."""
    if not note.is_index:
        return ""
    folder = portfolio.folders[note.kind].find(note.folder)
    if folder is None:  # the section has no note of its own and this one was made for it
        return note.folder
    is_section = note.folder == note.kind.folder
    return folder.path if folder.children and (note.kind.nested or is_section) else ""


def _reading_path(note: Note, portfolio: Portfolio, place: Place) -> str:
    folder = _listed_folder(note, portfolio)
    path = beginning(portfolio.reading_path(note.kind, folder) if folder else ())
    return str(render("pages/reading_path.md.j2", place, path=path, before=portfolio.read_before))


def _listing(note: Note, view: View) -> str:
    """Return the cards of a folder's notes, unless the author has placed them in the text already."""
    folder = _listed_folder(note, view.portfolio)
    if not folder or any(directive.name == note.kind.component for directive in note.directives):
        return ""
    has_text = bool(note.body.strip())
    cards = folder_cards(note.kind, folder, Place(view, note.path, level=3 if has_text else 2))
    return f"## Notes\n\n{cards}" if has_text else str(cards)
