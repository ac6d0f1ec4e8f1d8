"""What the corpus of links promises: the faults and the valid links that its lines and `expected.yaml` name."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

CORPUS = Path(__file__).parent / "corpus"
LISTED = CORPUS / "expected.yaml"
MARK = re.compile(r"(?:<!--|/\*|#)[^#]*?\b(FAULT|VALID) ([a-z][a-z0-9/-]*)")


@dataclass(frozen=True, order=True)
class Planted:
    """One fault, or one link that looks wrong and is right."""

    path: str
    line: int
    name: str
    """Its own: `kind`, or `kind/variant` where one kind comes in several."""
    text: str

    @property
    def kind(self) -> str:
        """What sort of fault it is, whatever the variant."""
        return self.name.partition("/")[0]

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.name}: {self.text.strip()}"


def copied(folder: Path) -> Path:
    """Copy the corpus to a folder outside of any repository, and return its configuration file."""
    shutil.copytree(CORPUS, folder, ignore=shutil.ignore_patterns(LISTED.name))
    return folder / "mkdocs.yml"


def faults() -> list[Planted]:
    """What a checker has to find, each at its line."""
    return sorted({*_marked("FAULT"), *_listed("faults")})


def valid() -> list[Planted]:
    """What a checker must not report."""
    return sorted({*_marked("VALID"), *_listed("valid")})


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").split("\n")  # splitlines() knows more line ends than editors
    except UnicodeDecodeError:
        return []


def _marked(word: str) -> Iterator[Planted]:
    for path in sorted(CORPUS.rglob("*")):
        if not path.is_file() or path in {LISTED, CORPUS / "README.md"}:
            continue
        for number, line in enumerate(_lines(path), start=1):
            for mark in MARK.finditer(line):
                if mark[1] == word:
                    yield Planted(path.relative_to(CORPUS).as_posix(), number, mark[2], line)


def _listed(section: str) -> Iterator[Planted]:
    for entry in yaml.safe_load(LISTED.read_text(encoding="utf-8"))[section]:
        lines = enumerate(_lines(CORPUS / entry["path"]), start=1)
        places = [(number, line) for number, line in lines if entry["line_contains"] in line]
        if len(places) != 1:
            raise ValueError(f"expected.yaml: {entry} names {len(places)} lines, not one")
        yield Planted(entry["path"], places[0][0], entry["kind"], places[0][1])
