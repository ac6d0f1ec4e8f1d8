"""Where hosts of repositories show a file, and let people edit it."""

from __future__ import annotations

import pytest

from nexus_core.read.source_hosts import source_host


@pytest.mark.parametrize(
    ("repo_url", "edit_uri", "edit", "shown"),
    [
        ("https://github.com/me/x", "edit/main/", "edit/main/{path}", "blob/main/a/b%20c.py"),
        ("https://github.com/me/x.git", "edit/main/", "edit/main/{path}", "blob/main/a/b%20c.py"),
        ("https://me:token@github.com/me/x/", "blob/dev/", "edit/dev/{path}", "blob/dev/a/b%20c.py"),
        ("https://gitlab.com/group/me/x", "edit/main/", "-/edit/main/{path}", "-/blob/main/a/b%20c.py"),
        ("https://gitlab.example.org/me/x", "-/edit/a/b/", "-/edit/a/b/{path}", "-/blob/a/b/a/b%20c.py"),
        ("https://bitbucket.org/me/x", "edit/main/", "src/main/{path}?mode=edit", "src/main/a/b%20c.py"),
        ("https://codeberg.org/me/x", "edit/main/", "_edit/main/{path}", "src/branch/main/a/b%20c.py"),
        ("https://gitea.example.org/me/x", "edit/main/", "_edit/main/{path}", "src/branch/main/a/b%20c.py"),
        ("https://code.example.org/me/x", "_edit/main/", "_edit/main/{path}", "src/branch/main/a/b%20c.py"),
        ("https://code.example.org/me/x", "edit/main/docs/", "edit/main/{path}", "blob/main/a/b%20c.py"),
    ],
)
def test_each_host_has_its_own_addresses(repo_url: str, edit_uri: str, edit: str, shown: str) -> None:
    host = source_host(repo_url, edit_uri)
    assert host.edit == edit
    assert host.shown("a/b c.py") == f"{host.url}/{shown}"


@pytest.mark.parametrize(
    ("repo_url", "url"),
    [
        ("ssh://git@github.com/me/x.git", "https://github.com/me/x"),
        ("ssh://git@code.example.org:2222/me/x", "https://code.example.org/me/x"),
        ("https://user@code.example.org:8443/me/x.git/", "https://code.example.org:8443/me/x"),
    ],
)
def test_the_address_is_one_for_people(repo_url: str, url: str) -> None:
    assert source_host(repo_url, "edit/main/").url == url


@pytest.mark.parametrize("edit_uri", ["", "?query=root/docs/", "https://edit.example.org/main/"])
def test_a_way_of_its_own_says_nothing_of_a_file(edit_uri: str) -> None:
    host = source_host("https://github.com/me/x", edit_uri)
    assert (host.edit, host.shown("a.py")) == ("", "https://github.com/me/x")
