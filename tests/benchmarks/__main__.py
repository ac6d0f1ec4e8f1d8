"""Compares this project with plain Material, and with other generators, on the same generated notes.

    python tests/benchmarks

Prints a table of ratios as Markdown, and as JSON all that was measured: CPU time, in user and system mode, of all
processes of a run, and the peak of their memory. Runs are paired: each program in turn, and again. Nothing here
judges a time.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.comparison import Comparison  # found by the line above
from benchmarks.peers import BUILDERS, HUGO, OURS, PLAIN
from benchmarks.table import Sizes, as_json, markdown

PARTS = ("again", "cold", "save", "real")


def main() -> None:
    """Measure what is asked for, and print it."""
    given = _arguments()
    sizes = (
        Sizes(10, 20, 40, has_goals=False) if given.small else Sizes(300, 1000, 3000, 10000 if given.large else 0)
    )
    runs = 1 if given.small else given.runs
    ours_and_plain = [OURS, PLAIN]
    builders = ours_and_plain if given.alone else [each for each in BUILDERS if each.installed]
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        measured = Comparison(Path(folder), builders)
        if "again" in given.parts:
            measured.build_again(sizes.middle, runs)
        if "save" in given.parts:
            measured.save(sizes.middle, edits=1 if given.small else 5, watched=1 if given.small else 6)
        if "real" in given.parts:
            measured.build_real(runs)
        if "cold" in given.parts:
            measured.build_cold(sizes.small, runs)
            measured.build_cold(sizes.large, runs)
        if sizes.huge:
            measured.build_cold(sizes.huge, 1, [each for each in builders if each in (OURS, HUGO)])
        print(markdown(measured, sizes))
        print(f"\n```json\n{json.dumps(as_json(measured, sizes), indent=1, ensure_ascii=False)}\n```")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python tests/benchmarks", description=__doc__.split("\n")[0])
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(PARTS)}; all of them if none is named")
    parser.add_argument("--runs", type=int, default=3, help="paired runs, of which the median counts")
    parser.add_argument("--small", action="store_true", help="see in less than a minute whether it works")
    parser.add_argument("--large", action="store_true", help="build 10,000 notes as well, against Hugo")
    parser.add_argument("--alone", action="store_true", help="leave out all but plain Material")
    given = parser.parse_args()
    if unknown := set(given.parts) - set(PARTS):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    given.parts = given.parts or PARTS
    return given


if __name__ == "__main__":
    main()
