"""Finds where a sample uses something: a language, a module, a command, an image, an action, a key, a file.

Code is read as tokens, so that a comment or a string never counts. Python is read by its own parser.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from nexus_core.read import python_code

_PYTHON = frozenset({"python", "py", "py3", "python3", "pycon"})
_SHELL = frozenset({"bash", "sh", "shell", "zsh", "console", "shell-session", "dockerfile", "docker"})
_YAML = frozenset({"yaml", "yml"})
_SQL = frozenset({"sql", "postgresql", "postgres", "plpgsql", "mysql", "psql"})
_HASHED = ("conf", "elixir", "graphql", "hcl", "ini", "make", "nginx", "perl", "promql", "r", "ruby", "toml")

_HASH, _DASHES, _SLASHES = r"(?<![^\s;])#[^\n]*", r"--[^\n]*|/\*.*?\*/", r"//[^\n]*|/\*.*?\*/"
"""How comments are written."""
_COMMENT = {
    **dict.fromkeys((*_HASHED, *_PYTHON, *_SHELL, *_YAML), _HASH),
    **dict.fromkeys((*_SQL, "lua", "haskell"), _DASHES),
}
"""The comments of a language; any other's begin with slashes."""

_STRING = r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|`(?:\\.|[^`\\])*`'
_WORD = r"[^\W\d][\w-]*(?:(?:\.|::)[\w-]+)*"
_TOKENS = {
    comment: re.compile(rf"(?P<comment>{comment})|(?P<string>{_STRING})|(?P<word>{_WORD})|(?P<mark>\S)", re.DOTALL)
    for comment in (_HASH, _DASHES, _SLASHES)
}
_IMPORT = frozenset({"import", "from", "require", "using", "use", "include", "library", "export"})
_COMMAND = re.compile(
    r"(?:^|[|&;(]|\$\()[ \t]*(?:[$%>][ \t]+)?"
    r"(?:(?:RUN|CMD|ENTRYPOINT|sudo|exec|time|env|then|do|else|if|while|!|\w+=\S*)[ \t]+)*"
    r"(?P<name>[\w./+-]*[\w+])(?P<rest>[^\n|&;]*)",
    re.MULTILINE,
)
_RUNNERS = frozenset({"npx", "bunx", "uvx", "-m", "pipx", "poetry", "uv", "run"})
_IMAGE = re.compile(r"(?<![\w/.:-])(?:[\w.-]+(?::\d+)?/)*(?P<name>[a-z][\w.-]*)(?::[\w.-]+|@sha256:\w+)(?![\w/:])")
_FROM = re.compile(r"^[ \t]*FROM[ \t]+(?:--\S+[ \t]+)?(?P<image>\S+)", re.MULTILINE)
_KEY = re.compile(
    r"^[ \t]*(?:-[ \t]+)*(?P<key>[\w./-]+)[ \t]*:(?=[ \t]|$)[ \t]*(?P<value>[^\s#][^\n]*)?", re.MULTILINE
)
_LAST_NAME = re.compile(r"[^./:]*\Z")
_STATEMENT = re.compile(r"(?:\A|;)\s*(?P<word>[A-Za-z]+)")


class Use(NamedTuple):
    """Something that a sample uses, and the line, from 0, on which it does."""

    word: str
    line: int


def uses(language: str, title: str, source: str, wanted: Collection[str]) -> dict[str, set[int]]:
    """Return which of some words a sample uses, each with the lines, from 0, on which it does.

    Its language, and the name of its file, are used on no line in particular.

    Args:
        language: what it is written in.
        title: what is written above it, which may be a file's name.
        source: the code.
        wanted: the words.
    """
    if not source.strip():
        return {}
    found: dict[str, set[int]] = {name: set() for name in (language, *_names(title)) if name in wanted}
    code = source.lower()
    words = {word for word in wanted if _LAST_NAME.search(word)[0].lower() in code}  # type: ignore[index]
    if not words:
        return found
    of_python = python_code.uses(source, words) if language in _PYTHON else None
    for word, line in _uses(language, source) if of_python is None else of_python:
        if word in words:
            found.setdefault(word, set()).add(line)
    return found


def _names(title: str) -> Iterator[str]:
    """Yield what a file can be told by: its name, how it ends, and the folders that hold it."""
    if not title or " " in title:
        return
    *folders, name = title.split("/")
    yield name
    for index, char in enumerate(name):
        if char == "." and index:
            yield name[index + 1 :]
    for count in range(1, len(folders) + 1):
        yield "/".join(folders[:count])


def _uses(language: str, source: str) -> Iterator[Use]:
    comment = _COMMENT.get(language, _SLASHES)
    if language in _YAML:
        yield from _of_yaml(_without_comments(source, comment))
    elif language in _SHELL:
        yield from _of_shell(_without_comments(source, comment))
    elif language in _SQL:
        text = _without_comments(source, comment, strings=True)
        for match in _STATEMENT.finditer(text):
            yield Use(match["word"].lower(), text.count("\n", 0, match.start("word")))
    else:
        yield from _of_imports(source, comment)


def _without_comments(text: str, comment: str, *, strings: bool = False) -> str:
    """Return code with its comments blank, and its strings too where they hold no names."""

    def blank(match: re.Match[str]) -> str:
        kind = match.lastgroup
        return re.sub(r"[^\n]", " ", match[0]) if kind == "comment" or (strings and kind == "string") else match[0]

    return _TOKENS[comment].sub(blank, text)


def _of_yaml(text: str) -> Iterator[Use]:
    """Yield the keys, the images and the actions of YAML."""
    for match in _KEY.finditer(text):
        line = text.count("\n", 0, match.start("key"))
        value = (match["value"] or "").strip().strip("\"'")
        yield Use(match["key"], line)
        if match["key"] == "image":
            yield Use(_image_name(value), line)
        elif match["key"] == "uses":
            path = value.partition("@")[0].split("/")
            yield from (Use("/".join(path[:count]), line) for count in range(1, len(path) + 1))
        elif match["key"] == "kind":
            yield Use(value, line)


def _of_shell(text: str) -> Iterator[Use]:
    """Yield the commands of a script, and the images that they name."""
    for match in _COMMAND.finditer(text):
        line = text.count("\n", 0, match.start("name"))
        name = match["name"].rpartition("/")[2]
        yield Use(name, line)
        rest = match["rest"].split()
        for before, word in zip([name, *rest], rest, strict=False):
            if before in _RUNNERS:
                yield Use(word, line)
        if name in {"docker", "podman", "kubectl"}:
            yield from (Use(image["name"], line) for image in _IMAGE.finditer(match["rest"]))
    for match in _FROM.finditer(text):
        yield Use(_image_name(match["image"]), text.count("\n", 0, match.start("image")))


def _image_name(image: str) -> str:
    return image.rpartition("/")[2].partition("@")[0].partition(":")[0]


def _of_imports(text: str, comment: str) -> Iterator[Use]:
    """Yield what any other language imports, where it uses what that is called, and the keys of JSON."""
    tokens = [match for match in _TOKENS[comment].finditer(text) if match.lastgroup != "comment"]
    bound: dict[str, str] = {}
    for index, token in enumerate(tokens):
        line = text.count("\n", 0, token.start())
        following = tokens[index + 1][0] if index + 1 < len(tokens) else ""
        if token.lastgroup == "string":
            if following == ":":
                yield Use(token[0][1:-1], line)
        elif token["word"] in _IMPORT:
            statement = _statement(tokens, index)
            names = [name for each in statement for name in _module_names(each)]
            yield from (Use(name, line) for name in names)
            start = index
            while start and text.count("\n", 0, tokens[start - 1].start()) == line:
                start -= 1
            around = (*tokens[start:index], *statement)
            bound |= {each["word"]: names[0] for each in around if each["word"] and names}
        elif (first := (token["word"] or "").partition(".")[0]) in bound:
            yield Use(bound[first], line)


def _statement(tokens: list[re.Match[str]], index: int) -> list[re.Match[str]]:
    """Return the tokens of an import after its first word: those up to the module's name."""
    found = []
    for token in tokens[index + 1 : index + 40]:
        if token[0] in {";", "="}:
            break
        found.append(token)
        if token.lastgroup == "string":
            break
    return found


def _module_names(token: re.Match[str]) -> Iterator[str]:
    """Yield a module's name and those of the packages around it."""
    name = token[0][1:-1] if token.lastgroup == "string" else token["word"] or ""
    parts = re.split(r"([./:]+)", name)
    return ("".join(parts[: count + 1]) for count in range(0, len(parts), 2) if parts[count])
