"""Tells the parts of an address that were meant to be filled in: `your-name`, `<user>`, `example.com`."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

_NOUNS = (
    "api|app|bucket|channel|company|domain|email|github|gitlab|handle|host|id|image|instance|key|link|linkedin|login|name"
    "|nick|org|organi[sz]ation|page|path|profile|project|region|repo|repository|server|service|site|slug|subdomain"
    "|team|tenant|title|token|twitter|url|user|username|video|website|workspace"
)
_END = r"(?=[/?#&.:@]|$)"
"""What ends a word of an address."""
_START = r"(?<![A-Za-z0-9_-])"

_BRACKETED = re.compile(
    r"<[A-Za-z][\w .-]*>"
    r"|(?P<template>\{\{?\s*[\w .|-]+\s*\}?\})"
    r"|%[A-Z][A-Z_]{2,}%|%s(?![\da-z])"
    r"|\$(?:\{\w+\}|[A-Z][A-Z_]{2,})"
    r"|(?<=[/=@.])\[[A-Za-z][\w -]*\]"
)
_WORDED = re.compile(
    "|".join(
        (
            rf"{_START}your[-_.]?(?:github[-_]?)?(?:{_NOUNS})(?:[-_]?(?:{_NOUNS}|here))?{_END}",
            rf"{_START}my[-_.]?(?:user|user-?name|handle|domain|company){_END}",
            rf"{_START}your[-_]?account(?=/\w|\.)",
            rf"(?<=/)(?:user|user-?name|owner|organi[sz]ation)/(?:repo|repo-?name|repository){_END}",
            rf"//[^/]+/(?P<pair>(?:user|user-?name)/(?:project|project-?name)){_END}",
            rf"(?<=/)(?:repo-?name|user-?name(?=/\w)){_END}",
            rf"(?<=@)user-?name{_END}",
            r"(?<=//)(?:user|user-?name)\.(?=git(?:hub|lab)\.io|codeberg\.page)",
            rf"{_START}first-?name[-_.]?last-?name{_END}",
            rf"(?<=[/=@])(?:change|replace|fill)[-_]?me(?:[-_]in)?{_END}",
        )
    ),
    re.IGNORECASE,
)
_CAPITALS = re.compile(
    rf"(?<=[/=@])(?:TODO|FIXME|TBD|XXX+|PLACEHOLDER|REPLACE[-_]?THIS|INSERT[-_](?!INTO)[A-Z][A-Z_-]*"
    r"|(?:VIDEO|USER|PROJECT|REPO|CHANNEL|PLAYLIST|FILE|DOCUMENT|DOC|SHEET|FORM|APP|CLIENT|ACCOUNT|ORG|TEAM|PAGE|POST"
    rf"|API|ACCESS|SITE|TRACKING|GIST|PROFILE|COMPANY)[-_](?:ID|NAME|KEY|TOKEN|URL|SLUG|HERE)){_END}"
)
_PEOPLE = re.compile(
    r"//(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|twitter\.com|x\.com|instagram\.com"
    r"|facebook\.com|medium\.com|dev\.to|linkedin\.com/in|t\.me|hub\.docker\.com/u|pypi\.org/user)"
    r"/@?(?P<name>user-?name|user|name|profile)/?$",
    re.IGNORECASE,
)
"""Where the first part of a path is a person."""
_HOST = re.compile(
    r"https?://(?P<name>(?:[a-z]+-)*(?:link|url|here|website)(?:-[a-z]+)*)(?=[/?#:]|$)", re.IGNORECASE
)
"""A host of one word, or of several, that says what is to come there."""
_CONTENT = re.compile(r"/(?:blob|tree|raw|edit|blame|wiki|-)/.*", re.DOTALL)
"""What follows is named by those who wrote it: a file `TODO`, an article on user names."""

_TO_FILL_IN = re.compile(r"\b(?:your|my|user|username|repo|project|demo|link|url|path/to)\b", re.IGNORECASE)
_OFFERED = re.compile(
    r"\b(?:my|our|demo|live|portfolio|website|site|blog|app|shop|store|repo|repository|source|github|gitlab|linkedin"
    r"|homepage|contact|cv|r[eé]sum[eé]|api|docs|documentation|profile|video|slides)\b",
    re.IGNORECASE,
)
"""The words of a link that offers something, rather than speaks of an address."""
_RESERVED = re.compile(r"(?:^|\.)(?:example(?:\.(?:com|org|net|edu))?|invalid|test)$", re.IGNORECASE)
"""Names that nobody can own, https://www.rfc-editor.org/rfc/rfc2606."""
_SOMEBODYS = re.compile(r"(?:^|\.)(?:my|your|the)?-?(?:company|domain|organi[sz]ation)\.(?:com|org|net|tld)$", re.I)
_COUNTED = re.compile(r"(?:00?|1)?(?:0?123456789?0?|(\d)\1{6,})")


def placeholder_in(address: str, *, is_template: bool = False) -> str:
    """Return the part of an address that was meant to be replaced, or an empty string.

    Args:
        address: the address as a browser reads it.
        is_template: whether a program may fill it in, as `{query}` in structured data.
    """
    text = _CONTENT.sub("", unquote(address))
    bracketed = _BRACKETED.search(text)
    if bracketed and not (is_template and bracketed["template"]):
        return bracketed[0]
    match = _WORDED.search(text) or _CAPITALS.search(text)
    if match:
        return match.groupdict().get("pair") or match[0]
    person = _PEOPLE.search(text) or _HOST.match(text)
    return person["name"] if person else ""


def is_example_host(host: str) -> bool:
    """Return whether a host is one of those that nobody can own."""
    return _RESERVED.search(host) is not None


def is_somebodys(host: str) -> bool:
    """Return whether a host of a mail address is that of no company in particular, as in `name@company.com`."""
    return _SOMEBODYS.search(host) is not None


def is_counted(number: str) -> bool:
    """Return whether the digits of a telephone number are those that the keys have in a row."""
    return _COUNTED.fullmatch(number) is not None


def stands_for_another(address: str, text: str | None) -> bool:
    """Return whether an address of an example host was meant to be filled in, rather than to be an example.

    One that says so, by its text or by a path of its own, is an example.

    Args:
        address: the address.
        text: what the link shows; None where what is at the address is shown, as of a picture.
    """
    if text is None:
        return True
    if "example" in text.casefold() or is_shown(address, text):
        return False
    path = urlsplit(address).path
    return path in {"", "/"} or _TO_FILL_IN.search(path) is not None or _OFFERED.search(text) is not None


def is_shown(address: str, text: str | None) -> bool:
    """Return whether a link's text is its address, as of an autolink: prose that mentions it."""
    bare = re.sub(r"^\w+:(?://)?|/+$", "", address)
    return bool(text) and bare == re.sub(r"^\w+:(?://)?|/+$", "", (text or "").strip())
