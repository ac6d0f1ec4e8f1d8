"""Of this portfolio alone: another author replaces this file. What its skill pages show of each skill."""

from __future__ import annotations

import pytest

from nexus_core.model.catalogue import Skill
from nexus_core.model.evidence import Evidence
from nexus_core.model.loading import load
from nexus_core.read.code_words import uses
from nexus_core.read.samples import read_samples
from nexus_core.write.pages import pages
from nexus_core.write.view import View
from support.small_sites import ROOT, repository_in

VIEW = View(load(repository_in(ROOT)).portfolio)
PAGES = pages(VIEW)
SKILLS = VIEW.portfolio.catalogue.skills


@pytest.mark.parametrize("skill", [skill for skill in SKILLS if VIEW.portfolio.shown(skill)], ids=lambda s: s.name)
def test_the_page_of_a_skill_shows_a_sentence_or_a_sample_that_names_or_uses_it(skill: Skill) -> None:
    shown = VIEW.portfolio.shown(skill)
    by_heading = [item for item in shown if not (names(item, skill) or uses_it(item, skill))]
    assert all(is_below_its_name(item, skill) for item in by_heading), by_heading
    text = PAGES[skill.path].compose().replace("\\", "")
    named = next((item for item in shown if item.sentence), None)
    used = next((item for item in shown if item.sample), None)
    assert (
        (named and names(named, skill) and f"> {named.sentence.text}" in text)  # type: ignore[union-attr]
        or (used and uses_it(used, skill) and used.sample.source in text)  # type: ignore[union-attr]
    )


def names(item: Evidence, skill: Skill) -> bool:
    """Return whether the sentence that is quoted names the skill, or the one that implies it, as the rule asks."""
    name = (item.through or skill).name
    quoted = item.sentence.source if item.sentence else ""
    return any(name in mention.skills for mention in VIEW.portfolio.catalogue.vocabulary.mentions(quoted, [name]))


def uses_it(item: Evidence, skill: Skill) -> bool:
    """Return whether the lines that are quoted use it: they are of a file that does, on one of those very lines."""
    if not item.sample:
        return False
    quoted, words = item.sample.source, (item.through or skill).code
    for language, title, source in code_of(item):
        start = source.find(quoted)
        first = source.count("\n", 0, start)
        lines = range(first, first + quoted.count("\n") + 1) if start >= 0 else range(0)
        for found in uses(language, title, source, words).values() if lines else ():
            if not found or found.intersection(lines):
                return True
    return False


def code_of(item: Evidence) -> list[tuple[str, str, str]]:
    """Return the code of a note, or of its reference implementation: language, title and source."""
    folder = item.reference
    files = (
        [(file.language, folder.name_of(file), file.text) for file in folder.files if file.text] if folder else []
    )
    note = folder.readme if folder else item.note
    samples = read_samples(note.body) if note else ()
    return [*files, *((each.language, each.title, each.source) for each in samples if each.not_run is None)]


def is_below_its_name(item: Evidence, skill: Skill) -> bool:
    """Return whether a heading or the title names it, above a sentence of five words that is quoted."""
    name = (item.through or skill).name
    above = f"{item.note.title}\n{item.sentence.section}" if item.sentence else ""
    mentions = VIEW.portfolio.catalogue.vocabulary.mentions(above, [name])
    return bool(mentions) and item.sentence is not None and len(item.sentence.source.split()) >= 5


@pytest.mark.parametrize("skill", SKILLS, ids=lambda s: s.name)
def test_a_skill_has_a_page_exactly_if_a_note_names_it(skill: Skill) -> None:
    assert (skill.path in PAGES) is bool(VIEW.portfolio.evidence[skill])


def test_no_technology_is_only_listed() -> None:
    technologies = [c for c in VIEW.portfolio.catalogue.categories if c.type == "technologies"]
    listed = [skill.name for c in technologies for skill in c.skills if not VIEW.portfolio.shown(skill)]
    assert listed == []
