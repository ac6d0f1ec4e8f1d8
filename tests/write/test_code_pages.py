"""The page of a folder of code, and links to its files from notes."""

from __future__ import annotations

from pathlib import Path

import pytest

from nexus_core.model.loading import load
from nexus_core.write.nav import NavItem
from nexus_core.write.nav import build as build_nav
from nexus_core.write.pages import pages
from nexus_core.write.view import View
from support.small_sites import repository_in, write

FILES: dict[str, str | bytes] = {
    "projects/a/README.md": "# Shop\n\nRead [orders](reference/shop/orders.py#L3).\n",
    "projects/a/reference/README.md": "# How it works\n\n> For this page.\n\nFirst [the orders](shop/orders.py).\n",
    "projects/a/reference/shop/orders.py": 'def pay():\n    """A ```fence```."""\n\n\n    return "[[x]] {{ y }}"\n',
    "projects/a/reference/test_orders.py": "assert True\n",
    "projects/a/reference/api.yaml": "a: 1\n",
    "projects/a/reference/more_notes.md": "# No note\n",
    "projects/a/reference/data.bin": b"\0",
}

PAGE = '''\
# How it works

Reference implementation of [Shop](../README.md)
{ .byline }

> For this page.

First [the orders](#file-shop-orders-py).

## Files

<div class="code-files" markdown>

- [shop/orders.py](#file-shop-orders-py)
- [test\\_orders.py](#file-test-orders-py)
- [api.yaml](#file-api-yaml)
- <span id="file-data-bin"></span>[data.bin](https://git.example/data.bin) (not shown)
- [more\\_notes.md](#file-more-notes-md)

</div>

### shop/orders.py { #file-shop-orders-py }

[In the repository](https://git.example/orders.py)
{ .code-source }

````python
def pay():
    """A ```fence```."""


    return "[[x]] {{ y }}"
````

### test\\_orders.py { #file-test-orders-py }

[In the repository](https://git.example/test_orders.py)
{ .code-source }

```python
assert True
```

### api.yaml { #file-api-yaml }

[In the repository](https://git.example/api.yaml)
{ .code-source }

```yaml
a: 1
```

### more\\_notes.md { #file-more-notes-md }

[In the repository](https://git.example/more_notes.md)
{ .code-source }

```markdown
# No note
```'''


def view_of(root: Path, files: dict[str, str | bytes]) -> View:
    portfolio = load(repository_in(write(root, files))).portfolio
    return View(portfolio, source_link=lambda path: f"https://git.example/{path.rpartition('/')[2]}")


def test_a_reference_has_the_page_of_its_golden_case(tmp_path: Path) -> None:
    assert pages(view_of(tmp_path, FILES))["projects/a/reference/README.md"].compose() == PAGE


def test_its_project_links_to_it_and_it_stands_below_the_project(tmp_path: Path) -> None:
    view = view_of(tmp_path, FILES)
    every = pages(view)
    page = every["projects/a/README.md"].compose()
    assert "Code\n:   [How it works](reference/README.md)" in page
    assert "[orders](reference/README.md#file-shop-orders-py)" in page
    own = NavItem("Shop", "projects/a/README.md")
    below = NavItem("How it works", "projects/a/reference/README.md")
    assert NavItem("Shop", children=(own, below)) in build_nav(view.portfolio, every)[0].children


def test_a_project_whose_own_folder_is_code_shows_it_at_the_end_of_its_page(tmp_path: Path) -> None:
    view = view_of(
        tmp_path,
        {"projects/a/README.md": "# A\n\nText.\n", "projects/a/src/x.py": "", "projects/a/x.py": "x = 1\n"},
    )
    every = pages(view)
    assert [path for path in every if path.startswith("projects/a/")] == ["projects/a/README.md"]
    page = every["projects/a/README.md"].compose()
    assert page.index("Text.") < page.index("## Code") < page.index("```python\nx = 1\n```")
    assert "note-facts" not in page


@pytest.mark.parametrize("folder", ["learnings/x/code", "challenges-solutions/x/code", "resources/x/code"])
def test_code_without_a_readme_has_a_page_that_its_folders_note_links_to(folder: str, tmp_path: Path) -> None:
    note = f"{folder.removesuffix('/code')}/README.md"
    every = pages(view_of(tmp_path, {note: "# X\n", f"{folder}/x.py": "x = 1\n"}))
    assert "Code\n:   [Code](code/README.md)" in every[note].compose()
    assert every[f"{folder}/README.md"].note is None
    assert "Code of [X](../README.md)" in every[f"{folder}/README.md"].compose()


@pytest.mark.parametrize(
    ("written", "led"),
    [
        ("[x](reference/shop)", "[x](reference/README.md#file-shop-orders-py)"),
        ("[x](reference/)", "[x](reference/README.md)"),
        ("[x](<reference/api.yaml> 'API')", "[x](<reference/README.md#file-api-yaml> 'API')"),
        ("[x]: reference/data.bin", "[x]: reference/README.md#file-data-bin"),
        ("[x](reference/README.md#how)", "[x](reference/README.md#how)"),
        ("[x](reference/nothing.py)", "[x](reference/nothing.py)"),
        ("`[x](reference/api.yaml)`", "`[x](reference/api.yaml)`"),
        ("![x](reference/api.yaml)", "![x](reference/api.yaml)"),
    ],
)
def test_a_link_to_a_file_of_code_leads_to_where_it_is_shown(written: str, led: str, tmp_path: Path) -> None:
    every = pages(view_of(tmp_path, {**FILES, "projects/a/README.md": f"# Shop\n\n{written}\n"}))
    assert led in every["projects/a/README.md"].compose()
