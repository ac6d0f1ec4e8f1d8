"""Tells from an address alone whether a reader's browser could do anything with it.

Faults of spelling (`htps:`, `C:/notes`), addresses that only the author can reach and placeholders are found
here; whether what an address names is there is not.
"""

from __future__ import annotations

import ipaddress
import re
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from nexus.spelling import closest


class Fault(NamedTuple):
    """What is wrong with an address."""

    code: str
    message: str
    hint: str = ""


WEB = ("http", "https")

_OPENED = """
    about acct aim apt blob bitcoin callto cid content data dav dns doi ed2k facetime feed ftp ftps geo git
    git+ssh gopher hg im imap info intent irc ircs itms jabber javascript ldap ldaps magnet maps market matrix mid
    mms msteams news nfs nntp obsidian openpgp4fpr otpauth pop rsync rtmp rtsp s3 sftp shortcuts signal sip sips
    skype slack sms smsto spotify ssh steam stun svn svn+ssh tg turn udp urn view-source viber vscode
    vscode-insiders webcal whatsapp ws wss xmpp zoommtg zotero
"""
SCHEMES = frozenset(_OPENED.split()) | {*WEB, "mailto", "tel"}
"""Schemes that some program opens, most of them from https://www.iana.org/assignments/uri-schemes."""

_BLANKS = "".join(map(chr, range(33)))
_BREAKS = re.compile(r"[\t\n\r]")
_SCHEME = re.compile(r"(?P<name>[A-Za-z][A-Za-z0-9+.-]*):(?P<rest>.*)", re.DOTALL)
_NO_COLON = re.compile(r"(?:https?|ftp|htt?ps?)[^\w/.:#?-]*//", re.IGNORECASE)
_WWW = re.compile(r"www\.[\w-]+\.\w+", re.IGNORECASE)
_MAIL = re.compile(r"[^@\s,<>()]+@[^@\s,<>().]+(?:\.[^@\s,<>().]+)+")
_PLACEHOLDER = re.compile(
    r"<[A-Za-z][\w .-]*>|\{\{?\s*[\w -]+\s*\}?\}|(?<![\w-])your[-_.]\w+"
    r"|(?<![a-z])your(?:user|name|repo|org|project|domain|site|handle|account|page|link|url|email|company)\w*"
    r"|(?<=[/=@])(?:user-?name|repo-?name|my-?user(?:-?name)?|(?-i:TODO|FIXME|TBD|XXX+))(?=[/?#]|$)",
    re.IGNORECASE,
)
_TO_FILL_IN = re.compile(r"\b(?:your|my|user|username|repo|project|demo|link|url|path/to)\b", re.IGNORECASE)
_RESERVED = re.compile(r"(?:^|\.)(?:example(?:\.(?:com|org|net|edu))?|invalid|test)$", re.IGNORECASE)
"""Names that nobody can own, https://www.rfc-editor.org/rfc/rfc2606."""


def cleaned(value: str) -> str:
    """Return an address as a browser reads it, https://url.spec.whatwg.org/#url-parsing: blanks trimmed."""
    trimmed = value.strip(_BLANKS)
    return _BREAKS.sub("", trimmed) if _BREAKS.search(trimmed) else trimmed


def scheme_of(address: str) -> str:
    """Return an address's scheme in lower case, or an empty string."""
    match = _SCHEME.match(address)
    return match["name"].lower() if match else ""


