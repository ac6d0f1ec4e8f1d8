"""A key or token in a note, and a file that looks like one beside it, is a problem and is not published."""

from __future__ import annotations

from pathlib import Path

import pytest

from nexus_core.checks import check_portfolio
from nexus_core.model.loading import load
from support.small_sites import BASE, build_site, repository_in, write

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
    (problem,) = check_portfolio(load(repository_in(tmp_path)))
    assert (problem.path, problem.span, problem.message) == (
        "learnings/a.md",
        (7, 6, len(token)),
        f"this looks like {what}",
    )
    # The report of it must not publish it once more.
    assert token not in problem.render()


def test_a_token_in_front_matter_is_found_too(tmp_path: Path) -> None:
    write(tmp_path, {**BASE, "learnings/a.md": "---\ndescription: key AKIA" + "ABCDEFGHIJKLMNOP\n---\n"})
    (problem,) = check_portfolio(load(repository_in(tmp_path)))
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
    assert check_portfolio(load(repository_in(tmp_path))) == ()


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


CANARY = "f9a1-canary"


@pytest.mark.parametrize("folder", ["learnings", "docs", "docs/assets"])
def test_nothing_is_published_through_a_link_that_is_not_published_itself(folder: str, tmp_path: Path) -> None:
    places = ("outside/a.txt", "repo/.env", "repo/.git/config", "repo/learnings/.hidden/a.txt", "repo/keys/id_rsa")
    root = write(
        tmp_path, {**{f"repo/{path}": text for path, text in BASE.items()}, **dict.fromkeys(places, CANARY)}
    )
    here = root / "repo" / folder
    here.mkdir(parents=True, exist_ok=True)
    for number, place in enumerate(places):
        (here / f"file-{number}.txt").symlink_to(root / place)
        (here / f"note-{number}.md").symlink_to(root / place)
        (here / f"folder-{number}").symlink_to((root / place).parent)
    site = build_site(root / "repo", strict=False)
    published = [path for path in (site.root / "site").rglob("*") if path.is_file()]
    assert [path for path in published if CANARY in path.read_text(encoding="utf-8", errors="replace")] == []
    for name in ("file-4.txt", "note-4.md"):
        assert (
            sum(f"{name}:1:1: the target of this symbolic link is not" in warning for warning in site.warnings) == 1
        )


def test_nothing_beside_the_note_folders_is_published(tmp_path: Path) -> None:
    beside = ("README.md", "notes.md", "tests/a.txt", "hooks/a.py", ".github/a.yml", "node_modules/a.js", "a.env")
    site = build_site(write(tmp_path, {**BASE, **dict.fromkeys(beside, CANARY)}))
    published = [path for path in (site.root / "site").rglob("*") if path.is_file()]
    assert [path for path in published if CANARY in path.read_text(encoding="utf-8", errors="replace")] == []


def test_a_link_to_another_file_of_the_note_folders_is_published(tmp_path: Path) -> None:
    root = write(tmp_path, {**BASE, "docs/assets/a.svg": "<svg/>", "resources/a.md": "# Shared\n"})
    (root / "learnings").mkdir()
    (root / "learnings" / "b.svg").symlink_to("../docs/assets/a.svg")
    (root / "learnings" / "b.md").symlink_to("../resources/a.md")
    site = build_site(root)
    assert site.html("learnings/b.svg") == "<svg/>"
    assert "Shared" in site.html("learnings/b/index.html")
