"""Callouts, tabs and the like are on the site what they are on GitHub or in other sites of Material's."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.small_sites import BASE, build_site, write

NOTE = """\
# Words

> [!NOTE]
> Read **this** first.
>
> - and this

> [!caution]
>
> Below an empty line.

> [!NOTE] is a quotation where words follow.

```md
> [!TIP]
> in code
```

- An item

    > [!IMPORTANT]
    > In a list.

!!! warning "By hand"

    Of Material's.

??? tip "Folded"

    Inside.

=== "One"

    First.

=== "Two"

    Second.

Press ++ctrl+c++, it is ==marked==, and HTML is short.

*[HTML]: HyperText Markup Language
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    root: Path = tmp_path_factory.mktemp("callouts")
    site = build_site(write(root, {**BASE, "learnings/words.md": NOTE}))
    assert site.warnings == []
    return " ".join(site.html("learnings/words/index.html").split())


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="admonition note"> <p class="admonition-title">Note</p> <p>Read <strong>this',
        '<p class="admonition-title">Caution</p> <p>Below an empty line.</p> </div>',
        "<blockquote> <p>[!NOTE] is a quotation where words follow.</p> </blockquote>",
        '<div class="admonition info"> <p class="admonition-title">Important</p> <p>In a list.</p>',
        '<div class="admonition warning"> <p class="admonition-title">By hand</p>',
        '<details class="tip"> <summary>Folded</summary>',
        '<div class="tabbed-set tabbed-alternate"',
        '<kbd class="key-control">Ctrl</kbd>',
        "<mark>marked</mark>",
        '<abbr title="HyperText Markup Language">HTML</abbr>',
        "[!TIP]",
    ],
)
def test_what_authors_know_from_github_and_material_is_shown(page: str, markup: str) -> None:
    assert markup in page
