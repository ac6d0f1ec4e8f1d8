"""Keeps a process from writing outside a folder and from taking too much memory, and then becomes another program.

It runs by itself, in the process that it confines, before any code of a note: as the start of `worker.py`, or as
`python confined.py FOLDER MEMORY USER PROGRAM ARGUMENTS…`, where USER is `uid:gid` or nothing. It imports
nothing but the standard library.

Linux keeps the process to the folder (Landlock, https://docs.kernel.org/userspace-api/landlock.html). Elsewhere
only what Python itself writes is kept to it, which is enough for an accident and no wall against an attack.
"""

from __future__ import annotations

import os
import sys

MAX_FILE = 256 * 1024 * 1024
"""Bytes of one file that a sample writes."""

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_NO_NEW_PRIVILEGES = 38
_WRITE, _TRUNCATE = 1 << 1, 1 << 14
_CHANGES = _WRITE | sum(1 << bit for bit in range(4, 13))
"""To write to files, and to make or remove files and folders; which of the rest there are depends on the kernel."""
_LATER = {2: 1 << 13, 3: _TRUNCATE}
"""Rights that later versions know: to move between folders, and to truncate."""
_CHANGING_EVENTS = frozenset(
    {"os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.truncate", "os.link", "os.symlink"}
)


def confine(folder: str, memory: int) -> None:
    """Confine this process, and all that it starts."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415

        for limit, most in (
            (resource.RLIMIT_DATA, memory),
            (resource.RLIMIT_FSIZE, MAX_FILE),
            (resource.RLIMIT_CORE, 0),
        ):
            hard = resource.getrlimit(limit)[1]
            resource.setrlimit(limit, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    if not (sys.platform == "linux" and _landlocked(folder)):
        _audit(os.path.realpath(folder) + os.sep)


def _landlocked(folder: str) -> bool:
    """Let the kernel keep this process to a folder; return whether it does."""
    import ctypes  # noqa: PLC0415
    import struct  # noqa: PLC0415

    call = ctypes.CDLL(None, use_errno=True).syscall
    version = call(_CREATE_RULESET, None, 0, 1)
    if version < 1:
        return False
    rights = _CHANGES | sum(right for since, right in _LATER.items() if version >= since)
    handled = struct.pack("=Q", rights)
    rules = call(_CREATE_RULESET, handled, len(handled), 0)
    if rules < 0:
        return False
    # Semaphores are in shared memory.
    for path, allowed in ((folder, rights), ("/dev/shm", rights), ("/dev/null", rights & (_WRITE | _TRUNCATE))):  # noqa: S108
        try:
            beneath = os.open(path, os.O_PATH | os.O_CLOEXEC)  # type: ignore[attr-defined,unused-ignore] # Linux only
        except OSError:
            continue
        call(_ADD_RULE, rules, 1, struct.pack("=Qi", allowed, beneath), 0)
        os.close(beneath)
    ctypes.CDLL(None).prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    restricted: int = call(_RESTRICT_SELF, rules, 0)
    os.close(rules)
    return restricted == 0


def _audit(folder: str) -> None:
    """Have Python refuse to write outside a folder."""

    def refuse(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            path, mode, flags = arguments
            writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC)
            if not writes and not (isinstance(mode, str) and set(mode) & set("wax+")):
                return
        elif event in _CHANGING_EVENTS:
            path = arguments[0]
        else:
            return
        if isinstance(path, (str, bytes, os.PathLike)):
            real = os.path.realpath(os.fsdecode(path))
            if not real.startswith(folder) and real != os.path.realpath(os.devnull):
                raise PermissionError(13, "a sample may write only in its own folder", os.fsdecode(path))

    sys.addaudithook(refuse)


def become(user: str) -> None:
    """Give up root for a user and group; only here, as Python itself may lie where that user can't read it."""
    if user and sys.platform != "win32":
        uid, gid = map(int, user.split(":"))
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)


if __name__ == "__main__":
    confine(sys.argv[1], int(sys.argv[2]))
    become(sys.argv[3])
    os.execvp(sys.argv[4], sys.argv[4:])  # noqa: S606
