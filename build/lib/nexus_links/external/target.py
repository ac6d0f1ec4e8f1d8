"""Parses the address of a link into one that may be requested, or raises why it may not be.

Odd spellings of a host (`0x7f.1`, `2130706433`, full-width digits) are normalized first, so that the host that is
checked is the one that is requested.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from yarl import URL

from nexus_links.addresses import ip_address
from nexus_links.external.network import is_private_name, judge
from nexus_links.external.outcomes import AskError, Code

_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_BYTE = re.compile(r"[\udc80-\udcff]")
_LINES = re.compile(r"L\d+(?:C\d+)?(?:-(?:L?\d+)?(?:C\d+)?)?|lines-[\d:,]+|file-.+-L\d+|[^/]+\.\w+-\d+")
"""Lines of a file, which code hosts mark by script: `L10`, `L10-L20`, `lines-3:9`, `file-a-py-L7`, `a.py-7`."""
_CODE_HOSTS = ("bitbucket.org", "codeberg.org", "github.com", "gitlab.com", "sr.ht")


@dataclass(frozen=True, slots=True)
class Target:
    """An address that may be requested."""

    url: URL
    """Without fragment and credentials."""
    anchor: str = ""
    """The fragment as it is written; empty where the page needs no anchor for it."""

    @property
    def host(self) -> str:
        """The host's name or address."""
        return self.url.raw_host or ""


def is_web(address: str) -> bool:
    """Return whether a link is fetched over HTTP: `http:`, `https:`, or the scheme of its page (`//host`)."""
    return bool(re.match(r"\s*(?:https?:|//)", address, re.IGNORECASE))


def parse(address: str, *, allow_loopback: bool = False) -> Target:
    """Return the address to request for a link.

    Raises:
        AskError: the address is malformed, or one of this machine or its network.
    """
    written, _, fragment = address.strip().partition("#")
    if _CONTROL.search(written):
        raise _invalid("it has a control character")
    try:
        url = URL(f"https:{written}" if written.startswith("//") else written)
    except ValueError as error:  # the error may repeat the address, credentials and all
        raise _invalid("its port is not a number up to 65535" if "ort" in str(error) else _HOST) from None
    host = (url.raw_host or "").lower().rstrip(".")
    try:
        literal = ip_address(host)
    except ValueError:
        raise _invalid("its host is a number that is no address") from None
    if literal:
        judge(str(literal), literal, allow_loopback=allow_loopback)
    elif not _is_name(host):
        raise _invalid(_HOST)
    elif is_private_name(host) and not allow_loopback:
        raise AskError(Code.REFUSED_ADDRESS, f"'{host}' is a name of this machine or its network, and is not asked")
    if url.port == 0:
        raise _invalid("its port is 0")
    try:
        url = url.with_user(None).with_host(str(literal or host))
    except ValueError:
        raise _invalid(_HOST) from None
    return Target(url, _anchor(fragment, host))


_HOST = "its host is not a name that a site can have"


def _invalid(why: str) -> AskError:
    return AskError(Code.INVALID_URL, f"this is not an address: {why}")


def _is_name(host: str) -> bool:
    return len(host) <= 253 and all(_LABEL.fullmatch(label) for label in host.split("."))


def _anchor(fragment: str, host: str) -> str:
    """Return the part of a fragment that names something in a page; `#/x` and `#!x` are routes of a script."""
    name = fragment.partition(":~:")[0]
    if unquote(name).lower() in {"", "top"} or name.startswith(("/", "!")):
        return ""
    is_code = any(host == known or host.endswith(f".{known}") for known in _CODE_HOSTS)
    return "" if is_code and _LINES.fullmatch(name) else name


def joined(base: URL, location: str) -> str:
    """Return the address that a redirect leads to, as it is written where it is a full one.

    Bytes of a header that are not UTF-8 reach us as lone surrogates, and are sent back as the bytes they were.

    Raises:
        AskError: it can't be told.
    """
    written = _BYTE.sub(lambda match: f"%{ord(match[0]) - 0xDC00:02X}", location.strip())
    try:
        return written if urlsplit(written).scheme else str(base.join(URL(written)))
    except ValueError:
        raise _invalid("a part of it is malformed") from None
