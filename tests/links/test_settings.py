"""Faults in mkdocs.yml are told at its lines, or at those of what it inherits from, wherever it is checked from."""

import subprocess
from pathlib import Path

import pytest

from links.small_sites import SETTINGS, reported
from nexus_links import project
from support.small_sites import write


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (r"nav: [{A: 'C:\x.md'}]", "drive-path"),
        (r'nav: [{A: "C:\\x.md"}]', "drive-path"),
        (r"nav: [{A: 'sub\b.md'}]", "missing-page"),
        (r"nav: ['sub\_b.md']", "missing-page"),
        (r"extra_css: ['C:\x.css']", "drive-path"),
        (r"extra_css: ['css\x.css']", "missing-file"),
        ("extra_css: [gone.css]", "missing-file"),
        ("nav: [index.md, gone.md]", "missing-page"),
        ("nav: [{C: c/}]", "missing-page"),
        ("extra: {social: [{link: 'htps://a.dev'}]}", "misspelt-scheme"),
    ],
)
@pytest.mark.parametrize("inherited", [False, True])
def test_a_fault_in_the_settings_is_at_its_line(tmp_path: Path, line: str, code: str, *, inherited: bool) -> None:
    own = f"INHERIT: base.yml # above\n{SETTINGS}" if inherited else f"{SETTINGS}\n{line}\n"
    files = {"mkdocs.yml": own, "base.yml": f"theme: mkdocs\n\n\n{line}\n", "docs/sub/a.md": "# A\n"}
    assert reported(tmp_path, files) == [f"{'base' if inherited else 'mkdocs'}.yml:4 {code}"]


@pytest.mark.parametrize("setting", ["site_url", "repo_url"])
def test_an_address_of_the_site_that_was_not_filled_in_is_told(tmp_path: Path, setting: str) -> None:
    settings = f"site_name: A\ntheme: mkdocs\n{setting}: https://your-name.github.io/x/\n"
    found = reported(
        tmp_path, {"mkdocs.yml": settings, "docs/index.md": "# A\n\n[b](b.md)\n", "docs/b.md": "# B\n"}
    )
    assert found == ["mkdocs.yml:3 placeholder"]


def test_a_site_on_an_example_host_is_right(tmp_path: Path) -> None:
    settings = "site_name: A\nsite_url: https://example.com/\n"
    assert reported(tmp_path, {"mkdocs.yml": settings, "docs/index.md": "# A\n\n[a](https://example.com/)\n"}) == []


REPOSITORY = (
    "repo_url: https://github.com/acme/widgets\n"
    "theme: {name: material, font: false, features: [content.action.edit]}\n"
)
BLOB = "https://github.com/acme/widgets/blob/main"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (f"extra: {{social: [{{link: '{BLOB}/NO.md', icon: fontawesome/brands/github}}]}}\n", [5]),
        (f"nav: [index.md, A: '{BLOB}/NO.md']\n", [5]),
        (f"edit_uri: edit/main/dox/\ncopyright: <a href='{BLOB}/NO.md'>x</a>\n", [5, 6]),
        ("edit_uri_template: blob/main/dox/{path}\n", [5]),
    ],
)
def test_a_link_to_the_own_repository_is_told_where_it_is_written(
    tmp_path: Path, lines: str, expected: list[int]
) -> None:
    found = reported(tmp_path, {}, settings=f"{REPOSITORY}{lines}")
    assert found == [f"mkdocs.yml:{line} missing-repository-file" for line in expected]


def test_a_link_to_the_own_repository_is_held_against_what_git_has(tmp_path: Path) -> None:
    links = "".join(f"[x]({BLOB}/{path})\n\n" for path in ("mkdocs.yml", "built/x.txt", "new.txt", "empty", "docs"))
    files = {".gitignore": "built/\n", "built/x.txt": "x", "new.txt": "x", "docs/index.md": f"# A\n\n{links}"}
    root = tmp_path / "project"
    (root / "empty").mkdir(parents=True)
    subprocess.run(["git", "init", "--quiet", root], check=True)
    found = reported(tmp_path, files, settings=REPOSITORY)
    assert found == [f"docs/index.md:{line} missing-repository-file" for line in (5, 9)]


def test_what_404_makes_of_a_template_is_no_fault_of_its_own(tmp_path: Path) -> None:
    template = (
        "{% extends 'base.html' %}\n{% block footer %}<a href='{{ base_url }}/sub/a/'>a</a>\n"
        "<a href='{{ base_url }}/gone/'>b</a>{% endblock %}\n"
    )
    files = {"overrides/main.html": template, "docs/sub/a.md": "# A\n"}
    found = reported(tmp_path, files, settings="theme: {name: mkdocs, custom_dir: overrides}\n")
    assert found == ["overrides/main.html:3 missing-page"]


