"""A page runs what its templates and plugins have put there, and nothing that came with a text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from mkdocs.config.base import load_config
from mkdocs.exceptions import PluginError
from selectolax.lexbor import LexborHTMLParser

from nexus_mkdocs.content.content_security import ContentSecurity
from support.small_sites import BASE, Site, build_site, settings, write

TEMPLATE = """\
<!doctype html>
<html>
<head>
<meta charset=utf-8>
<script>theme()</script></head>
<body>{text}</body>"""
RUNS = {"", "module", "text/javascript"}


def security(extra: object = None) -> ContentSecurity:
    config = load_config(docs_dir=str(Path(__file__).parent), site_name="x", extra=extra or {})
    return ContentSecurity(config, runs_wasm=False)


def finished(text: str, *, added: str = "", extra: object = None) -> str:
    """Return a page of a text, to which another plugin has added something."""
    made = security(extra)
    printed = made.marked("main.html", TEMPLATE, None).format(text=text)
    return made.with_policy(made.without_text_elements(printed).replace("</head>", f"{added}</head>"))


def sources(page: str, directive: str) -> list[str]:
    """The sources that a page's policy has for a directive."""
    policy = re.search('Policy" content="([^"]*)"', page)
    assert policy
    return next(each.split()[1:] for each in policy[1].split("; ") if each.split()[0] == directive)


def running(page: str) -> list[str]:
    """What browsers would try to run of a page: the code or the address of each script."""
    scripts = LexborHTMLParser(page).css("script")
    live = [node for node in scripts if (node.attributes.get("type") or "").lower() in RUNS]
    return [node.attributes.get("src") or node.text() for node in live]


INERT = [
    "<script>evil()</script>",
    "<SCRIPT type=module>evil()</SCRIPT>",
    "<script/src=data.txt></script>",
    "<script src='/notes/data.txt'></script>",
    "<script src=https://e.test/x.js></script>",
    '<script src="https://e.test/x.js"></script>',
    '<script type="application/json" type="module">{}</script>',
    "<script\n>evil()</script>",
    "<svg><script>evil()</script></svg>",
    "<svg><script href='data.txt'></script></svg>",
    "<table><tr><td><script>evil()</script>",
    "<template shadowrootmode=open><script>evil()</script></template>",
    "<p title='\"><script>evil()</script>",
    "<textarea></textarea><script>theme()//</script>",
    "<noscript><p title='</noscript><script>evil()</script>'></noscript>",
    "<!-- <script>evil()</script> --!> <script>evil()</script>",
]


@pytest.mark.parametrize("text", INERT)
def test_a_script_of_a_text_is_inert_and_has_no_hash(text: str) -> None:
    page = finished(text)
    assert running(page) == ["theme()"]
    assert len(sources(page, "script-src")) == 2


@pytest.mark.parametrize(
    ("text", "selector"),
    [
        ("<style>p { display: none }</style>", "style:not([type='text/plain'])"),
        ("<meta http-equiv=refresh content='0;url=https://e.test/'>", "meta[http-equiv=refresh]"),
        ("<META HTTP-EQUIV=refresh content='0;url=https://e.test/'>", "meta[http-equiv=refresh]"),
        ("<iframe srcdoc='&lt;script src=/data.txt>'></iframe>", "[srcdoc]"),
        ("<iframe title='>' SRCDOC = '&lt;script src=/data.txt>'></iframe>", "[srcdoc]"),
    ],
)
def test_what_else_acts_on_a_page_is_inert(text: str, selector: str) -> None:
    page = finished(text)
    assert LexborHTMLParser(page).css(selector) == []
    assert sources(page, "style-src") == ["'self'"]


def test_text_that_only_speaks_of_such_things_is_shown_as_it_is() -> None:
    text = "<iframe title=x></iframe><code>&lt;iframe srcdoc=&quot;x&quot;&gt;&lt;script&gt;</code>"
    body = LexborHTMLParser(finished(text)).css_first("code")
    assert body is not None
    assert body.text() == '<iframe srcdoc="x"><script>'


