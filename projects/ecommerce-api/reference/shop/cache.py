"""A cache in Redis that may fail: then every answer comes from the database.

Keys begin with the generation of the catalog. A change makes a new generation, so an answer that
was being computed meanwhile is stored where nobody looks anymore.
"""

import json
import uuid
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

GENERATION = "catalog:generation"
SECONDS = 60


def connect(url: str) -> redis.Redis:
    """Return a client that gives up at once. By itself, it retries for seconds in each request."""
    limits = {"socket_timeout": 0.2, "socket_connect_timeout": 0.2, "retry": Retry(NoBackoff(), 0)}
    return redis.Redis.from_url(url, decode_responses=True, **limits)


client = connect(settings.REDIS_URL)


def remember(question: str, answer: Callable[[], Any]) -> Any:
    """Return the cached answer to a question about the catalog, or compute and keep it."""
    try:
        # Read before the database is: what is older than a change belongs to the old generation.
        client.set(GENERATION, str(uuid.uuid4()), nx=True)
        key = f"catalog:{client.get(GENERATION)}:{question}"
        known = client.get(key)
    except redis.RedisError:
        return answer()
    if known is not None:
        return json.loads(known)
    value = answer()
    with suppress(redis.RedisError):
        client.set(key, json.dumps(value), ex=SECONDS)
    return value


def forget() -> None:
    """Begin a new generation, after a commit. Without Redis, old answers live a minute."""
    with suppress(redis.RedisError):
        client.set(GENERATION, str(uuid.uuid4()))
