CREATE TABLE IF NOT EXISTS post (
    id uuid PRIMARY KEY,
    author uuid NOT NULL REFERENCES person,
    title text NOT NULL,
    body text NOT NULL,
    published_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS post_newest ON post (published_at, id);

CREATE TABLE IF NOT EXISTS comment (
    id uuid PRIMARY KEY,
    post uuid NOT NULL REFERENCES post,
    author uuid NOT NULL REFERENCES person,
    body text NOT NULL,
    written_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS comment_newest ON comment (post, written_at, id);
