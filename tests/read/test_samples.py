"""A note's samples are its fences, with what each prints and a digest of all that runs with it."""

from __future__ import annotations

import pytest

from nexus_core.read.samples import Sample, read_samples

NOTE = """\
# Title

```python
a = 1
```

```sql title="Rows"
SELECT 1;
```

```text title="Output"
 1
```

Words.

```python
print(a)
```

```text title="Output"
1
```
"""


def fence(language: str, source: str) -> str:
    return f"```{language}\n{source}\n```\n"


def only(text: str) -> Sample:
    (sample,) = read_samples(text)
    return sample


def test_each_has_its_line_and_the_output_that_follows_it() -> None:
    found = [(s.line, s.language, s.title, s.source, s.expected, s.expected_line) for s in read_samples(NOTE, 5)]
    assert found == [
        (7, "python", "", "a = 1\n", None, 0),
        (11, "sql", "Rows", "SELECT 1;\n", " 1\n", 15),
        (21, "python", "", "print(a)\n", "1\n", 25),
    ]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("- a\n\n    ~~~py\n    if a:\n        b\n    ```\n    ~~~\n", "if a:\n    b\n```\n"),
        ("> ```python\n> a\n>\n>     b\n> ```\n", "a\n\n    b\n"),
        ("1.  a\n\n    ```python\n    a\n\n    b\n    ```\n", "a\n\nb\n"),
        ('```{ .python title="x" }\na\n```\n', "a\n"),
        ("```Python hl_lines='1'\na\n```\n", "a\n"),
        ("```python\n```\n", ""),
    ],
)
def test_code_is_what_is_between_the_fences(text: str, source: str) -> None:
    sample = only(text)
    assert (sample.language, sample.source, sample.is_closed) == ("python", source, True)


@pytest.mark.parametrize("text", [fence("", "a"), "    a = 1\n", "Words.\n", "`a`\n"])
def test_what_names_no_language_is_none(text: str) -> None:
    assert read_samples(text) == []


def test_a_fence_in_a_fence_is_none() -> None:
    assert only("````markdown\n```python\na\n```\n````\n").language == "markdown"


@pytest.mark.parametrize("text", ["```python\na\n", "```python\na\n```\n\n```text title='Output'\n1\n"])
def test_one_without_an_end_says_so(text: str) -> None:
    assert not only(text).is_closed


def test_a_reason_not_to_run_and_the_name_of_a_file_are_in_the_title() -> None:
    assert only(fence('rust title="a.rs (not run: needs a compiler)"', "")).not_run == "needs a compiler"
    assert only(fence('json title="a.json"', "{}")).file_name == "a.json"
    assert only(fence('json title="../a.json"', "{}")).file_name == ""


CHANGES = {
    "nothing": ("Words.", "Other words."),
    "its code": ("print(a)", "print( a)"),
    "its output": ("1\n```\n", "1 \n```\n"),
    "an earlier sample": ("a = 1", "a = 2"),
    "an earlier title": ("Rows", "rows"),
}


@pytest.mark.parametrize(("old", "new"), CHANGES.values(), ids=CHANGES)
def test_its_digest_is_of_all_that_runs_with_it(old: str, new: str) -> None:
    head, _, tail = NOTE.rpartition(old)
    same = read_samples(NOTE)[2].digest == read_samples(head + new + tail)[2].digest
    assert same == (old == "Words.")


def test_what_follows_and_what_earlier_samples_print_are_not_in_its_digest() -> None:
    first, second, _ = (sample.digest for sample in read_samples(NOTE))
    changed = [sample.digest for sample in read_samples(NOTE.replace("print(a)", "print(2)"))]
    assert changed[:2] == [first, second]
    assert read_samples(NOTE.replace("\n 1\n", "\n 2\n"))[2].digest == read_samples(NOTE)[2].digest
