"""Gives the tests PostgreSQL, the services in this process, and the platform in processes of its own."""

from collections.abc import Iterator
from types import SimpleNamespace
from uuid import uuid4

import psycopg
import pytest

import loopback
from blog import content, notifications, users
from blog.outbox import Relay
from contract import EVENTS, Client, Contract, breaches


@pytest.fixture(scope="session")
def server() -> Iterator[loopback.Postgres]:
    with loopback.postgres() as server:
        loopback.create_databases(server)
        yield server


@pytest.fixture(scope="module")
def platform(server: loopback.Postgres) -> Iterator[loopback.Platform]:
    with loopback.platform(server) as platform:
        platform.start_all()
        yield platform


class Blog:
    """The three services in this process, without relays: a test delivers when it wants to."""

    def __init__(self, server: loopback.Postgres) -> None:
        with pytest.MonkeyPatch.context() as patch, loopback.platform(server) as settings:
            self.clients = {}
            for service, module in {"users": users, "content": content, "notifications": notifications}.items():
                for name, value in settings.environment(service).items():
                    patch.setenv(name, value)
                self.clients[service] = Client(Contract(service), module.create_app())
        self.server = server
        self.settings = settings
        self.refusing: set[str] = set()

    def send(self, service, method, path, body=None, who=None):
        return self.clients[service].send(method, path, body, who.token if who else "")

    def join(self, name="Ama"):
        """Sign somebody up, and return their id and token."""
        body = {"handle": f"u{uuid4().hex[:20]}", "name": name, "password": "correct horse battery"}
        status, session = self.send("users", "POST", "/v1/accounts", body)
        assert status == 201
        return SimpleNamespace(id=session["user"], token=session["token"], handle=body["handle"])

    def publish(self, who, title="Boundaries", body="Where to cut."):
        """Publish a post, and return its id."""
        post = uuid4()
        status, _ = self.send("content", "PUT", f"/v1/posts/{post}", {"title": title, "body": body}, who)
        assert status == 201
        return str(post)

    def comment(self, who, post, body="Well put."):
        """Write a comment, and return its id."""
        comment = uuid4()
        path = f"/v1/posts/{post}/comments/{comment}"
        assert self.send("content", "PUT", path, {"body": body}, who)[0] == 201
        return str(comment)

    def alerts(self, who):
        """Return what somebody is told, as kind, actor and title."""
        status, found = self.send("notifications", "GET", "/v1/me/alerts", who=who)
        assert status == 200
        return [(alert["kind"], alert["actor_name"], alert["title"]) for alert in found]

    def post_event(self, receiver, event, key=loopback.EVENTS_KEY):
        """Post an event to an inbox; return the status."""
        headers = {"Authorization": f"Bearer {key}"}
        return self.clients[receiver].http.post("/v1/events", json=event, headers=headers).status_code

    def relay(self, service):
        """Return a service's relay, which delivers in this process and holds each event to its contract."""
        blog = self

        class HereRelay(Relay):
            def post(self, receiver, event):
                promised = EVENTS[event["type"]]
                assert event["version"] == promised["version"]
                assert breaches(promised["data"], event["data"]) == []
                if receiver in blog.refusing:
                    return "connection refused"
                status = blog.post_event(receiver, event)
                return "" if status == 204 else f"status {status}"

        return HereRelay(self.server.url(service), {}, loopback.EVENTS_KEY)

    def deliver(self):
        """Deliver everything that is due."""
        for service in "users", "content":
            while self.relay(service).deliver_due():
                pass

    def query(self, service, statement, *values):
        """Run a statement on a service's database."""
        with psycopg.connect(self.server.url(service)) as db:
            cursor = db.execute(statement, values)
            return cursor.fetchall() if cursor.description else []


@pytest.fixture(scope="session")
def shared_blog(server: loopback.Postgres) -> Blog:
    return Blog(server)


@pytest.fixture
def blog(shared_blog: Blog) -> Iterator[Blog]:
    """The services, with nothing left in an outbox by another test."""
    yield shared_blog
    shared_blog.refusing.clear()
    for service in "users", "content":
        shared_blog.query(service, "DELETE FROM outbox")
