"""Edits of a portfolio, to be done at random: what authors do between two builds."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from markupsafe import Markup

from benchmarks.generator import SKILLS, generate
from nexus_core.schema.kinds import LEARNING
from nexus_core.write.components import COMPONENTS
from nexus_core.write.components.base import Component, Options
from nexus_core.write.markup import Place, escape
from nexus_theme import TEMPLATES
from support.run_records import record_runs
from support.small_sites import settings, write

ODD = {
    "docs/journey.md": "# Journey\n\n<!-- nexus/skill-table -->\n\n[home](index.md) \ufdd00\ufdd1 \ufdd0x\ufdd1\n",
    "docs/deep/page.md": "---\nsearch: { boost: 2 }\n---\n\n## No title\n\n<!-- nexus/strongest-skills -->\n",
    "learnings/odd.md": (
        "---\nskills: [Python, Redis]\ntags: [a, b]\n---\n\n# Odd {#odd}\n\n"
        "<div><h2 id='in'>In a box</h2>a <em>b</em></div>\n\nt &amp; <kbd>K</kbd><br>more\n\n<pre>a\n\n b</pre>\n"
        "\n* x\n\n    * y\n\n<details><summary>S</summary>t</details>\n\n[^1]\n\n[^1]: note\n\n"
        "<script>var a = '<p>';</script>\n\n<object><p>no</p></object>\n\n- [ ] task\n"
        '\n<div><div class="highlight"></div><p>between</p><pre>p</pre></div>\n'
        '\n<div class="highlight"><pre>whole</pre></div>\n\nAfter all of them.\n'
    ),
    "learnings/deep.md": "# Deep\n\n" + "<div>" * 400 + "x" + "</div>" * 400 + "\n",
    "learnings/toc.md": "# Toc\n\n[TOC]\n\n## One { #one }\n\n### Two *of* `it`\n\n<a name='x'></a>t [TOC]\n",
    "learnings/empty.md": "",
    # A lexer that goes on with the dialect of the block before it takes `CLASS` for another kind of word.
    "learnings/dialects.md": "# Dialects\n\n```modula2\n(*!m2iso*)\nCLASS x;\n```\n\n```modula2\nCLASS x;\n```\n",
    "learnings/short.md": "# Short\n\nSQL.\n\n<!-- nexus/skill-table -->\n\n*[SQL]: a language\n",
}
"""Notes with whatever a build that saves work could get wrong."""

LINKS = "\n[gone](nowhere.md) [there](odd.md#odd) [no anchor](odd.md#never) ![](picture.svg) [[Python]]\n"
THEME = """\
theme: { name: material, font: false, custom_dir: theme,
  features: [navigation.tabs, navigation.indexes, navigation.prune, navigation.footer] }
"""
SETTINGS = (
    "INHERIT: base.yml\n"
    + "".join(line for line in settings().splitlines(keepends=True) if not line.startswith("theme:"))
    + THEME
    + "site_url: https://example.org/me/\n"
)
MAIN = (TEMPLATES / "main.html").read_text(encoding="utf-8")


FEW_SKILLS = {name: SKILLS[name] for name in ("Programming languages", "Databases", "Message queues")}
"""Each skill has a page: with all of them, most of a build would go into those."""


def portfolio(root: Path) -> Path:
    generate(root, 10, skills=FEW_SKILLS)
    more = {
        "mkdocs.yml": SETTINGS,
        "base.yml": "{}",
        "theme/main.html": MAIN,
        "learnings/picture.svg": "<svg></svg>",
    }
    return write(root, {**ODD, **more, "learnings/links.md": f"# Links\n{LINKS}"})


def with_last_words(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Add a component that nobody knows, of what is at the end of each learning, and a page that shows it."""

    def last_words(options: Options, place: Place) -> Markup:
        notes = place.portfolio.entries(LEARNING)
        return Markup("\n").join(f"- {escape(note.body.split()[-1])}" for note in notes if note.body)

    monkeypatch.setitem(COMPONENTS, "last-words", Component("last-words", "last words", Options, last_words))
    return write(root, {"docs/words.md": "# Words\n\n<!-- nexus/last-words -->\n"})


def compare(step: object, warm: Mapping[str, bytes | None], anew: Mapping[str, bytes | None]) -> None:
    assert sorted(warm) == sorted(anew), step
    assert [path for path in anew if warm[path] != anew[path]] == [], step


