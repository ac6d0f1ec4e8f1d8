"""Texts that would break out of the place where they are printed, if that place let them."""

from __future__ import annotations

from nexus_core.problems.characters import NON_PRINTABLE

HOSTILE = {
    "tags": "</title></a></article></textarea><h1>out</h1><img src=x onerror=alert(1)>",
    "a script": "<script>alert(1)</script><svg onload=alert(1)>",
    "ends of a script": "</script><!--<script>-->]]>]]&gt;<![CDATA[ */ //",
    "quotes": "\" ' onmouseover=\"alert(1)\" x='y' ` &quot; &#39;",
    "a template": "{{ config.site_name }} {% include 'x' %} {# gone #} ${x} <%= x %>",
    "entities": "&lt;b&gt; &amp;amp; &#60; & &nbsp &copy=1",
    "emphasis": "*a* __b__ `c` ~~d~~ ==e== ^f^ $g$ [^1] :smile: ++h++",
    "a link": "[x](https://e.example) ![y](z.png) [[Redis]] <https://e.example> [r]: u",
    "a cell": "a | b || c \\| d \\",
    "lines": "one\n\n# two\n\n- three\n\n    four\n\n---\n\n```\nfive",
    "a list": "- a",
    "a heading": "# a",
    "a number": "1. a",
    "a quote": "> a",
    "a rule": "***",
    "an admonition": "!!! note",
    "attributes": "x {: .md-hidden #id onclick=alert(1) } { .y }",
    "a directive": "<!-- nexus/skill-table -->",
    "an address": "javascript:alert(1)",
    "data": "data:text/html,<script>alert(1)</script>",
    "ends of lines": "a\u2028b\u2029c\x85d\re",
    "direction": "a\u202eb \u2066c \u200fd",
    "colour": "\x1b[31ma\x1b]8;;https://e.example\x07b\x9b2J",
    "nulls": "a\x00b\x08c\x7fd\ufffe",
    "a command": "::error file=x,line=1::a%0A::stop-commands::b",
    "another command": "##[error]a %0D%0A ##vso[x]b",
    "signs": "\U0001f389 e\u0301 \ufb01 \u0661 \u200b x\u00adx",
}


def as_shown(text: str) -> str:
    """Return a text of front matter as whoever reads it gets it: on one line, without what is no text."""
    return " ".join(NON_PRINTABLE.sub("\ufffd", text).split())
