"""Prints problems in the forms that people and programs read: text, GitHub's annotations, JSON and SARIF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from urllib.parse import quote

from nexus_core.problems.codes import CODES
from nexus_core.problems.printable import visible_json
from nexus_core.problems.problem import Problem, Severity

MAX_ALIKE = 50
"""Problems of one sort that somebody reads; a collection of another tool has the same one in each of its notes."""

Style = Callable[[str, str], str]
"""Dresses a text for a terminal; the second argument says what it is: a severity, `place`, `line` or `mark`."""

_GITHUB_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}


def abridged(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems without most of those that are many of a sort, and one that says how many more there are.

    It stands in the place of the first that is left out.
    """
    found = list(problems)
    numbers = Counter((problem.code, problem.severity) for problem in found)
    met: Counter[tuple[str, Severity]] = Counter()
    kept = []
    for problem in found:
        sort = (problem.code, problem.severity)
        met[sort] += 1
        if met[sort] <= MAX_ALIKE:
            kept.append(problem)
        elif met[sort] == MAX_ALIKE + 1:
            message = f"and {numbers[sort] - MAX_ALIKE:,} more '{problem.code}' problems"
            hint = "fix those above first; 'nexus check' lists all but the theme's"
            kept.append(replace(problem, message=message, hint=hint, source_line=""))
    return kept


def as_text(problems: Iterable[Problem], style: Style = lambda text, _: text) -> str:
    """Return the problems as a compiler prints them, a blank line between two."""
    return "\n\n".join(_styled(problem, style) for problem in problems)


def _styled(problem: Problem, style: Style) -> str:
    place = f"{problem.path}:{problem.span.line}:{problem.span.column}:"
    headline, *lines = problem.render().split("\n")
    label = f"{problem.severity}: " if problem.severity is not Severity.ERROR else ""
    message = headline.removeprefix(place).lstrip()
    dressed = [f"{style(place, 'place')} {style(label, problem.severity)}{style(message, 'line')}"]
    dressed += [style(text, "mark" if index else "source") for index, text in enumerate(lines)]
    return "\n".join(dressed)


def as_github(problems: Iterable[Problem]) -> str:
    """Return the problems as workflow commands, which GitHub shows beside the lines of a pull request.

    Escaped as in https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts.
    """
    return "\n".join(_annotation(problem) for problem in problems)


def _annotation(problem: Problem) -> str:
    line, column, width = problem.span
    properties = {
        "file": problem.path,
        "line": line,
        "col": column,
        "endColumn": column + width,
        "title": problem.code,
    }
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    hint = f": {problem.hint}" if problem.hint else ""
    return f"::{_GITHUB_LEVEL[problem.severity]} {listed}::{_data(problem.message + hint)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_json(problems: Sequence[Problem]) -> str:
    """Return one JSON object, `{"version": 1, "counts": …, "codes": …, "problems": […]}`.

    Its names stay the same as long as the version does.
    """
    severities = Counter(problem.severity for problem in problems)
    return visible_json(
        {
            "version": 1,
            "counts": {str(severity): severities[severity] for severity in Severity},
            "codes": dict(sorted(Counter(problem.code for problem in problems).items())),
            "problems": [
                {
                    "path": problem.path,
                    "line": problem.span.line,
                    "column": problem.span.column,
                    "code": problem.code,
                    "severity": str(problem.severity),
                    "message": problem.message,
                    "hint": problem.hint,
                    "target": problem.target,
                }
                for problem in problems
            ],
        }
    )


_SARIF_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}


def as_sarif(problems: Sequence[Problem]) -> str:
    """Return the problems as a SARIF log, https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html."""
    codes = sorted({problem.code for problem in problems})
    driver = {"name": "nexus", "rules": [{"id": code, "shortDescription": {"text": CODES[code]}} for code in codes]}
    results = [_sarif_result(problem, codes.index(problem.code)) for problem in problems]
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }
    return visible_json(log)


def _sarif_result(problem: Problem, rule: int) -> dict[str, object]:
    line, column, width = problem.span
    hint = f": {problem.hint}" if problem.hint else ""
    region = {"startLine": line, "startColumn": column, "endColumn": column + width}
    location = {"artifactLocation": {"uri": quote(problem.path)}, "region": region}
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": _SARIF_LEVEL[problem.severity],
        "message": {"text": problem.message + hint},
        "locations": [{"physicalLocation": location}],
    }
