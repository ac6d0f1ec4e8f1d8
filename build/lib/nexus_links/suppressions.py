"""Suppresses known faults, with a reason: beside the link, or by a pattern in mkdocs.yml.

Beside it: `<!-- ignore-link: the page is behind a login -->` on the link's line or alone on the line above
(`# ignore-link: …` in YAML, `/* ignore-link: … */` in CSS); `ignore-link[missing-page]: …` ignores that code alone.
In mkdocs.yml: `extra.ignore_links`, a list of `{ pattern, code, path, reason }`: the pattern is matched against the
link as it is written, the path against that of the file, with `*` for anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from nexus_core.problems.problem import Problem, Severity, Span
from nexus_core.read.written_links import SourceText

_COMMENT = re.compile(
    r"(?:<!--|/\*|^[ \t]*#|[ \t]#)[ \t]*ignore-link\b(?:\[(?P<code>[\w-]+)\])?"
    r"[ \t]*:?[ \t]*(?P<reason>[^\n]*?)[ \t]*(?:-->|\*/|$)",
    re.MULTILINE,
)


@dataclass(eq=False)
class Suppression:
    """One suppressed link or pattern."""

    path: str
    span: Span
    reason: str
    source_line: str
    lines: frozenset[int] = frozenset()
    """The lines it applies to, for one beside a link."""
    pattern: str = ""
    """The pattern of one in the settings."""
    code: str = ""
    files: str = ""
    """The files that one in the settings applies to."""
    used: bool = field(default=False)

    def covers(self, path: str, line: int, target: str, code: str = "") -> bool:
        """Return whether it is about a link, given as it is written and where; without a code, about any of its."""
        if code and self.code and code != self.code:
            return False
        if self.lines:
            return path == self.path and line in self.lines
        return all(
            not wanted or _fits(wanted, text) for wanted, text in ((self.pattern, target), (self.files, path))
        )


def beside(source: SourceText) -> Iterator[Suppression]:
    """Yield the suppressions in a source file; in code they are text."""
    if "ignore-link" not in source.text:
        return
    lines = source.text.split("\n")
    for match in _COMMENT.finditer(source.text):
        if source.is_markdown and source.in_code(match.start()):
            continue
        span = source.span(match.start() + len(match[0]) - len(match[0].lstrip()), len(match[0].strip()))
        alone = lines[span.line - 1].strip() == match[0].strip()
        following = next((n for n in range(span.line, len(lines)) if lines[n].strip()), span.line) + 1
        covered = {following} if alone else {span.line}
        yield Suppression(
            source.path, span, match["reason"], lines[span.line - 1], frozenset(covered), code=match["code"] or ""
        )


def configured(source: SourceText, entries: Iterable[dict[str, object]]) -> Iterator[Suppression]:
    """Yield the suppressions of the settings, each at the place of its pattern."""
    for entry in entries:
        pattern, code, files, reason = (
            str(entry.get(name) or "") for name in ("pattern", "code", "path", "reason")
        )
        first = pattern or files or code
        written = next((written for written in source.links if written.value == first), None)
        span = source.span(written.offset, len(first)) if written else Span(1)
        if first:
            yield Suppression(source.path, span, reason, source.line(span), pattern=pattern, code=code, files=files)


def _fits(pattern: str, text: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), text, re.DOTALL) is not None


def applied(problems: Iterable[Problem], suppressions: Iterable[Suppression]) -> list[Problem]:
    """Return the problems that aren't suppressed, and one for each suppression without reason or use."""
    known = list(suppressions)
    left = []
    for problem in problems:
        place = (problem.path, problem.span.line, problem.target, problem.code)
        covering = [suppression for suppression in known if suppression.covers(*place)]
        for suppression in covering:
            suppression.used = True
        if not any(suppression.reason for suppression in covering):
            left.append(problem)
    for suppression in known:
        if not suppression.reason:
            message, hint, code = "a link is ignored without a reason", "say why", "no-reason"
        elif not suppression.used:
            message, hint, code = "this suppression is no longer needed", "remove it", "unused-ignore"
        else:
            continue
        left.append(
            Problem(
                path=suppression.path,
                span=suppression.span,
                code=code,
                message=message,
                hint=hint,
                severity=Severity.WARNING,
                target=suppression.pattern,
                source_line=suppression.source_line,
            )
        )
    return left