def test_a_theme_that_joins_its_root_with_a_slash_is_right(tmp_path: Path) -> None:
    assert reported(tmp_path, {"docs/sub/a.md": "# A\n"}, settings="theme: readthedocs\n") == []


def test_each_place_of_one_address_is_told(tmp_path: Path) -> None:
    template = "{% extends 'base.html' %}\n{% block libs %}<link rel='x' href='{{ 'a/'|url }}'>{% endblock %}\n"
    files = {"overrides/main.html": template, "docs/sub/a.md": "# A\n"}
    settings = "theme: {name: mkdocs, custom_dir: overrides}\nnav:\n  - a/\n  - B: a/\n"
    found = reported(tmp_path, files, settings=settings)
    places = ["mkdocs.yml:5", "mkdocs.yml:6", "overrides/main.html:2"]
    assert found == [f"{place} missing-page" for place in places]


@pytest.mark.parametrize(
    "source", ["{{ base_url }}/img/gone.png", "{{ 'img/gone.png' | url }}", "/sub/img/gone.png"]
)
def test_a_template_is_told_of_once(tmp_path: Path, source: str) -> None:
    template = f"{{% extends 'base.html' %}}\n{{% block footer %}}<img src=\"{source}\">{{% endblock %}}\n"
    files = {"overrides/main.html": template, "docs/sub/a.md": "# A\n", "docs/b.md": "# B\n"}
    settings = "theme: {name: mkdocs, custom_dir: overrides}\n"
    assert reported(tmp_path, files, settings=settings) == ["overrides/main.html:2 missing-file"]


def test_snippets_are_found_from_the_folder_of_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = "markdown_extensions:\n  - pymdownx.snippets: {base_path: parts, check_paths: true}\n"
    files = {"docs/index.md": '# Home\n\n--8<-- "part.md"\n', "parts/part.md": "[a](gone.md)\n"}
    assert reported(tmp_path, files, settings=settings) == ["parts/part.md:1 missing-page"]


def test_a_site_without_an_address_has_right_settings(tmp_path: Path) -> None:
    settings = "site_name: A\nnav: [index.md, {A: a.md}, {B: a/}]\nextra: {link_fields: [see]}\n"
    files = {"mkdocs.yml": settings, "docs/a.md": "---\nsee: index.md#home\n---\n\n# A\n"}
    assert reported(tmp_path, files) == []


def test_a_snippet_from_outside_is_told_where_it_is_included(tmp_path: Path) -> None:
    settings = "markdown_extensions:\n  - pymdownx.snippets: {base_path: ../out, restrict_base_path: false}\n"
    files = {"docs/index.md": '# Home\n\n--8<-- "part.md"\n', "../out/part.md": "[a](gone.md)\n"}
    assert reported(tmp_path, files, settings=settings) == ["docs/index.md:3 missing-page"]


def test_other_settings_of_the_same_words_are_not_the_place(tmp_path: Path) -> None:
    settings = "extra_css: [gone.css]\nextra: {sheet: gone.css}\nnav: [index.md, {gone.md: gone.md}]\n"
    places = [place.split()[0] for place in reported(tmp_path, {}, settings=settings)]
    assert places == ["mkdocs.yml:3", "mkdocs.yml:5"]


def test_a_plugin_may_read_the_menu_in_its_own_way(tmp_path: Path) -> None:
    hook = "def on_files(files, config):\n    config.nav = ['index.md', 'a.md']\n"
    files = {"hook.py": hook, "docs/a.md": "# A\n"}
    assert reported(tmp_path, files, settings="hooks: [hook.py]\nnav: ['index.md', '*.md']\n") == []


def test_pages_outside_of_the_settings_folder_are_told_of(tmp_path: Path) -> None:
    files = {"mkdocs.yml": "site_name: A\n", "conf/mkdocs.yml": "site_name: A\ndocs_dir: ../docs\n"}
    root = write(tmp_path / "project", {**files, "docs/index.md": "[a](gone.md)\n"})
    assert project.built(root / "conf/mkdocs.yml", tmp_path / "site").root == root


def test_a_folder_without_pages_is_no_site(tmp_path: Path) -> None:
    write(tmp_path, {"mkdocs.yml": SETTINGS, "docs/index.md": "# Home\n", "site/robots.txt": ""})
    with pytest.raises(project.CannotBuildError, match="no page"):
        project.prebuilt(tmp_path / "mkdocs.yml", tmp_path / "site")
    with pytest.raises(project.CannotBuildError, match="no page"):
        project.site_alone(tmp_path / "site")
