"""What pages read of other notes' bodies is recorded, whatever component reads it, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from nexus_core.model.loading import load
from nexus_core.model.note import Note
from nexus_core.read.yaml_block import YamlBlock
from nexus_core.schema.fields import Dates
from nexus_core.write.pages import pages
from nexus_core.write.recorded_notes import RECORDED, shown_elsewhere
from nexus_core.write.view import View
from support.edits import with_last_words
from support.small_sites import BASE, repository_in, write

ONE, TWO = "learnings/one.md", "learnings/two.md"


def view_of(root: Path, **more: str) -> View:
    files = {ONE: "# One\n\nThe first.\n", TWO: "---\ntitle: Two\nskills: [Redis]\n---\n\n[One](one.md)\n"}
    return View(load(repository_in(write(root, {**BASE, **files, **more})), drafts=True).portfolio)


@pytest.mark.parametrize("name", RECORDED)
def test_what_is_made_of_the_body_is_recorded_and_the_same(name: str, tmp_path: Path) -> None:
    view = view_of(tmp_path)
    assert getattr(view.portfolio.notes[ONE], name) == getattr(view.unrecorded[ONE], name)
    assert view.reads == {name}


@pytest.mark.parametrize(
    ("read", "recorded"),
    [
        pytest.param(lambda note: note.order, {"title"}, id="what is made of that"),
        pytest.param(lambda note: note.fields.skills, set(), id="a field"),
        pytest.param(
            lambda note: (note.path, note.description, note.dates, note.subjects), set(), id="more of them"
        ),
    ],
)
def test_what_is_made_of_fields_alone_is_not(
    read: Callable[[Note], object], recorded: set[str], tmp_path: Path
) -> None:
    view = view_of(tmp_path)
    read(view.portfolio.notes[TWO])
    assert view.reads == recorded


CHANGED: dict[str, Any] = {
    "path": "learnings/three.md",
    "front": YamlBlock(ONE, "title: Another"),
    "body_line": 7,
    "dates": Dates.model_validate({"created": "2024-05-06"}),
    "is_draft": True,
}
MADE_OF_THE_REST = {
    "kind": "the path",
    "catalogue": "the front matter of its page",
    "fields": "the front matter, and which notes and files there are",
}
SHOWN_AS_RUNS = {"record", "files"}
"""What pages show only through `runs`, which are made of the body and recorded when they are read."""


def test_all_of_a_note_but_its_body_counts_always(tmp_path: Path) -> None:
    note = view_of(tmp_path).unrecorded[ONE]
    assert {field.name for field in fields(Note)} == {*CHANGED, *MADE_OF_THE_REST, *SHOWN_AS_RUNS, "text"}
    before = list(shown_elsewhere(note, ()))
    for name, value in CHANGED.items():
        assert list(shown_elsewhere(replace(note, **{name: value}), ())) != before, name


def test_of_the_body_counts_what_was_read(tmp_path: Path) -> None:
    note = view_of(tmp_path).unrecorded[ONE]
    edited, renamed = replace(note, text=note.text + "\nMore.\n"), replace(note, text="# New\n\nThe first.\n")

    def counts(other: Note, *reads: str) -> bool:
        return list(shown_elsewhere(other, reads)) != list(shown_elsewhere(note, reads))

    assert [counts(edited), counts(edited, "heading"), counts(edited, "heading", "body")] == [False, False, True]
    assert [counts(renamed), counts(renamed, "targets"), counts(renamed, "title")] == [False, False, True]


@pytest.mark.parametrize("shown", [False, True])
def test_no_page_reads_the_body_of_another_note_unrecorded(
    shown: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = view_of(with_last_words(tmp_path, monkeypatch) if shown else tmp_path)
    for page in pages(view).values():
        page.compose()
    assert ("body" in view.reads) is shown


def test_a_note_that_is_replaced_is_shown_on_its_page_and_seen_by_others(tmp_path: Path) -> None:
    view = view_of(tmp_path, **{"learnings/draft.md": "---\ndraft: true\n---\n\n# Draft\n"})
    public = [pages(each)[ONE] for each in (view, view.public)]
    assert all("The first." in page.compose() for page in public)
    view.replace(replace(view.unrecorded[ONE], text="# One\n\nAnother.\n"))
    assert all("Another." in page.compose() for page in public)
    assert "Another." in view.portfolio.notes[ONE].body
    assert "learnings/draft.md" not in view.public.unrecorded
