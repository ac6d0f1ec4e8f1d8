"""What makes a build faster changes nothing in what it builds."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.generator import generate
from support.edits import ODD
from support.small_sites import BASE, build_site, settings, write

SETTINGS = (
    settings()
    .replace("attr_list, def_list", "attr_list, abbr, { footnotes: { UNIQUE_IDS: true } }, def_list")
    .replace(" toc,", " { toc: { permalink: true } },")
)


FEATURES = "features: [content.action.edit]"
SECTIONS = "features: [navigation.sections, navigation.prune]"
# An address below a folder that has pages is another one for each of them.
LOGO = f"logo: projects/logo.svg, {FEATURES}"
TABS = "features: [navigation.tabs, navigation.indexes, navigation.prune, navigation.footer, search.suggest]"


@pytest.mark.parametrize(
    ("trick", "features"),
    [
        ("markdown", FEATURES),
        ("search", FEATURES),
        *(("templates", each) for each in (FEATURES, SECTIONS, TABS, LOGO)),
    ],
)
def test_a_build_without_a_trick_has_the_same_bytes(
    trick: str, features: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def built(name: str) -> dict[str, bytes]:
        root = tmp_path / name
        generate(root, 24)
        write(root, {**ODD, "mkdocs.yml": SETTINGS.replace(FEATURES, features)})
        build_site(root, strict=False)
        site = root / "site"
        return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}

    fast = built("fast")
    monkeypatch.setenv("NEXUS_WITHOUT", trick)
    slow = built("slow")
    assert fast.keys() == slow.keys()
    assert [path for path in fast if fast[path] != slow[path] and not path.endswith(".gz")] == []


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
