"""What makes a build faster changes nothing in what it builds, and nothing else knows that it is there."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.generator import generate
from nexus_mkdocs import speed
from nexus_mkdocs.speed.switches import TRICKS
from nexus_mkdocs.speed.workers import VARIABLE as WORKERS
from support.edits import FEW_SKILLS, ODD
from support.small_sites import BASE, build_site, settings, write

SETTINGS = (
    settings()
    .replace("attr_list, def_list", "attr_list, abbr, { footnotes: { UNIQUE_IDS: true } }, def_list")
    .replace(" toc,", " { toc: { permalink: true } }, pymdownx.highlight,")
)
FEATURES = "features: [content.action.edit]"
SECTIONS = "features: [navigation.sections, navigation.prune]"
# An address below a folder that has pages is another one for each of them.
LOGO = f"logo: projects/logo.svg, {FEATURES}"
TABS = "features: [navigation.tabs, navigation.indexes, navigation.prune, navigation.footer, search.suggest]"
DEEP = {"learnings/deeper.md": "# Deeper\n\n" + "<div>" * 2000 + "deep" + "</div>" * 2000 + "\n"}


def built(root: Path, features: str) -> dict[str, bytes]:
    generate(root, 10, skills=FEW_SKILLS)
    write(root, {**ODD, **DEEP, "mkdocs.yml": SETTINGS.replace(FEATURES, features)})
    build_site(root, strict=False)
    site = root / "site"
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def compare(fast: dict[str, bytes], slow: dict[str, bytes]) -> None:
    assert fast.keys() == slow.keys()
    # What is compressed has the time of the build in it.
    assert [path for path in fast if fast[path] != slow[path] and not path.endswith(".gz")] == []


@pytest.mark.parametrize("features", [FEATURES, SECTIONS, TABS, LOGO])
def test_with_the_switch_off_the_site_has_the_same_bytes(
    features: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(WORKERS, "3")
    fast = built(tmp_path / "fast", features)
    monkeypatch.setenv("NEXUS_WITHOUT", "speed")
    compare(fast, built(tmp_path / "slow", features))


def test_without_any_one_trick_the_site_has_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(WORKERS, "2")
    fast = built(tmp_path / "fast", TABS)
    for trick in set(TRICKS) - {"edits"}:  # which is for sites that are served
        monkeypatch.setenv("NEXUS_WITHOUT", trick)
        compare(fast, built(tmp_path / trick, TABS))


def import_without(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Import the events anew, as if a module of the room could not be imported."""
    monkeypatch.setitem(sys.modules, f"nexus_mkdocs.speed.{module}", None)
    monkeypatch.delattr(speed, module, raising=False)
    monkeypatch.delitem(sys.modules, "nexus_mkdocs.speed.events", raising=False)
    monkeypatch.delattr(speed, "events", raising=False)


@pytest.mark.parametrize("module", ["converter", "edits"])
def test_without_the_private_parts_that_a_trick_needs_mkdocs_does_it_itself(
    module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fast = built(tmp_path / "fast", FEATURES)
    import_without(module, monkeypatch)
    compare(fast, built(tmp_path / "slow", FEATURES))
    events = sys.modules["nexus_mkdocs.speed.events"]
    assert getattr(events, module) is None


EXTENSION = """\
from markdown import Extension
from markdown.treeprocessors import Treeprocessor

class Paragraphs(Treeprocessor):
    def run(self, root):
        for paragraph in root.iter("p"):
            paragraph.set("class", "own")

def makeExtension(**options):
    extension = Extension(**options)
    extension.extendMarkdown = lambda md: md.treeprocessors.register(Paragraphs(md), "own_paragraphs", 5)
    return extension
"""


def test_skills_are_shown_where_an_extension_writes_paragraphs_in_its_own_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    note = {"learnings/one.md": "---\nskills: [Redis, PostgreSQL]\n---\n\n# One\n\nText.\n"}
    config = settings().replace("markdown_extensions: [", "markdown_extensions: [own_paragraphs, ")
    site = build_site(write(tmp_path, {**BASE, **note, "own_paragraphs.py": EXTENSION, "mkdocs.yml": config}))
    assert site.warnings == []
    page = (tmp_path / "site/learnings/one/index.html").read_text(encoding="utf-8")
    assert '<p class="own">Text.</p>' in page
    for skill in ("redis", "postgresql"):
        assert f'href="../../skills/{skill}/"' in page
