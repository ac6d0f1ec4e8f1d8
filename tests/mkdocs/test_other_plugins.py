"""Plugins that add pages, write feeds and change the HTML work beside the hook, and protect nobody less."""

from __future__ import annotations

from pathlib import Path

from support.plugin_cases import CASES, assert_works, built, read_case


def test_a_site_with_a_blog_a_feed_and_smaller_pages(tmp_path: Path) -> None:
    case = read_case(CASES / "blog-rss-minify.yaml")
    assert_works(case, built(case, tmp_path))
