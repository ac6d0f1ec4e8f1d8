"""Faults are told at their line in what is no plain link: snippets, templates, structured data, YAML, excerpts."""

from pathlib import Path

import pytest

from links.small_sites import reported

SNIPPETS = "markdown_extensions:\n  - pymdownx.snippets: {base_path: parts}\n"
MATERIAL = "theme: {name: material, font: false}\n"
FIELDS = "extra: {link_fields: [author.url, see]}\n"
DATA = (
    '# A\n\n<script type="application/ld+json">\n'
    '{"@id": "MIT/X11", "license": "MIT/X11", "logo": "A, B",\n%s}\n</script>\n'
)


@pytest.mark.parametrize(
    ("files", "settings", "expected"),
    [
        ({"docs/a.md": "# A\n\n[x][y]\n\n[y]: <>\n"}, "", ["docs/a.md:5 empty-link"]),
        (
            {"docs/a.md": '# A\n\n--8<-- "p.txt"\n', "parts/p.txt": "Hi\n\n[the text][nope]\n"},
            SNIPPETS,
            ["parts/p.txt:3 undefined-reference"],
        ),
        (
            {"docs/x.xml": "<x>\n<link>{{ config.site_url }}gone.html</link></x>\n"},
            "extra_templates: [x.xml]\n",
            ["docs/x.xml:2 missing-page"],
        ),
        (
            {"docs/x.html": "<p>\n<a href='{{ base_url }}/gone/'>x</a></p>\n"},
            "extra_templates: [x.html]\n",
            ["docs/x.html:2 missing-page"],
        ),
        (
            {"docs/a.md": "---\nauthor:\n  - url: https://localhost/\n---\n\n# A\n"},
            FIELDS,
            ["docs/a.md:3 localhost"],
        ),
        ({"docs/a.md": "---\nsee: >-\n\n  gone.md\n---\n\n# A\n"}, FIELDS, ["docs/a.md:4 missing-page"]),
        ({"docs/a.md": "---\nsee: |\n  gone.md\n---\n\n# A\n"}, FIELDS, ["docs/a.md:3 missing-page"]),
        ({"docs/a.md": DATA % '"image": "gone.png"'}, "", ["docs/a.md:5 missing-file"]),
        ({"docs/a.md": DATA % '"url": "gone/"'}, "", ["docs/a.md:5 missing-page"]),
        ({"docs/a.md": DATA % '"url": "../", "image": "urn:isbn:1.23"'}, "", []),
        (
            {"docs/m.xml": "<urlset>\n<image:loc>https://small.test-site.dev/sub/gone.png</image:loc></urlset>\n"},
            "",
            ["docs/m.xml:2 missing-file"],
        ),
    ],
)
def test_a_fault_is_told_at_its_line(
    tmp_path: Path, files: dict[str, str], settings: str, expected: list[str]
) -> None:
    assert reported(tmp_path, files, settings=settings) == expected


@pytest.mark.parametrize(
    "link",
    [
        "[a](gone.md)",
        "![a](gone.png)",
        "<a href='gone.md'>a</a>",
        "[a](#gone)",
        "[a](../../index.md#gone)",
        "[the text][nope]",
    ],
)
def test_an_excerpt_of_a_post_is_told_of_once(tmp_path: Path, link: str) -> None:
    post = f"---\ndate: 2024-01-01\ncategories: [One]\n---\n\n# Post\n\n{link}\n\n<!-- more -->\n\nMore.\n"
    files = {"docs/blog/index.md": "# Blog\n", "docs/blog/posts/post.md": post}
    found = reported(tmp_path, files, settings=f"{MATERIAL}plugins: [blog]\n")
    assert [place.split()[0] for place in found] == ["docs/blog/posts/post.md:8"]
