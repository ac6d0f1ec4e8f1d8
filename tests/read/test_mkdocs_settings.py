"""MkDocs's settings are read without MkDocs, through all that they inherit from."""

from __future__ import annotations

from pathlib import Path

import pytest

from nexus_core.read.mkdocs_settings import file_settings, settings_files
from support.small_sites import write


@pytest.mark.parametrize(
    "inherit",
    [
        "INHERIT: shared/base.yml",
        "INHERIT:  'shared/base.yml'  # the house's",
        'site_name: A\nINHERIT: "shared/base.yml"',
        "INHERIT: shared/base.yml # the house's",
    ],
)
def test_settings_are_followed_to_what_they_inherit_from(tmp_path: Path, inherit: str) -> None:
    files = {"mkdocs.yml": inherit, "shared/base.yml": "INHERIT: ../mkdocs.yml\nsite_url: https://a.example/\n"}
    root = write(tmp_path, files)
    assert [path.relative_to(root.resolve()).as_posix() for path in settings_files(root / "mkdocs.yml")] == list(
        files
    )
    assert file_settings(root).site_url == "https://a.example/"


def test_what_is_not_there_is_not_followed(tmp_path: Path) -> None:
    root = write(tmp_path, {"mkdocs.yml": "INHERIT: gone.yml\n"})
    assert list(settings_files(root / "mkdocs.yml")) == [root / "mkdocs.yml"]
    assert list(settings_files(root / "gone.yml")) == []


@pytest.mark.parametrize(
    ("settings", "address"),
    [
        ("site_url: https://a.example/b/", "https://a.example/b/"),
        ("site_url: ftp://a.example/", ""),
        ("site_url: [a]", ""),
        ("- a", ""),
        ("site_url: 'open", ""),
        ("site_url: !ENV [NO_SUCH_VARIABLE, 'https://b.example/']", "https://b.example/"),
        ("markdown_extensions: [!!python/name:a.b ]\nsite_url: https://a.example/", "https://a.example/"),
        ("", ""),
    ],
)
def test_the_sites_address_is_a_web_address_or_nothing(tmp_path: Path, settings: str, address: str) -> None:
    assert file_settings(write(tmp_path, {"mkdocs.yml": settings})).site_url == address


@pytest.mark.parametrize(
    ("settings", "address"),
    [
        (None, ""),
        ("site_url: https://me.test/", "https://me.test/"),
        ("site_url: !ENV SITE", "https://set.test/"),
        ("site_url: !ENV [SITE]", "https://set.test/"),
        ("site_url: !ENV [UNSET, SITE, 'https://me.test/']", "https://set.test/"),
        ("site_url: !ENV [UNSET, 'https://me.test/']", "https://me.test/"),
        ("site_url: !ENV [UNSET, '']", ""),
        ("a: !!python/name:os.remove\nsite_url: https://me.test/", "https://me.test/"),
        ("site_url: [", ""),
        ("site_url: 'http://[::1/'", ""),
        ("site_url: me.test", ""),
        ("site_url: !ENV {}", ""),
        ("- a", ""),
        ("site_url: 1", ""),
    ],
)
def test_the_sites_address_is_read_from_its_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: str | None, address: str
) -> None:
    monkeypatch.setenv("SITE", "https://set.test/")
    monkeypatch.delenv("UNSET", raising=False)
    if settings is not None:
        write(tmp_path, {"mkdocs.yml": settings})
    assert file_settings(tmp_path).site_url == address
