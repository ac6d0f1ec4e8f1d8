"""A difference is printed so that a reader sees what to mend, and nothing in it is more than text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from nexus_core.diff.rendering import MAX_ROWS, as_json, as_markdown
from nexus_core.problems.characters import NON_PRINTABLE
from nexus_core.problems.printable import closed
from support.diffs import MOVED, START, catalogue, difference, project


def test_the_hint_says_which_alias_to_add_and_where(tmp_path: Path) -> None:
    assert (
        "- <code>/learnings/generators/</code> (Generators): add <code>/learnings/generators/</code> to the "
        "<code>aliases</code> of <code>learnings/py/gen.md</code>\n"
    ) in as_markdown(difference(tmp_path, MOVED)) + "\n"


HOSTILE = [
    "@everyone and @org/team",
    "see #1, GH-12 and org/repo#3",
    "https://evil.example www.evil.example _www.evil.example ftp://x.example me@evil.example",
    "[link](https://evil.example) ![image](x.png) [ref]: x",
    "<script>alert(1)</script><img src=x onerror=y><!-- --><a href='x'>",
    "a | b || c \\| d",
    "```\ncode\n``` `tick` ~~~",
    "\n\n# heading\n\n- list\n> quote\n---\n",
    "::error file=x::y\n::set-output name=x::y",
    "##[error]x ##[stop-commands]y",
    "\x1b[31mred\x1b[0m \x9b2J \u202eabc \u2066x \x07",
    "&lt;b&gt; &#64;everyone &amp;",
    "**bold** _it_ $x$ ^y^ {{ 7*7 }} {% x %}",
    "x" * 5000,
]


def hostile_change(text: str) -> dict[str, str]:
    title = json.dumps(text)
    name = json.dumps(f"S {text}")
    return {
        **catalogue("- Redis", f"- Redis\n      - {name}"),
        "resources/h.md": f"---\ntitle: {title}\nskills: [{title}]\n---\n",
        "learnings/generators.md": f"---\ntitle: {title}\n{json.dumps(text[:99])}: 1\n---\n",
    }


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_becomes_markup_a_mention_an_address_or_a_command(tmp_path: Path, text: str) -> None:
    before = {"resources/gone.md": f"---\ntitle: {json.dumps(text)}\n---\n"}
    found = difference(tmp_path, {**hostile_change(text), "resources/gone.md": None}, before)
    printed = as_markdown(found)
    tokens = MarkdownIt("commonmark").enable("table").parse(printed)
    inline = [child for token in tokens for child in token.children or []]
    assert {token.type for token in (*tokens, *inline)} <= {
        *(
            f"{name}_{end}"
            for name in ("heading", "paragraph", "bullet_list", "list_item")
            for end in ("open", "close")
        ),
        *(f"{name}_{end}" for name in ("table", "thead", "tbody", "tr", "th", "td") for end in ("open", "close")),
        *("inline", "text", "text_special", "html_inline", "strong_open", "strong_close"),
    }
    assert {token.content for token in inline if token.type == "html_inline"} <= {"<br>", "<code>", "</code>"}
    cells = sum(token.type == "td_open" for token in tokens)
    assert cells == 3 * sum(token.type == "tr_open" for token in tokens) - 3
    words = "\n".join(token.content for token in inline)
    for trigger in ("@everyone", "@org", "@evil", "#1", "#3", "GH-12", "://", "www.", "##[", "::"):
        assert trigger not in words
    assert not [char for char in printed if char != "\n" and (ord(char) < 32 or 0x7F <= ord(char) < 0xA0)]
    assert not {"\u202e", "\u2066"} & set(printed)
    assert max(map(len, printed.split("\n"))) < 4000


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_json_keeps_every_text_and_holds_no_command(tmp_path: Path, text: str) -> None:
    printed = as_json(difference(tmp_path, hostile_change(text)))
    assert json.loads(printed)["notes"]["added"][0]["title"] == closed(
        " ".join(NON_PRINTABLE.sub("�", text).split())
    )
    assert printed.isascii()
    assert "##[" not in printed
    assert not [line for line in printed.split("\n") if line.lstrip().startswith("::")]


def test_a_long_list_is_cut_short_and_says_so(tmp_path: Path) -> None:
    printed = as_markdown(difference(tmp_path, {f"resources/{n:03}.md": "x" for n in range(MAX_ROWS + 7)}))
    assert printed.count("| added |") == MAX_ROWS
    assert "\n\nAnd 7 more.\n" in printed


SUMMARY = """\
## What happens to the portfolio

From base to head: 1 note added, 1 note renamed, 1 note changed, 3 skills a step up, 1 claim without evidence, \
1 address lost.

### Addresses that lead nowhere now

- <code>/challenges-solutions/slow/</code> (Slow): add <code>/challenges-solutions/slow/</code> to the \
<code>aliases</code> of <code>challenges-solutions/x/slow.md</code>

### Claims that lost their evidence

- **Python** was studied by Generators; no note shows it now

### Problems: 1 new, 0 mended

- <code>learnings/generators.md</code>, line 2: unknown skill 'Pythn': did you mean 'Python'? \
A new one goes into docs/skills/README.md:3

### Skills

- **SQL**: used in a project to live
- **PostgreSQL**: used in a project to live
- **Redis**: used in a project to live

### Notes

| | Note | What differs |
| --- | --- | --- |
| added | One<br><code>projects/one/README.md</code> |  |
| renamed | Slow<br><code>challenges-solutions/slow.md</code> to <code>challenges-solutions/x/slow.md</code> |  |
| changed | Generators<br><code>learnings/generators.md</code> | skills |
"""


def test_the_summary_says_first_what_has_to_be_mended(tmp_path: Path) -> None:
    changes = {
        **project("Redis", "technologies: [PostgreSQL]\nstatus: completed\ndemo: https://a.b/\n"),
        "challenges-solutions/slow.md": None,
        "challenges-solutions/x/slow.md": START["challenges-solutions/slow.md"],
        "learnings/generators.md": START["learnings/generators.md"].replace("[Python]", "[Pythn]"),
    }
    printed = as_markdown(difference(tmp_path, changes))
    summary, _, advice = printed.partition("\n### Advice: ")
    assert summary == SUMMARY
    assert advice.startswith(
        "5 new, 0 followed\n\n- <code>docs/skills/README.md</code>, line 5: 'Python' is self-reported"
    )