Dice = random.Random
Edit = Callable[[Path, Dice], None]


def some_note(root: Path, dice: Dice) -> Path:
    return dice.choice(sorted(root.glob("learnings/*/*.md")) + sorted(root.glob("challenges-solutions/*/*.md")))


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def replace(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def change_body(root: Path, dice: Dice) -> None:
    append(some_note(root, dice), f"\nOne more sentence, {dice.random()}.\n")


def change_two_bodies(root: Path, dice: Dice) -> None:
    change_body(root, dice)
    append(root / "docs/index.md", f"\n## More {dice.random()}\n")


def change_title(root: Path, dice: Dice) -> None:
    replace(some_note(root, dice), "title: '", f"title: '{dice.choice('AMZ')} ")


def change_skills(root: Path, dice: Dice) -> None:
    replace(some_note(root, dice), "skills: [", "skills: [Kafka, ")


def add(root: Path, dice: Dice) -> None:
    number = dice.randrange(1000)
    name = f"learnings/python-advanced/new-{number}.md"
    write(root, {name: f"---\ntitle: New {number}\nskills: [Python]\n---\n\n# New\n\nText.\n"})


def add_links(root: Path, dice: Dice) -> None:
    write(root, {f"learnings/links-{dice.randrange(9)}.md": f"# Links\n{LINKS}"})


def rename(root: Path, dice: Dice) -> None:
    note = some_note(root, dice)
    note.rename(note.with_name(f"renamed-{dice.randrange(1000)}.md"))


def delete(root: Path, dice: Dice) -> None:
    some_note(root, dice).unlink()


def draft(root: Path, dice: Dice) -> None:
    replace(some_note(root, dice), "---\n", f"---\ndraft: {dice.choice(['true', 'false'])}\n")


def break_field(root: Path, dice: Dice) -> None:
    replace(some_note(root, dice), "description:", "descriptin:")


def change_catalogue(root: Path, dice: Dice) -> None:
    replace(root / "docs/skills/README.md", "Kafka", f"Kafka, New{dice.randrange(1000)}")


def change_settings(root: Path, dice: Dice) -> None:
    replace(root / "mkdocs.yml", "site_name: ", f"site_name: {dice.choice('ABC')}")


def change_template(root: Path, dice: Dice) -> None:
    replace(root / "theme/main.html", "<link", f'<meta name="x" content="{dice.random()}"><link')


def change_inherited(root: Path, dice: Dice) -> None:
    write(root, {"base.yml": f"copyright: {dice.choice('ABC')}{dice.randrange(1000)}\n"})


def change_asset(root: Path, dice: Dice) -> None:
    write(root, {"learnings/picture.svg": f"<svg>{dice.random()}</svg>"})


def remove_asset(root: Path, dice: Dice) -> None:
    (root / "learnings/picture.svg").unlink(missing_ok=True)


def move_anchor(root: Path, dice: Dice) -> None:
    replace(root / "learnings/odd.md", "{#odd", "{#odd" + dice.choice("xy"))


def record(root: Path, dice: Dice) -> None:
    record_runs(root, of=lambda note: dice.random() < 0.5)


def nothing(root: Path, dice: Dice) -> None:
    some_note(root, dice).touch()


EDITS: tuple[Edit, ...] = (
    *(change_body, change_two_bodies, change_title, change_skills, add, add_links, rename, delete, draft),
    *(
        break_field,
        change_catalogue,
        change_settings,
        change_template,
        change_inherited,
        change_asset,
        remove_asset,
    ),
    *(move_anchor, nothing, record),
)
"""Every edit there is."""

_ROUNDS = 3


def some_edits(number: int, dice: Dice) -> list[Edit]:
    """Return the edits of one of three rounds, in a random order: all rounds together do every edit once."""
    shuffled = random.Random(_ROUNDS).sample(EDITS, len(EDITS))  # noqa: S311 # the same in every round
    return dice.sample(shuffled[number::_ROUNDS], len(shuffled[number::_ROUNDS]))


EACH_ROUND = pytest.mark.parametrize(("number", "most"), [(0, 60), (1, 60), (2, 3)])
"""With three entries a page, most lists go on on other pages, and edits move notes from page to page."""