@pytest.mark.parametrize(
    "text",
    ['<script type="application/json">{}</script>', '<script type="math/tex; mode=display">x</script>'],
)
def test_data_keeps_the_type_that_its_readers_look_for(text: str) -> None:
    assert text in finished(text)


def test_what_a_plugin_adds_runs() -> None:
    page = finished("<script>evil()</script>", added="<script>box()</script><style>b {}</style>")
    assert running(page) == ["theme()", "box()"]
    assert len(sources(page, "script-src")) == 3
    assert len(sources(page, "style-src")) == 2


NAMED = {"script-src": ["https://giscus.app", "https://*.cdn.test/x/"], "connect-src": ["https://api.test"]}


@pytest.mark.parametrize(
    ("script", "runs"),
    [
        ('<script src="https://giscus.app/client.js" data-repo="a/b" async></script>', True),
        ('<script async src="https://a.cdn.test/y.js"></script>', True),
        ('<script src="https://giscus.app.e.test/client.js"></script>', False),
        ('<script src="http://giscus.app/client.js"></script>', False),
        ('<script title=" src=x" src="https://giscus.app/client.js">evil()</script>', True),
        ("<script title=\"'\" src='https://giscus.app/client.js'></script>", False),
    ],
)
def test_a_script_of_an_origin_that_the_author_names_is_left_alone(script: str, runs: bool) -> None:
    page = finished(script, extra={"content_security_policy": NAMED})
    assert len(running(page)) == 1 + runs
    assert {"'self'", *NAMED["script-src"]} <= {*sources(page, "script-src")}
    assert sources(page, "connect-src") == ["'self'", "https://api.test"]
    # The theme's; code beside an address never runs.
    assert sum("sha256" in source for source in sources(page, "script-src")) == 1


def test_an_author_may_allow_styles_for_diagrams_that_draw_themselves() -> None:
    page = finished("<style>b {}</style>", extra={"content_security_policy": {"style-src": ["'unsafe-inline'"]}})
    assert "<style>b {}</style>" in page
    assert sources(page, "style-src") == ["'self'", "'unsafe-inline'"]


@pytest.mark.parametrize(
    "setting",
    [
        "yes",
        None,
        ["https://a.test"],
        {"scripts": ["https://a.test"]},
        {"base-uri": ["https://a.test"]},
        {"script-src": "https://a.test"},
        {"script-src": ["https://a.test; object-src *"]},
        {"script-src": ['"><script>']},
    ],
)
def test_a_setting_that_is_misspelt_ends_the_build(setting: object) -> None:
    with pytest.raises(PluginError, match=r"mkdocs\.yml: write the setting as"):
        security({"content_security_policy": setting})


@pytest.mark.parametrize(
    ("page", "before"),
    [
        ("<p>text", ""),
        ("<!doctype html><html lang=en><head><title>x</title>", "<!doctype html><html lang=en><head>"),
        (
            "<!-- x --><!doctype html>\n<head>\n<meta charset='x'><p>",
            "<!-- x --><!doctype html>\n<head>\n<meta charset='x'>",
        ),
        ("<header><script>x()</script>", ""),
        ("<!--><script>x()</script>-->", ""),
        ("", ""),
    ],
)
def test_a_policy_stands_before_all_that_it_applies_to(page: str, before: str) -> None:
    protected = security().with_policy(page)
    assert protected.startswith(f'{before}<meta http-equiv="Content-Security-Policy"')
    assert protected.endswith(page.removeprefix(before))


HOOK = """\
from mkdocs.plugins import event_priority

@event_priority(-20000)
def on_post_page(output, page, config):
    return output.replace("Content-Security-Policy", "x") if page.file.src_uri == "learnings/a.md" else output
"""

