"""A clone is taken over: the author's content is listed and removed, and the rest stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from nexus_cli import main
from nexus_core.checks import check_portfolio
from nexus_core.model.loading import load
from nexus_core.write.nav import MANUAL
from support.git_repos import commit
from support.small_sites import BASE, ROOT, repository_in, write

CLONE = {
    **BASE,
    "README.md": "# Nexus\n\n<!-- nexus/readme project-cards -->\nold\n<!-- /nexus/readme -->\n",
    "mkdocs.yml": "# Mine\nsite_name: Theirs\nsite_description: Theirs\nhooks: [hooks/portfolio.py]\n",
    "LICENSE": "MIT\n",
    "docs/manual/authors.md": "# For authors\n",
    "docs/journey.md": "# My journey\n",
    "hooks/nexus_core/__init__.py": "",
    "hooks/portfolio.py": "",
    "tests/own/test_content.py": "",
    "tests/test_engine.py": "",
}
KEPT = {
    "LICENSE",
    "docs/manual/authors.md",
    "hooks/nexus_core/__init__.py",
    "hooks/portfolio.py",
    "tests/test_engine.py",
}


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    commit(tmp_path, CLONE)
    return tmp_path


def take_over(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["init", str(root), "--take-over", *arguments])


def files(root: Path) -> dict[str, str]:
    paths = (path for path in root.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def test_the_authors_content_makes_room(clone: Path) -> None:
    done = take_over(clone, "--yes", "--name", "Ada Lovelace")
    assert done.exit_code == 0, done.output
    for path in ("docs/journey.md", "projects/shop/README.md", "tests/own/test_content.py"):
        assert path in done.output
        assert not (clone / path).exists()
    now = files(clone)
    assert {path: now[path] for path in KEPT} == {path: CLONE[path] for path in KEPT}
    assert now["mkdocs.yml"] == (
        "# Mine\nsite_name: 'Ada Lovelace: portfolio'\n"
        "site_description: 'What I learned, built and struggled with.'\nhooks: [hooks/portfolio.py]\n"
    )
    assert "old" not in now["README.md"]
    loaded = load(repository_in(clone))
    assert check_portfolio(loaded) == ()
    assert loaded.portfolio.profile.name == "Ada Lovelace"


def test_nothing_is_removed_unasked_or_while_it_could_be_lost(clone: Path) -> None:
    before = files(clone)
    assert (done := take_over(clone)).exit_code == 2
    assert "--yes" in done.output
    assert files(clone) == before
    write(clone, {"docs/new.md": "# New\n"})
    assert (done := take_over(clone, "--yes")).exit_code == 2
    assert "docs/new.md: commit them first" in done.output
    assert (clone / "docs/journey.md").is_file()


def test_another_folder_is_refused(tmp_path: Path) -> None:
    commit(tmp_path, BASE)
    assert (done := take_over(tmp_path, "--yes")).exit_code == 2
    assert "not a clone" in done.output


def test_the_pages_of_the_manual_are_there() -> None:
    assert (ROOT / MANUAL / "README.md").is_file()
