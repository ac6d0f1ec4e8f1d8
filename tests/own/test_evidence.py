"""Of this portfolio alone: another author replaces this file. What its skill pages show of each skill."""

from __future__ import annotations

import pytest

from nexus_core.model.catalogue import Skill
from nexus_core.model.loading import load
from nexus_core.model.vocabulary import Vocabulary
from nexus_core.write.pages import pages
from nexus_core.write.view import View
from support.small_sites import ROOT, repository_in

VIEW = View(load(repository_in(ROOT)).portfolio)
PAGES = pages(VIEW)
SKILLS = VIEW.portfolio.catalogue.skills


@pytest.mark.parametrize("skill", [skill for skill in SKILLS if VIEW.portfolio.shown(skill)], ids=lambda s: s.name)
def test_the_page_of_a_skill_shows_a_sentence_or_a_sample_that_names_or_uses_it(skill: Skill) -> None:
    text = PAGES[skill.path].compose()
    shown = VIEW.portfolio.shown(skill)
    for item in shown:
        subject = item.through or skill
        vocabulary = Vocabulary()
        vocabulary.add(subject.name, subject.aliases, subject.words, is_technology=False)
        named = item.sentence and (
            vocabulary.mentions(item.sentence.text) or vocabulary.mentions(item.sentence.section)
        )
        used = item.sample and (item.sample.language in subject.code or item.sample.line)
        assert named or used or vocabulary.mentions(item.note.title), item.note.path
    best = shown[0]
    assert (best.sentence and best.sentence.text[:20] in text.replace("\\", "")) or best.sample
    assert "> " in text or "```" in text


@pytest.mark.parametrize("skill", SKILLS, ids=lambda s: s.name)
def test_a_skill_has_a_page_exactly_if_a_note_names_it(skill: Skill) -> None:
    assert (skill.path in PAGES) is bool(VIEW.portfolio.evidence[skill])


def test_no_technology_is_only_listed() -> None:
    technologies = [c for c in VIEW.portfolio.catalogue.categories if c.type == "technologies"]
    listed = [skill.name for c in technologies for skill in c.skills if not VIEW.portfolio.shown(skill)]
    assert listed == []
