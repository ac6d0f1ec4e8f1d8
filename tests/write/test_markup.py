"""Text from front matter is shown as it is, whatever Markdown or HTML it looks like."""

from __future__ import annotations

import html
import re

import markdown
import pytest

from nexus_core.write.markup import escape

HOSTILE = [
    "plain words",
    "a | b || c",
    "<script>alert(1)</script>",
    "</article><h1>out</h1>",
    "[text](https://example.org)",
    "![image](x.png)",
    "*emphasis* _and_ **strong** __too__",
    "`code` ``more``",
    "{{ config.site_name }} {% raw %}",
    "text { .class #id }",
    "{: .class }",
    "# not a heading",
    "- not a list",
    "+ nor this",
    "1. nor that",
    "1) nor that",
    "> no quote",
    "=== no tab",
    "!!! no admonition",
    "??? no details",
    "/// no block",
    "--8<-- 'no snippet'",
    ":   no definition",
    "[^1]: no footnote",
    "*[HTML]: no abbreviation",
    ":smile: and :fontawesome-brands-git:",
    "==mark== ^^insert^^ ~~delete~~ ^sup^ ~sub~",
    "<!-- nexus/skill-table -->",
    "<!-- comment -->",
    "&amp; &lt; &#60; & AT&T",
    "back\\slash \\* \\\\",
    "javascript:alert(1) <javascript:alert(1)>",
    "\"quoted\" and 'single'",
    "ends with a backslash \\",
    "trailing {",
    "$math$ $$more$$",
    "[[wiki]]",
    "- [ ] no task",
    "***",
    "---",
    "___",
    "~~~ no fence",
    "``` no fence",
]

EXTENSIONS = [
    "attr_list",
    "def_list",
    "footnotes",
    "abbr",
    "admonition",
    "md_in_html",
    "tables",
    "toc",
    "pymdownx.superfences",
    "pymdownx.tilde",
    "pymdownx.caret",
    "pymdownx.mark",
    "pymdownx.emoji",
    "pymdownx.details",
    "pymdownx.tasklist",
    "pymdownx.tabbed",
]

PLACES = {
    "paragraph": "{}",
    "heading": "## {}",
    "list": "- {}",
    "cell": "| a | b |\n| --- | --- |\n| {} | last |",
    "link": "[{}](target.html)",
    "definition": "term\n:   {}",
    "card": '<article class="card" markdown>\n\n### [{}](target.html)\n\n{}\n\n</article>',
}


def shown(markup: str) -> str:
    """The words a reader sees of some HTML."""
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("text", HOSTILE)
def test_escaped_text_is_shown_as_it_is(place: str, text: str) -> None:
    # The skeleton is what the page looks like around harmless text: the same tags must come out.
    rendered = markdown.markdown(PLACES[place].replace("{}", escape(text)), extensions=EXTENSIONS)
    harmless = markdown.markdown(PLACES[place].replace("{}", "word"), extensions=EXTENSIONS)
    expected = shown(harmless).replace("word", text)
    assert shown(rendered).split() == expected.split()
    assert _tags(rendered) == _tags(harmless)


def _tags(markup: str) -> list[str]:
    return [re.sub(r' id="[^"]*"', "", tag) for tag in re.findall(r"<[^>]*>", markup)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, ""), (3, "3"), ("two\n\nlines", "two lines"), ("bell \x07 gone", "bell gone")],
)
def test_values_become_one_line(value: object, expected: str) -> None:
    assert escape(value) == expected
