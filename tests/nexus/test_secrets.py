"""A key or token in a note, and a file that looks like one beside it, is a problem and is not published."""

from __future__ import annotations

from pathlib import Path

import pytest

from nexus.loading import load
from nexus.repository import Repository
from portfolios import BASE, build_site, write

A = "a1B2c3D4e5F6g7H8i9J0" * 4


@pytest.mark.parametrize(
    ("token", "what"),
    [
        ("-----BEGIN RSA " + "PRIVATE KEY-----", "a private key"),
        ("-----BEGIN " + "PRIVATE KEY-----", "a private key"),
        ("AKIA" + "ABCDEFGHIJKLMNOP", "an access key of AWS"),
        ("ghp_" + A[:36], "a token of GitHub"),
        ("glpat-" + A[:20], "a token of GitLab"),
        ("xoxb-" + A[:24], "a token of Slack"),
        ("sk_live_" + A[:24], "a key of Stripe"),
        ("AIza" + A[:35], "a key of Google"),
        ("npm_" + A[:36], "a token of npm"),
        ("sk-proj-" + A[:48], "a key of OpenAI or Anthropic"),
    ],
)
def test_a_token_in_a_note_is_told_with_its_place(token: str, what: str, tmp_path: Path) -> None:
    write(tmp_path, {**BASE, "learnings/a.md": f"---\ndescription: x\n---\n\n# A\n\nuse `{token}` here\n"})
    (problem,) = load(Repository(tmp_path)).problems
    assert (problem.path, problem.span, problem.message) == (
        "learnings/a.md",
        (7, 6, len(token)),
        f"this looks like {what}",
    )
    # The report of it must not publish it once more.
    assert token not in problem.render()


def test_a_token_in_front_matter_is_found_too(tmp_path: Path) -> None:
    write(tmp_path, {**BASE, "learnings/a.md": "---\ndescription: key AKIA" + "ABCDEFGHIJKLMNOP\n---\n"})
    (problem,) = load(Repository(tmp_path)).problems
    assert (problem.code, problem.span) == ("secret", (2, 18, 20))


@pytest.mark.parametrize(
    "text",
    [
        "AKIA is how they begin; sk_live_ too; ghp_short",
        "eyJhbGciOiJIUzI1NiJ9.e30.abc, a token that a note on JWT may show",
        "-----BEGIN PUBLIC KEY-----",
        "a commit 3d3c42e5aac5ba805825da76410c181273ba90b1",
    ],
)
def test_what_only_looks_alike_is_let_be(text: str, tmp_path: Path) -> None:
    write(tmp_path, {**BASE, "learnings/a.md": f"# A\n\n{text}\n"})
    assert load(Repository(tmp_path)).problems == ()


def test_a_file_that_looks_like_a_secret_is_not_published(tmp_path: Path) -> None:
    files = ("id_rsa", "server.pem", "prod.env", "credentials.json", "client_secret.json", "x.tfstate")
    kept = ("key.svg", "secrets.md", "environment.txt", "public-key.txt")
    write(tmp_path, {**BASE, **{f"learnings/deep/{name}": "# x\n" for name in (*files, *kept)}})
    site = build_site(tmp_path, strict=False)
    assert sorted(warning.split(":")[0] for warning in site.warnings) == sorted(
        f"learnings/deep/{name}" for name in files
    )
    assert [name for name in files if site.has(f"learnings/deep/{name}")] == []
    assert all(site.has(f"learnings/deep/{name}") for name in kept if not name.endswith(".md"))


@pytest.mark.parametrize("name", [".env", ".git/config", ".ssh/id_rsa", ".htpasswd"])
def test_a_dot_file_is_never_published(name: str, tmp_path: Path) -> None:
    write(tmp_path, {**BASE, f"learnings/{name}": "secret", f"docs/{name}": "secret"})
    site = build_site(tmp_path)
    assert not site.has(f"learnings/{name}")
    assert not site.has(name)
