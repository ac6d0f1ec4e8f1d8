"""What shows a skill in one note: the sentence that says most of it, and the sample that uses it.

A sentence is looked for where an author sums up, then in the body, then in the description; the title or a heading
that names the skill counts by the sentence below it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from nexus_core.model.vocabulary import Mention, Vocabulary, is_meant
from nexus_core.read.code_words import uses
from nexus_core.read.excerpts import excerpt, telling_line
from nexus_core.read.markdown import Heading, inline_text
from nexus_core.read.samples import Sample
from nexus_core.read.sentences import FOLLOWING_WORDS, Sentence, Sentences, without

SHORTEST, LONGEST = 40, 220
"""Characters that a quotation has where there is a choice; what is longer is cut."""

_WEAK = re.compile(
    r"(?:and|but|or|so|it|its|this|that|these|those|they|he|she|both|either|neither|such|then|there)\b",
    re.IGNORECASE,
)
"""How a sentence begins that needs the one before it."""
_POINTING = re.compile(
    r"\A(?:\(|\*{0,2}[A-Z][\w &/-]{2,40}:)|\b(?:below|above|following|next section|notes?|see|skipped|or newer)\b"
)
"""A remark, a label, and what points somewhere else or tells how to run something."""
_REFERENCE = re.compile(r"\[([^\[\]]+)\]\[[^\[\]]*\]")
"""A link to an address that is given elsewhere in the text."""
_ID = re.compile(r"\{[^{}]*#(?P<id>[\w-]+)[^{}]*\}\s*$")
_ELSEWHERE = re.compile(
    r"reference implementation|what (?:it|is) (?:leaves|left) out|out of scope|limitations|not (?:done|included)",
    re.IGNORECASE,
)
"""How a heading begins below which a note speaks of its reference implementation, or of what isn't there."""
_PROSE = frozenset({"text", "txt", "plain", "output", "markdown", "md"})
"""Languages of what is read or printed, and not run."""
_GENERATED = frozenset({"what-i-built", "what-was-hard"})
"""The anchors of headings that a page has above a note's own."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Something of a note, and where it is."""

    source: str
    """The sentence as it is written, or the lines of the sample."""
    heading: str = ""
    """The source of the heading that it is under; empty for the page's own."""
    anchor: str = ""
    """The anchor of that heading, if it surely has one."""

    @property
    def section(self) -> str:
        """The words of the heading that it is under."""
        return inline_text(self.heading)


@dataclass(frozen=True, slots=True)
class QuotedSentence(Quote):
    """A sentence that says something of a skill."""

    name: str = ""
    """The words that name the skill."""

    @property
    def text(self) -> str:
        """The sentence in plain words, cut where it is too long, with the name in it."""
        return cut(inline_text(_REFERENCE.sub(r"\1", self.source)), " ".join(self.name.split()))


@dataclass(frozen=True, slots=True)
class QuotedSample(Quote):
    """The lines of a sample that use a skill, as many as a page shows."""

    language: str = ""
    line: str = ""
    """The one that tells most."""
    place: int = 0
    """The offset in the note's text at which the sample ends."""

    @property
    def text(self) -> str:
        """The lines."""
        return self.source


@dataclass(frozen=True, slots=True)
class Showing:
    """What shows one skill in one note: a sentence, a sample, or both."""

    sentence: QuotedSentence | None
    sample: QuotedSample | None


class Code(NamedTuple):
    """Code of a note: a sample of its text, or a file beside it."""

    language: str
    title: str
    """What is written above it, or the file's name."""
    source: str
    place: int = 0
    """The offset in the text at which it ends."""
    anchor: str = ""
    """The anchor of a file."""

    @classmethod
    def of_sample(cls, sample: Sample) -> Code:
        """Return a sample as code; nothing in one that isn't run shows anything."""
        is_prose = sample.language in _PROSE or sample.is_output or sample.not_run is not None
        return cls(sample.language, sample.title, "" if is_prose else sample.source, sample.end)


class _Candidate(NamedTuple):
    """A sentence that could be quoted; the least is the best."""

    rank: int
    faults: int
    place: int
    order: int
    quote: QuotedSentence
    is_named: bool
    """Whether it has a name of the skill in it."""


