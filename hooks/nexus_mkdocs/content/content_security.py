"""Gives each page a Content-Security-Policy: scripts run if the theme brought them, and not if a text did.

The inline scripts of Material's templates are allowed by their hashes. Those in a page's own content are not,
whoever wrote it: a note that came with a pull request can't run anything in a reader's browser.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig

_SCRIPT = re.compile(r"<(?i:script)(?P<attributes>[^>]*)>(?P<code>.*?)</(?i:script)>", re.DOTALL)
_STYLESHEET = re.compile(r"<(?i:link[^>]*rel=[\"']?stylesheet[\"']?[^>]*>)")
_ADDRESS = re.compile(r"\b(?:src|href)=[\"']?(?P<url>https?://[^\"'\s>]+)", re.IGNORECASE)
_TYPE = re.compile(r"\btype=[\"']?(?P<type>[^\"'\s>]+)", re.IGNORECASE)
_BEGINNING = 100
"""Length of the prefix that is searched for first, since to find a long text takes long."""

_CHARSET = re.compile(r"<(?i:meta charset=[^>]*>)")


def applies_to(config: MkDocsConfig, *, serving: bool) -> bool:
    """Return whether a build's pages get a policy: not without an origin, nor where MkDocs adds its own scripts."""
    offline = getattr(config.plugins.get("material/offline"), "config", {}).get("enabled")
    return not serving and not offline and config.extra.get("content_security_policy", True) is not False


def with_policy(output: str, content: str, *, runs_wasm: bool = False) -> str:
    """Return a page with its policy, in front of everything that it applies to.

    Args:
        output: the whole page.
        content: the part of it that was made of a note's text.
        runs_wasm: whether its scripts bring WebAssembly. It can be loaded by them alone.
    """
    charset, place = _CHARSET.search(output), _place(output, content)
    if charset is None or place < 0:
        return output
    around = output[:place] + output[place + len(content) :]
    policy = "; ".join(_directives(around, runs_wasm=runs_wasm))
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return f"{output[: charset.end()]}{meta}{output[charset.end() :]}"


def _place(output: str, content: str) -> int:
    """Return where a content begins in a page, or -1."""
    beginning = content[:_BEGINNING]
    place = output.find(beginning)
    while place >= 0 and not output.startswith(content, place):
        place = output.find(beginning, place + 1)
    return place


def _directives(around: str, *, runs_wasm: bool) -> Iterator[str]:
    scripts = list(_SCRIPT.finditer(around))
    hashes = dict.fromkeys(_hash(script["code"]) for script in scripts if _runs(script))
    styles = _origins(_STYLESHEET.findall(around))
    yield "default-src 'self'"
    # By the standard a worker has its own policy, but there are browsers in which it has that of its page.
    wasm = ["'wasm-unsafe-eval'"] if runs_wasm else []
    yield " ".join(["script-src 'self'", *wasm, *hashes, *_origins(script["attributes"] for script in scripts)])
    # Styles steer nothing, and texts are full of them: highlighted code, pictures drawn by a build.
    yield " ".join(["style-src 'self' 'unsafe-inline'", *styles])
    yield " ".join(["font-src 'self' data:", *(origin.replace("googleapis", "gstatic") for origin in styles)])
    yield "img-src 'self' https: data:"
    yield "media-src 'self' https:"
    yield "frame-src https:"
    yield "object-src 'none'"
    yield "base-uri 'self'"
    yield "form-action 'self'"


def _runs(script: re.Match[str]) -> bool:
    """Return whether an inline script is code rather than data."""
    kind = _TYPE.search(script["attributes"])
    is_code = kind is None or kind["type"].lower() in {"module", "text/javascript", "application/javascript"}
    return is_code and bool(script["code"].strip())


def _origins(tags: Iterable[str]) -> list[str]:
    addresses = (match["url"] for tag in tags for match in _ADDRESS.finditer(tag))
    return list(dict.fromkeys("{0.scheme}://{0.netloc}".format(urlsplit(address)) for address in addresses))


@lru_cache(maxsize=1024)
def _hash(code: str) -> str:
    """The source expression of https://www.w3.org/TR/CSP3/#grammardef-hash-source."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"
