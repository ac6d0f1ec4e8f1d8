"""Links and pictures in HTML lead where Markdown's do, and a place in a page is told as browsers tell it."""

from __future__ import annotations

import re
from pathlib import Path

from support.small_sites import BASE, build_site, write

NOTE = """\
# HTML

<img src="cat.png" alt="A cat"> and <a href='../b.md#more'>B</a>, <a href=b.md>b</a>

<p align="center"><img alt="x > y" src="cat.png?raw=true" width="5"><br>
<a class="x" href="sub/c.md"><IMG SRC="../projects/d%20e.png"></a></p>

<div markdown>
[B](../b.md) <a href="../b.md">B</a>
</div>

<video poster="cat.png"><source src="film.mp4"></video>

<a href="https://x.example/?a=1&amp;b=2">out</a> <a href="#html">here</a> <a href="mailto:a@b.test">mail</a>

`<img src="cat.png">` <!-- <img src="nowhere.png"> -->

```html linenums="1"
<a href="b.md">code</a>
```
"""

FILES: dict[str, str | bytes] = {
    **BASE,
    "learnings/x/a.md": NOTE.replace("../b.md", "../b.md"),
    "learnings/x/b.md": "# Beside\n",
    "learnings/x/sub/c.md": "# C\n",
    "learnings/b.md": "# B\n\n## More\n",
    "learnings/x/cat.png": b"",
    "learnings/projects/d e.png": b"",
    "learnings/x/film.mp4": b"",
}


def test_html_is_resolved_as_markdown_is(tmp_path: Path) -> None:
    site = build_site(write(tmp_path, FILES))
    assert (site.warnings, site.failed) == ([], False)
    page = site.html("learnings/x/a/index.html").split("<article", 1)[1].split("</article")[0]
    found = re.findall(r'(?:src|href|poster|SRC)="([^"]*)"', page)
    expected = ["../cat.png", "../../b/#more", "../b/", "../cat.png?raw=true", "../sub/c/"]
    expected += ["../../projects/d%20e.png", "../../b/", "../../b/", "../cat.png", "../film.mp4"]
    expected += ["https://x.example/?a=1&amp;b=2", "#html", "mailto:a@b.test"]
    assert [link for link in found if link in expected] == expected
    assert '<a href="b.md">' not in page


def test_html_that_leads_nowhere_is_told_in_its_place(tmp_path: Path) -> None:
    note = '# A\n\nText <img src="gone.png"> and\n\n<p><a href="../nothing.md">x</a></p>\n'
    site = build_site(write(tmp_path, {**BASE, "learnings/a.md": note}))
    places = {"learnings/a.md:3:16": "'gone.png'", "learnings/a.md:5:13": "'../nothing.md'"}
    assert {warning.split(": ")[0] for warning in site.warnings} == set(places)
    assert all(places[warning.split(": ")[0]] in warning for warning in site.warnings)


def test_a_place_in_a_page_is_told_as_browsers_tell_it(tmp_path: Path) -> None:
    places = ("#top", "#Top", "#:~:text=any", "b.md#more:~:text=x", "b.md#caf%C3%A9", "b.md#café", "b.md#top")
    missing = ("#bottom", "b.md#other:~:text=x", "b.md#caf%C3%A8")
    note = "# A\n" + "".join(f"\n[x]({place})\n" for place in (*places, *missing))
    other = "# B\n\n## More\n\n## Café { #café }\n"
    site = build_site(write(tmp_path, {**BASE, "learnings/a.md": note, "learnings/b.md": other}))
    assert len(site.warnings) == len(missing), site.warnings
    assert all(any(f"'{place}'" in warning for warning in site.warnings) for place in missing)


def test_any_date_gives_a_site(tmp_path: Path) -> None:
    days = ("0999-01-01", "1066-10-14", "2106-02-08", "2999-01-01", "9999-12-31")
    files = {f"learnings/{day}.md": f"---\ndate: {day}\n---\n\n# {day}\n" for day in days}
    site = build_site(write(tmp_path, {**BASE, **files}))
    assert (site.warnings, site.failed) == ([], False)
    assert all(day in site.html(f"learnings/{day}/index.html") for day in days)
