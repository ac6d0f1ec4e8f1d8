CREATE TABLE IF NOT EXISTS inbox (
    event_id uuid PRIMARY KEY,
    received_at timestamptz NOT NULL DEFAULT now()
);

-- A copy of what the user service owns: as old as its last event.
CREATE TABLE IF NOT EXISTS person (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    revision integer NOT NULL
);
