"""What makes a build faster changes nothing in what it builds."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.generator import generate
from portfolios import build_site, settings, write

ODD = {
    "docs/journey.md": "# Journey\n\n<!-- nexus/skill-table -->\n\n[home](index.md) \ufdd00\ufdd1 \ufdd0x\ufdd1\n",
    "docs/deep/page.md": "---\nsearch: { boost: 2 }\n---\n\n## No title\n\n<!-- nexus/strongest-skills -->\n",
    "learnings/odd.md": (
        "---\nskills: [Python, Redis]\ntags: [a, b]\n---\n\n# Odd {#odd}\n\n"
        "<div><h2 id='in'>In a box</h2>a <em>b</em></div>\n\nt &amp; <kbd>K</kbd><br>more\n\n<pre>a\n\n b</pre>\n"
        "\n* x\n\n    * y\n\n<details><summary>S</summary>t</details>\n\n[^1]\n\n[^1]: note\n\n"
        "<script>var a = '<p>';</script>\n\n<object><p>no</p></object>\n\n- [ ] task\n"
    ),
    "learnings/deep.md": "# Deep\n\n" + "<div>" * 400 + "x" + "</div>" * 400 + "\n",
    "learnings/empty.md": "",
}

SETTINGS = (
    settings()
    .replace("attr_list, def_list", "attr_list, footnotes, def_list")
    .replace(" toc,", " { toc: { permalink: true } },")
)


@pytest.mark.parametrize("trick", ["markdown", "search"])
def test_a_build_without_a_trick_has_the_same_bytes(
    trick: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def built(name: str) -> dict[str, bytes]:
        root = tmp_path / name
        generate(root, 24)
        write(root, {**ODD, "mkdocs.yml": SETTINGS})
        build_site(root, strict=False)
        site = root / "site"
        return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}

    fast = built("fast")
    monkeypatch.setenv("NEXUS_WITHOUT", trick)
    slow = built("slow")
    assert fast.keys() == slow.keys()
    assert [path for path in fast if fast[path] != slow[path] and not path.endswith(".gz")] == []
