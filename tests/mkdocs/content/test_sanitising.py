"""Where the settings ask for it, a stranger's note brings text and no more, and it is said what was left out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from support.small_sites import BASE, build_site, section, settings, write

EXTENSIONS = """\
markdown_extensions:
  - abbr
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - tables
  - toc: { permalink: true }
  - pymdownx.caret
  - pymdownx.details
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
      emoji_generator: !!python/name:material.extensions.emoji.to_svg
  - pymdownx.highlight: { anchor_linenums: true, linenums: true }
  - pymdownx.inlinehilite
  - pymdownx.keys
  - pymdownx.mark
  - pymdownx.superfences:
      custom_fences:
        - { name: mermaid, class: mermaid, format: !!python/name:pymdownx.superfences.fence_code_format }
  - pymdownx.tabbed: { alternate_style: true }
  - pymdownx.tasklist: { custom_checkbox: true }
  - pymdownx.tilde
"""

EVERYTHING = """\
---
title: Everything
skills: [Python]
---

# Everything {#all .big}

HTML and ==marked==, ^^under^^, ~~gone~~, H~2~O, x^2^, ++ctrl+c++,
:material-check:{ .green title="Yes" }, `#!py x = 1`.[^1]
[A button](https://a.test/?a=1&b=2){ .md-button .md-button--primary target=_blank } <me@a.test> [call](tel:+44)

![A picture](a.png){ width=300 loading=lazy align=right }

| a | b |
| --- | --: |
| 1 | 2 |

!!! note inline end "A note"

    In it.

??? tip

    Hidden.

=== "One"

    ```python title="a.py" linenums="3" hl_lines="1"
    print("<script>")  # (1)!
    ```

=== "Two"

    - [x] done
    - [ ] not done

```mermaid
graph LR; A --> B
```

Term
:   What it is

3. three
4. four

<details open markdown><summary>More</summary>

<figure markdown="span">![x](a.png)<figcaption>A caption</figcaption></figure>

</details>

<div class="grid cards" markdown>

- <kbd>K</kbd> <time datetime="2024-01-01">then</time> <span style="width: 50%">half</span>

</div>

[^1]: A footnote.
*[HTML]: A language
"""

PAGES: dict[str, str | bytes] = {
    "docs/evidence.md": "# Evidence\n\n<!-- nexus/evidence-map -->\n\n<!-- nexus/stats -->\n\n<!-- nexus/cv -->\n",
    "docs/cards.md": "# Cards\n\n<!-- nexus/project-cards { filter: true } -->\n\n<!-- nexus/recent -->\n",
    "learnings/a.png": b"\x89PNG",
}


def with_setting(extra: str = "{ sanitise: true }") -> str:
    """Return settings with everything that Material knows, and with this in `extra`."""
    before, _, _ = settings().partition("markdown_extensions:")
    return f"{before}extra: {extra}\n{EXTENSIONS}"


def article(page: str) -> str | None:
    """The text of a page, as a browser reads it, without comments and with styles in one spelling."""
    content = re.sub("<!--.*?-->", "", section(page, "<article", "</article>"), flags=re.DOTALL)
    content = re.sub('(?<=style=")[^"]*', lambda match: match[0].replace(": ", ":").rstrip(";"), content)
    return LexborHTMLParser(f"<body>{content}").html


def test_what_markdown_the_theme_and_the_components_make_stays_as_it_is(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {**BASE, **PAGES, "learnings/all.md": EVERYTHING}
    plain = build_site(write(tmp_path / "plain", {**files, "mkdocs.yml": with_setting("{}")}))
    clean = build_site(write(tmp_path / "clean", {**files, "mkdocs.yml": with_setting()}))
    assert (clean.warnings, clean.failed) == ([], False)
    pages = sorted(path.relative_to(plain.root / "site") for path in (plain.root / "site").rglob("index.html"))
    assert len(pages) > 6
    for page in map(str, pages):
        assert article(clean.html(page)) == article(plain.html(page)), page


ATTACKS = [
    ("<script>alert(1)</script>", "8:1: <script> is left out", "alert(1)"),
    ("<SCRIPT SRC=https://e.test/x.js></SCRIPT>", "8:1: <script> is left out", "e.test"),
    ("<img src=x onerror=alert(1)>", "8:20: 'onerror' of <img> is left out", "alert"),
    ("<svg onload=alert(1)><path d='M0 0'/></svg>", "'onload' of <svg> is left out", "alert"),
    ("<svg><animate onbegin=alert(1) attributeName=x /></svg>", "<animate> is left out", "alert"),
    ("<svg><a href='javascript:alert(1)'><text>x</text></a></svg>", "'href' of <a>", "javascript"),
    ("<svg><use href='data:image/svg+xml,x'/></svg>", "<use> is left out", "data:image"),
    ("<math><mtext><mglyph><style><img src onerror=alert(1)></style></mglyph></mtext></math>", "<math>", "onerror"),
    ("[x](javascript:alert(1))", "8:5: 'href' of <a> is left out", "javascript"),
    ("[x](JaVaScRiPt&colon;alert(1))", "'href' of <a> is left out", "alert(1)"),
    ("<a href='java&#9;script:alert(1)'>x</a>", "'href' of <a> is left out", "alert"),
    ("[x](data:text/html,<b>)", "'href' of <a> is left out", "data:text"),
    ("![x](data:image/svg+xml;base64,AAAA)", "8:6: 'src' of <img> is left out", "base64"),
    ("<img srcset='data:image/png,x 2x'>", "'srcset' of <img> is left out", "data:image"),
    ("<iframe src='https://e.test/'></iframe>", "8:1: <iframe> is left out", "iframe"),
    ("<object data='x.swf'></object><embed src=x>", "<object> is left out", "swf"),
    ("<form action='https://e.test/'><input name=password><button>Log in</button></form>", "<form>", "password"),
    ("<input type=password>", "8:1: <input> is left out", 'type="password'),
    ("<textarea>x</textarea><select><option>y</select>", "<textarea> is left out", "<option"),
    ("<style>body { background: url(https://e.test/) }</style>", "<style> is left out", "e.test"),
    ("<p style='background: url(https://e.test/)'>x</p>", "8:11: 'style' of <p>", "e.test"),
    ("<p style='position: fixed; inset: 0'>x</p>", "8:11: 'style' of <p>", "fixed"),
    ("<base href='https://e.test/'>", "<base> is left out", "e.test"),
    ("<meta http-equiv=refresh content='0;url=https://e.test/'>", "<meta> is left out", "e.test"),
    ("<link rel=stylesheet href='https://e.test/'>", "<link> is left out", "e.test"),
    ("<script id='__config' type='application/json'>{}</script>", "<script> is left out", "application/json'>{}"),
    ("<b id='__config'>{}</b>", "'id' of <b> is left out", "<b id"),
    ("<img id=cookie name=cookie src=x>", "'id' of <img> is left out", "cookie"),
    ("<label for='__search'>x</label>", "'for' of <label> is left out", ""),
    ("text\n{ .md-search__overlay }", "9:4: 'class' of <p> is left out", "search__overlay"),
    ("text\n{ data-md-component=search onclick=alert(1) }", "'data-md-component' of <p>", "alert"),
    ("## Head <img src=x onerror=alert(1)>", "'onerror' of <img>", "onerror"),
    ("<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>", "<noscript>", ""),
]


@pytest.mark.parametrize(("attack", "said", "gone"), ATTACKS, ids=[attack[:40] for attack, _, _ in ATTACKS])
def test_what_may_harm_a_reader_is_left_out_and_reported(tmp_path: Path, attack: str, said: str, gone: str) -> None:
    note = f"---\ntitle: A note\nskills: [Python]\n---\n\n# A note\n\n{attack}\n\nThe rest.\n"
    site = build_site(write(tmp_path, {**BASE, "learnings/a.md": note, "mkdocs.yml": with_setting()}))
    assert site.failed
    assert [warning for warning in site.warnings if warning.startswith("learnings/a.md:") and said in warning]
    page = site.html("learnings/a/index.html")
    shown = section(page, "<article", "</article>")
    assert not gone or gone not in shown
    assert "The rest." in shown
    for node in LexborHTMLParser(page).css("*"):
        assert not [name for name in node.attributes if name.startswith("on")]
        assert not (node.attributes.get("href") or "").strip().lower().startswith(("javascript:", "data:"))


def test_without_the_setting_raw_html_is_what_markdown_allows(tmp_path: Path) -> None:
    note = {"learnings/a.md": "# A\n\n<form><input name=q></form>\n"}
    site = build_site(write(tmp_path, {**BASE, **note}))
    assert (site.warnings, site.failed) == ([], False)
    assert "<form><input name=q></form>" in site.html("learnings/a/index.html")


@pytest.mark.parametrize("extra", ["{ sanitize: true }", "{ sanitise: 'yes please' }", "{ sanitise: }"])
def test_a_setting_that_is_misspelt_ends_the_build_rather_than_protect_nobody(tmp_path: Path, extra: str) -> None:
    root = write(tmp_path, {**BASE, "mkdocs.yml": with_setting(extra)})
    site = build_site(root)
    assert site.failed
    assert not site.has("index.html")
    assert any("write the setting as 'extra: { sanitise: true }'" in warning for warning in site.warnings)
