"""Trouble with a certificate is a warning, whatever it is, and nothing is sent to whoever shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from links.external.certificates import Issuer, context, issue, pem
from links.external.conftest import Check
from links.external.misbehaving import says, serving
from nexus_core.problems.problem import Severity


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Issuer:
    """The only authority that is trusted."""
    made = issue("authority", is_authority=True)
    (tmp_path / "authority.pem").write_bytes(pem(made))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    return made


def test_a_site_with_a_right_certificate_is_asked(find: Check, authority: Issuer, tmp_path: Path) -> None:
    with serving(context(issue("site.test", authority), tmp_path)) as server:
        server.pages["/"] = says(200)
        assert find(server.url("/")) == []
        assert server.asked == ["HEAD /"]


@pytest.mark.parametrize("fault", ["expired", "self-signed", "site.test"])
def test_a_wrong_certificate_is_a_warning(find: Check, authority: Issuer, tmp_path: Path, fault: str) -> None:
    shown = {
        "expired": issue("site.test", authority, days=-1),
        "self-signed": issue("site.test"),
        "site.test": issue("other.test", authority),
    }
    with serving(context(shown[fault], tmp_path)) as server:
        problems = find(server.url("/"), server.url("/other"))
        assert [(problem.code, problem.severity) for problem in problems] == [
            ("untrusted-certificate", Severity.WARNING)
        ] * 2
        assert all(fault in problem.message for problem in problems)
        assert server.log == []


def test_a_server_without_tls_is_no_secure_site(find: Check) -> None:
    with serving() as server:
        (problem,) = find(server.url("/").replace("http:", "https:"))
    assert (problem.code, problem.severity) == ("untrusted-certificate", Severity.WARNING)
