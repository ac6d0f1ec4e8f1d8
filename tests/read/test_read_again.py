"""What is written as front matter is read again as the same values, and a note's text stays byte for byte."""

from __future__ import annotations

import datetime as dt
import string

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nexus_core.importing.drafts import Draft
from nexus_core.problems.characters import NON_PRINTABLE
from nexus_core.read.frontmatter import split_front_matter
from nexus_core.read.markdown import first_heading, inline_text
from nexus_core.read.safe_yaml import construct
from nexus_core.schema.kinds import SECTIONS, Kind
from nexus_core.write.new_note import new_note
from nexus_core.write.yaml_text import block, scalar

EXAMPLES = settings(
    deadline=None,
    derandomize=True,  # what is found today must not depend on luck
    max_examples=200,
    suppress_health_check=[HealthCheck.too_slow],
)

ODD = st.sampled_from(
    [
        *(
            "yes",
            "~",
            "null",
            "=",
            "<<",
            "- a",
            "? a",
            "a: b",
            "a #b",
            "#b",
            "@a",
            "`a",
            "%a",
            "&a",
            "*a",
            "!a",
            "|",
        ),
        *(
            ">",
            "''",
            "'",
            '"',
            "\\",
            "{",
            "}",
            "[a]",
            "a, b",
            "2024-01-02",
            "12:30",
            "0o7",
            "010",
            "1_0",
            "1e3",
            ".nan",
        ),
        *(
            "0x1F",
            "---",
            "...",
            "--- a",
            "a\n---\nb",
            "\n",
            "\t",
            " a",
            "a ",
            "a\r\nb",
            "\r",
            "a\x85b",
            "\u2028",
            "\u2029",
        ),
        *(
            "\ufeffa",
            "\U0001f389",
            "e\u0301",
            "\u202ea",
            "[[a]]",
            "{{ a }}",
            "{% a %}",
            "<b>",
            "9" * 50,
            "+1",
            "1.",
            "\u0661",
        ),
    ]
)
TEXTS = ODD | st.text(
    st.characters(exclude_categories=["Cs"]).filter(lambda c: not NON_PRINTABLE.match(c)), max_size=12
)
ANY_TEXTS = TEXTS | st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
DATES = st.dates(dt.date(1, 1, 1))
SCALARS = st.none() | st.booleans() | st.integers() | TEXTS | DATES
NAMES_OF_FIELDS = st.text(string.ascii_letters, min_size=1, max_size=6) | TEXTS.filter(
    lambda name: name and name == name.strip()
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES_OF_FIELDS, inner, max_size=3),
    max_leaves=6,
)
FIELDS = st.dictionaries(NAMES_OF_FIELDS, VALUES, max_size=5)
BODIES = st.sampled_from(["", "\n", "# A\n\nText\n", "---\nb: c\n---\n", "\n\n---\n"]) | TEXTS.map(
    lambda t: t.replace("\r", "")
)


@EXAMPLES
@given(text=TEXTS)
def test_a_scalar_is_the_text_that_it_was(text: str) -> None:
    assert construct(f"key: {scalar(text)}\n") == {"key": text}
    assert construct(f"key: [{scalar(text)}, b]\n") == {"key": [text, "b"]}


@EXAMPLES
@given(fields=FIELDS, body=BODIES)
def test_front_matter_is_read_as_the_fields_that_it_was(fields: dict[str, object], body: str) -> None:
    front, found, _, problems = split_front_matter("learnings/a.md", f"---\n{block(fields)}---\n{body}")
    assert (front.fields, found, problems) == (fields, body, [])
    assert list(front.fields) == list(fields)


@EXAMPLES
@given(kind=st.sampled_from(SECTIONS), title=ANY_TEXTS, skills=st.lists(TEXTS), day=DATES)
def test_a_new_note_is_read_as_it_was_asked_for(kind: Kind, title: str, skills: list[str], day: dt.date) -> None:
    front, body, _, problems = split_front_matter("learnings/a.md", new_note(kind, title, day, skills))
    assert problems == []
    assert front.fields.get("title", inline_text(first_heading(body) or "")) == " ".join(
        NON_PRINTABLE.sub("", title).split()
    )
    assert (front.fields["date"], front.fields["skills"]) == (day, skills)
    assert "\n## " in body


@EXAMPLES
@given(
    fields=FIELDS,
    names=st.lists(TEXTS, min_size=1),
    comments=st.dictionaries(NAMES_OF_FIELDS, ANY_TEXTS),
    text=st.text(string.ascii_letters, min_size=1),
)
def test_an_imported_note_is_read_as_its_fields(
    fields: dict[str, object], names: list[str], comments: dict[str, str], text: str
) -> None:
    draft = Draft("learnings/a.md")
    for name, value in {**fields, "skills": names}.items():
        draft.set(name, value, comments.get(name, ""))
    draft.add(text)
    front, body, _, problems = split_front_matter("learnings/a.md", draft.text())
    assert (front.fields, body) == ({name: value for name, value in draft.fields.items() if value}, f"\n{text}\n")
    assert problems == []
