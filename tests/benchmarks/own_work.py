"""Builds the site in the current folder and counts the CPU time that is spent in this repository's own code.

    python tests/benchmarks/own_work.py

A timer of the CPU interrupts the build some hundred times a second. The time since the interrupt before goes to the
owner of the innermost frame that has one: a library's frame (YAML, pydantic, an image) belongs to whoever called
it, and so do Jinja's own; a template's belongs to the folder of the template. So Python-Markdown called by our
renderer is not our work, and a component rendered by Jinja is. Prints JSON: seconds by
owner, and of ours by module.
"""

from __future__ import annotations

import json
import os
import signal
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent.parent
HOOKS = f"{ROOT / 'hooks'}{os.sep}"
OTHERS = ("mkdocs", "markdown", "pymdownx", "pygments", "material")
STAND_INS = (
    "nexus_mkdocs/templates/bounded_nav.py",
    *(
        f"nexus_mkdocs/speed/{name}.py"
        for name in ("cached_partials", "converter", "first_characters", "lexer", "search_reader")
    ),
)
"""Modules that do a step of MkDocs's or of Material's in its place: what is built is the same without them."""
_INTERVAL = 0.002


@cache
def _owner(file: str) -> str:
    """Return whose a file is: a module below `hooks/`, a package, or nobody's."""
    if file.startswith(HOOKS):
        return file.removeprefix(HOOKS)
    parts = Path(file).parts
    package = parts[parts.index("site-packages") + 1] if "site-packages" in parts else ""
    return package if package in OTHERS else ""


class Sampler:
    """Counts CPU time by owner, in this process and in those that are forked from it."""

    def __init__(self, record: Path) -> None:
        self._file = os.open(record, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self._last = 0.0

    def start(self) -> None:
        """Begin to count."""
        self._last = time.process_time()
        signal.signal(signal.SIGPROF, self._sample)
        os.register_at_fork(after_in_child=self._arm)
        self._arm()

    def stop(self) -> None:
        """Count no more."""
        signal.setitimer(signal.ITIMER_PROF, 0)

    def _arm(self) -> None:
        self._last = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, _INTERVAL, _INTERVAL)

    def _sample(self, _signal: int, frame: FrameType | None) -> None:
        now = time.process_time()
        spent, self._last = now - self._last, now
        owner = ""
        while frame is not None and not owner:
            owner = _owner(frame.f_code.co_filename)
            frame = frame.f_back
        # A line that is appended in one piece comes through from every process.
        os.write(self._file, f"{owner or 'python'}\t{spent:.6f}\n".encode())


def main() -> None:
    """Build, and print the seconds."""
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "record"
        sampler = Sampler(record)
        sampler.start()
        _build()
        sampler.stop()
        seconds: defaultdict[str, float] = defaultdict(float)
        for line in record.read_text(encoding="utf-8").splitlines():
            owner, spent = line.split("\t")
            seconds[owner] += float(spent)
    print(json.dumps(_report(seconds)))


def _build() -> None:
    from mkdocs.commands.build import build  # noqa: PLC0415 # what is imported is counted as well
    from mkdocs.config import load_config  # noqa: PLC0415

    config = load_config("mkdocs.yml")
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    config.plugins.on_shutdown()


def _report(seconds: Mapping[str, float]) -> dict[str, object]:
    falling = sorted(seconds.items(), key=lambda each: -each[1])
    ours = {name: spent for name, spent in falling if name not in {*OTHERS, "python"}}
    in_place = sum(spent for name, spent in ours.items() if name in STAND_INS)
    return {
        "own": round(sum(ours.values()) - in_place, 3),
        "in place of others": round(in_place, 3),
        "others": {name: round(seconds.get(name, 0.0), 3) for name in (*OTHERS, "python")},
        "modules": {name: round(spent, 3) for name, spent in ours.items()},
    }


if __name__ == "__main__":
    main()
