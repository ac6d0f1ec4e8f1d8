"""Text is shown as text wherever it stands, and a directive works wherever a component can."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.small_sites import BASE, build_site, section, text, write

HOSTILE = '</title></a><script>x</script> & "quoted" | [x](y) {{ z }} {.c} `d` *e*'


def test_text_from_front_matter_is_shown_and_never_interpreted(tmp_path: Path) -> None:
    quoted = json.dumps(HOSTILE)
    note = (
        f"---\ntitle: {quoted}\ndescription: {quoted}\nhighlights: [{quoted}]\nrole: {quoted}\n"
        f"tags: [{quoted}]\nskills: [Python]\nlinks: [{{ label: {quoted}, url: 'https://a.b/(c)?d&e' }}]\n---\n"
    )
    problem = f"---\ntitle: {quoted}\nproblem: {quoted}\nkey_learning: {quoted}\nskills: [Python]\n---\n"
    files = {**BASE, "projects/odd/README.md": note, "challenges-solutions/odd.md": problem}
    site = build_site(write(tmp_path, files))
    assert (site.warnings, site.failed) == ([], False)
    for file in (site.root / "site").rglob("*.html"):
        built = file.read_text("utf-8")
        assert "<script>x" not in built, file
        assert 'content="</title>' not in built, file
    shown = "&lt;/title&gt;&lt;/a&gt;&lt;script&gt;x&lt;/script&gt; &amp;"
    for path in ("projects/index.html", "projects/odd/index.html", "skills/python/index.html"):
        assert shown in site.html(path)
        assert "[x](y) {{ z }} {.c} `d` *e*" in site.html(path)
    assert 'href="https://a.b/%28c%29?d&amp;e"' in site.html("projects/odd/index.html")


def test_an_unfinished_tag_in_the_text_breaks_nothing_after_it(tmp_path: Path) -> None:
    text = "If a <b and `</script` ends\n\n<!-- nexus/project-cards -->\n\n`<i x`\n"
    body = f"---\nskills: [Redis]\n---\n\n# A\n\n{text}"
    site = build_site(write(tmp_path, {**BASE, "learnings/a.md": body}))
    page = site.html("learnings/a/index.html")
    assert " markdown>" not in page
    assert "Shop</a> (project, shares" in page


def test_a_sections_title_is_shown_and_never_interpreted(tmp_path: Path) -> None:
    group = {"learnings/x/README.md": f"---\ntitle: {json.dumps(HOSTILE)}\n---\n", "learnings/x/a.md": "# A\n"}
    site = build_site(write(tmp_path, {**BASE, **group}))
    assert (site.warnings, site.failed) == ([], False)
    for file in (site.root / "site").rglob("*.html"):
        assert "<script>x" not in file.read_text("utf-8"), file


def test_directives_in_code_stay_text(tmp_path: Path) -> None:
    body = (
        "# A\n\n```\n<!-- nexus/stats -->\n```\n\n~~~html\n<!-- nexus/nope -->\n~~~\n\n"
        "`<!-- nexus/nope -->`\n\n    <!-- nexus/nope -->\n\n- item\n\n  <!-- nexus/project-cards -->\n"
    )
    site = build_site(write(tmp_path, {**BASE, "learnings/a.md": body}))
    assert (site.warnings, site.failed) == ([], False)
    page = section(site.html("learnings/a/index.html"), "<h1", "</article>\n</div>")
    assert page.count("&lt;!-- nexus/nope --&gt;") == 3
    assert "project-card" in page


def test_a_directive_where_no_component_can_stand_is_a_problem(tmp_path: Path) -> None:
    body = "# A\n\nText <!-- nexus/stats --> in a line.\n"
    site = build_site(write(tmp_path, {**BASE, "learnings/a.md": body}))
    assert site.warnings == [
        "learnings/a.md:3:6: a component must stand on a line of its own, outside other blocks\n"
        "    3 | Text <!-- nexus/stats --> in a line.\n"
        "      |      ^^^^^^^^^^^"
    ]


@pytest.mark.parametrize(
    ("directive", "words"),
    [
        (
            "skill-table { step: applied, category: databases }",
            "Databases PostgreSQL used in a project 1 note Redis",
        ),
        ("project-cards { skill: redis, limit: 1 }", "Shop completed An online shop."),
        ("project-cards { featured: true }", "No projects here yet."),
        ("challenges", "Orders A challenge Shop was slow Measure first"),
        ("learnings { skill: Python }", "Generators"),
        ("resources", "No resources here yet."),
        ("timeline", "Start 3 months From zero Python"),
        ("goals", "Soon More : Of it"),
        ("goals { group: soon }", "More : Of it"),
        ("evidence { skill: postgres }", "Shop project “PostgreSQL holds the catalogue and the orders.”"),
        ("recent { limit: 1 }", "Generators (learning, 2026-03-01)"),
        ("stats { show: [projects, skills] }", "1 project 5 skills shown"),
        ("contact", "Chat : #room"),
        ("evidence-rule", "used in a project a project shows it"),
    ],
)
def test_each_component_can_stand_on_any_page(tmp_path: Path, directive: str, words: str) -> None:
    files = {
        **BASE,
        "docs/index.md": (
            "---\nprofile: { contacts: [{ label: Chat, text: '#room' }, { label: GitHub, url: }] }\n"
            "phases: [{ title: Start, length: 3 months, summary: From zero, skills: [Python] }]\n"
            "goals: [{ title: Soon, goals: [{ title: More, text: Of it }] }]\n---\n\n# Home\n"
        ),
        "learnings/a.md": (
            "---\ndate: 2026-03-01\nskills: [Python]\n---\n\n# Generators\n\nPython waits until it is asked.\n"
        ),
        "learnings/b.md": "---\ndate: 2026-02-01\n---\n\n# Older\n",
        "challenges-solutions/orders/README.md": "# Orders\n",
        "challenges-solutions/orders/a.md": (
            "---\ntitle: A challenge\nproblem: Shop was slow\nkey_learning: Measure first\n---\n"
        ),
        "docs/page.md": f"# Page\n\n<!-- nexus/{directive} -->\n\nLast words.\n",
    }
    site = build_site(write(tmp_path, files))
    assert (site.warnings, site.failed) == ([], False)
    assert words in text(section(site.html("page/index.html"), "<h1", "Last words"))
