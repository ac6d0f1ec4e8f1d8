"""Sets /cv.pdf and the pictures that links are shown with, by Typst, where the extra `typeset` is installed.

Nothing of the machine shows in what is set: no font but those that Typst carries, no clock, no network. Text goes
in as data, so that none of it is read as markup.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

_FOLDER = Path(__file__).parent


class UnsettableError(Exception):
    """A text has letters that none of the fonts has."""


def is_installed() -> bool:
    """Return whether there is Typst to set anything with."""
    return find_spec("typst") is not None


def pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """Return a PDF that a screen reader reads, PDF/UA-1: the same bytes for the same data.

    Raises:
        UnsettableError: no font has some letter of the text.
    """
    return _compiled(template, data, "pdf")


def png(template: str, data: Mapping[str, Any]) -> bytes:
    """Return a picture, a point of the template to a pixel.

    Raises:
        UnsettableError: no font has some letter of the text.
    """
    _compiled(template, data, "pdf")  # a picture would have an empty box in the letter's place, without a word
    return _compiled(template, data, "png")


def _compiled(template: str, data: Mapping[str, Any], form: Literal["pdf", "png"]) -> bytes:
    import typst  # noqa: PLC0415 # it may not be there

    compiler = typst.Compiler(
        (_FOLDER / template).read_bytes(),
        root=_FOLDER,
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data)},
    )
    try:
        made = compiler.compile(format=form, ppi=72, pdf_standards="ua-1" if form == "pdf" else None, timestamp=0)
    except typst.TypstError as error:
        if "could not be displayed" in str(error):
            raise UnsettableError(str(error)) from None
        raise
    assert isinstance(made, bytes)  # noqa: S101 # one page gives one picture
    return made
