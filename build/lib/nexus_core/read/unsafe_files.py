"""Tells which files beside notes must not be published: secrets, and what would run in a reader's browser.

A browser runs what a file has, wherever it comes from: a script that a page loads, a page of HTML, a picture that
is a document. All of them would have the rights of the site.
"""

from __future__ import annotations

import html
import mimetypes
import mmap
import re
from pathlib import Path

from nexus_core.problems.problem import Problem, Span
from nexus_core.read.secret_files import SECRET, is_secret
from nexus_core.read.secret_tokens import first_token_in

_RUNS = frozenset(
    {
        *(".js", ".mjs", ".cjs", ".jsm", ".wasm", ".html", ".htm", ".xhtml", ".xht", ".shtml", ".shtm", ".mht"),
        *(".mhtml", ".svgz", ".swf", ".hta", ".xsl", ".xslt"),
    }
)
"""The suffixes of what browsers run, or would if they could look into it."""
_XML = frozenset({".svg", ".xml", ".rss", ".atom", ".rdf", ".xsd", ".mathml", ".mml", ".kml", ".gpx", ".wsdl"})
"""The suffixes of documents that browsers show, and that may have scripts."""

_ACTIVE = re.compile(
    r"<(?:[\w.-]+:)?(?:script|iframe|object|embed|handler|listener|html)[\s/>]|[\s\"'/]on[a-z]+\s*="
    r"|<!entity(?!\s+[\w.-]+\s+\"https?://[^\"<&%]*\"\s*>)|<\?xml-stylesheet",
    re.IGNORECASE,
)
_SCRIPT_ADDRESS = re.compile(r"(?:javascript|vbscript|data:text/html)\s*[:;,]", re.IGNORECASE)
_LIKE_HTML = re.compile(rb"[\s\xef\xbb\xbf]*<(?:!doctype|!--|[?]xml|[a-z]+[\s>])", re.IGNORECASE)
"""What a browser takes for HTML where the name of a file says nothing."""

_HEAD = 8192
"""Bytes of a file by which text is told from anything else."""


def reason_against(root: Path, path: str, *, may_run: bool) -> Problem | None:
    """Return why a file beside notes must not be published, or None.

    Args:
        root: the folder of the repository.
        path: the path of the file in it.
        may_run: whether the file may bring scripts.
    """
    if is_secret(path):
        return named_as_secret(path)
    try:
        with (root / path).open("rb") as file:
            head = file.read(_HEAD)
            problem = None if may_run else _why_it_runs(path, head, root)
            if problem or not head or _is_binary(head):
                return problem
            # A log may be larger than the memory.
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
                return _secret_in(path, data if b"\0" not in head else bytes(data).replace(b"\0", b""))
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        return Problem(path=path, span=Span(1), code="unreadable-file", message=message, hint="")


def named_as_secret(path: str) -> Problem:
    """Return what is said of a file with the name of a secret."""
    return Problem(path=path, span=Span(1), code="secret-file", message=SECRET[0], hint=SECRET[1])


def _is_binary(head: bytes) -> bool:
    """Return whether a file is no text: where text has bytes that are null, they are every other one."""
    nulls = head.count(0)
    return bool(nulls) and not (nulls * 10 >= len(head) and 0 in (head[::2].count(0), head[1::2].count(0)))


def _secret_in(path: str, data: bytes | mmap.mmap) -> Problem | None:
    token = first_token_in(data)  # type: ignore[arg-type] # a mapped file is searched as bytes are
    if token is None:
        return None
    before = data[: token.offset]
    column = token.offset - (before.rfind(b"\n") + 1) + 1
    # Without the line: a report of the secret must not publish it again.
    return Problem(
        path=path,
        span=Span(before.count(b"\n") + 1, column, token.length),
        code="secret-file",
        message=f"this looks like {token.what}: the file is not published",
        hint="revoke it and take it out: anyone who has seen the repository has it",
    )


def _why_it_runs(path: str, head: bytes, root: Path) -> Problem | None:
    suffix = Path(path).suffix.lower()
    line = 1
    if suffix in _XML:
        text = _without_nulls((root / path).read_bytes())
        found = _ACTIVE.search(text) or _SCRIPT_ADDRESS.search(re.sub(r"[\x00-\x20]", "", html.unescape(text)))
        if found is None:
            return None
        line = text.count("\n", 0, found.start()) + 1
    elif suffix not in _RUNS and (mimetypes.guess_type(path)[0] or not _LIKE_HTML.match(head.replace(b"\0", b""))):
        return None
    return Problem(
        path=path,
        span=Span(line),
        code="active-file",
        message="this file could run scripts in a reader's browser: it is not published",
        hint="show its code in a note, or name it in mkdocs.yml: 'extra: { interactive: [path] }'",
    )


def _without_nulls(data: bytes) -> str:
    """Return the text of a file, whichever Unicode encoding it has, as far as markup goes."""
    return data.replace(b"\0", b"").decode(errors="replace")
