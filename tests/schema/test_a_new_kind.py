"""A kind is added by one entry and one template, as this does it in a copy of the project's Python."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support.small_sites import BASE, ROOT, section, settings, text, write

ENTRY = '''\
"""The kind `talk`: something that was said in front of others."""

from __future__ import annotations

from nexus_core.schema.field_types import Text, WebAddress
from nexus_core.schema.fields import NoteFields
from nexus_core.schema.kinds.kind import Heading, Kind


class TalkFields(NoteFields):
    """Something that was said in front of others."""

    event: Text | None = None
    """Where it was given."""
    slides: WebAddress | None = None
    """The address of its slides."""


KIND = Kind(
    name="talk",
    folder="talks",
    title="Talks",
    fields=TalkFields,
    template="talk.md.j2",
    component="talks",
    component_summary="what was said in front of others",
    step="practised",
    mark="diamond",
    schema_type="PresentationDigitalDocument",
    starter_fields=("event:", "slides:"),
    starter_headings=(Heading("What it says", "In three sentences."),),
)
'''

TEMPLATE = """\
{% import "pages/facts.md.j2" as facts %}
<div class="note-facts" markdown>

{% if fields.event %}
{% call facts.row("Given at") %}{{ fields.event }}{% endcall %}
{% endif %}
{{ facts.skills("Skills", place, shown) }}

</div>
"""

REGISTRY = "nexus_core/schema/kinds/__init__.py"
IMPORT = "from nexus_core.schema.kinds.kind import Kind\n"
SECTIONS = re.compile(r"^SECTIONS = \((.*?),?\)$", re.DOTALL | re.MULTILINE)

NOTES = {
    **BASE,
    "docs/index.md": "# Home\n\n<!-- nexus/talks -->\n\n<!-- nexus/stats { show: [talks] } -->\n",
    "docs/map.md": "# Map\n\n<!-- nexus/evidence-map -->\n\n<!-- nexus/evidence-rule -->\n",
    "talks/caches.md": """\
---
title: Caches lie
description: Why a cache is a bet.
skills: [Redis, Python]
event: PyCon
---

They do: Redis forgets, and Python believes what it was told.
""",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portfolio with a talk, beside a copy of the project's Python that knows what a talk is."""
    root = write(tmp_path_factory.mktemp("talks"), NOTES)
    hooks = root / "hooks"
    shutil.copytree(ROOT / "hooks", hooks, ignore=shutil.ignore_patterns("__pycache__"))
    write(hooks, {"nexus_core/schema/kinds/talk.py": ENTRY, "nexus_core/write/pages/talk.md.j2": TEMPLATE})
    registry = (hooks / REGISTRY).read_text(encoding="utf-8")
    registry = registry.replace(IMPORT, f"from nexus_core.schema.kinds import talk\n{IMPORT}")
    registry = SECTIONS.sub(r"SECTIONS = (\1, talk.KIND)", registry)
    configured = settings(site_url="https://a.b/").replace(str(ROOT / "hooks"), str(hooks))
    write(root, {f"hooks/{REGISTRY}": registry, "mkdocs.yml": configured})
    run(root, "mkdocs", "build", "--strict")
    return root


def run(root: Path, module: str, *arguments: str) -> str:
    """Run a command of the copy in the portfolio's folder, and return what it prints."""
    environment = {**os.environ, "PYTHONPATH": str(root / "hooks"), "NO_MKDOCS_2_WARNING": "1"}
    program = ["-m", "mkdocs"] if module == "mkdocs" else ["-c", "from nexus_cli import main; main()"]
    finished = subprocess.run(
        [sys.executable, *program, *arguments],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return finished.stdout


def html(root: Path, path: str) -> str:
    """Return the text of a page of the site."""
    return (root / "site" / path / "index.html").read_text(encoding="utf-8")


def test_it_has_a_page_with_its_facts(root: Path) -> None:
    page = html(root, "talks/caches")
    assert "Talk · 1 min read" in page
    assert "<dd>PyCon</dd>" in page


def test_its_section_and_its_component_list_it_as_cards(root: Path) -> None:
    for path in ("talks", ""):
        card = section(html(root, path), '<article class="nexus-card talk-card" data-kind="talk"', "</article>")
        assert text(card.partition(">")[2]).startswith("Caches lie Why a cache is a bet. Redis Python")


def test_it_is_evidence_of_its_skills(root: Path) -> None:
    page = html(root, "skills/python")
    assert "used to solve a problem" in section(page, 'data-step="practised"', "</")
    assert "Caches lie" in page
    assert "a challenge or talk note, or a project" in html(root, "map")
    assert '<strong>1</strong> <a href="talks/">talk</a>' in html(root, "")
    picture = html(root, "map")
    assert '<path class="map-diamond"' in picture
    assert '<span class="mark mark-diamond"></span> talk' in picture


def test_programs_read_what_it_is(root: Path) -> None:
    graph = html(root, "talks/caches").split('<script type="application/ld+json">', 1)[1].split("</script>", 1)[0]
    assert json.loads(graph)["@graph"][0]["@type"] == "PresentationDigitalDocument"
    published = json.loads((root / "site" / "portfolio.json").read_text(encoding="utf-8"))
    talk = next(note for note in published["notes"] if note["kind"] == "talk")
    assert (talk["event"], talk["slides"]) == ("PyCon", None)
    assert "## Talks" in (root / "site" / "llms.txt").read_text(encoding="utf-8")


def test_a_new_one_is_begun_and_found(root: Path) -> None:
    assert " or talk" in run(root, "nexus", "new", "--help")
    path = run(root, "nexus", "new", "talk", "Why tests fail").strip()
    note = (root / path).read_text(encoding="utf-8")
    assert path == "talks/why-tests-fail.md"
    assert "event:\nslides:\n" in note
    assert "## What it says\n\n<!-- In three sentences. -->" in note
    assert run(root, "nexus", "query", "kind=talk", "text=bet").splitlines() == [
        "talk  talks/caches.md  Caches lie"
    ]


def test_editors_know_its_fields(root: Path) -> None:
    run(root, "nexus", "schema")
    schema = json.loads((root / ".vscode/schemas/talk.schema.json").read_text(encoding="utf-8"))
    assert schema["properties"]["slides"]["description"] == "The address of its slides."
