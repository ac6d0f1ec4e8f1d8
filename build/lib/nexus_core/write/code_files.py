"""The files of a folder of code as Markdown: each that is text in a fence of its own, under its path."""

from __future__ import annotations

import re
from collections.abc import Callable

from nexus_core.model.code import CodeFile, CodeFolder
from nexus_core.write.markup import Place, address, escape, without_marks


def compose(folder: CodeFolder, place: Place) -> str:
    """Return the Markdown that lists a folder's files, below a heading of its own, and shows them."""
    if not folder.files:
        return ""
    anchors, link = folder.anchors, place.view.source_link
    parts = ["## Code" if folder.page == folder.owner else "## Files"]
    entries = (_entry(file, escape(folder.name_of(file)), anchors[file.path], link) for file in folder.files)
    parts += ['<div class="code-files" markdown>', "\n".join(entries), "</div>"]
    for file in folder.files:
        if file.text is not None:
            parts.append(f"### {escape(folder.name_of(file))} {{ #{anchors[file.path]} }}")
            if link:
                parts.append(f"[In the repository]({address(link(file.path))})\n{{ .code-source }}")
            parts.append(_fence(file))
    return "\n\n".join(parts)


def _entry(file: CodeFile, name: str, anchor: str, link: Callable[[str], str] | None) -> str:
    if file.text is not None:
        return f"- [{name}](#{anchor})"
    shown = f"[{name}]({address(link(file.path))})" if link else name
    return f'- <span id="{anchor}"></span>{shown} (not shown)'


def _fence(file: CodeFile) -> str:
    text = without_marks(file.text or "").rstrip("\n")
    ticks = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{ticks}{file.language}\n{text}\n{ticks}"
