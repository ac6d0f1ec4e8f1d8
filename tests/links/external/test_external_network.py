"""A link is never a way in: nothing but the public internet is connected to, however the address is spelled."""

from __future__ import annotations

import ipaddress
import itertools

import pytest

from links.external.conftest import Check, codes
from links.external.misbehaving import Server, in_turn, resets, says
from nexus_core.problems.problem import Severity
from nexus_links.external.network import is_public

PRIVATE = [
    "0.0.0.0",  # noqa: S104  (nothing is bound to it)
    "127.0.0.1", "127.255.255.255", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "169.254.0.1", "100.64.0.1", "100.127.255.255", "100.100.100.200", "192.0.0.192",
    "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1",
    "255.255.255.255", "192.88.99.1", "168.63.129.16",
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:8.8.8.8", "fe80::1",
    "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "2002:7f00:1::", "2002:808:808::1", "2001::1", "2001:db8::1",
    "3fff::1", "64:ff9b::127.0.0.1", "64:ff9b::169.254.169.254", "64:ff9b:1::808:808", "100::1", "4000::1",
    "5f00::1",
]  # fmt: skip
PUBLIC = ["1.1.1.1", "8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450::1", "64:ff9b::8.8.8.8"]


@pytest.mark.parametrize("address", [*PRIVATE, *PUBLIC])
def test_addresses_are_public_or_not(address: str) -> None:
    assert is_public(ipaddress.ip_address(address)) is (address in PUBLIC)


SPELLED = [
    "http://localhost/", "http://LOCALHOST/", "http://localhost./", "http://localhost../", "http://a.localhost/",
    "http://router.local/", "http://metadata.google.internal/", "http://metadata.google.internal./x",
    "http://169.254.169.254/latest/meta-data/", "http://169.254.169.254./", "http://[fd00:ec2::254]/",
    "http://2130706433/", "http://017700000001/", "http://0x7f000001/", "http://0x7f.1/", "http://127.1/",
    "http://127.0.1/", "http://0177.0.0.1/", "http://0/", "http://127.0.0.1./", "http://127.0.0.1:80/",
    "http://[::1]/", "http://[::]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/",
    "http://[0:0:0:0:0:ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/",
    "http://[fe80::1%25lo]/", "http://[::1%lo]/",
    "http://example.com@127.0.0.1/", "http://user:pass@localhost/", "http://\uff11\uff12\uff17.\uff10.\uff10.\uff11/",
    "http://\u24dbocalhost/",
    "http://127\u30020\u30020\u30021/", "https://10.0.0.1/", "//192.168.0.1/", " http://127.0.0.1/ ", "HTTP://127.0.0.1/",
]  # fmt: skip


@pytest.mark.parametrize("url", SPELLED)
def test_odd_spellings_are_refused_before_anything_is_asked(find: Check, url: str) -> None:
    def lookup(host: str) -> list[str]:
        raise AssertionError(f"{host} was looked up")

    problems = find(url, allow_loopback=False, lookup=lookup)
    assert set(codes(problems)) - {"credentials"} == {"refused-address"}
    assert {problem.severity for problem in problems} == {Severity.WARNING}


@pytest.mark.parametrize(
    "address", [address for address in PRIVATE if not ipaddress.ip_address(address).is_loopback]
)
def test_a_name_that_leads_inside_is_refused(find: Check, address: str) -> None:
    (problem,) = find("http://site.test/", lookup=lambda _: [address])
    assert (problem.code, problem.severity) == ("refused-address", Severity.WARNING)
    assert "'site.test' leads to" in problem.message


def test_a_name_that_leads_inside_too_is_refused(server: Server, find: Check) -> None:
    server.pages["/"] = says(200)
    assert codes(find(server.url("/"), lookup=lambda _: ["127.0.0.1", "10.0.0.1"])) == ["refused-address"]
    assert server.log == []


@pytest.mark.parametrize("host", ["site.test", "localhost", "127.0.0.1", "[::1]", "2130706433"])
def test_this_machine_is_asked_only_when_it_is_allowed(server: Server, find: Check, host: str) -> None:
    server.pages["/"] = says(200)
    everything_here = {"lookup": lambda _: ["127.0.0.1"]}
    assert codes(find(server.url("/", host), allow_loopback=False, **everything_here)) == ["refused-address"]
    assert server.log == []
    assert find(server.url("/", host), **everything_here) == []
    assert len(server.log) == 1


def test_a_host_that_has_ipv6_only_is_asked(server: Server, find: Check) -> None:
    server.pages["/"] = says(200)
    assert find(server.url("/"), lookup=lambda _: ["::1"]) == []


@pytest.mark.parametrize(
    "location", ["http://10.0.0.1/", "http://169.254.169.254/", "http://0xa000001/", "//[fe80::1]/"]
)
def test_redirects_inside_are_refused(server: Server, find: Check, location: str) -> None:
    server.pages["/"] = says(302, location=location)
    (problem,) = find(server.url("/"))
    assert (problem.code, problem.severity) == ("refused-address", Severity.WARNING)


def test_a_redirect_to_a_name_that_leads_inside_is_refused(server: Server, find: Check) -> None:
    server.pages |= {"/": says(302, location=server.url("/in", "inside.test")), "/in": says(200)}
    addresses = {"site.test": ["127.0.0.1"], "inside.test": ["192.168.0.1"]}
    assert codes(find(server.url("/"), lookup=addresses.__getitem__)) == ["refused-address"]
    assert server.asked == ["HEAD /"]


def test_the_address_that_was_judged_is_the_one_that_is_connected_to(server: Server, find: Check) -> None:
    server.pages["/"] = says(200)
    answers = itertools.chain([["127.0.0.1"]], itertools.repeat(["10.0.0.1"]))
    assert find(server.url("/"), lookup=lambda _: next(answers)) == []
    assert next(answers) == ["10.0.0.1"], "the name was looked up once"


def test_a_name_is_judged_anew_for_each_connection(server: Server, find: Check) -> None:
    server.pages["/"] = in_turn(resets, says(200))
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    assert codes(find(server.url("/"), lookup=lambda _: next(answers))) == ["refused-address"]
    assert len(server.log) == 1


def test_a_proxy_of_the_environment_is_not_used(
    server: Server, find: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.pages |= {"/": says(200), "http://far.test/": says(200)}
    monkeypatch.setenv("http_proxy", server.url("", "proxy.test"))
    assert find(server.url("/")) == []
    assert server.asked == ["HEAD /"]
