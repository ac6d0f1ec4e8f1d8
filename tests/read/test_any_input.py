"""Whatever bytes a note is made of, it becomes a page or a located problem, and nothing else."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nexus_core.checks import check_portfolio
from nexus_core.model.loading import load
from nexus_core.write.pages import pages
from nexus_core.write.view import View
from support.small_sites import BASE, repository_in, write

EXAMPLES = settings(
    deadline=None,
    # The same examples in every run: what is found today must not depend on luck.
    derandomize=True,
    max_examples=50,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

KEYS = st.sampled_from(
    [
        "title",
        "description",
        "date",
        "skills",
        "tags",
        "image",
        "weight",
        "draft",
        "aliases",
        "status",
        "links",
        "catalogue",
    ]
) | st.text(string.ascii_letters + " :#'-?", min_size=1, max_size=8)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates() | st.datetimes()
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner), max_leaves=8)
FRAGMENTS = st.sampled_from(
    [
        *(
            "---\n",
            "...\n",
            "title: ",
            "skills: [",
            "]",
            "{",
            "}",
            "&a ",
            "*a",
            "!!python/object:os.system ",
            "<<: *a\n",
        ),
        *("\t", "\r\n", "\ufeff", "\x00", "\u2028", "- ", "? ", ": ", "|\n", ">\n", "%YAML 1.2\n", "'", '"', "{%"),
        *(
            "<!-- nexus/",
            " -->",
            "```\n",
            "[[",
            "]]",
            "# ",
            "\n\n",
            "no",
            "3.10",
            "2024-02-30",
            "Note: x\n",
            "+++\n",
        ),
        *("\ufdd0", "\ud7ff"),
    ]
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path, BASE)


def loads_and_composes(root: Path, data: bytes, path: str) -> None:
    """Load a portfolio with one note of these bytes and compose every page; each problem has its place."""
    write(root, {path: data})
    loaded = load(repository_in(root), drafts=True)
    for problem in check_portfolio(loaded, advice=True):
        lines = data.decode("utf-8", errors="replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert problem.path != path or 1 <= problem.span.line <= len(lines)
        assert problem.span.column >= 1
        assert problem.span.width >= 1
        assert problem.render()
    for page in pages(View(loaded.portfolio)).values():
        page.compose()


@pytest.mark.parametrize("path", ["learnings/any.md", "projects/any/README.md", "docs/index.md"])
@EXAMPLES
@given(data=st.binary(max_size=400))
def test_any_bytes_are_a_page_or_a_problem(root: Path, path: str, data: bytes) -> None:
    loads_and_composes(root, data, path)


@pytest.mark.parametrize("path", ["learnings/any.md", "challenges-solutions/any.md", "docs/skills/README.md"])
@EXAMPLES
@given(parts=st.lists(FRAGMENTS | st.text(max_size=5), max_size=25))
def test_what_looks_like_front_matter_is_a_page_or_a_problem(root: Path, path: str, parts: list[str]) -> None:
    loads_and_composes(root, ("---\n" + "".join(parts)).encode("utf-8", errors="surrogatepass"), path)


@pytest.mark.parametrize(
    "path", ["learnings/any.md", "projects/any/README.md", "docs/index.md", "docs/skills/README.md"]
)
@EXAMPLES
@given(fields=st.dictionaries(KEYS, VALUES, max_size=5))
def test_any_front_matter_is_a_page_or_a_problem(root: Path, path: str, fields: dict[str, object]) -> None:
    front = yaml.safe_dump(fields, allow_unicode=True)
    loads_and_composes(root, f"---\n{front}---\n\n# Any\n".encode("utf-8", errors="replace"), path)
