"""Finds the anchors in the bytes of a page, however broken it is, as a browser would."""

from __future__ import annotations

import codecs
import re
import zlib
from dataclasses import dataclass
from urllib.parse import unquote

from aiohttp import StreamReader
from selectolax.lexbor import LexborHTMLParser

_HTML = {"text/html", "application/xhtml+xml"}
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_CHARSET = re.compile(r"utf-?(?:8|16)|iso|cp\d|koi8|gb|big5|shift|euc|mac|ascii", re.IGNORECASE)
"""Python's names of the encodings that pages use; other codecs are not for text, or very slow."""
_PREFIX = "user-content-"
"""GitHub prefixes the ids of a README with this; its script finds them without it, in any case."""
_PREFIXED = re.compile(rf"{_PREFIX}[^\s\"'\\<>&]+")
"""An id of a README, also in the JSON that a script renders."""


@dataclass(frozen=True, slots=True)
class Page:
    """The anchors of a page."""

    names: frozenset[str] = frozenset()
    is_complete: bool = False
    """Whether all of the page was read, so that an anchor that isn't in `names` is missing."""

    def has(self, anchor: str) -> bool:
        """Return whether a browser would find an anchor; True for a page that wasn't read completely."""
        plain = unquote(anchor)
        return not self.is_complete or not self.names.isdisjoint({anchor, plain, _PREFIX + plain.lower()})


async def read_page(
    content: StreamReader, content_type: str, charset: str | None, packing: str, limit: int
) -> Page:
    """Read the anchors of a page from a reply's body, of which no more than `limit` bytes are taken.

    Args:
        content: the body as it comes.
        content_type: its media type, in lower case; only HTML is read.
        charset: the encoding that the reply names.
        packing: the reply's `Content-Encoding`.
        limit: how many bytes are read, before and after they are unpacked.
    """
    if content_type not in _HTML:
        return Page()
    body = bytearray()
    while len(body) <= limit and (chunk := await content.readany()):
        body += chunk
    text = _unpack(bytes(body[:limit]), packing.strip().lower(), limit)
    if text is None:
        return Page()
    is_complete = len(body) <= limit and len(text) <= limit
    return find_anchors(text[:limit], charset, is_complete=is_complete)


def _unpack(body: bytes, packing: str, limit: int) -> bytes | None:
    """Return at most one byte more than the limit, or None where the packing isn't one that was asked for."""
    if packing in {"", "identity"}:
        return body
    # The bits are those of https://docs.python.org/3/library/zlib.html#zlib.decompress; many servers send
    # `deflate` without the header that it should have.
    bits = {"gzip": 31, "x-gzip": 31, "deflate": 15 if body[:1] == b"\x78" else -15}.get(packing)
    if bits is None:
        return None
    try:
        return zlib.decompressobj(bits).decompress(body, limit + 1)
    except zlib.error:
        return None


def find_anchors(body: bytes, charset: str | None, *, is_complete: bool) -> Page:
    """Return the anchors of an HTML page: every `id`, and the `name` of links."""
    text = _decode(body, charset)
    nodes = LexborHTMLParser(text.replace("\0", "")).css("[id], a[name]")
    found = {node.attributes.get(name) for node in nodes for name in ("id", *(["name"] * (node.tag == "a")))}
    prefixed = {name.lower() for name in _PREFIXED.findall(text)}
    return Page(frozenset(name for name in found if name) | prefixed, is_complete)


def _decode(body: bytes, charset: str | None) -> str:
    meta = _META.search(body[:1024])
    mark = next((name for mark, name in _MARKS if body.startswith(mark)), None)
    for name in (mark, charset, meta and meta[1].decode("ascii", "replace")):
        try:
            if name and _CHARSET.match(codecs.lookup(name).name):
                return body.decode(name, errors="replace")
        except (LookupError, ValueError):
            continue
    return body.decode("utf-8", errors="replace")
