"""The panel over the page that shows an author what is wrong while `mkdocs serve` runs. Never part of a build."""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from nexus_core.problems.problem import MAX_LINE, Problem

_STYLE = """
#nexus-problems { position: fixed; inset: auto 1rem 1rem auto; z-index: 100; box-sizing: border-box;
  max-width: min(46rem, calc(100vw - 2rem)); max-height: 60vh; overflow: auto; padding: 0.5rem 0.9rem;
  border: 1px solid #b3261e; border-left-width: 6px; border-radius: 4px; background: #fff; color: #1f1f1f;
  box-shadow: 0 8px 30px rgb(0 0 0 / 25%); font: 14px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
#nexus-problems summary { cursor: pointer; font-weight: 600; }
#nexus-problems p { margin: 0.7rem 0 0; }
#nexus-problems a, #nexus-problems b { color: #8c1d18; font-weight: 600; }
#nexus-problems code { display: block; white-space: pre-wrap; padding: 0.1rem 0.5rem; background: #f4f0ef;
  color: inherit; font: 12.5px/1.5 ui-monospace, Menlo, Consolas, monospace; }
#nexus-problems mark { background: #ffd6d1; color: inherit; }
"""
# The browser loads a page anew after each edit, which would close what its author has opened.
_SCRIPT = """{ const panel = document.getElementById("nexus-problems"), key = "nexus-problems";
panel.open = sessionStorage.getItem(key) === "open";
panel.addEventListener("toggle", () => sessionStorage.setItem(key, panel.open ? "open" : "")); }"""


def with_panel(page: str, path: str, problems: Sequence[Problem], root: Path, editor: str) -> str:
    """Return a page's HTML with all problems in a panel, the page's own first; unchanged where there is none.

    The panel is gone as soon as a rebuild finds nothing wrong, since the browser then loads the page anew.

    Args:
        page: the page's HTML.
        path: the repository path of its source.
        problems: what is wrong with any page.
        root: the folder of the repository.
        editor: the address that opens a file in the author's editor, with `{path}`, `{line}` and `{column}`; may be
            empty.
    """
    # Material's instant navigation takes over what stands in <main>, so that each page keeps its own.
    end = "</main>" if "</main>" in page else "</body>"
    before, mark, after = page.rpartition(end)
    if not problems or not mark:
        return page
    own = [problem for problem in problems if problem.path == path]
    others = [problem for problem in problems if problem.path != path]
    counts = [(len(own), "on this page"), (len(others), "elsewhere" if own else "in the notes")]
    said = ", ".join(
        f"{number} {'problem' if number == 1 else 'problems'} {where}" for number, where in counts if number
    )
    listed = "".join(_entry(problem, root, editor) for problem in (*own, *others))
    panel = f'<details id="nexus-problems" role="status"><summary>{said}</summary>{listed}</details>'
    return f"{before}<style>{_STYLE}</style>{panel}<script>{_SCRIPT}</script>{mark}{after}"


def _entry(problem: Problem, root: Path, editor: str) -> str:
    line, column, width = problem.span
    place = html.escape(f"{problem.path}:{line}:{column}")
    if editor:
        file = quote((root / problem.path).as_posix())
        address = editor.replace("{path}", file).replace("{line}", str(line)).replace("{column}", str(column))
        place = f'<a href="{html.escape(address)}">{place}</a>'
    else:
        place = f"<b>{place}</b>"
    hint = f": {problem.hint}" if problem.hint else ""
    source = problem.source_line
    start = max(0, column - 1 - MAX_LINE // 2) if len(source) > MAX_LINE else 0
    parts = source[start : column - 1], source[column - 1 : column - 1 + width], source[column - 1 + width :]
    first, marked, rest = (html.escape(part[:MAX_LINE]) for part in parts)
    shown = f"<code>{first}<mark>{marked}</mark>{rest}</code>" if source.strip() else ""
    return f"<p>{place} {html.escape(problem.message + hint)}</p>{shown}"
