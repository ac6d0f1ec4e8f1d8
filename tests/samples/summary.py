"""Counts the samples of each language at the end of a test run.

The counts come from the properties of the test reports, so they are complete under pytest-xdist.
"""

from collections import Counter

import pytest

LANGUAGE = "sample_language"
PLACE = "sample_place"
NOT_RUN = "sample_not_run"
ADVICE = "sample_advice"


def pytest_report_teststatus(
    report: pytest.CollectReport | pytest.TestReport,
) -> tuple[str, str, tuple[str, dict[str, bool]]] | None:
    """Shows a sample that its note marks as not run as such, not as passed."""
    if isinstance(report, pytest.TestReport) and report.when == "call" and report.passed:
        reason = dict(report.user_properties).get(NOT_RUN)
        if reason:
            return "not run", "n", (f"NOT RUN ({reason})", {"yellow": True})
    return None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Writes how many samples of each language ran, and why the others did not."""
    counts: Counter[tuple[str, str]] = Counter()
    reasons: list[str] = []
    for reports in terminalreporter.stats.values():
        for report in reports:
            if not isinstance(report, pytest.TestReport) or report.when != "call":
                continue
            properties = dict(report.user_properties)
            language = properties.get(LANGUAGE)
            if not language:
                continue
            place, reason = properties.get(PLACE), properties.get(NOT_RUN)
            if reason:
                reasons.append(f"{place}: {language} not run: {reason}")
            advice = properties.get(ADVICE)
            if advice:
                last = str(advice).strip().splitlines()[-1]
                reasons.append(f"{place}: {language} failed ({last}): add an Output fence or '(not run: …)'")
            state = "not run" if reason else "failed" if advice else "skipped" if report.skipped else "ran"
            counts[str(language), state] += 1
    if not counts:
        return
    terminalreporter.section("samples")
    counted = [f"{name} {number} {state}" for (name, state), number in sorted(counts.items())]
    terminalreporter.write_line(f"samples: {', '.join(counted)}")
    for line in sorted(reasons):
        terminalreporter.write_line(line)
