"""A golden case in `faults/` plants a fault and says what is printed about it; what is in `oddities/` is right.

A fault has `problems`, as they are printed, and may have the `advice` on its files. An oddity has `pages`: words of
each, by their addresses.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from nexus_core.checks import CHECKS, check_portfolio
from nexus_core.checks.base import Check, NoteCheck
from nexus_core.model.loading import load
from nexus_core.problems.codes import CODES
from nexus_core.problems.problem import Problem, Severity
from nexus_core.read.paths import page_address
from nexus_core.schema.kinds import SECTIONS
from nexus_core.write.pages import pages
from nexus_core.write.view import View
from support.golden_cases import FAULTS, ODDITIES, cases_in, planted
from support.small_sites import BASE, repository_in, text, write

_ATTRIBUTES = re.compile(r"\{ \.[\w .-]+\}")


def found_in(root: Path) -> tuple[list[Problem], list[Problem]]:
    """Return what is wrong with a portfolio, and the advice on it."""
    found = check_portfolio(load(repository_in(root)), advice=True)
    advice = [problem for problem in found if problem.severity is Severity.ADVICE]
    return [problem for problem in found if problem not in advice], advice


def printed(problems: list[Problem]) -> str:
    return "\n\n".join(problem.render() for problem in problems) + "\n"


@pytest.mark.parametrize("case", cases_in(FAULTS))
def test_a_fault_is_printed_with_its_place(case: Path, tmp_path: Path) -> None:
    content = planted(case, tmp_path)
    problems, advice = found_in(tmp_path)
    assert printed(problems) == content.get("problems", "\n")
    if "advice" in content:
        assert printed([problem for problem in advice if problem.path in content["files"]]) == content["advice"]


@pytest.mark.parametrize("case", cases_in(FAULTS))
def test_a_fault_does_not_keep_a_note_from_having_its_page(case: Path, tmp_path: Path) -> None:
    content = planted(case, tmp_path)
    loaded = load(repository_in(tmp_path))
    composed = {path: page.compose() for path, page in pages(View(loaded.portfolio)).items()}
    left_out = {problem.path for problem in found_in(tmp_path)[0] if "left out" in problem.hint}
    left_out |= {note.path for note in loaded.drafts}
    folders = tuple(f"{kind.folder}/" for kind in SECTIONS)
    notes = {path for path in content["files"] if path.endswith(".md") and path.startswith(folders)}
    assert notes - left_out - loaded.portfolio.notes.keys() == set()
    assert notes - left_out <= composed.keys()


@pytest.mark.parametrize("case", cases_in(ODDITIES))
def test_what_is_odd_and_right_is_shown_without_a_word(case: Path, tmp_path: Path) -> None:
    content = planted(case, tmp_path)
    loaded = load(repository_in(tmp_path))
    assert [p for p in check_portfolio(loaded) if p.severity is not Severity.ADVICE] == []
    by_address = {page_address(path): page for path, page in pages(View(loaded.portfolio)).items()}
    for address, words in content["pages"].items():
        html = MarkdownIt().render(_ATTRIBUTES.sub("", by_address[address].compose()))
        assert words in text(html)
        assert "---" not in text(html)


def test_a_portfolio_without_a_fault_has_none(tmp_path: Path) -> None:
    assert found_in(write(tmp_path, BASE))[0] == []


@pytest.fixture(scope="module")
def golden_codes(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The codes of all problems in the golden cases."""
    codes = set()
    for case in sorted(FAULTS.glob("*.yaml")):
        root = tmp_path_factory.mktemp(case.stem)
        content = planted(case, root)
        problems, advice = found_in(root)
        codes |= {problem.code for problem in problems}
        codes |= {problem.code for problem in advice if "advice" in content and problem.path in content["files"]}
    return codes


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: ", ".join(check.codes))
def test_a_check_is_explained_and_has_a_golden_case_for_each_code(
    check: Check | NoteCheck, golden_codes: set[str]
) -> None:
    assert set(check.codes) <= CODES.keys()
    assert set(check.codes) <= golden_codes
    assert sys.modules[check.find.__module__].__doc__
