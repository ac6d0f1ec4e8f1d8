"""What the theme's templates print is the same when less of it is printed anew, and blanks are left out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, FunctionLoader

from nexus_mkdocs.speed.cached_partials import Remembered
from nexus_mkdocs.templates.whitespace import compact
from support.small_sites import BASE, ROOT, build_site, settings, write

_KEPT = re.compile(r"<(pre|script|style|textarea)\b.*?</\1>", re.DOTALL)
_HASHES = re.compile(r"'sha256-[^']+'")


def words(html: str) -> list[str]:
    """Return a page's HTML where any blanks are one, those that count as they are."""
    html = _HASHES.sub("", html)
    return [*re.split(r"\s+", _KEPT.sub("", html).strip()), *(match[0] for match in _KEPT.finditer(html))]


def pages(root: Path) -> dict[str, str]:
    site = root / "site"
    return {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>\n    a\n\n    b</p>", "<p>\na\nb</p>"),
        ("<p>\n  {% for x in y %}\n    <b>\n  {% endfor %}\n</p>", "<p>\n{% for x in y %}<b>\n{% endfor %}</p>"),
        ("a\n{% if b %}\n  {% set c = d %}\n  e\n{% endif %}\nf", "a\n{% if b %}{% set c = d %}e\n{% endif %}f"),
        ("a\n  {% include 'b' %}\n  c", "a\n{% include 'b' %}\nc"),
        ("<a {% if b %}\n c {% endif %}>", "<a {% if b %}\nc {% endif %}>"),
        ("a\n  {#- b #}\n  c", "a\n{#- b #}\nc"),
        ("<pre>\n  a\n  b</pre>\n  <script>\n  c</script>", "<pre>\n  a\n  b</pre>\n<script>\n  c</script>"),
        ('{{ "\n   " }}\n  {{ {\n  "a": 1} }}', '{{ "\n   " }}\n{{ {\n  "a": 1} }}'),
    ],
)  # fmt: skip
def test_blanks_are_left_out_where_one_is_enough(source: str, expected: str) -> None:
    assert compact(source) == expected


def test_no_two_words_come_together_whatever_is_decided() -> None:
    source = (
        "a\n  {% if b %}\n    c\n  {% else %}\n    d\n  {% endif %}\n  {% for e in f %}\n    e\n  {% endfor %}\n  g"
    )
    environment = Environment(autoescape=True, loader=DictLoader({"whole": source, "compact": compact(source)}))
    for b in (True, False):
        for f in ([], [1], [1, 2]):
            whole, short = (environment.get_template(name).render(b=b, f=f) for name in ("whole", "compact"))
            assert whole.split() == short.split()
            assert len(short) < len(whole)


def test_a_page_without_blanks_says_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note = {"learnings/code.md": "# Code\n\n```python\ndef a():\n    return 1\n```\n\nA `b` *c* [d](code.md).\n"}
    root = write(tmp_path, {**BASE, **note, "mkdocs.yml": settings()})
    build_site(root)
    short = pages(root)
    monkeypatch.setenv("NEXUS_WITHOUT", "blanks")
    build_site(root)
    whole = pages(root)
    assert short.keys() == whole.keys()
    assert [path for path in short if path != "404.html" and words(short[path]) != words(whole[path])] == []
    assert sum(map(len, short.values())) < 0.8 * sum(map(len, whole.values()))


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
    found = {path: html for path, html in pages(root).items() if path != "404.html"}
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
    Remembered(environment)
    template = environment.from_string('{{ part("partials/copyright.html") }}')
    assert [template.render(page=page, base_url="..") for page in ("a", "b")] == ["a", "b"]
