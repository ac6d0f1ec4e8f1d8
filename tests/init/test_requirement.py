"""A new portfolio requires this package from where it was installed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from nexus_init.requirement import is_of_this_machine, requirement_of

GIT = {"vcs": "git", "commit_id": "0" * 40}


@pytest.mark.parametrize(
    ("noted", "expected"),
    [
        (None, "alx-project-nexus>=1.2.3"),
        (
            {"url": "https://git.test/nexus.git", "vcs_info": GIT},
            "alx-project-nexus @ git+https://git.test/nexus.git",
        ),
        (
            {
                "url": "https://git.test/nexus",
                "vcs_info": {**GIT, "requested_revision": "v1"},
                "subdirectory": "a/b",
            },
            "alx-project-nexus @ git+https://git.test/nexus@v1#subdirectory=a/b",
        ),
        ({"url": "https://a.test/x.whl", "archive_info": {}}, "alx-project-nexus @ https://a.test/x.whl"),
        ({"url": "file:///home/me/nexus", "dir_info": {}}, "alx-project-nexus @ file:///home/me/nexus"),
    ],
)
def test_the_requirement_names_the_place(noted: dict[str, Any] | None, expected: str) -> None:
    found = requirement_of(json.dumps(noted) if noted else None, "1.2.3")
    assert found == expected
    assert is_of_this_machine(found) is ("file:" in expected)
