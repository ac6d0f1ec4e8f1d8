"""Which folders are code, which of their files are theirs, and to which note each belongs."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from nexus_core.model.code import CodeFile, CodeFolder, files_by_folder
from nexus_core.model.code_loading import MOST_OF_FILE, MOST_OF_FOLDER
from nexus_core.model.loading import load
from support.small_sites import repository_in, write

NOTE, SOURCE = "# Note\n", "x = 1\n"


@pytest.mark.parametrize(
    ("paths", "code"),
    [
        pytest.param(
            "projects/a/README.md projects/a/reference/README.md projects/a/reference/app/x.py",
            {"projects/a/reference": "README.md app/x.py"},
            id="a reference with a README, and a source file deeper in it",
        ),
        pytest.param(
            "projects/a/README.md projects/a/reference/k8s/web.yaml projects/a/reference/docs/more.md",
            {"projects/a/reference": "k8s/web.yaml docs/more.md"},
            id="a reference without a source file",
        ),
        pytest.param(
            "projects/a/README.md projects/a/reference/terms.md projects/a/reference/map.png",
            {},
            id="a reference that holds nothing but Markdown and pictures",
        ),
        pytest.param(
            "projects/a/README.md projects/a/api/README.md projects/a/api/x.go projects/a/web/x.ts",
            {"projects/a/api": "README.md x.go", "projects/a/web": "x.ts"},
            id="folders of a project, with a README and without",
        ),
        pytest.param(
            "projects/a/README.md projects/a/x.py projects/a/b/y.py projects/a/b/more.md projects/a/conf/z.yaml",
            {"projects/a": "x.py b/y.py b/more.md conf/z.yaml"},
            id="a project whose own folder is code",
        ),
        pytest.param(
            "projects/a/README.md projects/a/x.py projects/a/design.md projects/a/docs/more.md projects/a/x.png",
            {"projects/a": "x.py"},
            id="the notes and pictures of such a project",
        ),
        pytest.param(
            "projects/a/index.md projects/a/x.py projects/a/reference/y.py projects/a/b/index.md projects/a/b/z.py",
            {"projects/a": "x.py", "projects/a/reference": "y.py", "projects/a/b": "index.md z.py"},
            id="what stands alone in such a project",
        ),
        pytest.param(
            "projects/a/README.md projects/a/src/x.py projects/a/src/deep/README.md projects/a/src/deep/y.py",
            {"projects/a/src": "x.py deep/README.md deep/y.py"},
            id="the uppermost folder of code has all below it",
        ),
        pytest.param(
            "projects/a/x.py projects/a/src/notes.md",
            {"projects/a": "x.py src/notes.md"},
            id="a project without a note",
        ),
        pytest.param("projects/a.md projects/x.py", {}, id="source files in the section itself"),
        pytest.param(
            "projects/a/README.md projects/a/conf/x.yaml projects/a/more.md",
            {},
            id="a project without source files",
        ),
        pytest.param(
            "learnings/a/b.md learnings/a/code/x.sql learnings/a/code/deep/more.md",
            {"learnings/a/code": "x.sql deep/more.md"},
            id="source files below notes",
        ),
        pytest.param("learnings/a/b.md learnings/a/x.py", {}, id="a source file beside a note"),
        pytest.param("learnings/a/code/README.md learnings/a/code/x.py", {}, id="source files beside a README"),
        pytest.param("learnings/a/b.md learnings/reference/x.yaml", {}, id="a reference that is no project's"),
        pytest.param("docs/a.md docs/assets/x.js docs/reference/y.py", {}, id="pages and what they load"),
        pytest.param(
            "challenges-solutions/a/README.md challenges-solutions/a/fix/Dockerfile",
            {"challenges-solutions/a/fix": "Dockerfile"},
            id="a source file that is known by its name",
        ),
    ],
)
def test_which_folders_are_code(paths: str, code: dict[str, str]) -> None:
    expected = {folder: {f"{folder}/{name}" for name in files.split()} for folder, files in code.items()}
    assert {folder: set(files) for folder, files in files_by_folder(paths.split()).items()} == expected


def code_in(root: Path, files: dict[str, str | bytes], *, drafts: bool = False) -> tuple[CodeFolder, ...]:
    return load(repository_in(write(root, files)), drafts=drafts).portfolio.code


def test_code_belongs_to_the_next_note_that_stands_for_a_folder(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "projects/a/README.md": NOTE,
        "projects/a/reference/README.md": "# How\n",
        "projects/a/reference/x.py": SOURCE,
        "projects/a/tools/y.py": SOURCE,
        "projects/b/index.md": NOTE,
        "projects/b/z.py": SOURCE,
        "learnings/README.md": NOTE,
        "learnings/c/code/w.py": SOURCE,
    }
    assert [(each.path, each.owner, each.page, each.title) for each in code_in(tmp_path, files)] == [
        ("learnings/c/code", "", "learnings/c/code/README.md", "Code"),
        ("projects/a/reference", "projects/a/README.md", "projects/a/reference/README.md", "How"),
        ("projects/a/tools", "projects/a/README.md", "projects/a/tools/README.md", "Tools"),
        ("projects/b", "projects/b/index.md", "projects/b/index.md", "B"),
    ]


def test_a_projects_reference_is_told_from_its_other_code(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"projects/a/README.md": "---\ntitle: A\n---\n", "projects/a/src/x.py": SOURCE}
    readme = "---\nskills: [Nothing of that name]\n---\n\n# How\n\n```python\nx = 2\n```\n"
    loaded = load(
        repository_in(
            write(
                tmp_path,
                {**files, "projects/a/reference/README.md": readme, "projects/a/reference/deep/y.js": "let y;\n"},
            )
        )
    )
    project = loaded.portfolio.notes["projects/a/README.md"]
    reference, other = loaded.portfolio.code_of(project)
    assert (reference.is_reference, other.is_reference) == (True, False)
    assert reference.readme is not None
    assert "x = 2" in reference.readme.body
    assert [(file.path, file.language, file.text) for file in reference.files] == [
        ("projects/a/reference/deep/y.js", "javascript", "let y;\n")
    ]
    assert list(loaded.portfolio.notes) == ["projects/a/README.md"]
    assert [(problem.path, problem.code) for problem in loaded.problems] == [
        ("projects/a/reference/README.md", "unknown-skill")
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("large.py", b"#" * (MOST_OF_FILE + 1)),
        ("null.py", b"a\0b"),
        ("latin.py", b"# \xe9\n"),
        ("token.py", b"KEY = 'AKIAABCDEFGHIJKLMNOP'\n"),
        ("picture.png", b"\x89PNG"),
    ],
)
def test_what_is_large_or_no_text_or_secret_is_only_named(name: str, content: bytes, tmp_path: Path) -> None:
    found = code_in(tmp_path, {"projects/a/README.md": NOTE, f"projects/a/reference/{name}": content, **PLAIN})
    assert {file.path.rpartition("/")[2]: file.text is None for file in found[0].files} == {
        "plain.py": False,
        name: True,
    }


PLAIN: dict[str, str | bytes] = {"projects/a/reference/plain.py": SOURCE}


def test_files_are_shown_until_their_folder_is_large(tmp_path: Path) -> None:
    each = "#" * MOST_OF_FILE
    number = MOST_OF_FOLDER // MOST_OF_FILE + 2
    files = {f"learnings/code/{index}.py": each for index in range(number)}
    shown = sum(len(file.text or "") for file in code_in(tmp_path, {**files})[0].files)
    assert MOST_OF_FOLDER - MOST_OF_FILE < shown <= MOST_OF_FOLDER


def test_what_programs_and_people_keep_to_themselves_is_never_read(tmp_path: Path) -> None:
    hidden = ("node_modules/x/README.md", "deep/__pycache__/x.py", ".venv/y.py", ".env", "id_rsa", "prod.env")
    files = {f"projects/a/reference/{path}": NOTE for path in hidden}
    loaded = load(repository_in(write(tmp_path, {"projects/a/README.md": NOTE, **files, **PLAIN})))
    assert loaded.portfolio.code[0].files == (CodeFile("projects/a/reference/plain.py", SOURCE),)
    assert list(loaded.portfolio.notes) == ["projects/a/README.md"]
    told = [problem.path.rpartition("/")[2] for problem in loaded.problems if problem.code == "secret-file"]
    assert told == ["id_rsa", "prod.env"]
    assert loaded.assets == ()


@pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
def test_what_git_ignores_is_never_shown(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    files: dict[str, str | bytes] = {
        ".gitignore": "dist/\n*.log\n/projects/b/\n",
        "projects/a/README.md": NOTE,
        "projects/a/reference/dist/README.md": NOTE,
        "projects/a/reference/dist/x.py": SOURCE,
        "projects/a/reference/run.log": "ran\n",
        "projects/b/x.py": SOURCE,
    }
    found = code_in(tmp_path, {**files, **PLAIN})
    assert [(folder.path, [file.path for file in folder.files]) for folder in found] == [
        ("projects/a/reference", ["projects/a/reference/plain.py"])
    ]


def test_only_pictures_that_a_text_names_are_published(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "projects/a/README.md": "![plan](<reference/the plan.svg>)\n",
        "projects/a/reference/README.md": "![flow](flow.png) [x](x.py)\n",
        "projects/a/reference/the plan.svg": "<svg/>",
        "projects/a/reference/flow.png": b"",
        "projects/a/reference/logo.png": b"",
        "projects/a/beside.png": b"",
    }
    loaded = load(repository_in(write(tmp_path, {**files, **PLAIN})))
    assert [path.rpartition("/")[2] for path in loaded.assets] == ["beside.png", "flow.png", "the plan.svg"]


@pytest.mark.parametrize("drafts", [False, True])
def test_the_code_of_a_draft_is_a_draft(drafts: bool, tmp_path: Path) -> None:
    draft = "---\ndraft: true\n---\n\n# Draft\n"
    files: dict[str, str | bytes] = {
        "projects/a/README.md": draft,
        "projects/a/reference/x.py": SOURCE,
        "projects/b/README.md": NOTE,
        "projects/b/reference/README.md": draft,
        "projects/b/reference/x.py": SOURCE,
    }
    assert bool(code_in(tmp_path, files, drafts=drafts)) is drafts


def test_files_have_anchors_of_their_own_and_folders_that_of_their_first_file() -> None:
    names = ("a/b.py", "a-b.py", "ä.py", "c.py")
    folder = CodeFolder(
        "projects/p/reference", "", "", tuple(CodeFile(f"projects/p/reference/{name}") for name in names)
    )
    assert {path.removeprefix("projects/p/reference"): anchor for path, anchor in folder.anchors.items()} == {
        "": "",
        "/a/b.py": "file-a-b-py",
        "/a": "file-a-b-py",
        "/a-b.py": "file-a-b-py-2",
        "/ä.py": "file-ä-py",
        "/c.py": "file-c-py",
    }
