"""What Material's templates print is the same where it is printed once for many pages."""

from __future__ import annotations

import re
from pathlib import Path

import material
import pytest
from jinja2 import Environment, FunctionLoader

from nexus_mkdocs.speed.cached_partials import REPLACEMENTS, CachedPartials
from nexus_mkdocs.templates.fixes import Replacement
from support.small_sites import BASE, ROOT, build_site, settings, write

TEMPLATES = Path(material.__file__).parent / "templates"


@pytest.mark.parametrize("replacement", REPLACEMENTS, ids=lambda each: f"{each.template}: {each.old}")
def test_the_text_to_be_replaced_is_in_the_template(replacement: Replacement) -> None:
    assert replacement.old in (TEMPLATES / replacement.template).read_text(encoding="utf-8")


def pages(root: Path) -> dict[str, str]:
    site = root / "site"
    return {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")}


def test_a_partial_of_the_authors_own_is_printed_anew_on_each_page(tmp_path: Path) -> None:
    own = {
        "theme/partials/copyright.html": "<div>\n    Footer of {{ page.title if page }}\n</div>\n",
        "theme/partials/nav-item.html": (
            "{% macro render(nav_item, path, level) %}"
            "<li>{{ nav_item.title }} beside {{ page.title if page }}</li>{% endmacro %}"
        ),
        "theme/partials/tabs-item.html": (
            "{% macro render(nav_item) %}<li>{{ nav_item.title }} above {{ page.title if page }}</li>{% endmacro %}"
        ),
        "theme/partials/language.html": "{% macro t(key) %}{{ key }} of {{ page.title if page }}{% endmacro %}\n",
    }
    features = "custom_dir: theme, features: [navigation.tabs, navigation.prune]"
    config = settings().replace("features: [content.action.edit]", features)
    root = write(tmp_path, {**BASE, **own, "mkdocs.yml": config})
    build_site(root)
    found = {path: html for path, html in pages(root).items() if "Footer of" in html and path != "404.html"}
    assert "skills/redis/index.html" in found
    titles = {path: re.search(r"<div>\n    Footer of (.*)\n</div>", html) for path, html in found.items()}
    assert None not in titles.values()
    assert len({match[1] for match in titles.values() if match}) == len(titles)
    for path, match in titles.items():
        assert match is not None
        assert f'aria-label="header of {match[1]}"' in found[path]
        assert set(re.findall("(?:above|beside) .*(?=</li>)", found[path])) == {
            f"{place} {match[1]}" for place in ("above", "beside")
        }


def test_a_partial_that_is_added_to_the_projects_theme_is_printed_anew_on_each_page() -> None:
    path = ROOT / "hooks" / "theme" / "partials" / "copyright.html"
    environment = Environment(autoescape=True, loader=FunctionLoader(lambda _: ("{{ page }}", str(path), None)))
    CachedPartials(environment)
    template = environment.from_string('{{ partial("partials/copyright.html") }}')
    assert [template.render(page=page, base_url="..") for page in ("a", "b")] == ["a", "b"]
