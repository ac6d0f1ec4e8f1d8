"""`/cv.pdf` says what the CV page says, on one page that programs can read, in the same bytes each time."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from nexus_core.model.loading import load
from nexus_core.write.outputs import Site
from nexus_mkdocs import typesetting
from nexus_mkdocs.typesetting.cv_pdf import cv_pdf
from support.skipping import absent
from support.small_sites import ABOUT, BASE, build_site, repository_in, write

if not typesetting.is_installed():
    absent("Typst isn't installed: pip install -e '.[typeset]'")

SITE = Site("Mine", "https://a.b/c/", language="de-AT")
HOME = """\
---
profile:
  name: {name}
  headline: Engineer
  summary: "#panic() *bold* $x$ \\\\ <a> @b"
  contacts: [{{ label: Mail, url: "mailto:ada@mail.test" }}, {{ label: Chat, text: "#room" }}]
---

# Home
"""
NOTES = {
    **BASE,
    "docs/index.md": HOME.format(name="Ada Ĉ"),
    "docs/about.md": ABOUT,
    "docs/cv.md": "<!-- nexus/cv -->\n",
}


def made(root: Path, files: dict[str, str], site: Site = SITE) -> bytes | None:
    return cv_pdf(load(repository_in(write(root, files))).portfolio, site)


def links(document: PdfReader) -> set[str]:
    (page,) = document.pages
    return {note.get_object()["/A"]["/URI"] for note in page["/Annots"] if "/A" in note.get_object()}  # type: ignore[attr-defined] # a list


def test_it_is_text_with_links_a_title_and_a_language(tmp_path: Path) -> None:
    document = PdfReader(BytesIO(made(tmp_path, NOTES) or b""))
    text = " ".join(document.pages[0].extract_text().split())
    assert "Ada Ĉ Engineer ada@mail.test #panic() *bold* $x$ \\ <a> @b Experience Developer, Shop" in text
    assert "Used in projects SQL, PostgreSQL, Redis, Caching" in text
    assert "#room" not in text
    assert {"https://a.b/c/projects/shop/", "https://a.b/c/skills/redis/", "https://vendor.test/7"} < links(
        document
    )
    assert "mailto:ada@mail.test" in links(document)
    assert document.metadata is not None
    assert (document.metadata.title, document.metadata.author) == ("Ada Ĉ, Engineer", "Ada Ĉ")
    assert document.metadata.creation_date is None
    assert str(document.root_object["/Lang"]) == "de"


def test_it_has_the_same_bytes_each_time(tmp_path: Path) -> None:
    assert made(tmp_path / "a", NOTES) == made(tmp_path / "b", NOTES)


def test_without_an_address_it_links_to_other_sites_only(tmp_path: Path) -> None:
    document = PdfReader(BytesIO(made(tmp_path, NOTES, Site("Mine")) or b""))
    assert links(document) == {"mailto:ada@mail.test", "https://shop.test", "https://vendor.test/7"}


@pytest.mark.parametrize(
    "files",
    [
        {**NOTES, "docs/index.md": HOME.format(name="林")},
        {**NOTES, "docs/cv.md": "# CV\n"},
    ],
    ids=["no font has a letter of the name", "no page shows a résumé"],
)
def test_there_is_none_where_it_could_not_be_read(tmp_path: Path, files: dict[str, str]) -> None:
    assert made(tmp_path, files) is None


def test_the_page_offers_it_if_it_is_there(tmp_path: Path) -> None:
    with_it = build_site(write(tmp_path / "with", NOTES))
    assert (with_it.failed, with_it.warnings) == (False, [])
    assert 'href="../cv.pdf"' in with_it.html("cv/index.html")
    assert (with_it.root / "site/cv.pdf").read_bytes().startswith(b"%PDF")
    files = {**NOTES, "docs/index.md": HOME.format(name="林")}
    without = build_site(write(tmp_path / "without", files))
    assert (without.failed, without.warnings) == (False, [])
    assert "cv.pdf" not in without.html("cv/index.html")
    assert "<h1>林</h1>" in without.html("cv/index.html").replace(' id="_1"', "")
