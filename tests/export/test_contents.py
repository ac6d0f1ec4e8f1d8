"""Links and nav of an export lead where those of the site do."""

from __future__ import annotations

import pytest

from nexus_core.write.nav import NavItem
from nexus_export.contents import nav_entries, relinked

KNOWN = {
    "learnings/deep/README.md",
    "learnings/deep/a.md",
    "learnings/pa(re)n/README.md",
    "docs/cv.md",
    "docs/p.png",
}

LINKS = {
    "[x](README.md)": "[x](index.md)",
    "[x](README.md#more)": "[x](index.md#more)",
    "[x](README.md?a=1#more)": "[x](index.md?a=1#more)",
    '[x](README.md "README.md")': '[x](index.md "README.md")',
    "[x](<README.md>)": "[x](<index.md>)",
    "[x](../pa(re)n/README.md)": "[x](../pa%28re%29n/index.md)",
    "[![x](../../docs/p.png)](../../docs/cv.md)": "[![x](../../p.png)](../../cv.md)",
    "[x][d]\n\n[d]: README.md 'title'": "[x][d]\n\n[d]: index.md 'title'",
    "[d]: <README.md>": "[d]: <index.md>",
    "\\`[x](README.md)\\`": "\\`[x](index.md)\\`",
    "| a |\n| - |\n| [x](README.md) |": "| a |\n| - |\n| [x](index.md) |",
}

SAME = (
    "[x](a.md)",
    "[x](./a.md)",
    "[x](#README.md)",
    "[x](missing/README.md)",
    "[x](https://a.test/README.md)",
    "`[x](README.md)`",
    "`` ` [x](README.md)``",
    "```\n[x](README.md)\n```",
    "> ```\n> [x](README.md)\n> ```",
    "- item\n\n    ```\n    [x](README.md)\n    ```",
    "text\n\n    [x](README.md)",
    "\\[x](README.md)",
)


@pytest.mark.parametrize(("written", "exported"), LINKS.items())
def test_a_link_leads_from_its_pages_new_place(written: str, exported: str) -> None:
    assert relinked(written, "learnings/deep/a.md", KNOWN) == f"{exported}\n"


@pytest.mark.parametrize("written", SAME)
def test_what_need_not_change_stays_as_it_is_written(written: str) -> None:
    assert relinked(written, "learnings/deep/a.md", KNOWN) == f"{written}\n"


NAV = (NavItem("Home", "docs/index.md"), NavItem("A & <b>", children=(NavItem("A", "learnings/a/README.md"),)))


def test_the_nav_leads_to_the_files_of_the_export() -> None:
    assert nav_entries(NAV) == [{"Home": "index.md"}, {"A &amp; &lt;b&gt;": [{"A": "learnings/a/index.md"}]}]
