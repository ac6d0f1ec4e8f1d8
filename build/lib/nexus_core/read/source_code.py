"""Recognises source code by the names of files, and says in which language each is highlighted."""

from __future__ import annotations

import posixpath

_SOURCE = (
    "bash: sh bash, c: c h, clojure: clj, cpp: cc cpp hpp, csharp: cs, dart: dart, docker: dockerfile"
    ", elixir: ex exs, erlang: erl, go: go, haskell: hs, java: java, javascript: js mjs cjs, jsx: jsx"
    ", kotlin: kt, lua: lua, make: makefile, perl: pl, php: php, postgresql: sql, protobuf: proto"
    ", python: py pyi, r: r, ruby: rb, rust: rs, scala: scala, swift: swift, terraform: tf, tsx: tsx"
    ", typescript: ts"
)
"""Languages, as Pygments calls them, with the suffixes of their files, or the names of those without one."""

_BESIDE = (
    "css: css, graphql: graphql, html: html, ini: cfg ini, json: json, markdown: md markdown, toml: toml, xml: xml"
    ", yaml: yaml yml"
)
"""The same of what stands beside source code, and anywhere else too."""


def _by_suffix(table: str) -> dict[str, str]:
    entries = (entry.partition(": ") for entry in table.split(", "))
    return {suffix: language for language, _, suffixes in entries for suffix in suffixes.split()}


_LANGUAGES, _OTHERS = _by_suffix(_SOURCE), _by_suffix(_BESIDE)

_PICTURES = frozenset({"avif", "gif", "ico", "jpeg", "jpg", "png", "svg", "webp"})


def is_source(path: str) -> bool:
    """Return whether a path is that of source code."""
    return _suffix(path) in _LANGUAGES


def is_picture(path: str) -> bool:
    """Return whether a path is that of a picture."""
    return _suffix(path) in _PICTURES


def language_of(path: str) -> str:
    """Return the language in which a file is highlighted, as Pygments calls it."""
    suffix = _suffix(path)
    return _LANGUAGES.get(suffix) or _OTHERS.get(suffix) or "text"


def _suffix(path: str) -> str:
    """Return the suffix of a file's name in lower case, or the name of a file without one."""
    return posixpath.basename(path).lower().rpartition(".")[2]
