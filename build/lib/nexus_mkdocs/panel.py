"""The panel over the page that shows an author what is wrong while `mkdocs serve` runs. Never part of a build."""

from __future__ import annotations

import html
from collections.abc import Sequence

from nexus_core.problems.problem import Problem
from nexus_core.problems.reports import abridged

_STYLE = """
#nexus-problems { position: fixed; inset: auto 1rem 1rem auto; z-index: 100; box-sizing: border-box;
  width: min(46rem, calc(100vw - 2rem)); max-height: 60vh; overflow: auto; padding: 0.75rem 1rem;
  border: 1px solid #b3261e; border-left-width: 6px; border-radius: 4px; background: #fff; color: #1f1f1f;
  box-shadow: 0 8px 30px rgb(0 0 0 / 25%); font: 14px/1.5 system-ui, sans-serif; }
#nexus-problems summary { cursor: pointer; font-weight: 600; }
#nexus-problems pre { margin: 0.6rem 0 0; overflow-x: auto; white-space: pre;
  font: 12.5px/1.5 ui-monospace, Menlo, Consolas, monospace; }
"""


def with_panel(page: str, problems: Sequence[Problem]) -> str:
    """Return a page's HTML with the problems in a panel; unchanged where there is none.

    The panel is gone as soon as a rebuild finds nothing wrong, since the browser then loads the page anew.
    """
    before, body_end, after = page.rpartition("</body>")
    if not problems or not body_end:
        return page
    number = len(problems)
    listed = "".join(f"<pre>{html.escape(problem.render())}</pre>" for problem in abridged(problems))
    panel = (
        f'<details id="nexus-problems" role="status" open><summary>{number} '
        f"{'problem' if number == 1 else 'problems'} in the notes</summary>{listed}</details>"
    )
    return f"{before}<style>{_STYLE}</style>{panel}{body_end}{after}"
