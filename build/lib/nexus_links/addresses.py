"""Finds faults in an address by its text alone.

Faults of spelling (`htps:`, `C:/notes`), addresses that only the author can reach and placeholders are found
here; whether what an address names is there is not.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from nexus_core.problems.problem import Severity
from nexus_core.problems.spelling import closest
from nexus_links.placeholders import (
    is_counted,
    is_example_host,
    is_shown,
    is_somebodys,
    placeholder_in,
    stands_for_another,
)


class Fault(NamedTuple):
    """What is wrong with an address."""

    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR


WEB = ("http", "https")

_OPENED = """
    about acct aim amqp apt bitcoin blob callto chrome cid content cursor data dav dns docker doi ed2k facetime
    feed figma ftp ftps geo git git+ssh gopher gs hg im imap info intent irc ircs itms itms-apps jabber
    javascript jetbrains ldap ldaps magnet maps market matrix mid mms mongodb ms-settings msteams mysql news nfs
    nntp obsidian openpgp4fpr otpauth pop postgres postgresql redis rsync rtmp rtsp s3 sftp shortcuts signal sip
    sips skype slack sms smsto spotify ssh steam stun svn svn+ssh tg turn udp urn viber view-source vscode
    vscode-insiders webcal whatsapp ws wss xmpp zoommtg zotero
"""
SCHEMES = frozenset(_OPENED.split()) | {*WEB, "mailto", "tel"}
"""Schemes that some program opens, most of them from https://www.iana.org/assignments/uri-schemes."""

LOOPBACK = r"(?:localhost|127(?:\.\d+){1,3}|0\.0\.0\.0|\[::1\])"
"""The usual names of the reader's own machine, as a regular expression."""

_BLANKS = "".join(map(chr, range(33)))
_BREAKS = re.compile(r"[\t\n\r]")
_SCHEME = re.compile(r"(?P<name>[A-Za-z][A-Za-z0-9+.-]*):(?P<rest>.*)", re.DOTALL)
_NO_COLON = re.compile(r"(?:https?|ftp|htt?ps?)[^\w/.:#?-]*//", re.IGNORECASE)
_WWW = re.compile(r"www\.[\w-]+\.\w+", re.IGNORECASE)
_MAIL = re.compile(r"(?:\"[^\"\r\n]+\"|[^@\s,<>()\"]+)@[^@\s,<>().]+(?:\.[^@\s,<>().]+)+")
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*", re.IGNORECASE)
_LISTED = re.compile(r'(?:"[^"]*"|[^,])+')
"""One of several mail addresses: a comma in quotation marks is the name's."""

_NAMED = re.compile(r"[^<>]*<([^<>]+)>")
"""A mail address behind the name of its owner, which mail programs read."""

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


def cleaned(value: str) -> str:
    """Return an address as a browser reads it, https://url.spec.whatwg.org/#url-parsing: blanks trimmed."""
    trimmed = value.strip(_BLANKS)
    return _BREAKS.sub("", trimmed) if _BREAKS.search(trimmed) else trimmed


def scheme_of(address: str) -> str:
    """Return an address's scheme in lower case, or an empty string."""
    match = _SCHEME.match(address)
    return match["name"].lower() if match else ""


def ip_address(host: str) -> IpAddress | None:
    """Return the address that a host is where it is no name, in whatever spelling: `0x7f.1`, `2130706433`.

    The last part tells them apart, as in browsers, https://url.spec.whatwg.org/#ends-in-a-number-checker.

    Raises:
        ValueError: it is a number, and no address.
    """
    if ":" in host:
        return ipaddress.IPv6Address(host)
    if not _NUMBER.fullmatch(host.rpartition(".")[2]):
        return None
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except OSError:
        raise ValueError(f"'{host}' is a number that is no address") from None


def fault_of(address: str, text: str | None = "", *, is_template: bool = False) -> Fault | None:
    """Return what is wrong with a cleaned address, or None.

    Args:
        address: the address as a browser reads it.
        text: what the link shows; an address that is shown as it is is spoken of rather than offered. None where
            what is at the address is shown or used instead, as of a picture.
        is_template: whether a program may fill in parts of it, as `{query}` in structured data.
    """
    if not address:
        return Fault("empty-link", "the link has no address", "give it one, or remove the link")
    if re.match(r"[A-Za-z]:(?:[\\/]|%5C)", address):
        return Fault("drive-path", "this leads to a drive of your own machine", "give the path from this file")
    if "\\" in re.split(r"[?#]", address, maxsplit=1)[0]:
        return Fault("backslash-path", "the path has backslashes", "write '/' between folders")
    if _NO_COLON.match(address):
        return Fault("misspelt-scheme", "the scheme is misspelt", "write 'https://'")
    scheme = _SCHEME.match(address)
    if scheme or address.startswith("//"):
        return _full_fault(address if scheme else f"https:{address}", text, is_template=is_template)
    if _WWW.match(address):
        return Fault("missing-scheme", "without a scheme this is a path of this site", "begin it with 'https://'")
    return None


