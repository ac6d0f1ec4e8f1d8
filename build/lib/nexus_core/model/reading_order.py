"""The order in which notes are read: what each names in `after` comes before it, and nothing else moves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import TypeVar

N = TypeVar("N")

Before = Mapping[N, Sequence[N]]
"""What has to be read before each note."""


def in_reading_order(notes: Sequence[N], before: Before[N]) -> tuple[N, ...]:
    """Return the notes, each after those it builds on, otherwise in the order given.

    What is before a note but not among `notes` is left aside. Notes in a circle come last, in the order given.
    """
    position = {note: index for index, note in enumerate(notes)}
    waiting = {note: {other for other in before.get(note, ()) if other in position} for note in notes}
    following: dict[N, list[N]] = {}
    for note, others in waiting.items():
        for other in others:
            following.setdefault(other, []).append(note)
    ready = [position[note] for note, others in waiting.items() if not others]
    heapify(ready)
    found = []
    while ready:
        note = notes[heappop(ready)]
        found.append(note)
        for later in following.get(note, ()):
            waiting[later].discard(note)
            if not waiting[later]:
                heappush(ready, position[later])
    return (*found, *(note for note in notes if waiting[note]))


def circles(before: Before[N]) -> Iterator[tuple[N, ...]]:
    """Yield notes that come before each other in a circle, each after the next and the last after the first.

    Every circle loses a link if what is yielded loses the one from its last note to its first.
    """
    done: set[N] = set()
    for start in before:
        path: dict[N, Iterator[N]] = {} if start in done else {start: iter(before[start])}
        while path:
            note = next(reversed(path))
            other = next(path[note], None)
            if other is None:
                del path[note]
                done.add(note)
            elif other in path:
                trail = tuple(path)
                yield trail[trail.index(other) :]
            elif other not in done:
                path[other] = iter(before.get(other, ()))
