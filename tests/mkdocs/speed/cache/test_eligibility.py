"""Where a page may show what the cache can't know, nothing of the build before is reused."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from mkdocs.config import load_config

from nexus_mkdocs.speed.cache.eligibility import KNOWN_TEMPLATES, digest_of_template, reason_against
from nexus_theme import TEMPLATES
from support.edits import MAIN
from support.small_sites import BASE, settings, write

THEMED = settings().replace("features:", "custom_dir: theme, features:")
FENCES = "pymdownx.superfences: { custom_fences: [{ name: x, class: x, format: !!python/name:%s }] }"


def with_extension(extension: str) -> Mapping[str, str]:
    more = f"markdown_extensions: [{{ {extension} }}, "
    return {"mkdocs.yml": settings().replace("markdown_extensions: [", more)}


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"theme/main.html": MAIN}, ""),
        ({"theme/main.html": MAIN.replace("\n", "\r\n")}, ""),
        ({"theme/assets/own.css": "body { color: red }", "theme/still.html": "<p>Static</p>"}, ""),
        ({"theme/main.html": f"{MAIN}{{{{ page.next_page.content }}}}"}, "the template 'main.html'"),
        ({"theme/deep/a.html": "{% for p in pages %}x{% endfor %}"}, "the template 'a.html'"),
        ({"theme/.icons/a.svg": "<svg>{{ page.title }}</svg>"}, "the template 'a.svg'"),
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


def test_the_projects_own_templates_are_known() -> None:
    found = {path: digest_of_template(path) for path in TEMPLATES.rglob("*.html")}
    assert {path for path, digest in found.items() if digest not in KNOWN_TEMPLATES} == set()
    assert set(found.values()) == set(KNOWN_TEMPLATES)
