"""From outbox to inbox: nothing is lost, and nothing takes effect twice."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from uuid import uuid4

import pytest

from blog import outbox
from contract import EVENTS, SOME_ID, Contract


def test_followers_are_told_of_a_post_and_the_author_of_a_comment(blog):
    ama, kofi, efua = blog.join("Ama"), blog.join("Kofi"), blog.join("Efua")
    assert blog.send("notifications", "PUT", f"/v1/me/follows/{ama.id}", who=kofi)[0] == 204
    post = blog.publish(ama, "Boundaries")
    blog.comment(efua, post)
    blog.comment(ama, post)
    blog.deliver()
    assert blog.alerts(kofi) == [("post", "Ama", "Boundaries")]
    assert blog.alerts(ama) == [("comment", "Efua", "Boundaries")]
    assert blog.alerts(efua) == []


def test_an_event_that_comes_twice_takes_effect_once(blog):
    ama, kofi = blog.join("Ama"), blog.join("Kofi")
    blog.comment(kofi, blog.publish(ama))
    blog.deliver()
    blog.query("content", "UPDATE outbox SET sent_at = NULL")
    blog.deliver()
    assert len(blog.alerts(ama)) == 1


def test_an_effect_that_fails_leaves_the_event_unseen(blog):
    ama = blog.join()
    blog.send("notifications", "PUT", f"/v1/me/follows/{SOME_ID}", who=ama)
    data = {"post": SOME_ID, "author": SOME_ID, "title": "x"}
    event = {"id": str(uuid4()), "type": "post.published", "version": 1, "data": data}
    assert blog.post_event("notifications", {**event, "data": data | {"post": "no id"}}) == 500
    assert blog.post_event("notifications", event) == 204
    assert len(blog.alerts(ama)) == 1


def test_names_that_overtake_each_other_end_with_the_newest(blog):
    user = str(uuid4())
    for name, revision in ("Third", 3), ("First", 1), ("Second", 2):
        data = {"user": user, "name": name, "revision": revision}
        event = {"id": str(uuid4()), "type": "user.renamed", "version": 1, "data": data}
        assert blog.post_event("content", event) == 204
    assert blog.query("content", "SELECT name FROM person WHERE id = %s", user) == [("Third",)]


@pytest.mark.parametrize(
    ("change", "key", "status"),
    [
        ({"type": "user.vanished"}, "an-events-key", 422),
        ({"version": 2}, "an-events-key", 422),
        ({}, "a guess", 401),
        ({}, "ä", 401),
    ],
)
def test_an_inbox_refuses_what_it_does_not_know(blog, change, key, status):
    data = {"user": str(uuid4()), "name": "Eve", "revision": 1}
    event = {"id": str(uuid4()), "type": "user.renamed", "version": 1, "data": data} | change
    assert blog.post_event("content", event, key.encode().decode("latin-1")) == status
    assert blog.query("content", "SELECT 1 FROM person WHERE id = %s", data["user"]) == []


def test_a_receiver_that_is_down_delays_no_other(blog):
    blog.refusing.add("content")
    ama = blog.join("Ama")
    kofi = blog.join("Kofi")
    blog.deliver()
    assert blog.query("notifications", "SELECT name FROM person WHERE id = %s", ama.id) == [("Ama",)]
    waiting = "SELECT attempts, last_error, due > clock_timestamp() FROM outbox WHERE sent_at IS NULL"
    assert blog.query("users", waiting) == [(1, "connection refused", True)] * 2
    blog.refusing.clear()
    blog.query("users", "UPDATE outbox SET due = now()")
    blog.deliver()
    names = blog.query("content", "SELECT name FROM person WHERE id = ANY(%s::uuid[])", [ama.id, kofi.id])
    assert sorted(names) == [("Ama",), ("Kofi",)]
    assert blog.query("users", "SELECT 1 FROM outbox WHERE sent_at IS NULL") == []


def test_waits_grow_to_five_minutes_and_no_further(blog):
    blog.refusing |= {"content", "notifications"}
    blog.join()
    for attempts in 0, 3, 50:
        blog.query("users", "UPDATE outbox SET due = now(), attempts = %s", attempts)
        blog.relay("users").deliver_due()
        [wait, _] = blog.query("users", "SELECT extract(epoch FROM due - clock_timestamp()) FROM outbox")
        assert float(wait[0]) == pytest.approx(min(2.0**attempts, 300), abs=0.9)


def test_a_post_that_is_not_stored_tells_nobody(blog, monkeypatch):
    ama, post = blog.join(), uuid4()
    monkeypatch.setattr(outbox, "Jsonb", lambda _: 1 / 0)
    body, headers = {"title": "Lost", "body": "?"}, {"Authorization": f"Bearer {ama.token}"}
    answer = blog.clients["content"].http.put(f"/v1/posts/{post}", json=body, headers=headers)
    assert answer.status_code == 500
    assert blog.query("content", "SELECT 1 FROM post WHERE id = %s", post) == []


def test_two_relays_share_the_work(blog):
    for _ in range(3):
        blog.join()
    delivered, first = [], blog.relay("users")
    inside, go = threading.Event(), threading.Event()

    def slow(receiver, event):
        delivered.append((receiver, event["id"]))
        inside.set()
        assert go.wait(20)
        return ""

    object.__setattr__(first, "post", slow)
    thread = threading.Thread(target=first.deliver_due)
    thread.start()
    assert inside.wait(20)
    second = blog.relay("users")
    object.__setattr__(second, "post", lambda receiver, event: delivered.append((receiver, event["id"])) or "")
    assert second.deliver_due() == 5
    go.set()
    thread.join()
    assert len(delivered) == len(set(delivered)) == 6


@pytest.mark.parametrize(
    ("status", "error"), [(204, ""), (401, "401"), (422, "422"), (500, "500"), (None, "refused")]
)
def test_an_event_is_sent_once_its_receiver_has_said_so(status, error):
    seen = []

    class Inbox(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            seen.append((self.path, self.headers["Authorization"], json.loads(body)))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Inbox) as server:
        address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.handle_request)
        if status is None:
            server.server_close()
        else:
            thread.start()
        said = outbox.Relay("", {"content": address}, "a-key").post("content", {"type": "user.renamed"})
        if status is not None:
            thread.join()
            assert seen == [("/v1/events", "Bearer a-key", {"type": "user.renamed"})]
    assert (error in said) if error else said == ""


@pytest.mark.parametrize("kind", EVENTS)
def test_every_receiver_takes_the_smallest_event_that_the_contract_allows(blog, kind):
    data = Contract("content").sample(EVENTS[kind]["data"])
    event = {"id": str(uuid4()), "type": kind, "version": EVENTS[kind]["version"], "data": data}
    receivers = ["notifications"] if kind.startswith(("post.", "comment.")) else ["content", "notifications"]
    assert [blog.post_event(receiver, event) for receiver in receivers] == [204] * len(receivers)


def test_every_event_of_the_contract_is_sent_by_somebody(blog):
    ama = blog.join()
    blog.send("users", "PUT", "/v1/me/name", {"name": "Ama B."}, ama)
    blog.comment(ama, blog.publish(ama))
    query = "SELECT DISTINCT event ->> 'type' FROM outbox"
    sent = {kind for service in ("users", "content") for (kind,) in blog.query(service, query)}
    assert sent == set(EVENTS)
    blog.deliver()  # Which holds each to its contract.
    for service in "users", "content":
        assert blog.query(service, "SELECT last_error FROM outbox WHERE sent_at IS NULL") == []
