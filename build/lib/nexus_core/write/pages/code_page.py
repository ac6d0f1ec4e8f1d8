"""A folder of code as a page: its README, then its files, highlighted, each under its path."""

from __future__ import annotations

from nexus_core.model.code import CodeFolder
from nexus_core.write import code_files
from nexus_core.write.markup import Place, render
from nexus_core.write.pages import note_page
from nexus_core.write.view import View


def compose(folder: CodeFolder, view: View) -> str:
    """Return the Markdown of the folder's own page."""
    place = Place(view, folder.page)
    heading, rest = note_page.heading_and_rest(folder.readme, view) if folder.readme else ("", "")
    heading = heading or str(render("pages/heading.md.j2", place, title=folder.title))
    owner = view.portfolio.notes.get(folder.owner)
    byline = render("pages/code_byline.md.j2", place, folder=folder, owner=owner)
    parts = (heading, str(byline), rest.strip("\n"), code_files.compose(folder, place))
    return "\n\n".join(part for part in parts if part)
