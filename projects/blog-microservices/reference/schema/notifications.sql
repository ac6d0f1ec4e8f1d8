CREATE TABLE IF NOT EXISTS follow (
    follower uuid,
    author uuid,
    PRIMARY KEY (author, follower)
);

CREATE TABLE IF NOT EXISTS alert (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    event_id uuid NOT NULL,
    recipient uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('post', 'comment')),
    actor uuid NOT NULL,
    post uuid NOT NULL,
    title text NOT NULL,
    told_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (event_id, recipient)
);
CREATE INDEX IF NOT EXISTS alert_newest ON alert (recipient, told_at, id);
