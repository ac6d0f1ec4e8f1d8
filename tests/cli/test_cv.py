"""`nexus cv` prints a résumé that people and programs can read: short, with text, links, a title and a language."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from cli.conftest import Run
from nexus_cli.chromium import BrowserError, find
from nexus_cli.cv_pdf import printable
from nexus_core.model.loading import load
from nexus_core.read.paths import page_address
from nexus_core.schema.kinds import PROJECT
from support.skipping import absent
from support.small_sites import ROOT, repository_in, settings, write
from support.this_site import ADDRESS

pytestmark = pytest.mark.own_notes

A4, LETTER = (595, 842), (612, 792)
CV = "---\ntitle: CV\n---\n\n# Curriculum vitae\n\n<!-- nexus/cv -->\n"


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.delenv("NEXUS_BROWSER", raising=False)
    try:
        return find(None)
    except BrowserError as error:
        absent(str(error))


@pytest.fixture
def site(root: Path) -> Path:
    """A built site: a page, and what it needs."""
    page = "<html lang=en><head><title>CV</title></head><body>%s</body></html>"
    return write(root / "built", {"cv/index.html": page % "<p>Shop</p>"})


def links(pdf: PdfReader) -> Iterator[str]:
    for page in pdf.pages:
        annotations: Any = page.get("/Annots", [])
        for annotation in annotations:
            yield annotation.get_object()["/A"]["/URI"]


@pytest.mark.usefixtures("browser")
def test_the_repository_is_printed_on_two_pages_that_programs_can_read(
    nexus: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_URL", ADDRESS)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    made = [tmp_path / name for name in ("a.pdf", "b.pdf")]
    for path in made:
        result = nexus("cv", str(path), "--root", str(ROOT))
        assert (result.exit_code, result.stdout, result.stderr) == (
            0,
            f"{path}: {len(PdfReader(path).pages)} pages\n",
            "",
        )
    assert made[0].read_bytes() == made[1].read_bytes()
    pdf = PdfReader(made[0])
    assert len(pdf.pages) <= 2
    text = "\n".join(page.extract_text() for page in pdf.pages)
    projects = load(repository_in(ROOT)).portfolio.entries(PROJECT)
    assert [note.title for note in projects if note.title not in text] == []
    assert "Skip to content" not in text
    found = set(links(pdf))
    assert {ADDRESS + page_address(note.path) for note in projects} <= found
    assert {link for link in found if not link.startswith("https://")} == set()
    assert pdf.metadata
    assert pdf.metadata.title == "CV - ALX Project Nexus"
    root: Any = pdf.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"].value) == ("en", True)


@pytest.mark.usefixtures("browser")
@pytest.mark.parametrize(("paper", "size"), [("A4", A4), ("letter", LETTER)])
def test_the_paper_is_what_was_asked_for(nexus: Run, site: Path, paper: str, size: tuple[int, int]) -> None:
    assert nexus("cv", "my.pdf", "--site", str(site), "--paper", paper).exit_code == 0
    box = PdfReader("my.pdf").pages[0].mediabox
    assert (round(box.width), round(box.height)) == size


@pytest.mark.usefixtures("browser")
def test_a_portfolio_without_an_address_is_printed_without_links_and_says_so(nexus: Run, root: Path) -> None:
    write(root, {"docs/cv.md": CV, "mkdocs.yml": settings()})
    result = nexus("cv")
    assert result.exit_code == 0
    assert "left out: set SITE_URL" in result.stderr
    pdf = PdfReader("cv.pdf")
    assert list(links(pdf)) == []
    assert "Shop" in pdf.pages[0].extract_text()


@pytest.mark.usefixtures("browser")
def test_a_cv_that_nobody_would_read_to_its_end_is_a_problem(nexus: Run, site: Path) -> None:
    page = site / "cv" / "index.html"
    page.write_text("<html><body>" + '<p style="break-after: page">a</p>' * 3 + "</body></html>", encoding="utf-8")
    result = nexus("cv", "long.pdf", "--site", str(site))
    assert result.exit_code == 1
    assert "pages; more than 2 are rarely read" in result.stderr
    assert Path("long.pdf").is_file()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--browser", "no-such-browser"], "there is no program 'no-such-browser'"),
        (["--browser", "{false}"], "printed nothing"),
        (["nowhere/cv.pdf"], "there is no folder nowhere"),
        (["--site", "empty"], "the site has no page /cv/"),
        ([], "there is no "),
    ],
)
def test_what_cannot_be_printed_is_said(nexus: Run, site: Path, arguments: list[str], message: str) -> None:
    (site.parent / "empty").mkdir()
    program = site.parent / "fails"
    program.write_text("#!/bin/sh\necho broken >&2\nexit 3\n", encoding="utf-8")
    program.chmod(0o755)
    given = [argument.replace("{false}", str(program)) for argument in arguments]
    rest = [] if "--site" in given or not given else ["--site", str(site)]
    named = [] if "--browser" in given else ["--browser", str(program)]
    result = nexus("cv", *given, *rest, *named)
    assert result.exit_code == 2
    assert message in result.stderr


def test_without_a_browser_it_says_how_to_name_one(
    nexus: Run, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PATH", "HOME", "USERPROFILE", "LOCALAPPDATA", "PROGRAMFILES", "PROGRAMFILES(X86)"):
        monkeypatch.setenv(name, str(tmp_path / "nothing"))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", "")
    monkeypatch.setattr("nexus_cli.chromium._APPLICATIONS", ())
    result = nexus("cv", "--site", str(site))
    assert result.exit_code == 2
    assert "name one with --browser or NEXUS_BROWSER" in result.stderr


@pytest.mark.skipif(os.name == "nt", reason="a Linux folder")
def test_a_browser_of_playwright_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "chromium-1200" / "chrome-linux" / "chrome"
    write(tmp_path, {"chromium-1200/chrome-linux/chrome": ""})
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    monkeypatch.setattr("nexus_cli.chromium._APPLICATIONS", ())
    assert find(None) == str(program)


@pytest.mark.parametrize(
    ("head", "link", "expected", "lost"),
    [
        ('<link rel="canonical" href="https://a.b/cv/">', "../x/#y", 'href="https://a.b/x/#y"', 0),
        ('<link rel="canonical" href="https://a.b/cv/">', "#y", 'href="https://a.b/cv/#y"', 0),
        ("", "../x/", "<a>", 1),
        ("", "#y", "<a>", 0),
        ("", "https://c.d/", 'href="https://c.d/"', 0),
        ("", "mailto:a@b.c", 'href="mailto:a@b.c"', 0),
        ("<script>x</script>", "https://c.d/", "<head><base", 0),
    ],
)
def test_links_lead_to_where_the_site_is(tmp_path: Path, head: str, link: str, expected: str, lost: int) -> None:
    page = tmp_path / "cv.html"
    page.write_text(f'<html><head>{head}</head><body><a href="{link}">a</a></body></html>', encoding="utf-8")
    html, count = printable(page, "A4")
    assert expected in html
    assert "<script" not in html
    assert count == lost
