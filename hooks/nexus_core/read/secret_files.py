"""Recognises files that must not be published by their names: keys, credentials, environment files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_FILE = re.compile(
    r"id_(?:rsa|dsa|ecdsa|ed25519)|.+\.(?:pem|key|p12|pfx|jks|keystore|kdbx|ppk|env|tfstate)|env(?:\.\w+)?"
    r"|credentials(?:\.json)?|(?:client_)?secrets?\.(?:json|ya?ml|toml|txt)|service[-_]account.*\.json|htpasswd",
    re.IGNORECASE,
)

SECRET = (
    "this file looks like a secret: it is not published",
    "move it out of the note folders, and change the secret if it was ever pushed",
)
"""What is wrong with such a file, and what to do."""


def secret_files(paths: Iterable[str]) -> Iterator[str]:
    """Yield the repository paths whose names look like secrets."""
    return (path for path in paths if _FILE.fullmatch(path.rpartition("/")[2]))
