"""`nexus readme` keeps the portfolio inside README.md, and says when it is stale."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.conftest import Run
from support.small_sites import write

OPEN = (
    "# Me\n\nMine.\n\n<!-- nexus/readme skill-table -->\nold\n<!-- /nexus/readme -->\n\nAlso mine.\n\n"
    "<!-- nexus/readme project-cards -->\n<!-- /nexus/readme -->\n"
)

USED = "used in a project in 1 note, such as [Shop](projects/shop/README.md)"
FILLED = f"""\
# Me

Mine.

<!-- nexus/readme skill-table -->

| Category | Skills, with the strongest of the notes that show them |
| --- | --- |
| Languages | **Python** self-reported<br>**SQL** {USED} |
| Databases | **PostgreSQL** {USED}<br>**Redis** {USED} |
| Concepts | **Caching** {USED} |

<!-- /nexus/readme -->

Also mine.

<!-- nexus/readme project-cards -->

### [Shop](projects/shop/README.md)

An online shop.

PostgreSQL, Redis, Caching

<!-- /nexus/readme -->
"""


def test_the_blocks_are_written_and_nothing_else(nexus: Run, root: Path) -> None:
    readme = write(root, {"README.md": OPEN}) / "README.md"
    assert nexus("readme").exit_code == 0
    assert readme.read_text(encoding="utf-8") == FILLED
    assert nexus("readme").stdout == "README.md is up to date.\n"
    assert nexus("readme", "--check").exit_code == 0


def test_a_stale_readme_fails_the_check_and_is_left_alone(nexus: Run, root: Path) -> None:
    readme = write(root, {"README.md": OPEN}) / "README.md"
    result = nexus("readme", "--check")
    assert result.exit_code == 1
    assert "-old" in result.stdout
    assert readme.read_text(encoding="utf-8") == OPEN


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<!-- nexus/readme skil-table -->\n<!-- /nexus/readme -->\n", "unknown block 'skil-table'"),
        ("<!-- nexus/readme skill-table -->\n", "has no <!-- /nexus/readme -->"),
    ],
)
def test_a_block_that_cannot_be_filled_is_said(nexus: Run, root: Path, text: str, message: str) -> None:
    write(root, {"README.md": text})
    result = nexus("readme")
    assert result.exit_code == 2
    assert message in result.stderr
    assert (root / "README.md").read_text(encoding="utf-8") == text
