"""What looks wrong and works on the site as it is deployed is no error, beside a fault of the same kind."""

import subprocess
from pathlib import Path

import pytest

from links.small_sites import reported

HOME = "https://small.test-site.dev/sub/"
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><a href="#pick">a</a><a href="#no">b</a></svg>\n'
SNIPPETS = "markdown_extensions: [attr_list, {pymdownx.snippets: {base_path: [docs]}}]\n"
TUTORIAL = """\
# Start

    $ shop serve --port 4000

[http://localhost:4000](http://localhost:4000), <http://127.0.0.1:9000/x>, [`localhost`](http://localhost/a), [it](http://0.0.0.0:4000/).

[Fault](http://localhost:4000/second/)
"""
MACROS = """\
def on_page_markdown(markdown, **_):
    return markdown.replace("{{ base }}", "gone").replace("{{ link('part') }}", "[x](no/part.md)")
"""
MACRO_PAGE = "# A\n\nText.\n\n[x]({{ base }}/b.md)\n\nSee {{ link('part') }}.\n"
MARKUP = """\
# Links

    [a link](https://example.com/) and ![a picture](https://example.org/x.png)

[a link](https://example.com/) and ![a picture](https://example.org/x.png)

![a picture](https://example.org/other.png)
"""


@pytest.mark.parametrize(
    ("files", "settings", "expected"),
    [
        pytest.param(
            {
                "docs/a.svg": "<svg xmlns='http://www.w3.org/2000/svg' id='a'/>",
                "docs/x.css": "img[src$='#right'] { float: right }\n",
                "docs/a.md": "[![a](a.svg#only-dark)](a.svg#only-dark) ![a](a.svg#right)\n\n![a](a.svg#no)\n",
            },
            "extra_css: [x.css]\n",
            ["docs/a.md:3 missing-anchor"],
            id="fragments that are style hooks",
        ),
        pytest.param(
            {
                "docs/over/main.html": (
                    "{% extends 'base.html' %}\n"
                    "{% block footer %}<a href='{{ page.canonical_url }}'>a</a>{% endblock %}\n"
                ),
                "docs/over/part.html": "<a href='gone'>x</a>\n",
                "docs/demo.html": "<p v-if='a'>{{ name }}<a href='gone'>x</a>\n",
                "docs/plain.html": "<a href='gone'>x</a>\n",
            },
            "theme: {name: mkdocs, custom_dir: docs/over}\n",
            ["docs/plain.html:1 missing-page"],
            id="copied templates",
        ),
        pytest.param(
            {"docs/flow.svg": SVG, "docs/a.md": '# A\n\n--8<-- "flow.svg"\n\n## Pick\n'},
            SNIPPETS,
            ["docs/flow.svg:1 missing-anchor"],
            id="an SVG drawn into a page",
        ),
        pytest.param(
            {"docs/flow.svg": SVG, "docs/a.md": "[alone](flow.svg)\n"},
            "",
            ["docs/flow.svg:1 missing-anchor"] * 2,
            id="an SVG that is opened",
        ),
        pytest.param({"docs/a.md": TUTORIAL}, "", ["docs/a.md:7 localhost"], id="a tutorial's server"),
        pytest.param({"docs/a.md": MARKUP}, "", ["docs/a.md:7 placeholder"], id="markup that is shown"),
        pytest.param(
            {"docs/a.md": MACRO_PAGE, "macros.py": MACROS},
            "hooks: [macros.py]\n",
            ["docs/a.md:5 missing-page", "docs/a.md:7 missing-page"],
            id="addresses that macros make",
        ),
        pytest.param(
            {"docs/a.md": f"[a]({HOME}latest/) [b](/sub/2.1/x/) [c]({HOME}v3.0-rc1/)\n\n[d]({HOME}strat/)\n"},
            "extra: {version: {provider: mike}}\n",
            ["docs/a.md:3 missing-page"],
            id="versions by mike",
        ),
        pytest.param(
            {"docs/a.md": "[a](/sub/de/x/) [b](../fr/)\n\n[c](/sub/it/)\n", "docs/fr/no.txt": ""},
            "extra: {alternate: [{link: /sub/, lang: en}, {link: ./de/, lang: de}, {link: /sub/fr/, lang: fr}]}\n",
            ["docs/a.md:1 missing-page", "docs/a.md:3 missing-page", "mkdocs.yml:3 missing-page"],
            id="languages, one of them built here",
        ),
        pytest.param(
            {
                "docs/a.md": f"[a](/old/) [b](/sub/api/x/)\n\n[c]({HOME}manual/) [d](/sub/manual/#no)\n",
                "docs/next/index.md": "# Next\n",
            },
            "extra: {links: {elsewhere: [/old/, api], map: {/sub/manual/: docs/next/}}}\n",
            ["docs/a.md:3 missing-anchor"],
            id="what the author names",
        ),
    ],
)  # fmt: skip
def test_only_the_fault_is_told(
    tmp_path: Path, files: dict[str, str | bytes], settings: str, expected: list[str]
) -> None:
    assert reported(tmp_path, files, settings=settings) == expected


def test_readthedocs_serves_other_versions_and_languages(tmp_path: Path) -> None:
    settings = "site_name: A\nsite_url: https://shop.readthedocs.io/en/latest/\n"
    text = "[a](/de/latest/) [b](https://shop.readthedocs.io/en/stable/x/)\n\n[c](/nowhere)\n"
    assert reported(tmp_path, {"mkdocs.yml": settings, "docs/a.md": text}) == ["docs/a.md:3 outside-site"]


def test_addresses_of_the_own_repository_are_read_as_its_host_reads_them(tmp_path: Path) -> None:
    blob = "https://github.com/acme/widgets/blob/main"
    paths = (
        "//docs/index.md",
        "/docs/./index.md",
        "/docs/x/../index.md",
        "/sparse/a.md",
        "/sparse",
        "//docs/no.md",
    )
    links = "".join(f"[x]({blob}{path})\n\n" for path in paths)
    root = tmp_path / "project"
    (root / "sparse").mkdir(parents=True)
    (root / "sparse/a.md").write_text("x", encoding="utf-8")
    for command in (["init", "--quiet"], ["add", "-A"]):
        subprocess.run(["git", *command], cwd=root, check=True)
    (root / "sparse/a.md").unlink()
    found = reported(tmp_path, {"docs/index.md": links}, settings="repo_url: https://github.com/acme/widgets\n")
    assert found == ["docs/index.md:11 missing-repository-file"]


def test_each_language_that_a_plugin_builds_keeps_its_sources(tmp_path: Path) -> None:
    plugin = (
        "from mkdocs.commands.build import build\n"
        "from mkdocs.structure.files import Files\n"
        "state = []\n"
        "def on_files(files, config):\n"
        "    state.append(1)\n"
        "    kept = [each for each in files if each.src_uri.startswith('fr.') == (len(state) > 1)]\n"
        "    return Files(kept + [each for each in files if not each.is_documentation_page()])\n"
        "def on_post_build(config):\n"
        "    if len(state) == 1:\n"
        "        build(config, dirty=True)\n"
    )
    files = {
        "langs.py": plugin,
        "docs/b.md": "# B\n\n[x](index.md) [y](gone.md)\n",
        "docs/fr.c.md": "[z](gone.md)\n",
    }
    found = reported(tmp_path, files, settings="hooks: [langs.py]\nnav: [index.md, b.md]\n")
    assert {"docs/b.md:3 missing-page", "docs/fr.c.md:1 missing-page"} <= set(found)
    assert not any(place.startswith("mkdocs.yml:5") for place in found)
