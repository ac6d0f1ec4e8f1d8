"""Lets links to files in folders of code lead to where the site shows them: to a place in the folder's page.

On GitHub such a link leads to the file itself; on the site there is no such file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nexus_core.read.markdown import without_html_blocks
from nexus_core.read.markdown_links import Definition, InlineLink, address_as_read, definitions, inline_links
from nexus_core.read.paths import relative, resolve

if TYPE_CHECKING:
    from nexus_core.model.portfolio import Portfolio


def with_code_links(body: str, path: str, portfolio: Portfolio) -> str:
    """Return the body of the note at a path with links to files of code as the page of the note has them."""
    if not portfolio.code or ("](" not in body and "]:" not in body):
        return body
    text = without_html_blocks(body)
    links: list[InlineLink | Definition] = [link for link in inline_links(text) if not link.is_image]
    links += definitions(text)
    parts, done = [], 0
    for link in sorted(links, key=lambda link: link.offset):
        target = resolve(path, address_as_read(link.address)) if link.address else None
        new = code_address(path, target, portfolio) if target and target != path else None
        if new and link.offset >= done:
            parts += [body[done : link.offset], new]
            done = link.offset + len(link.address)
    return "".join([*parts, body[done:]])


def code_address(path: str, target: str, portfolio: Portfolio) -> str | None:
    """Return the link that leads from a source to a file or a folder of code; None for any other target."""
    folder = next((each for each in portfolio.code if f"{target}/".startswith(f"{each.path}/")), None)
    anchor = folder.anchors.get(target) if folder and target != folder.page else None
    if folder is None or anchor is None:
        return None
    page = "" if folder.page == path else relative(path, folder.page)
    return f"{page}#{anchor}" if anchor or not page else page
