"""Creates a service's tables where they are missing: `python -m blog.migrate inbox outbox content`."""

import os
import sys
from pathlib import Path

import psycopg

SCHEMA = Path(__file__).parents[1] / "schema"


def migrate(url: str, parts: list[str]) -> None:
    """Run the files of a schema in one transaction; a second process waits for the first."""
    with psycopg.connect(url) as db:
        db.execute("SELECT pg_advisory_xact_lock(hashtext('migrate'))")
        for part in parts:
            db.execute((SCHEMA / f"{part}.sql").read_bytes())


if __name__ == "__main__":
    migrate(os.environ["DATABASE_URL"], sys.argv[1:])
