"""Which files beside notes are not published: secrets under any name, and what would run."""

from __future__ import annotations

from pathlib import Path

import pytest

from nexus_core.read.secret_files import is_secret
from nexus_core.read.unsafe_files import reason_against
from support.small_sites import write

KEY = "-----BEGIN OPENSSH " + "PRIVATE KEY-----\nAAAA\n"
TOKEN = "ghp_" + "aB3" * 12


def refused(root: Path, path: str, data: bytes | str, *, may_run: bool = False) -> tuple[str, int, int] | None:
    write(root, {path: data})
    problem = reason_against(root, path, may_run=may_run)
    return (problem.code, problem.span.line, problem.span.column) if problem else None


@pytest.mark.parametrize(
    "name",
    [
        *(
            "id_rsa",
            "id_rsa.bak",
            "id_ed25519.old",
            "id_rsa~",
            "id_rsa (1)",
            "Copy of id_rsa",
            "#id_rsa#",
            "id_rsa.zip",
        ),
        *(
            "server.key",
            "server.key.old",
            "server.pem.20240501",
            "key.p8",
            "vault.kdbx",
            "id_ecdsa_sk",
            "home.ovpn",
        ),
        *("prod.env", "prod.env.local", "env.production", "credentials", "credentials.csv", "aws_credentials.txt"),
        *("kubeconfig", "prod-kubeconfig.yaml", "terraform.tfstate", "terraform.tfstate.backup", "htpasswd"),
        *("client_secret.json", "secrets.yml.orig", "service-account-1.json", "pgpass", "netrc"),
    ],
)
def test_a_name_of_a_secret_or_of_its_copy(name: str) -> None:
    assert is_secret(f"learnings/{name}")


@pytest.mark.parametrize(
    "name",
    [
        *(
            "key.svg",
            "public-key.txt",
            "environment.txt",
            "credentials.png",
            "keynote.pdf",
            "env.svg",
            "secret.md.txt",
        ),
        *("monkey", "keyboard.csv", "secretary.txt", "id_rsa.pub", "hidden-keys.json"),
    ],
)
def test_a_name_that_only_looks_alike(name: str) -> None:
    assert not is_secret(f"learnings/{name}")


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (KEY, (1, 1)),
        (f"first\nuse {TOKEN} here\n", (2, 5)),
        ("x" * 3_000_000 + f"\n{TOKEN}", (2, 1)),
        (f"\ufeffa\n{TOKEN}\n".encode("utf-16"), (2, 1)),
        (f"a\n{TOKEN}\n".encode("utf-16-le"), (2, 1)),
        (b"\xff\xfe not text \xe9\n" + TOKEN.encode(), (2, 1)),
    ],
    ids=["a key", "a token", "at the end", "utf-16", "utf-16 without a mark", "bytes"],
)
def test_a_text_with_a_secret(tmp_path: Path, data: bytes | str, place: tuple[int, int]) -> None:
    assert refused(tmp_path, "learnings/notes.csv", data) == ("secret-file", *place)
    # A script that may run may not have one either.
    assert refused(tmp_path, "docs/a.js", data, may_run=True) == ("secret-file", *place)


@pytest.mark.parametrize(
    "data", ["", "about -----BEGIN PUBLIC KEY-----", "a hash 0a4d55a8d778e5022fab701977c5d840"]
)
def test_a_text_without_one(tmp_path: Path, data: str) -> None:
    assert refused(tmp_path, "learnings/notes.csv", data) is None


SVG = '<svg xmlns="http://www.w3.org/2000/svg">{}</svg>'
RUN = [
    ("a.js", "1"),
    ("a.MJS", "1"),
    ("a.html", "<p>"),
    ("a.xhtml", "<p/>"),
    ("a.svgz", b"\x1f\x8b\x08"),
    ("a.svg", SVG.format("<script>1</script>")),
    ("a.svg", SVG.format("<s:script xmlns:s='http://www.w3.org/2000/svg'/>")),
    ("a.svg", SVG.format("<g onclick='1'/>")),
    ("a.svg", SVG.format("<a href='java&#115;cript:1'/>")),
    ("a.svg", SVG.format("<a href='java\nscript:1'/>")),
    ("a.svg", SVG.format("<animate attributeName='href' values='javascript:1'/>")),
    ("a.svg", SVG.format("<foreignObject><iframe srcdoc='x'/></foreignObject>")),
    ("a.svg", "<?xml-stylesheet href='a.xsl'?>" + SVG.format("")),
    ("a.svg", "<!DOCTYPE svg [<!ENTITY a 'script'>]>" + SVG.format("")),
    ("a.SVG", SVG.format("<script>1</script>").encode("utf-16")),
    ("a.xml", "<x><html xmlns='http://www.w3.org/1999/xhtml'><a/></html></x>"),
    ("a", "<!doctype html><script>1</script>"),
    ("a.page", "\ufeff\n <HTML><script>1</script>"),
    ("a.unknown", "<p onclick=1>"),
]


@pytest.mark.parametrize(("name", "data"), RUN)
def test_what_would_run_is_refused_unless_the_author_wants_it(tmp_path: Path, name: str, data: bytes | str) -> None:
    assert refused(tmp_path, f"learnings/{name}", data) == ("active-file", 1, 1)
    assert refused(tmp_path, f"learnings/{name}", data, may_run=True) is None


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.svg", SVG.format("<style>g { fill: red }</style><g class='on' data-x='y'><text>on script</text></g>")),
        ("a.svg", SVG.format("<foreignObject><div>words</div></foreignObject><a href='https://a.test'/>")),
        ("a.svg", '<!DOCTYPE svg [<!ENTITY ns "http://ns.adobe.com/">]>' + SVG.format("")),
        ("a.xml", "<project><name>x</name></project>"),
        ("a.txt", "<script>1</script>"),
        ("a.py", "<script>1</script>"),
        ("a.css", "p {}"),
        ("LICENSE", "MIT <year>"),
        ("a.png", b"\x89PNG\0<html>"),
        ("a.json", "{}"),
    ],
)
def test_what_only_shows_something_is_published(tmp_path: Path, name: str, data: bytes | str) -> None:
    assert refused(tmp_path, f"learnings/{name}", data) is None
