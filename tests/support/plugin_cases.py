"""Small sites that other people's plugins help to build: each a YAML file that says what is then on the pages.

`plugins` is what `mkdocs.yml` has, with `settings` beside it; `files` go in beside a portfolio without a fault.
`pages` has words of built files by their paths, `without` files that must not be there, `says` what is warned of,
`may_say` what is warned of where there is no network, and `fails` what a build says that ends.
"""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import yaml
from selectolax.lexbor import LexborHTMLParser, LexborNode

from support.git_repos import commit
from support.small_sites import BASE, Site, build_site, settings

CASES = Path(__file__).parents[1] / "plugins"

SCRIPT = "<script>stolen()</script>"
NOTE = f"""\
---
title: A note
description: What it says.
author: '"><script>stolen()</script>'
date: 2024-05-01
skills: [Python]
tags: [sorting]
---

# A note

See the [shop](../projects/shop/README.md) and the [guide](../docs/guide.md).

![A picture](picture.png)

{SCRIPT}
"""
FILES = {
    "docs/guide.md": "# Guide\n\nBack to [the note](../learnings/a.md).\n",
    "learnings/a.md": NOTE,
    "learnings/picture.png": "x",
}


def read_case(path: Path) -> dict[str, Any]:
    """Return the content of a case."""
    case: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return case


def built(case: dict[str, Any], root: Path) -> Site:
    """Return the site of a case."""
    plain = settings(site_url="https://me.test/x/", repo_url="https://me.test/repo", **case.get("settings", {}))
    configured = plain.replace(
        "plugins: [search]", f"plugins: {yaml.safe_dump(case['plugins'], default_flow_style=True)}"
    )
    if "markdown_extensions" in case:
        configured = configured.replace(
            "pymdownx.superfences]", f"pymdownx.superfences, {case['markdown_extensions']}]"
        )
    commit(root, {**BASE, **FILES, "mkdocs.yml": configured, **case.get("files", {})})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # those of other plugins are not ours
        return build_site(root, strict=False)


def assert_works(case: dict[str, Any], site: Site) -> None:
    """Check that the pages of a case have what it says, and that none runs a script of a note."""
    if "fails" in case:
        assert site.failed
        assert [warning for warning in site.warnings if case["fails"] in warning]
        return
    assert not site.failed, site.warnings
    for path, words in case.get("pages", {}).items():
        page = site.html(path)
        assert [word for word in words if word not in page] == [], path
    files = {path.relative_to(site.root / "site").as_posix() for path in (site.root / "site").rglob("*")}
    assert files & {*case.get("without", ())} == set()
    said = case.get("says", [])
    told = [warning for warning in site.warnings if not any(words in warning for words in case.get("may_say", ()))]
    assert len(told) == len(said), told
    assert [words for words, warning in zip(said, told, strict=True) if words not in warning] == []
    for path in ("index.html", "learnings/a/index.html", "skills/redis/index.html", *case.get("protected", ())):
        if path not in case.get("without", ()):
            page = site.html(path)
            assert "Content-Security-Policy" in page, path
            assert not [node for node in LexborHTMLParser(page).css("script") if _would_run(node)], path


def _would_run(script: LexborNode) -> bool:
    return "stolen" in script.text() and (script.attributes.get("type") or "").lower() != "text/plain"