class Texts(NamedTuple):
    """What of a note can show a skill."""

    title: str
    summary: tuple[str, ...]
    """What the author sums it up with: highlights, the problem, its solution, what it taught."""
    description: str
    body: str


def showings(
    texts: Texts, samples: Iterable[Code], code: Mapping[str, Collection[str]], vocabulary: Vocabulary
) -> dict[str, Showing]:
    """Return what shows each of some skills, by name, without those that nothing shows.

    Args:
        texts: what the note says.
        samples: its code.
        code: the skills to look for, each with what shows it in code.
        vocabulary: what skills are called.
    """
    sentences = Sentences(texts.body)
    best: dict[str, _Candidate] = {}
    for skill, candidate in _candidates(texts, sentences, vocabulary, code):
        if skill in code and (skill not in best or candidate[:4] < best[skill][:4]):
            best[skill] = candidate
    quoted = _samples(samples, sentences, code)
    # Beside a sample, only a sentence that needs no other one says more.
    kept = {skill: found.quote for skill, found in best.items() if not found.faults or skill not in quoted}
    return {
        skill: Showing(kept.get(skill), quoted.get(skill)) for skill in code if skill in kept or skill in quoted
    }


def often_named(texts: Texts, vocabulary: Vocabulary, known: Collection[str], least: int) -> list[str]:
    """Return the skills, besides those known, of which at least so many sentences of a note say something."""
    everything = "\n".join((*texts.summary, texts.description, texts.body))
    skills = [skill for skill in vocabulary.often_in(everything, least) if skill not in known]
    if not skills:
        return []
    found: dict[str, set[str]] = {skill: set() for skill in skills}
    for skill, candidate in _candidates(texts, Sentences(texts.body), vocabulary, skills):
        if candidate.is_named and skill in found:
            found[skill].add(candidate.quote.source)
    return [skill for skill, sentences in found.items() if len(sentences) >= least]


