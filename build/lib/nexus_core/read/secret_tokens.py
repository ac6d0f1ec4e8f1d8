"""Finds keys and tokens in text: only those whose form can't be anything else, so that notes about security stay.

Each has a prefix that its provider gives to nothing else, or is a block of a key. Names and random-looking text say
nothing: they are what a note about passwords is full of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from nexus_core.problems.problem import Problem
from nexus_core.read.positions import span_at

_W = r"[A-Za-z0-9_-]"
_KINDS: tuple[tuple[str, str, str], ...] = (
    ("a private key", "-----BEGIN", r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----"),
    ("a private key", "PuTTY-User-Key-File-", r"\bPuTTY-User-Key-File-\d"),
    ("a private key", "AGE-SECRET-KEY-1", r"\bAGE-SECRET-KEY-1[0-9A-Z]{58}\b"),
    ("an access key of AWS", "AKIA", r"\bAKIA[0-9A-Z]{16}\b"),
    ("an access key of AWS", "ASIA", r"\bASIA[0-9A-Z]{16}\b"),
    ("a key of Azure", "AccountKey=", r"\bAccountKey=[A-Za-z0-9+/]{86}=="),
    ("a token of GitHub", "gh", r"\bgh[pousr]_[A-Za-z0-9]{36,}\b"),
    ("a token of GitHub", "github_pat_", r"\bgithub_pat_[A-Za-z0-9_]{60,}\b"),
    ("a token of GitLab", "gl", rf"\bgl(?:pat|dt|ptt|rt|cbt|ft|soat)-{_W}{{20,}}"),
    ("a token of Slack", "xox", rf"\bxox[abeoprs]-{_W}{{20,}}"),
    ("a token of Slack", "xapp-", rf"\bxapp-\d-[A-Z0-9]+-{_W}{{20,}}"),
    ("an address of Slack", "hooks.slack", r"\bhooks\.slack\.com/services/T[A-Z0-9]+/B[A-Z0-9]+/[A-Za-z0-9]{20,}"),
    ("a token of Discord", "discord", rf"\bdiscord(?:app)?\.com/api/webhooks/\d{{17,20}}/{_W}{{60,}}"),
    ("a token of Telegram", ":AA", rf"\b\d{{8,10}}:AA{_W}{{33}}\b"),
    ("a key of Stripe", "_live_", r"\b[rs]k_live_[A-Za-z0-9]{20,}\b"),
    ("a key of Stripe", "whsec_", r"\bwhsec_[A-Za-z0-9+/]{32,}"),
    ("a key of Google", "AIza", rf"\bAIza{_W}{{35}}\b"),
    ("a key of Google", "GOCSPX-", rf"\bGOCSPX-{_W}{{28}}\b"),
    ("a token of PyPI", "pypi-AgE", rf"\bpypi-AgE{_W}{{50,}}"),
    ("a token of npm", "npm_", r"\bnpm_[A-Za-z0-9]{36}\b"),
    ("a token of RubyGems", "rubygems_", r"\brubygems_[a-f0-9]{48}\b"),
    ("a token of Docker", "dckr_", rf"\bdckr_(?:pat|oat)_{_W}{{27,}}"),
    ("a token of DigitalOcean", "_v1_", r"\bdo[opr]_v1_[a-f0-9]{64}\b"),
    ("a token of Hugging Face", "hf_", r"\bhf_[A-Za-z]{34}\b"),
    ("a token of Vault", "hvs.", rf"\bhvs\.{_W}{{90,}}"),
    ("a token of Grafana", "glsa_", r"\bglsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}\b"),
    ("a token of Shopify", "shp", r"\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}\b"),
    ("a key of SendGrid", "SG.", rf"\bSG\.{_W}{{22}}\.{_W}{{43}}\b"),
    ("a token of Databricks", "dapi", r"\bdapi[a-f0-9]{32}\b"),
    ("a token of Atlassian", "ATATT3", rf"\bATATT3{_W}{{50,}}"),
    ("a token of Linear", "lin_api_", r"\blin_api_[A-Za-z0-9]{40}\b"),
    ("a token of Notion", "ntn_", r"\bntn_\d{11}[A-Za-z0-9]{35}\b"),
    ("a key of OpenAI or Anthropic", "sk-", rf"\bsk-(?:proj-|ant-|svcacct-)?{_W}{{40,}}"),
)
"""What a token is, a part that all of its kind have, and what it looks like."""

_SIGNS = tuple(dict.fromkeys(sign for _, sign, _ in _KINDS))
_ANY = "|".join(f"(?P<t{index}>{pattern})" for index, (_, _, pattern) in enumerate(_KINDS))
_IN_TEXT, _IN_BYTES = re.compile(_ANY, re.ASCII), re.compile(_ANY.encode())


class Token(NamedTuple):
    """Something that looks like a key or a token."""

    what: str
    offset: int
    length: int


def tokens_of(path: str, text: str, first_line: int = 1) -> Iterator[Problem]:
    """Yield a problem for each key and token in a text, which begins on some line of the file at a path."""
    # Nearly every text has none, and need not be searched.
    for match in _IN_TEXT.finditer(text) if any(sign in text for sign in _SIGNS) else ():
        # Without the line: a report of the secret must not publish it again.
        yield Problem(
            path=path,
            span=span_at(text, match.start(), len(match[0]), first_line=first_line),
            code="secret",
            message=f"this looks like {_token(match).what}",
            hint="revoke it and take it out: anyone who has seen the repository has it",
        )


def first_token_in(data: bytes) -> Token | None:
    """Return the first token in the bytes of a text, or of a mapped file."""
    match = _IN_BYTES.search(data)
    return _token(match) if match else None


def _token(match: re.Match[str] | re.Match[bytes]) -> Token:
    return Token(_KINDS[int(str(match.lastgroup)[1:])][0], match.start(), match.end() - match.start())
