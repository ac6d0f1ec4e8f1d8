"""Links and names in double brackets are found wherever prose can stand, and nowhere else."""

from __future__ import annotations

import pytest

from nexus_core.read.markdown_links import (
    definitions,
    inline_links,
    link_targets,
    names_in_brackets,
    without_brackets,
)
from support.markdown_cases import CODE, PROSE


@pytest.mark.parametrize("text", CODE)
def test_what_is_in_code_is_neither_a_link_nor_a_name(text: str) -> None:
    assert link_targets("n.md", text.replace("word", "[a](b.md)")) in {(), ("a.md",)}
    assert names_in_brackets(text.replace("word", "[[Redis]]")) == ()


@pytest.mark.parametrize("text", [text for text in PROSE if "](" not in text])
def test_what_is_in_prose_is_a_link_or_a_name(text: str) -> None:
    assert link_targets("n.md", text.replace("word", "[a](b.md)")) == ("b.md",)
    named = names_in_brackets(text.replace("word", "[[Redis]]"))
    assert {link.name for link in named} == {"Redis"}
    assert len(named) == text.count("word")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("[[Redis]] [[Docker]][[Go]]", ["Redis", "Docker", "Go"], id="side by side"),
        pytest.param("[[ Redis ]], [[N+1  queries]]", ["Redis", "N+1  queries"], id="with spaces"),
        pytest.param("[[.NET]] [[3D printing]] [[12-factor]]", [".NET", "3D printing", "12-factor"], id="any sign"),
        pytest.param("[[1, 2], [3, 4]] and [[[x]]]", [], id="lists of lists"),
        pytest.param("\\[[a]] ![[a]] [[a]](b.md) [[a]\n[b]]", [], id="other brackets"),
        pytest.param("[[]] [[ ]] [[|a]]", [], id="no name"),
        pytest.param("[[Generics <b> in Java]]", ["Generics <b> in Java"], id="a name with a tag in it"),
        pytest.param("[[The `x` flag]]", ["The `x` flag"], id="a name with code in it"),
        pytest.param("# On [[Redis]]\n\n**[[Redis]]**", ["Redis", "Redis"], id="in headings and emphasis"),
        pytest.param("| [[Redis\\|it]] |\n|---|\n| [[Go]] |", ["Redis", "Go"], id="in tables"),
        pytest.param("<table><tr><td>[[Redis]]</td></tr></table>", [], id="in an HTML block"),
        pytest.param("<div markdown>\n\n[[Redis]]\n\n</div>", ["Redis"], id="in one that is read as Markdown"),
        pytest.param("<b>[[Redis]]</b> <i title='[[Go]]'>", ["Redis"], id="in tags' text, not in their attributes"),
        pytest.param("[outer [[Redis]] text](https://a.example)", [], id="in the words of a link"),
        pytest.param("![outer [[Redis]]](a.png)", [], id="in the words of a picture"),
        pytest.param("[a](b.md '[[Redis]]') [a](b[[Redis]])", [], id="in a title or an address"),
        pytest.param("[a [[Redis]] b][Ref]\n\n[ref]: a.md '[[Go]]'", [], id="in a reference and its definition"),
        pytest.param("[a [[Redis]] b][c]", ["Redis"], id="in brackets that are no reference"),
        pytest.param("<https://a.example/[[Redis]]>", [], id="in an address between angle brackets"),
    ],
)
def test_a_name_is_what_stands_in_two_brackets(text: str, found: list[str]) -> None:
    assert [link.name for link in names_in_brackets(text)] == found


@pytest.mark.parametrize("text", ["[[Redis|the store]]", "[[Redis\\|the store]]", "[[ Redis | the store ]]"])
def test_a_name_may_show_other_words(text: str) -> None:
    (link,) = names_in_brackets(f"a {text}")
    assert (link.name, link.words, link.start, link.end) == ("Redis", "the store", 2, 2 + len(text))


@pytest.mark.parametrize(
    ("markup", "shown"),
    [("On [[Redis]] [[Go|*it*]]", "On Redis *it*"), ("[[1, 2]] `[[a]]`", "[[1, 2]] `[[a]]`")],
)
def test_a_title_shows_the_words_of_its_names(markup: str, shown: str) -> None:
    assert without_brackets(markup) == shown


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("[a](b.md) [c]( d.md 'e' )", ["b.md", "d.md"]),
        ("[a](b_(c).md) [a](b(c(d)).md)", ["b_(c).md", "b(c(d)).md"]),
        ("[a](<b c.md>) [a](b c.md)", ["b c.md", "b c.md"]),
        ("![a](b.png) [![a](b.png)](c.md)", ["b.png", "b.png", "c.md"]),
        ("[a [b] c](d.md) \\[a](b.md) a](b.md)", ["d.md"]),
        ("[a\nb](c.md) [a\n\nb](c.md) [a](b\n\nc)", ["c.md"]),
        ("[](a.md) [a]()", ["a.md", ""]),
    ],
)
def test_a_link_has_an_address(text: str, addresses: list[str]) -> None:
    links = list(inline_links(text))
    assert [link.address for link in links] == addresses
    assert all(text.startswith(link.address, link.offset) for link in links)


def test_a_definition_has_a_label_and_an_address() -> None:
    text = "[a]: b.md\n  [c d]: <e f.md> 'g'\n[^1]: h\n[i]:\n    j.md\n"
    found = list(definitions(text))
    assert [(each.label, each.address) for each in found] == [("a", "b.md"), ("c d", "e f.md"), ("i", "j.md")]
    assert all(text.startswith(each.address, each.offset) for each in found)


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("[a](b.md) [c](../d.md#e) [a](b.md?f)", ("x/b.md", "d.md")),
        ("[p](paren_(x).md)", ("x/paren_(x).md",)),
        ("[a](b%20c.md) [a](b\\_c.md) [a](b&amp;c.md)", ("x/b c.md", "x/b_c.md", "x/b&c.md")),
        ("[a][b] [b]\n\n[b]: c.md", ("x/c.md",)),
        ("[a](https://b.example/c.md) [a](/b.md) [a](../../b.md) [a](#b) [a](n.md)", ()),
        ("![a](b.png)\n\n<div>\n[a](b.md)\n</div>", ()),
    ],
)
def test_a_note_links_to_files(text: str, targets: tuple[str, ...]) -> None:
    assert link_targets("x/n.md", text) == targets
