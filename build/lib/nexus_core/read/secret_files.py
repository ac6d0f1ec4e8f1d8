"""Recognises files that must not be published by their names: keys, credentials, environment files."""

from __future__ import annotations

import re

_NAMES = (
    r"id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?|.+\.(?:pem|key|p8|p12|pfx|jks|keystore|kdbx|ppk|env|tfstate|ovpn)|env"
    r"|(?:.+[-_.])?(?:credentials?|kubeconfig)(?:\.(?:json|csv|txt|ya?ml|toml|ini|xml|conf))?"
    r"|(?:.+[-_.])?(?:client[-_])?secrets?\.(?:json|ya?ml|toml|txt|env|ini)"
    r"|service[-_]account.*\.json|htpasswd|(?:pgpass|netrc|my\.cnf)(?:\.conf)?"
)
_COPY = (
    r"(?:[-._ ](?:bak|backup|back|old|orig|original|saved?|copy|tmp|temp|swp|local|prod(?:uction)?|dev(?:elopment)?"
    r"|staging|test|\d{1,14}|zip|gz|tgz|7z|rar)|~|[ _-]*\(\d+\)| - copy)*"
)
"""What editors, programs and people in a hurry append to the name of a copy."""

SECRET = (
    "this file looks like a secret: it is not published",
    "move it out of the note folders, and change the secret if it was ever pushed",
)
"""What is wrong with such a file, and what to do."""

_FILE = re.compile(rf"#?(?:copy of )?(?:{_NAMES}){_COPY}#?", re.IGNORECASE)


def is_secret(path: str) -> bool:
    """Return whether the name of a file is that of a secret, or of a copy of one."""
    return _FILE.fullmatch(path.rpartition("/")[2]) is not None
