"""Makes sentences that read like engineering notes: English words, punctuation, inline code, emphasis and links."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator


def _choices(text: str) -> list[str]:
    """Split words, of which some are two with a hyphen between them."""
    return [word.replace("-", " ") for word in text.split()]


NOUNS = _choices("""
    query index cache queue retry token worker schema migration endpoint profile batch commit branch rollback
    container volume network probe metric alert trace span log consumer producer topic partition lock transaction
    isolation deadlock join plan scan row column key constraint trigger view cursor session request response header
    cookie route handler middleware serializer validator permission role policy pipeline snapshot replica timeout
    payload webhook backlog shard bucket semaphore coroutine decorator generator iterator test fixture
""")
_PLACES = _choices("production staging the-browser the-database a-container the-pipeline memory one-process")
_ADJECTIVES = _choices("slow stale idempotent nested partial shared signed cold stateless narrow honest redundant")
_VERBS = _choices("holds retries drops reads writes waits-for replaces measures hides locks repeats checks limits")
_ADVERBS = _choices("usually silently twice never again eventually only rarely always")
_CODE = _choices("""
    SELECT-1 asyncio.gather() None EXPLAIN SIGTERM max_retries=3 WHERE-id-=-%s contextlib ETag docker-compose-up
    yield HTTP-429 ON-CONFLICT functools.wraps pg_stat_activity
""")
_SENTENCES = (
    "The {a} {n} {v} {c}, and the {n} {v} it {d}.",
    "A {n} that {v} a {n} in {p} is not the same as one that {v} it {d}.",
    "What {v} the {n} here is {c}, not the {n}.",
    "When {c} {v} the {a} {n}, every {n} behind it waits; in {p} nobody sees that.",
    "Without {c} the {n} is {a}: it {v} whatever the {n} gave it.",
    "It {d} fails, because a {n} has no {n} of its own and {c} asks for one.",
    "Two of three {n}s were {a}, so `{n}` came first and the {n} was left for later.",
    "In {p}, {c} {v} the {n} before the {n} does; that order matters.",
    "The {n} isn't wrong (its {n} is), which a test with one {a} {n} would have shown.",
    "Every {n} has a {n}; a {a} one {v} the other “by accident”, as the {n} says.",
    "There are {x} of them after {x} ms, and {x} once `{n}` is {a}.",
    "How often does a {n} need a {n}? Measured in {p}: {x} times, or *once per {n}*.",
)


def words(dice: random.Random, count: int) -> str:
    """Return some nouns, for a name or a heading."""
    return " ".join(dice.choice(NOUNS) for _ in range(count))


def title(dice: random.Random) -> str:
    """Return a heading of three to five words."""
    return f"The {dice.choice(_ADJECTIVES)} {words(dice, 1)} and its {words(dice, dice.randint(1, 2))}".capitalize()


def sentence(dice: random.Random) -> str:
    """Return one sentence."""
    text = dice.choice(_SENTENCES)
    for slot, fill in _SLOTS.items():
        while slot in text:
            text = text.replace(slot, fill(dice), 1)
    return text[0].upper() + text[1:]


def paragraph(dice: random.Random, length: int, links: Iterator[str]) -> str:
    """Return sentences of about `length` words in lines of about a hundred characters; one in two holds a link."""
    parts: list[str] = []
    while sum(len(part.split()) for part in parts) < length:
        parts.append(sentence(dice))
        if dice.random() < 0.25:
            parts.append(f"See [{words(dice, 2)}]({next(links)}) for how the {words(dice, 1)} came about.")
    return wrapped(" ".join(parts))


def wrapped(text: str) -> str:
    """Break lines as the notes have them."""
    lines, line = [], ""
    for word in text.split(" "):
        if len(line) + len(word) > 98:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".lstrip()
    return "\n".join([*lines, line])


def _of(choices: list[str]) -> Callable[[random.Random], str]:
    return lambda dice: dice.choice(choices)


_SLOTS: dict[str, Callable[[random.Random], str]] = {
    "{n}": _of(NOUNS),
    "{a}": _of(_ADJECTIVES),
    "{v}": _of(_VERBS),
    "{d}": _of(_ADVERBS),
    "{p}": _of(_PLACES),
    "{c}": lambda dice: f"`{dice.choice(_CODE)}`",
    "{x}": lambda dice: f"{dice.randint(2, 9000):,}",
}
