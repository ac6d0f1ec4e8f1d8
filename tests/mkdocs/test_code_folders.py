"""A site shows code in the note folders on pages of its own, and publishes none of its files."""

from __future__ import annotations

from pathlib import Path

from support.small_sites import BASE, build_site, settings, write


def test_a_folder_of_code_is_shown_not_spilled(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        **BASE,
        "mkdocs.yml": settings(repo_url="https://codeberg.org/me/x.git", edit_uri="edit/main/"),
        "projects/shop/reference/README.md": "# How the shop works\n\n![flow](flow.svg) [pay](src/pay.js)\n",
        "projects/shop/reference/flow.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "projects/shop/reference/src/pay.js": "alert('<script>')\n",
        "projects/shop/reference/docs/more.md": "# Only a file\n",
        "projects/shop/reference/node_modules/x/README.md": "# Never\n",
    }
    site = build_site(write(tmp_path, files))
    assert (site.warnings, site.failed) == ([], False)
    page = site.html("projects/shop/reference/index.html")
    assert '<span class="nx">alert</span>' in page or ">alert<" in page
    assert "alert('<script>')" not in page
    assert 'href="https://codeberg.org/me/x/src/branch/main/projects/shop/reference/src/pay.js"' in page
    assert 'href="https://codeberg.org/me/x/_edit/main/projects/shop/reference/README.md"' in page
    assert 'href="#file-src-pay-js"' in page
    below = sorted(path.name for path in (tmp_path / "site/projects/shop/reference").rglob("*") if path.is_file())
    assert below == ["flow.svg", "index.html", "index.md"]
    assert "How the shop works" not in site.html("projects/index.html").split("<main", 1)[1].split("</nav>")[-1]
    assert '"projects/shop/reference' not in site.html("portfolio.json")
