"""Sends events: stored with the change that they tell of, delivered afterwards by a relay of their own.

`python -m blog.outbox` is that relay. It runs beside a service, on the service's database.
"""

import json
import logging
import os
import time
import urllib.request
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import psycopg
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from .service import Database

BATCH = 50
TIMEOUT = 2.0
DUE = """
    SELECT position, receiver, event FROM outbox
    WHERE sent_at IS NULL AND due <= clock_timestamp()
    ORDER BY position LIMIT 1 FOR UPDATE SKIP LOCKED
"""
SENT = "UPDATE outbox SET sent_at = clock_timestamp() WHERE position = %s"
LATER = """
    UPDATE outbox SET attempts = attempts + 1, last_error = %s,
        due = clock_timestamp() + least(2 ^ least(attempts, 10), 300) * interval '1 second'
    WHERE position = %s
"""


def add(db: Database, kind: str, data: dict[str, Any], receivers: tuple[str, ...]) -> None:
    """Store an event in the caller's transaction: one row for each receiver, so that none waits for another."""
    event = {"id": str(uuid4()), "type": kind, "version": 1, "data": data}
    for receiver in receivers:
        db.execute("INSERT INTO outbox (receiver, event) VALUES (%s, %s)", (receiver, Jsonb(event)))


@dataclass(frozen=True)
class Relay:
    """Delivers what is due, to the address of each receiver."""

    database: str
    receivers: dict[str, str]
    key: str

    def deliver_due(self) -> int:
        """Try each event that is due once, and return how many were accepted."""
        accepted = 0
        with psycopg.connect(self.database, row_factory=dict_row, autocommit=True) as db:
            for _ in range(BATCH):
                with db.transaction():
                    row = db.execute(DUE).fetchone()
                    if row is None:
                        break
                    error = self.post(row["receiver"], row["event"])
                    if error:
                        db.execute(LATER, (error, row["position"]))
                    else:
                        db.execute(SENT, (row["position"],))
                        accepted += 1
        return accepted

    def post(self, receiver: str, event: dict[str, Any]) -> str:
        """Post one event to an inbox; return what went wrong, or an empty text."""
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.key}"}
        address, body = f"{self.receivers[receiver]}/v1/events", json.dumps(event).encode()
        try:
            with urllib.request.urlopen(urllib.request.Request(address, body, headers), timeout=TIMEOUT):
                return ""
        except OSError as error:  # A refusal too: a receiver one release behind takes the event later.
            logging.warning("%s for %s: %s", event["type"], receiver, error)
            return str(error)


def main() -> None:
    """Deliver until the process is stopped; a row that was not marked in time is delivered again."""
    relay = Relay(os.environ["DATABASE_URL"], json.loads(os.environ["RECEIVERS"]), os.environ["EVENTS_KEY"])
    while True:
        try:
            relay.deliver_due()
        except psycopg.OperationalError as error:
            logging.error("outbox: %s", error)
        time.sleep(0.2)


if __name__ == "__main__":
    main()
