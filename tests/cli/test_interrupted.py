"""Commands that write leave the tree as it was or as it should be, whenever they are ended."""

from __future__ import annotations

import signal
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli.conftest import Run
from nexus_cli import main
from nexus_core.storage.files import undo_abandoned
from nexus_core.storage.folder_swap import FolderSwap
from support.killing import changes, moments, run, tree
from support.small_sites import BASE, write

FILES: Mapping[str, str] = {
    **BASE,
    "README.md": "# Me\r\n\r\n<!-- nexus/readme skill-table -->\r\n<!-- /nexus/readme -->\r\n",
    ".vscode/schemas/page.schema.json": '{"title": "Front matter of a page"}',
    ".vscode/schemas/project.schema.json": '{"title": "Front matter of a project"}',
    "learned.md": "# Learned\n\n## Projects\n\n### A shop\n\nIt sells.\n\n## Challenges\n\n### Slow\n\nIt was.\n",
}
EMPTY = {"learned.md": FILES["learned.md"]}

COMMANDS: Mapping[str, tuple[str, ...]] = {
    "new": ("new", "project", "Inventory"),
    "import": ("import", "learned.md", "--root", "."),
    "readme": ("readme",),
    "schema": ("schema",),
    "export": ("export", "out"),
    "init": ("init", "out", "--name", "Me"),
}


def prepare(root: Path, name: str) -> Path:
    return write(root, {**(EMPTY if name == "import" else FILES), "mkdocs.yml": "site_name: Test\n"})


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_may_be_ended_at_any_moment(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772323200")
    command, report = ("support.command", *COMMANDS[name]), tmp_path / "report"
    whole = prepare(tmp_path / "whole", name)
    before = tree(whole)
    total = changes(whole, command, report)
    after = tree(whole)
    assert before != after
    for moment, number in moments(total, 6, seed=len(name)):
        root = prepare(tmp_path / str(moment), name)
        assert run(root, command, report, moment, number) != 0, (moment, number)
        strangers = {path for path in tree(root) if path not in after and not path.startswith(".")}
        assert strangers == set(), (moment, number)
        undo_abandoned(root)
        FolderSwap(root / "out").close()
        assert tree(root) in (before, after), (moment, number)


def test_what_was_killed_halfway_is_undone_by_the_next_command_which_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command, report = ("support.command", "schema"), tmp_path / "report"
    before = tree(root := prepare(tmp_path / "whole", "schema"))
    halfway: list[str] = []
    moment = changes(tmp_path / "whole", command, report)
    while len(halfway) != 2 or not list(root.glob(".nexus-*/plan.json")):
        root = prepare(tmp_path / str(moment), "schema")
        run(root, command, report, moment, signal.SIGTERM)
        halfway = [path for path, data in tree(root).items() if path in before and data != before[path]]
        moment -= 1
    (root / halfway[0]).write_text("edited since", encoding="utf-8")
    monkeypatch.chdir(root)
    said = CliRunner().invoke(main, ["check"]).stderr.partition("\n")[0]
    assert said.startswith("Undid what an interrupted command had begun: ")
    assert halfway[1] in said
    assert halfway[0] not in said
    assert tree(root) == {**before, halfway[0]: b"edited since"}
    assert "interrupted" not in CliRunner().invoke(main, ["check"]).stderr


@pytest.mark.parametrize(
    ("arguments", "files", "said"),
    [
        (["schema"], {".vscode/settings.json": '{ "a": 1, // mine\n}'}, ".vscode/settings.json: it is not JSON"),
        (["schema"], {".vscode/schemas/page.schema.json": '{"title": "Mine"}'}, "page.schema.json: it is another"),
        (["schema"], {".vscode/schemas/page.schema.json": "[]"}, "page.schema.json: it is another"),
        (["import", "learned.md"], {**EMPTY, "docs/imported.md": "mine", "docs/journey.md": "mine"}, ""),
        (["readme"], {"README.md": b"\xff"}, "README.md is not UTF-8"),
        (["export", "out"], {"out/mine.md": "mine"}, "is not empty and not an earlier export"),
    ],
)
def test_what_a_command_has_not_made_it_does_not_overwrite(
    nexus: Run, root: Path, arguments: list[str], files: Mapping[str, str | bytes], said: str
) -> None:
    write(root, {**files, "mkdocs.yml": "site_name: Test\n"})
    kept = {path: data for path, data in tree(root).items() if data is not None}
    result = nexus(*arguments)
    assert said in result.stderr
    assert {path: data for path, data in tree(root).items() if path in kept} == kept
    assert result.exit_code == (2 if said else 0)


def test_an_authors_own_settings_stay_beside_those_that_are_written(nexus: Run, root: Path) -> None:
    own = '{"editor.tabSize": 2, "frontMatter.taxonomy.indentArrays": false}'
    write(root, {".vscode/settings.json": own, ".vscode/extensions.json": '{"recommendations": ["me.mine"]}'})
    assert nexus("schema").exit_code == 0
    assert '"editor.tabSize": 2' in (root / ".vscode/settings.json").read_text(encoding="utf-8")
    assert '"frontMatter.taxonomy.indentArrays": true' in (root / ".vscode/settings.json").read_text(
        encoding="utf-8"
    )
    recommended = (root / ".vscode/extensions.json").read_text(encoding="utf-8")
    assert '"me.mine"' in recommended
    assert '"eliostruyf.vscode-front-matter"' in recommended
    assert nexus("schema", "--check").exit_code == 0


def test_a_readme_keeps_its_line_ends(nexus: Run, root: Path) -> None:
    write(root, FILES)
    assert nexus("readme").exit_code == 0
    data = (root / "README.md").read_bytes()
    assert b"PostgreSQL" in data
    assert data.count(b"\n") == data.count(b"\r\n")
    assert nexus("readme", "--check").exit_code == 0


def test_a_move_that_was_ended_is_finished_when_it_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = ("mv", "learnings/one.md", "learnings/two.md")
    files = {"learnings/one.md": "# One\n", "learnings/other.md": "# Other\n\n[one](one.md)\n"}
    command, report = ("support.command", *arguments), tmp_path / "report"
    whole = write(prepare(tmp_path / "whole", "mv"), files)
    total = changes(whole, command, report)
    after = tree(whole)
    for moment, number in moments(total, 4, seed=2):
        root = write(prepare(tmp_path / str(moment), "mv"), files)
        run(root, command, report, moment, number)
        monkeypatch.chdir(root)
        assert CliRunner().invoke(main, arguments).exit_code == 0, (moment, number)
        assert tree(root) == after, (moment, number)


def test_every_command_that_writes_is_among_those_that_are_ended() -> None:
    reading = {"check", "diff", "links", "query"}
    # One is made again, and the other writes what it has found in one file.
    assert set(main.commands) - reading - {"mv", "samples"} == set(COMMANDS)