def cut(text: str, name: str) -> str:
    """Return a sentence that is no longer than a quotation, cut at words, with a name in it."""
    if len(text) <= LONGEST:
        return text
    place = max(0, text.find(name))
    start = 0 if place + len(name) < LONGEST - 20 else text.rfind(" ", 0, max(0, place - LONGEST // 3)) + 1
    end = text.rfind(" ", 0, start + LONGEST) if start + LONGEST < len(text) else len(text)
    words = text[start : end if end > place else start + LONGEST].rstrip(" ,;:\u2013-(")
    return ("\u2026 " if start else "") + words + (" \u2026" if end < len(text) else "")


def _candidates(
    texts: Texts, sentences: Sentences, vocabulary: Vocabulary, skills: Collection[str]
) -> Iterator[tuple[str, _Candidate]]:
    """Yield the sentences that say something of skills, or of some, each with the skill."""
    for order, text in enumerate(texts.summary):
        yield from _of_plain_text(text, 0, order, vocabulary, skills)
    yield from _of_body(sentences, vocabulary, skills)
    yield from _of_plain_text(texts.description, 2, 0, vocabulary, skills)
    yield from _of_title(texts, sentences, vocabulary, skills)


def _of_plain_text(
    text: str, rank: int, order: int, vocabulary: Vocabulary, skills: Collection[str]
) -> Iterator[tuple[str, _Candidate]]:
    for mention in vocabulary.mentions(text, skills):
        sentence = Sentences(text).around(mention.start)
        if sentence is None:
            continue
        words = text[slice(*sentence)]
        others = without(words, ((each.start, each.end) for each in vocabulary.mentions(words)))
        if _is_meant(mention, sentence, text) and re.search(r"[^\W\d_]{2}", others):
            quote = QuotedSentence(words, name=text[mention.start : mention.end])
            for skill in mention.skills:
                yield skill, _rated(rank, order, mention, sentence, quote)


def _of_body(
    sentences: Sentences, vocabulary: Vocabulary, skills: Collection[str]
) -> Iterator[tuple[str, _Candidate]]:
    def names(text: str) -> Iterator[tuple[int, int]]:
        return ((each.start, each.end) for each in vocabulary.mentions(text))

    prose = sentences.prose
    for mention in vocabulary.mentions(prose, skills):
        if sentences.is_below(mention.start, _ELSEWHERE):
            continue
        sentence, rank = sentences.around(mention.start), 1
        if sentence is None:
            heading = sentences.heading_at(mention.start)
            sentence, rank = (sentences.after(heading) if heading else None), 3
        elif not (
            sentences.is_in_text(sentence, mention.start, mention.end)
            and _is_meant(mention, sentence, prose)
            and sentences.says_something(sentence, names)
        ):
            continue
        if sentence is not None:
            quote = _quoted(sentences, sentence, prose[mention.start : mention.end])
            for skill in mention.skills:
                yield skill, _rated(rank, sentence.start, mention, sentence, quote)


def _of_title(
    texts: Texts, sentences: Sentences, vocabulary: Vocabulary, skills: Collection[str]
) -> Iterator[tuple[str, _Candidate]]:
    """Yield the description, or the first sentence of the body, for the skills that the title names."""
    mentions = vocabulary.mentions(texts.title, skills)
    if not mentions:
        return
    if len(texts.description.split()) >= FOLLOWING_WORDS and texts.description != texts.title:
        quote = QuotedSentence(texts.description)
    elif first := sentences.first():
        quote = _quoted(sentences, first, "")
    else:
        return
    for mention in mentions:
        yield from ((skill, _Candidate(3, 0, 0, -1, quote, is_named=False)) for skill in mention.skills)


def _is_meant(mention: Mention, sentence: Sentence, text: str) -> bool:
    return is_meant(text[slice(*sentence)], mention.start - sentence.start, mention.end - sentence.start)


def _quoted(sentences: Sentences, sentence: Sentence, name: str) -> QuotedSentence:
    heading, anchor = _heading(sentences, sentence.start)
    return QuotedSentence(sentences.text[slice(*sentence)], heading, anchor, name=name)


def _heading(sentences: Sentences, place: int) -> tuple[str, str]:
    heading = sentences.heading_above(place)
    if heading is None or heading.level == 1:
        return "", ""
    return heading.text, _anchor(heading) if sentences.is_unique(heading) else ""


def _anchor(heading: Heading) -> str:
    """Return the anchor of a heading, if the ways to make one of its words agree."""
    if given := _ID.search(heading.text):
        return given["id"]
    words = re.sub(r"[^\w\s-]", "", inline_text(heading.text)).strip().lower()
    made = re.sub(r"\s", "-", words)
    return made if made.isascii() and "--" not in made and made not in _GENERATED else ""


def _rated(rank: int, order: int, mention: Mention, sentence: Sentence, quote: QuotedSentence) -> _Candidate:
    faults = (
        not SHORTEST <= len(quote.source) <= LONGEST,
        bool(_WEAK.match(quote.source)),
        quote.source.rstrip(" *_").endswith((":", "?")),
        bool(_POINTING.search(quote.source)),
        not mention.is_name,
    )
    place = max(0, mention.start - sentence.start) // 60
    return _Candidate(rank, sum(faults), place, order, quote, mention.is_name and rank < 3)


def _samples(
    samples: Iterable[Code], sentences: Sentences, code: Mapping[str, Collection[str]]
) -> dict[str, QuotedSample]:
    wanted = frozenset().union(*code.values())
    best: dict[str, tuple[Code, set[int]]] = {}
    for sample in samples if wanted else ():
        if not sample.anchor and sentences.is_below(sample.place - 1, _ELSEWHERE):
            continue
        found = uses(sample.language, sample.title, sample.source, wanted)
        for skill, words in code.items() if found else ():
            lines = [found[word] for word in words if word in found]
            used = set().union(*lines)
            if lines and (skill not in best or len(used) > len(best[skill][1])):
                best[skill] = sample, used
    return {skill: _quoted_sample(sample, sorted(lines), sentences) for skill, (sample, lines) in best.items()}


def _quoted_sample(sample: Code, used: Sequence[int], sentences: Sentences) -> QuotedSample:
    heading, anchor = (f"`{sample.title}`", sample.anchor) if sample.anchor else _heading(sentences, sample.place)
    lines, line = excerpt(sample.source, used), telling_line(sample.source, used)
    return QuotedSample(lines, heading, anchor, language=sample.language, line=line, place=sample.place)
