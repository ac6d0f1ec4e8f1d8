"""The tree of notes: folders with their own note, the notes and folders in them, in the order of a reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from nexus_core.model.note import Note, title_from_path


@dataclass(frozen=True, eq=False)
class Folder:
    """A folder that holds notes, somewhere below it."""

    path: str
    index: Note | None
    """The folder's own note (`README.md` or `index.md`)."""
    notes: tuple[Note, ...]
    """The other notes in it."""
    folders: tuple[Folder, ...]

    @property
    def title(self) -> str:
        """The title of the folder's own note, else the folder's name."""
        return self.index.title if self.index else title_from_path(f"{self.path}/README.md")

    @property
    def is_leaf(self) -> bool:
        """Whether the folder holds nothing but its own note, as a project's folder usually does."""
        return self.index is not None and not self.notes and not self.folders

    @cached_property
    def children(self) -> tuple[Note | Folder, ...]:
        """Notes and folders together, by weight and title; a folder stands where its own note would."""
        return tuple(sorted((*self.notes, *self.folders), key=_order))

    def entries(self, *, nested: bool) -> Iterator[Note]:
        """Yield the notes that a list of this folder shows.

        With `nested`, folders only group: every note in them is an entry, and a folder's own note is one when
        it is alone. Without, a folder's own note stands for all that is in the folder.
        """
        for child in self.children:
            if isinstance(child, Note):
                yield child
            elif child.index and (child.is_leaf or not nested):
                yield child.index
            else:
                yield from child.entries(nested=nested)

    def groups(self) -> Iterator[Folder]:
        """Yield this folder and every folder below it that holds more than its own note."""
        if not self.is_leaf:
            yield self
            for folder in self.folders:
                yield from folder.groups()

    def find(self, path: str) -> Folder | None:
        """Return the folder of that path, this one or one below it."""
        if path == self.path:
            return self
        below = (folder for folder in self.folders if f"{path}/".startswith(f"{folder.path}/"))
        return next((found for folder in below if (found := folder.find(path))), None)


def _order(child: Note | Folder) -> tuple[bool, int, str, str]:
    if isinstance(child, Note):
        return child.order
    return child.index.order if child.index else (True, 0, child.title.casefold(), child.path)


def build(path: str, notes: Iterable[Note]) -> Folder:
    """Build the tree of the folder `path` from the notes that lie below it."""
    here: list[Note] = []
    below: dict[str, list[Note]] = {}
    prefix = len(path) + 1
    for note in notes:
        name, slash, _ = note.path[prefix:].partition("/")
        if slash:
            below.setdefault(name, []).append(note)
        else:
            here.append(note)
    index = next((note for note in here if note.is_index), None)
    return Folder(
        path,
        index,
        tuple(sorted((note for note in here if note is not index), key=lambda note: note.order)),
        tuple(build(f"{path}/{name}", inside) for name, inside in sorted(below.items())),
    )