HOSTILE = {
    "author": "author: '\"><script>evil()</script>'",
    "authors": "author: [Ann, '<b>Bob</b>']",
    "subtitle": "subtitle: '<script>evil()</script>'",
    "revised": "revision_date: '<script>evil()</script>'\ngit_creation_date_localized: '<img onerror=evil()>'",
    "other": "whatever: { deep: ['</script><script>evil()</script>'] }\nmine: '<script>evil()</script>'",
    "redirect": "template: redirect.html\nlocation: https://e.test/",
    "partial": "template: partials/comments.html",
    "post": "template: blog-post.html",
    "map": "template: sitemap.xml",
    "piece": "template: piece.html",
    "own": "template: own.html",
}
"""Front matter that templates print, or that asks for a template."""

OWN = '{% extends "main.html" %}{% block content %}<i>{{ page.meta.mine }}</i>{{ page.content }}{% endblock %}'


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """One site of all these notes, with a theme of the author's own, and a hook that takes one policy out."""
    root = tmp_path_factory.mktemp("hostile")
    notes = {
        f"learnings/{name}.md": f"---\ntitle: {name.title()}\nskills: [Redis]\n{front}\n---\n\nThe text.\n"
        for name, front in HOSTILE.items()
    }
    notes["learnings/own.md"] = notes["learnings/own.md"].replace(
        "skills:", "mine: '<script>evil()</script>'\nskills:"
    )
    configured = settings().replace("font: false", "custom_dir: theme, font: false")
    configured = configured.replace("portfolio.py]", "portfolio.py, hook.py]")
    configured += "extra_javascript: [{ path: own.js, type: module }]\n"
    files = {"docs/own.js": "1;", "hook.py": HOOK, "theme/own.html": OWN, "theme/piece.html": "{{ page.title }}"}
    write(root, {**BASE, **notes, **files, "learnings/a.md": "# A\n", "mkdocs.yml": configured})
    return build_site(root, strict=False)


@pytest.mark.parametrize("name", HOSTILE)
def test_front_matter_is_text_wherever_it_is_printed(name: str, hostile: Site) -> None:
    page = hostile.html(f"learnings/{name}/index.html")
    tree = LexborHTMLParser(page)
    assert "The text." in page
    assert not [code for code in running(page) if "evil" in code]
    assert tree.css("img[onerror], meta[http-equiv=refresh]") == []
    if name == "authors":
        author = tree.css_first("meta[name=author]")
        assert author is not None
        assert author.attributes["content"] == "Ann, <b>Bob</b>"
    if name == "own":
        assert "<i>&lt;script&gt;evil()&lt;/script&gt;</i>" in page


def test_what_is_no_template_for_pages_is_told_with_its_place(hostile: Site) -> None:
    told = [warning.split("\n")[0] for warning in hostile.warnings if "template" in warning]
    assert [line.partition(": unknown")[0] for line in told] == [
        f"learnings/{name}.md:4:11" for name in ("map", "partial", "piece", "post", "redirect")
    ]
    assert "there are: main.html, own.html" in told[0]


def test_a_page_without_a_policy_is_a_warning(hostile: Site) -> None:
    (told,) = [warning for warning in hostile.warnings if "Policy" in warning]
    assert told.startswith("learnings/a.md:1:1: the page has no Content-Security-Policy")


def test_every_page_has_a_policy(hostile: Site) -> None:
    # The hook takes one page's policy out, and a page that redirects holds nothing of a note.
    others = [path for path in (hostile.root / "site").rglob("*.html") if path.parent.name != "a"]
    pages = [page for path in others if 'http-equiv="refresh"' not in (page := path.read_text(encoding="utf-8"))]
    assert len(pages) > len(HOSTILE)
    for page in pages:
        assert sources(page, "style-src")[:1] == ["'self'"]
        assert "'unsafe-inline'" not in sources(page, "style-src")


def test_scripts_that_the_settings_name_run(hostile: Site) -> None:
    assert "own.js" in " ".join(running(hostile.html("learnings/author/index.html")))
