"""Where a page may show what the cache can't know, nothing of the build before is reused."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from mkdocs.config import load_config

from nexus_mkdocs.speed.cache.eligibility import reason_against
from support.small_sites import BASE, settings, write

THEMED = settings().replace("features:", "custom_dir: theme, features:")
FENCES = "pymdownx.superfences: { custom_fences: [{ name: x, class: x, format: !!python/name:%s }] }"


def with_extension(extension: str) -> Mapping[str, str]:
    more = f"markdown_extensions: [{{ {extension} }}, "
    return {"mkdocs.yml": settings().replace("markdown_extensions: [", more)}


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"theme/main.html": "{{ page.next_page.title }} {{ page.meta.x }} {{ page.content }}"}, ""),
        ({"theme/main.html": "{{ (page.ancestors | last).title }}"}, ""),
        ({"theme/a.html": "{{ page.next_page.meta.x }}"}, "the template 'a.html'"),
        (
            {"theme/a.html": "{% for p in page.parent.children %}{{ p['meta'] }}{% endfor %}"},
            "the template 'a.html'",
        ),
        ({"theme/deep/a.html": "{{ page.previous_page.content | length }}"}, "the template 'a.html'"),
        (with_extension(FENCES % "pymdownx.superfences.fence_code_format"), ""),
        (with_extension(FENCES % "support.small_sites.write"), "the package 'support'"),
        (
            with_extension(
                "toc: { slugify: !!python/object/apply:pymdownx.slugs.slugify { kwds: { case: lower } } }"
            ),
            "",
        ),
        (with_extension("pymdownx.snippets: {}"), "the Markdown extension 'snippets'"),
        ({"mkdocs.yml": f"{THEMED}extra_templates: [a.html]\n"}, "'extra_templates'"),
    ],
)
def test_a_reason_is_what_may_be_read(files: Mapping[str, str], reason: str, tmp_path: Path) -> None:
    root = write(tmp_path, {**BASE, "mkdocs.yml": THEMED, "theme/main.html": "", **files})
    found = reason_against(load_config(str(root / "mkdocs.yml")))
    assert found.startswith(reason)
    assert bool(found) is bool(reason)


def test_a_link_to_a_folder_of_templates_is_one(tmp_path: Path) -> None:
    root = write(tmp_path, {**BASE, "mkdocs.yml": THEMED, "theme/main.html": "", "shared/a.html": ""})
    (root / "theme/partials").symlink_to("../shared")
    assert "link" in reason_against(load_config(str(root / "mkdocs.yml")))
