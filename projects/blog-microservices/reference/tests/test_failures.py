"""The platform in processes of its own, with one of them stopped: what still works."""

import time
from uuid import uuid4

import psycopg
import pytest

from loopback import SERVICES

PAGE = """
    { posts(first: 2) { title author { name profile { handle } } comments { body author { name } } } }
"""
JOIN = """
    mutation ($handle: String!, $name: String!) {
      signUp(handle: $handle, name: $name, password: "correct horse battery") { user token }
    }
"""
PUBLISH = """
    mutation ($id: ID!, $title: String!) { publish(id: $id, title: $title, body: "Where to cut.") { id } }
"""
COMMENT = """
    mutation ($id: ID!, $post: ID!) { comment(id: $id, post: $post, body: "Well put.") { id } }
"""
ALERTS = "{ alerts { kind title actor { name } } }"


def join(platform, name):
    handle = f"u{uuid4().hex[:20]}"
    session = platform.ask(JOIN, handle=handle, name=name)["data"]["signUp"]
    return handle, session["user"], session["token"]


def publish(platform, token, title="Boundaries"):
    answer = platform.ask(PUBLISH, token, id=str(uuid4()), title=title)
    assert "errors" not in answer
    return answer["data"]["publish"]["id"]


def comment(platform, token, post):
    return platform.ask(COMMENT, token, id=str(uuid4()), post=post)


def wait_for(check):
    """Wait until a check returns something, as a reader who reloads would."""
    give_up = time.monotonic() + 30
    while time.monotonic() < give_up:
        if found := check():
            return found
        time.sleep(0.1)
    raise AssertionError("it never came")


def codes(answer):
    return {error["extensions"]["code"] for error in answer.get("errors", [])}


def test_a_comment_comes_to_its_reader_through_every_process(platform):
    handle, _, ama = join(platform, "Ama")
    _, _, kofi = join(platform, "Kofi")
    assert codes(comment(platform, kofi, publish(platform, ama))) == set()
    [post, *_] = platform.ask(PAGE)["data"]["posts"]
    assert post["author"] == {"name": "Ama", "profile": {"handle": handle}}
    assert post["comments"] == [{"body": "Well put.", "author": {"name": "Kofi"}}]
    expected = [{"kind": "comment", "title": "Boundaries", "actor": {"name": "Kofi"}}]
    # The name comes from another service's relay, so it may come after the alert.
    assert wait_for(lambda: platform.ask(ALERTS, ama)["data"]["alerts"] == expected)


@pytest.mark.parametrize("how", ["killed", "hanging"])
def test_without_the_user_service_posts_still_render_and_readers_still_write(platform, how):
    _, _, ama = join(platform, "Ama")
    publish(platform, ama)
    if how == "killed":
        platform.kill("users")
    else:
        platform.hold("users")
        platform.restart_gateway(patience=3)
    try:
        post = publish(platform, ama, "Written meanwhile")
        assert codes(comment(platform, ama, post)) == set()
        answer = platform.ask(PAGE)
        assert answer["data"]["posts"][0] == {
            "title": "Written meanwhile",
            "author": {"name": "Ama", "profile": None},
            "comments": [{"body": "Well put.", "author": {"name": "Ama"}}],
        }
        assert {error["message"] for error in answer["errors"]} == {"the users service does not answer"}
    finally:
        if how == "killed":
            platform.start("users")
        else:
            platform.release("users")
            platform.restart_gateway(patience=20)
    assert platform.ask(PAGE)["data"]["posts"][0]["author"]["profile"]


def test_without_notifications_nothing_is_lost(platform):
    _, _, ama = join(platform, "Ama")
    _, _, kofi = join(platform, "Kofi")
    platform.kill("notifications")
    try:
        assert codes(comment(platform, kofi, publish(platform, ama, "Late"))) == set()
        answer = platform.ask("{ alerts { title } posts(first: 1) { title } }", ama)
        assert answer["data"] == {"alerts": None, "posts": [{"title": "Late"}]}
    finally:
        platform.start("notifications")
    assert wait_for(lambda: platform.ask(ALERTS, ama)["data"]["alerts"])[0]["title"] == "Late"


def test_a_relay_that_dies_goes_on_where_it_was(platform):
    _, _, ama = join(platform, "Ama")
    _, _, kofi = join(platform, "Kofi")
    platform.kill("content-relay")
    post = publish(platform, ama, "Waiting")
    assert codes(comment(platform, kofi, post)) == set()
    assert platform.ask(ALERTS, ama)["data"]["alerts"] == []
    platform.start("content-relay")
    assert [alert["title"] for alert in wait_for(lambda: platform.ask(ALERTS, ama)["data"]["alerts"])] == [
        "Waiting"
    ]


def test_without_content_there_are_still_alerts(platform):
    _, _, ama = join(platform, "Ama")
    platform.kill("content")
    try:
        answer = platform.ask("{ posts { title } alerts { title } }", ama)
        assert (answer["data"], codes(answer)) == ({"posts": None, "alerts": []}, {"UNAVAILABLE"})
    finally:
        platform.start("content")


def test_no_service_can_enter_the_database_of_another(server):
    for service in SERVICES:
        for other in set(SERVICES) - {service}:
            with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
                psycopg.connect(server.url(other, role=service))
