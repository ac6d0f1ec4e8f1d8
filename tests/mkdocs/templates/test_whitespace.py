"""What the theme's templates print says the same when blanks are left out."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from nexus_mkdocs import events
from nexus_mkdocs.templates.whitespace import compact
from support.small_sites import BASE, build_site, settings, write

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
    monkeypatch.setattr(events, "without_blanks", lambda _name, source, _path: source)
    shutil.rmtree(root / "site")
    build_site(root)
    whole = pages(root)
    assert short.keys() == whole.keys()
    assert [path for path in short if path != "404.html" and words(short[path]) != words(whole[path])] == []
    assert sum(map(len, short.values())) < 0.8 * sum(map(len, whole.values()))
