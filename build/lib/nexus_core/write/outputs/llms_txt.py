"""`llms.txt`: what the site holds, as a list of links to the plain Markdown of its pages, https://llmstxt.org."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nexus_core.schema.kinds import PAGE, SECTIONS, kind_of
from nexus_core.write.markup import escape
from nexus_core.write.outputs import llms_full, portfolio_json, resume_json
from nexus_core.write.outputs.base import Output
from nexus_core.write.outputs.llms_markdown import PlainPages
from nexus_core.write.outputs.site import Site
from nexus_core.write.pages import Page
from nexus_core.write.view import View

PATH = "llms.txt"

_SKILLS = "Skills"


def write(view: View, site: Site) -> str:
    """Return the file: the site's name and what it is, a section for each kind of page, and what may be skipped."""
    plain_pages = PlainPages(view, site)

    def entry(title: str, file: str, description: str = "") -> str:
        described = f": {escape(description)}" if description else ""
        return f"- [{escape(title)}]({plain_pages.address(file, PATH)}){described}\n"

    sections = {
        title: [entry(page.title, plain_pages.file(page.path), page.description) for page in shown]
        for title, shown in _sections(page for page in plain_pages.pages.values() if not page.continuation)
    }
    sections["Optional"] = [
        *([entry("All pages in one file", llms_full.PATH)] if llms_full.is_written(view) else []),
        entry("portfolio.json", portfolio_json.OUTPUT.path, "notes, skills and evidence as data"),
        entry("resume.json", resume_json.OUTPUT.path, "the résumé as a JSON Resume"),
    ]
    lists = (f"## {title}\n\n{''.join(entries)}" for title, entries in sections.items())
    return "\n".join([llms_full.opening(site), *lists])


OUTPUT = Output(PATH, write, links_to_plain_pages=True)


def _sections(shown: Iterable[Page]) -> Iterator[tuple[str, list[Page]]]:
    """Yield the pages by what they are: those about the portfolio, the notes, and the skills."""
    found: dict[str, list[Page]] = {title: [] for title in (*(kind.title for kind in (PAGE, *SECTIONS)), _SKILLS)}
    for page in shown:
        found[_SKILLS if page.skill else kind_of(page.path).title].append(page)
    return ((title, pages) for title, pages in found.items() if pages)
