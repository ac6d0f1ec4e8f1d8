"""Which notes and files only their author is shown: whatever may be meant to hide a note hides it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from nexus_core.model.loading import Loaded, load
from nexus_core.model.unpublished import today
from nexus_core.problems.problem import Severity
from nexus_core.read.mkdocs_settings import FileSettings
from support.small_sites import BASE, repository_in, write

DAY = dt.date(2024, 5, 1)


def loaded(root: Path, files: dict[str, str], **settings: object) -> Loaded:
    write(root, {**BASE, **files})
    return load(repository_in(root), day=DAY, settings=FileSettings.of(settings))


@pytest.mark.parametrize(
    "front",
    [
        *("draft: true", "draft: 'true'", "Draft: true", "DRAFT: yes", "draft: 1", "draft: [x]", "draft: maybe"),
        *("draft: { a: b }", "draft: 2024-01-01", "private: true"),
        *(
            "published: false",
            "publish: false",
            "publish: 'no'",
            "Published: off",
            "publish: never",
            "dg-publish: false",
        ),
        *("publishDate: 2024-05-02", "publishdate: '2999-01-01'", "publish_date: 2024-05-02T10:00:00Z"),
        *("published: 2024-06-01", "pubDate: 2024-05-02"),
        *("expiryDate: 2024-04-30", "expirydate: 2024-05-01", "unpublishDate: 2023-01-01"),
        # What can't be read is looked at all the same.
        *("draft: true\ntitle: [", "title: 'x\ndraft: true", "draft : true\n\ttitle: x"),
    ],
)
def test_a_note_is_hidden_and_it_is_said(tmp_path: Path, front: str) -> None:
    found = loaded(tmp_path, {"learnings/a.md": f"---\n{front}\n---\n\n# A\n"})
    assert "learnings/a.md" not in found.portfolio.notes
    assert [note.path for note in found.drafts] == ["learnings/a.md"]
    assert front == "draft: true" or [problem for problem in found.problems if problem.path == "learnings/a.md"]


@pytest.mark.parametrize(
    "text",
    [
        "+++\ndraft = true\n+++\n\n# A\n",
        '{\n"draft": true\n}\n\n# A\n',
        "---\ndraft: true\n\n# A\n",
        "\n---\ndraft: true\n---\n\n# A\n",
        "+++\ntitle = 'x'\npublishDate = 2999-01-01\n+++\n",
    ],
)
def test_a_note_of_another_tool_is_hidden_too(tmp_path: Path, text: str) -> None:
    assert "learnings/a.md" not in loaded(tmp_path, {"learnings/a.md": text}).portfolio.notes


@pytest.mark.parametrize(
    "front",
    [
        *("draft: false", "draft: 'false'", "draft:", "draft: no", "private: false", "published: true", "publish:"),
        *("publish: 'yes'", "published: 2024-05-01", "published: May 2020", "publishDate: 2024-05-01"),
        *("publishDate: soon", "expiryDate: 2024-05-02", "expiryDate: never", "title: a draft: true"),
        *("drafts: true", "description: |\n  draft: true"),
    ],
)
def test_a_note_that_nothing_hides_is_published(tmp_path: Path, front: str) -> None:
    assert "learnings/a.md" in loaded(tmp_path, {"learnings/a.md": f"---\n{front}\n---\n\n# A\n"}).portfolio.notes


def test_what_is_said_names_the_field(tmp_path: Path) -> None:
    found = loaded(tmp_path, {"learnings/a.md": "---\ntitle: A\npublish: false\n---\n"}, draft_docs="resources/")
    (said,) = found.problems
    assert (said.headline(), said.severity) == (
        "learnings/a.md:3:1: this note is not published: 'publish' says so",
        Severity.ADVICE,
    )


def test_the_settings_of_mkdocs_hide_files(tmp_path: Path) -> None:
    shown = {"learnings/a.md", "docs/guide.md", "docs/b.png", "docs/keep/x.md", "learnings/templates/a.md"}
    hidden = {"docs/hidden/a.md", "docs/hidden/a.png", "learnings/old/a.md", "docs/a.txt", "docs/templates/a.md"}
    drafts = {"docs/soon.md", "docs/soon.png", "learnings/soon/a.md"}
    settings = {"exclude_docs": "hidden/\n/old/\nlearnings/old/\n*.txt\n", "draft_docs": "soon.*\nsoon/\n"}
    found = loaded(tmp_path, dict.fromkeys((*shown, *hidden, *drafts), "# x\n"), **settings)
    there = {*found.portfolio.notes, *found.assets} - BASE.keys()
    assert there == shown
    assert {note.path for note in found.drafts} == {path for path in drafts if path.endswith(".md")}


def test_the_day_is_an_input_of_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1714521600")
    assert today() == DAY
    for unusable in ("", "x", "9" * 30):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", unusable)
        assert today() >= dt.date(2025, 1, 1)


DRAFT = "---\ndraft: true\nimage: cover.png\nimage_alt: x\n---\n\n# A\n\n"


@pytest.mark.parametrize(
    ("draft", "withheld"),
    [
        ("![x](a.png)", {"a.png"}),
        ("<img src='a.png' alt=''> [paper](../learnings/b%20c.pdf)", {"a.png", "b c.pdf"}),
        ("![x][y]\n\n[y]: a.png", {"a.png"}),
        ("![x](shared.png) ![x](same/a.png)", {"same/a.png"}),
        ("", set()),
    ],
)
def test_the_files_that_only_a_draft_shows_are_not_published(
    tmp_path: Path, draft: str, withheld: set[str]
) -> None:
    files = ("a.png", "b c.pdf", "shared.png", "same/a.png", "same/shared.png", "cover.png", "photo.png")
    notes = {
        "learnings/draft.md": f"{DRAFT}{draft}\n",
        "learnings/shown.md": "---\nimage: photo.png\nimage_alt: x\n---\n\n# B\n\n![x](shared.png)\n",
        "learnings/same/c.md": "# C\n\n![x](shared.png)\n",
    }
    found = loaded(tmp_path, {**dict.fromkeys((f"learnings/{name}" for name in files), "x"), **notes})
    there = {path.removeprefix("learnings/") for path in found.assets if path.startswith("learnings/")}
    assert {*files} - there == {*withheld, "cover.png"}


def test_the_files_beside_drafts_alone_are_theirs(tmp_path: Path) -> None:
    files = ("secret/plan.png", "secret/deep/plan.png", "secret/used.png", "open/a.png")
    notes = {"secret/README.md": DRAFT.replace("cover", "used"), "open/a.md": "# A\n\n![x](../secret/used.png)\n"}
    named = {f"learnings/{path}": text for path, text in {**dict.fromkeys(files, "x"), **notes}.items()}
    assert loaded(tmp_path, named).assets == ("learnings/open/a.png", "learnings/secret/used.png")


def test_their_author_is_shown_all_of_it(tmp_path: Path) -> None:
    write(
        tmp_path,
        {**BASE, "learnings/a.md": f"{DRAFT}![x](a.png)", "learnings/a.png": "x", "learnings/cover.png": "x"},
    )
    found = load(repository_in(tmp_path), drafts=True)
    assert found.portfolio.notes["learnings/a.md"].is_draft
    assert found.assets == ("learnings/a.png", "learnings/cover.png")
