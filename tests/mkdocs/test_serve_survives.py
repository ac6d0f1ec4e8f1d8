"""`mkdocs serve` outlives whatever happens to the notes, shows the newest state after it, and doesn't grow."""

from __future__ import annotations

import random
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.generator import generate
from support.edits import EDITS, LINKS, ODD, append, some_note
from support.serving import Server, served
from support.small_sites import write

Dice = random.Random
ROUNDS = 8
GROWTH = 40_000
"""kB by which the server may be larger after all rounds than after the first third of them."""


def half_write(root: Path, dice: Dice) -> None:
    note = some_note(root, dice)
    note.write_text(note.read_text(encoding="utf-8")[: dice.randrange(60)], encoding="utf-8")


def fill_with_bytes(root: Path, dice: Dice) -> None:
    some_note(root, dice).write_bytes(dice.randbytes(300))


def empty(root: Path, dice: Dice) -> None:
    some_note(root, dice).write_text("", encoding="utf-8")


def move_folder(root: Path, dice: Dice) -> None:
    folder = dice.choice([path for path in (root / "learnings").iterdir() if path.is_dir()])
    folder.rename(folder.with_name(f"moved-{dice.randrange(1000)}"))


def swap_section(root: Path, dice: Dice) -> None:
    section = root / dice.choice(("learnings", "resources"))
    aside = root / "aside"
    section.rename(aside)
    shutil.copytree(aside, section)
    shutil.rmtree(aside)


def swap_names(root: Path, dice: Dice) -> None:
    place = root / "learnings/swapped"
    if place.is_dir():
        shutil.rmtree(place)
        place.write_text("plain", encoding="utf-8")
    else:
        place.unlink(missing_ok=True)
        write(root, {"learnings/swapped/README.md": "# Swapped\n"})


def break_settings(root: Path, dice: Dice) -> None:
    settings = root / "mkdocs.yml"
    whole = settings.read_text(encoding="utf-8")
    settings.write_text("site_name: [", encoding="utf-8")
    settings.with_suffix(".whole").write_text(whole, encoding="utf-8")


def mend_settings(root: Path, dice: Dice) -> None:
    whole = root / "mkdocs.whole"
    if whole.exists():
        whole.replace(root / "mkdocs.yml")


HARM: tuple[Callable[[Path, Dice], None], ...] = (
    *(half_write, fill_with_bytes, empty, move_folder, swap_section, swap_names, break_settings),
    *(edit for edit in EDITS if edit.__name__ not in {"change_template", "change_settings"}),
)


def memory(server: Server) -> int:
    """Return how many kB of memory the server holds."""
    status = Path(f"/proc/{server.process.pid}/status").read_text(encoding="utf-8")
    return int(re.findall(r"VmRSS:\s+(\d+)", status)[0])


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for a process's memory")
@pytest.mark.parametrize("seed", [1])
def test_the_server_survives_anything(seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)  # noqa: S311 # the same edits every time
    generate(tmp_path, 6)
    write(tmp_path, {**ODD, "learnings/links.md": f"# Links\n{LINKS}", "learnings/picture.svg": "<svg></svg>"})
    with served(tmp_path, {}) as server:
        sizes = []
        for number in range(ROUNDS):
            edit = dice.choice(HARM)
            edit(tmp_path, dice)
            if edit is break_settings:
                assert server.says("rebuild")
                mend_settings(tmp_path, dice)
            # Whatever the rest is like, what is written now is shown by the rebuild that follows.
            append(tmp_path / "docs/index.md", f"\nRound {number} is over.\n")
            assert server.shows("", f"Round {number} is over."), (number, edit.__name__)
            write(tmp_path, {"learnings/witness.md": f"# Witness {number}\n"})
            assert server.shows("learnings/witness/", f"Witness {number}"), (number, edit.__name__)
            assert server.process.poll() is None
            sizes.append(memory(server))
        assert "Traceback" not in server.log.read_text(encoding="utf-8")
        assert sizes[-1] - sizes[ROUNDS // 3] < GROWTH, sizes
