"""Recognises keys and tokens in a text: only those whose form can't be anything else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nexus_core.problems.problem import Problem
from nexus_core.read.positions import span_at

_TOKENS: tuple[tuple[str, str], ...] = (
    ("a private key", r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----"),
    ("an access key of AWS", r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    ("a token of GitHub", r"\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{60,})\b"),
    ("a token of GitLab", r"\bglpat-[A-Za-z0-9_-]{20,}"),
    ("a token of Slack", r"\bxox[abprs]-[A-Za-z0-9-]{20,}"),
    ("a key of Stripe", r"\b[rs]k_live_[A-Za-z0-9]{20,}\b"),
    ("a key of Google", r"\bAIza[A-Za-z0-9_-]{35}\b"),
    ("a token of PyPI", r"\bpypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{50,}"),
    ("a token of npm", r"\bnpm_[A-Za-z0-9]{36}\b"),
    ("a key of OpenAI or Anthropic", r"\bsk-(?:proj-|ant-)?[A-Za-z0-9_-]{40,}"),
)
"""What a token is, and what it looks like: only those whose form can't be anything else."""

_SIGNS = (
    *("-----BEGIN", "AKIA", "ASIA", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-"),
    *("xoxa-", "xoxb-", "xoxp-", "xoxr-", "xoxs-", "k_live_", "AIza", "pypi-AgEI", "npm_", "sk-"),
)
"""One of these is in every token: nearly every note has none, and need not be searched."""

_ANY = re.compile("|".join(f"(?P<t{index}>{pattern})" for index, (_, pattern) in enumerate(_TOKENS)))


def tokens_of(path: str, text: str, first_line: int = 1) -> Iterator[Problem]:
    """Yield a problem for each key and token in a text, which begins on some line of the file at a path."""
    for match in _ANY.finditer(text) if any(sign in text for sign in _SIGNS) else ():
        # Without the line: a report of the secret must not publish it again.
        yield Problem(
            path=path,
            span=span_at(text, match.start(), len(match[0]), first_line=first_line),
            code="secret",
            message=f"this looks like {_TOKENS[int(str(match.lastgroup)[1:])][0]}",
            hint="revoke it and take it out: anyone who has seen the repository has it",
        )
