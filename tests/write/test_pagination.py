"""How a list that is too long for one page is split: where its pages are, what each shows, and what it links to."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from nexus_core.write.pagination import MOST, PagedList, PageOfList, beginning

FOLDER = PagedList("learnings/README.md", "Learnings", 2 * MOST + 1, "learnings")
ENTRIES = range(FOLDER.total)


@pytest.mark.parametrize(
    ("paged", "paths"),
    [
        pytest.param(
            FOLDER, ["learnings/README.md", "learnings/page/2.md", "learnings/page/3.md"], id="a folder's"
        ),
        pytest.param(
            PagedList("docs/skills/sql.md", "SQL", MOST + 1),
            ["docs/skills/sql.md", "docs/skills/sql/page/2.md"],
            id="a skill's",
        ),
        pytest.param(
            PagedList("learnings/README.md", "Learnings", MOST + 1, "learnings", begins_on_owner=False),
            ["learnings/page/1.md", "learnings/page/2.md"],
            id="all on pages of its own",
        ),
    ],
)
def test_where_the_pages_of_a_list_are(paged: PagedList, paths: Sequence[str]) -> None:
    assert list(paged.paths) == paths
    assert [page.path for page in paged.continuations] == [path for path in paths if path != paged.owner]


def test_the_pages_have_each_entry_once() -> None:
    pages = [FOLDER.page_at(path, ENTRIES) for path in FOLDER.paths]
    assert [entry for page in pages if page for entry in page.entries] == list(ENTRIES)
    assert FOLDER.page_at("docs/index.md", ENTRIES) is None


def test_what_a_continuation_page_says_of_itself() -> None:
    last = FOLDER.continuations[-1]
    assert (last.title, last.description) == (
        "Learnings, page 3 of 3",
        "Notes 121 to 121 of the 121 in Learnings.",
    )


@pytest.mark.parametrize(
    ("number", "near"),
    [(1, [1, 2, 0, 9]), (2, [1, 2, 3, 0, 9]), (5, [1, 0, 4, 5, 6, 0, 9]), (9, [1, 0, 8, 9])],
)
def test_a_page_links_to_its_neighbours_and_to_both_ends(number: int, near: Sequence[int]) -> None:
    paged = PagedList("learnings/README.md", "Learnings", 9 * MOST, "learnings")
    assert PageOfList((), paged.total, paged, number).near == near


def test_the_first_page_says_where_each_group_begins() -> None:
    groups = [("Fast", None, MOST - 1), ("Slow", None, 2), ("Old", None, MOST)]
    first, second = (FOLDER.page_at(path, ENTRIES) for path in FOLDER.paths[:2])
    assert first is not None and second is not None  # noqa: PT018 # for the type checker
    assert first.contents(groups) == [("Fast", None, 59), ("Slow", None, 2), ("Old", "learnings/page/2.md", 60)]
    assert second.contents(groups) == []
    assert first.contents(groups[:1]) == []


@pytest.mark.parametrize(
    ("limit", "shown", "total", "leads_on"),
    [(None, MOST, FOLDER.total, True), (3, 3, 3, False), (MOST + 5, MOST + 5, MOST + 5, False)],
)
def test_elsewhere_as_much_is_shown_as_the_author_wants(
    limit: int | None, shown: int, total: int, leads_on: bool
) -> None:
    page = beginning(ENTRIES, limit, FOLDER)
    assert (len(page.entries), page.total, page.full is FOLDER) == (shown, total, leads_on)
    assert page.is_whole is not leads_on
    assert page.number == 0
