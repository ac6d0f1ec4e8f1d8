"""Decides which IP addresses may be connected to: only those of the public internet.

What is not public follows the registries of special-purpose addresses
(https://www.iana.org/assignments/iana-ipv4-special-registry and its IPv6 twin), with the few public addresses that
clouds use for their own ends.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import threading
from collections.abc import Callable
from concurrent.futures import Future
from ipaddress import IPv4Address, IPv6Address
from typing import TypeVar

from aiohttp.abc import AbstractResolver, ResolveResult

from nexus_links.external.options import Lookup
from nexus_links.external.outcomes import AskError, Code

T = TypeVar("T")
Address = IPv4Address | IPv6Address

_SPECIAL_4 = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "192.0.0.0/24",  # of protocols, and Oracle's metadata
        "192.88.99.0/24",  # relays of 6to4
        "168.63.129.16/32",  # Azure's own service, seen from its machines
    )
)
_UNICAST = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_SPECIAL_6 = tuple(
    ipaddress.IPv6Network(network)
    for network in (
        "2001::/23",  # of protocols, Teredo among them
        "2001:db8::/32",
        "2002::/16",  # 6to4
        "3fff::/20",
    )
)

_PRIVATE_NAMES = ("localhost", "local", "internal", "home.arpa", "localdomain", "lan")
"""Top-level names of local networks; `metadata.google.internal` is one of them."""


def is_public(address: Address) -> bool:
    """Return whether an address is one of the public internet.

    IPv6 addresses that carry an IPv4 one are not, but for those of NAT64: a network without IPv4 reaches every
    IPv4 site by them, and they are as public as what they carry.
    """
    if isinstance(address, IPv4Address):
        special = any(address in network for network in _SPECIAL_4)
        return address.is_global and not (address.is_multicast or address.is_reserved or special)
    if address in _NAT64:
        return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    return address in _UNICAST and not any(address in network for network in _SPECIAL_6)


def is_private_name(host: str) -> bool:
    """Return whether a host name, in lower case, is one of this machine or its network."""
    return any(host == name or host.endswith(f".{name}") for name in _PRIVATE_NAMES)


def judge(host: str, address: Address, *, allow_loopback: bool) -> None:
    """Refuse an address of a host that is not public.

    Raises:
        AskError: it is not one of the public internet.
    """
    if not is_public(address) and not (allow_loopback and address.is_loopback):
        leads = "is" if host == str(address) else f"leads to {address},"
        raise AskError(
            Code.REFUSED_ADDRESS,
            f"'{host}' {leads} not an address of the public internet, and is not asked",
            host_wide=True,
        )


class PublicResolver(AbstractResolver):
    """Resolves host names for the client, and refuses addresses that aren't public."""

    def __init__(self, lookup: Lookup, *, allow_loopback: bool) -> None:
        self._lookup = lookup
        self._allow_loopback = allow_loopback

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return a host's addresses.

        Raises:
            AskError: one of them is not public.
            OSError: there are none.
        """
        found = [ipaddress.ip_address(text) for text in await _in_thread(self._lookup, host)]
        if not found:
            raise socket.gaierror(socket.EAI_NONAME, "the name has no address")
        for address in found:
            judge(host, address, allow_loopback=self._allow_loopback)
        return [_result(host, port, address) for address in found]

    async def close(self) -> None:
        """Do nothing: there is nothing to close."""


def _result(host: str, port: int, address: Address) -> ResolveResult:
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    return ResolveResult(
        hostname=host, host=str(address), port=port, family=family, proto=0, flags=socket.AI_NUMERICHOST
    )


async def _in_thread(function: Callable[[str], T], argument: str) -> T:
    """Call a slow function in a daemon thread, which the end of the event loop doesn't wait for."""
    future: Future[T] = Future()
    future.set_running_or_notify_cancel()  # from here on the thread may always set a result

    def run() -> None:
        try:
            future.set_result(function(argument))
        except Exception as error:
            future.set_exception(error)

    threading.Thread(target=run, name=f"lookup {argument}", daemon=True).start()
    return await asyncio.wrap_future(future)
