"""Access tokens: the user service signs them, and everyone else verifies them with its public keys alone."""

import json
import time
from dataclasses import dataclass

import jwt

ISSUER = "blog/users"
AUDIENCE = "blog"
LIFETIME = 15 * 60


@dataclass(frozen=True)
class Caller:
    """Who sent a request, according to their token; `name` is what they were called when it was issued."""

    id: str
    name: str


def issue(key: jwt.PyJWK, caller: Caller) -> str:
    """Sign an access token for 15 minutes."""
    now = int(time.time())
    claims = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": caller.id,
        "name": caller.name,
        "iat": now,
        "exp": now + LIFETIME,
    }
    return jwt.encode(claims, key, algorithm="ES256", headers={"kid": key.key_id, "typ": "at+jwt"})


class Verifier:
    """Verifies tokens with a fixed set of public keys, so that signing in is all that needs the user service."""

    def __init__(self, key_set: str) -> None:
        """Take the keys as a JSON Web Key Set, two of them while one replaces the other."""
        self._keys = {key.key_id: key for key in jwt.PyJWKSet.from_dict(json.loads(key_set)).keys}

    def verify(self, authorization: str) -> Caller:
        """Return whose token an Authorization header carries; raise InvalidTokenError if it is not valid."""
        scheme, _, token = authorization.partition(" ")
        header = jwt.get_unverified_header(token)
        key = self._keys.get(header.get("kid"))
        if scheme.lower() != "bearer" or header.get("typ") != "at+jwt" or key is None:
            raise jwt.InvalidTokenError("not an access token of a known key")
        claims = jwt.decode(
            token,
            key,
            algorithms=["ES256"],
            audience=AUDIENCE,
            issuer=ISSUER,
            leeway=10,
            options={"require": ["iss", "aud", "sub", "exp", "name"]},
        )
        return Caller(claims["sub"], claims["name"])
