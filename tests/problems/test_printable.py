"""What is printed says what it is: nothing in it acts, nothing turns what stands behind it."""

from __future__ import annotations

import json
import re
from urllib.parse import unquote

import pytest

from nexus_core.problems.characters import INVISIBLE
from nexus_core.problems.printable import closed, visible, visible_json
from nexus_core.problems.problem import MAX_MESSAGE, Problem, Span
from nexus_core.problems.reports import as_github, as_json, as_sarif, as_text
from support.hostile_texts import HOSTILE

LRE, RLO, PDF, RLI, PDI, RLM = "\u202a", "\u202e", "\u202c", "\u2067", "\u2069", "\u200f"


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("plain", ""),
        (f"a{RLM}b", ""),
        (f"a{RLO}b", PDF),
        (f"a{RLO}b{PDF}c", ""),
        (f"a{RLI}b", PDI),
        (f"a{RLI}b{PDI}c", ""),
        (f"a{LRE}b{RLI}c", f"{PDI}{PDF}"),
        (f"a{RLI}b{LRE}c{PDI}d", ""),
        (f"a{RLO}b{RLI}c{PDF}d", f"{PDI}{PDF}"),
        (f"a{PDF}b{PDI}c", ""),
        (f"a{PDI}b{RLO}c{PDI}d", PDF),
    ],
)
def test_a_text_turns_nothing_behind_it(text: str, end: str) -> None:
    assert closed(text) == text + end


def problem(text: str) -> Problem:
    return Problem(
        path=f"learnings/{text}.md",
        span=Span(1, 1, 3),
        code="unknown-skill",
        message=f"unknown skill '{text}'",
        hint=f"did you mean '{text}'?",
        target=text,
        source_line=f"skills: [{text}]",
    )


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_problem_is_a_headline_a_line_and_a_mark_in_a_terminal(text: str) -> None:
    printed = as_text([problem(text), problem(text)])
    assert printed.count("\n") == 2 * 2 + 2
    assert not INVISIBLE.search(printed.replace("\n", ""))
    assert not re.search(r"^::|##\[", printed, re.MULTILINE)
    assert printed.startswith(f"learnings/{visible(text)}.md:1:1: unknown skill '{visible(text)}'")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_problem_is_one_command_to_github(text: str) -> None:
    printed = as_github([problem(text)])
    found = re.fullmatch(r"::error ([^\n:]*)::([^\n]*)", printed)
    assert found
    properties = dict(each.split("=", 1) for each in found[1].split(","))
    assert properties.keys() == {"file", "line", "col", "endColumn", "title"}
    assert unquote(properties["file"]) == f"learnings/{visible(text)}.md"
    said = f"unknown skill '{visible(text)}': did you mean '{visible(text)}'?"
    assert len(said) < MAX_MESSAGE
    assert unquote(found[2]) == said
    assert "##[" not in printed


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_problem_is_itself_as_data(text: str) -> None:
    (found,) = json.loads(as_json([problem(text)]))["problems"]
    assert (found["path"], found["target"]) == (f"learnings/{visible(text)}.md", text)
    (result,) = json.loads(as_sarif([problem(text)]))["runs"][0]["results"]
    assert result["message"]["text"] == f"{found['message']}: {found['hint']}"
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert unquote(uri) == found["path"]
    assert re.fullmatch(r"[\w./~%-]+", uri, re.ASCII)
    for printed in (as_json([problem(text)]), as_sarif([problem(text)])):
        assert not INVISIBLE.search(printed.replace("\n", ""))
        assert not re.search(r"^\s*::|##\[", printed, re.MULTILINE)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_json_says_a_text_as_it_is_and_shows_all_of_it(text: str) -> None:
    printed = visible_json({text: [text]})
    assert json.loads(printed) == {text: [text]}
    assert not INVISIBLE.search(printed.replace("\n", ""))
    assert "##[" not in printed