def fault_of(address: str, text: str = "") -> Fault | None:
    """Return what is wrong with a cleaned address, or None.

    Args:
        address: the address as a browser reads it.
        text: what the link shows; an address that is shown as it is is spoken of rather than offered.
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
    if scheme:
        return _scheme_fault(scheme["name"].lower(), scheme["rest"], address, text)
    if address.startswith("//"):
        return _web_fault(f"https:{address}", text)
    if _WWW.match(address):
        return Fault("missing-scheme", "without a scheme this is a path of this site", "begin it with 'https://'")
    return None


def placeholder_in(address: str) -> Fault | None:
    """Return the fault of an address with a part that was meant to be replaced, such as `your-name`."""
    match = _PLACEHOLDER.search(unquote(address))
    return Fault("placeholder", f"'{match[0]}' was meant to be replaced", "fill it in") if match else None


def _scheme_fault(scheme: str, rest: str, address: str, text: str) -> Fault | None:
    if scheme in WEB:
        return _web_fault(address, text)
    if scheme == "mailto":
        return _mail_fault(rest, text)
    if scheme in {"tel", "sms", "smsto", "callto"}:
        return _phone_fault(scheme, rest)
    if scheme == "file":
        return Fault("file-url", "this leads to a file of your own machine", "give the path from this file")
    if scheme in SCHEMES or scheme.startswith("web+"):
        return None
    if scheme == "localhost":
        return _local()
    if "." in scheme and re.match(r"\d", rest):
        return Fault("missing-scheme", "without a scheme this leads nowhere", "begin it with 'https://'")
    near = closest(scheme, SCHEMES)
    if near:
        return Fault("misspelt-scheme", f"'{scheme}:' is no scheme", f"did you mean '{near}:'?")
    return Fault("unknown-scheme", f"no browser knows the scheme '{scheme}:'", "see whether it is misspelt")


def _web_fault(address: str, text: str) -> Fault | None:
    if not re.match(r"https?://[^/]", address, re.IGNORECASE) or re.match(r"https?://https?[:/]", address, re.I):
        return Fault("misspelt-scheme", "the scheme is misspelt", "write 'https://' once, with two slashes")
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        return Fault("invalid-url", f"no browser can read this address: {error}")
    found = placeholder_in(address)
    if found:
        return found
    if not host or re.search(r"[\s<>^|]|%(?![0-9a-fA-F]{2})", host) or ".." in host:
        return Fault("invalid-url", f"'{host}' can't be the name of a host")
    if _is_local(host):
        return _local()
    if _RESERVED.search(host) and _stands_for_another(parts.path, address, text):
        return Fault("placeholder", f"nothing is at '{host}', a name for examples", "fill in the true address")
    return None


def _stands_for_another(path: str, address: str, text: str) -> bool:
    """Say whether an address of an example host was meant to be filled in, rather than to be an example.

    One that says so, by its text or by a path of its own, is an example.
    """
    if "example" in text.casefold() or _is_shown(address, text):
        return False
    return path in {"", "/"} or _TO_FILL_IN.search(path) is not None


def _is_shown(address: str, text: str) -> bool:
    """Say whether a link's text is its address, as of an autolink: prose that mentions it."""
    bare = re.sub(r"^\w+:(?://)?|/+$", "", address)
    return bool(text) and bare == re.sub(r"^\w+:(?://)?|/+$", "", text.strip())


def _is_local(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _local() -> Fault:
    return Fault("localhost", "this leads to the reader's own machine", "give the address that the world sees")


def _mail_fault(rest: str, text: str) -> Fault | None:
    to, _, query = rest.partition("?")
    addresses = [address.strip() for address in unquote(to).split(",")]
    if to.startswith("//"):
        return Fault("invalid-mailto", "a mail address has no slashes before it", "write 'mailto:name@host'")
    if addresses == [""] and re.search(r"(?:^|&)(?:to|cc|bcc|subject|body)=.", query, re.IGNORECASE):
        return None
    found = placeholder_in(to)
    if found:
        return found
    wrong = next((address for address in addresses if not _MAIL.fullmatch(address)), None)
    if wrong is not None:
        return Fault("invalid-mailto", f"'{wrong}' is no mail address", "write 'mailto:name@host'")
    reserved = next((a for a in addresses if _RESERVED.search(a.rpartition("@")[2])), "")
    if reserved and not _is_shown(rest, text):
        return Fault("placeholder", f"nobody reads '{reserved}', an address for examples", "fill in the true one")
    return None


def _phone_fault(scheme: str, rest: str) -> Fault | None:
    """The characters of https://www.rfc-editor.org/rfc/rfc3966, and the blanks that people write."""
    number = unquote(re.split(r"[;?]", rest, maxsplit=1)[0])
    if re.fullmatch(r"\+?[\d\s().*#-]+", number) and sum(character.isdigit() for character in number) > 1:
        return None
    if scheme == "sms" and not number and "?" in rest:
        return None
    return Fault(f"invalid-{scheme}", f"'{number}' is no telephone number", f"write '{scheme}:+' and digits")
