CREATE TABLE IF NOT EXISTS account (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    handle text NOT NULL UNIQUE CHECK (handle ~ '^[a-z0-9_]{3,30}$'),
    password text NOT NULL,
    name text NOT NULL,
    revision integer NOT NULL DEFAULT 1,
    joined_at timestamptz NOT NULL DEFAULT now()
);