def to_replace(part: str) -> Fault:
    """Return the fault of an address with a part that was meant to be replaced, such as `your-name`."""
    return Fault("placeholder", f"'{part}' was meant to be replaced", "fill it in")


def _full_fault(address: str, text: str | None, *, is_template: bool) -> Fault | None:
    name, _, rest = address.partition(":")
    scheme = name.lower()
    if scheme in WEB:
        return _web_fault(address, text, is_template=is_template)
    if scheme == "mailto":
        return _mail_fault(rest, text)
    if scheme in {"tel", "sms", "smsto", "callto"}:
        return _phone_fault(scheme, rest)
    if scheme == "file":
        return Fault("file-url", "this leads to a file of your own machine", "give the path from this file")
    if scheme in SCHEMES or scheme.startswith("web+"):
        return _local() if re.match(rf"//(?:[^/@]*@)?{LOOPBACK}(?:[:/?#]|$)", rest) else None
    if scheme == "localhost":
        return _local()
    if "." in scheme and re.match(r"\d", rest):
        return Fault("missing-scheme", "without a scheme this leads nowhere", "begin it with 'https://'")
    near = closest(scheme, SCHEMES)
    if near:
        return Fault("misspelt-scheme", f"'{scheme}:' is not a URL scheme", f"did you mean '{near}:'?")
    return Fault("unknown-scheme", f"unsupported URL scheme '{scheme}:'", "check its spelling")


def _web_fault(address: str, text: str | None, *, is_template: bool) -> Fault | None:
    if not re.match(r"https?://[^/]", address, re.IGNORECASE) or re.match(r"https?://https?[:/]", address, re.I):
        return Fault("misspelt-scheme", "the scheme is misspelt", "write 'https://' once, with two slashes")
    part = placeholder_in(address, is_template=is_template)
    if part:
        return to_replace(part)
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
        number = ip_address(host)
    except ValueError as error:
        return Fault("invalid-url", f"not a valid address: {error}")
    if not host or re.search(r"[\s<>^|,;]|%(?![0-9a-fA-F]{2})", host) or ".." in host:
        return Fault("invalid-url", f"'{host}' can't be the name of a host")
    if host == "localhost" or host.endswith(".localhost") or (number and _is_local(number)):
        return _local()
    if is_example_host(host) and stands_for_another(address, text):
        return Fault("placeholder", f"nothing is at '{host}', a name for examples", "fill in the true address")
    return None


def _is_local(address: IpAddress) -> bool:
    return address.is_loopback or address.is_unspecified


def _local() -> Fault:
    return Fault("localhost", "this leads to the reader's own machine", "give the address that the world sees")


def _mail_fault(rest: str, text: str | None) -> Fault | None:
    to, _, query = rest.partition("?")
    addresses = [_NAMED.sub(r"\1", address.strip()) for address in _LISTED.findall(unquote(to))] or [""]
    if to.startswith("//"):
        return Fault("invalid-mailto", "a mail address has no slashes before it", "write 'mailto:name@host'")
    if addresses == [""] and re.search(r"(?:^|&)(?:to|cc|bcc|subject|body)=.", query, re.IGNORECASE):
        return None
    part = placeholder_in(to)
    if part:
        return to_replace(part)
    wrong = next((address for address in addresses if not _MAIL.fullmatch(address)), None)
    if wrong is not None:
        return Fault("invalid-mailto", f"'{wrong}' is not a mail address", "write 'mailto:name@host'")
    if is_shown(rest, text):
        return None
    for address in addresses:
        host = address.rpartition("@")[2]
        if is_example_host(host) or is_somebodys(host):
            return Fault(
                "placeholder", f"nobody reads '{address}', an address for examples", "fill in the true one"
            )
    return None


def _phone_fault(scheme: str, rest: str) -> Fault | None:
    """The characters of https://www.rfc-editor.org/rfc/rfc3966, and the blanks that people write."""
    number = unquote(re.split(r"[;?]", rest, maxsplit=1)[0])
    digits = re.sub(r"\D", "", number)
    if is_counted(digits):
        return to_replace(number)
    if re.fullmatch(r"\+?[\d\s().*#-]+", number) and len(digits) > 1:
        return None
    if scheme == "sms" and not number and "?" in rest:
        return None
    return Fault("invalid-tel", f"'{number}' is not a telephone number", f"write '{scheme}:+' and digits")
