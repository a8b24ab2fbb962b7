-- What happened, for ever; and what is still to be done because of it.
CREATE TABLE ledger (
    id BLOB NOT NULL PRIMARY KEY,
    position INTEGER UNIQUE,
    at INTEGER NOT NULL,
    programme_id BLOB,
    kind TEXT NOT NULL,
    canonical BLOB NOT NULL,
    leaf BLOB NOT NULL
) STRICT;
CREATE INDEX ledger_unnumbered ON ledger (at, id) WHERE position IS NULL;
CREATE INDEX ledger_by_kind ON ledger (kind, position);

-- Kept apart so that a person's traces can be made unreadable while the hashes still verify.
CREATE TABLE ledger_salt (
    event_id BLOB NOT NULL PRIMARY KEY REFERENCES ledger (id),
    salt BLOB NOT NULL
) STRICT;

CREATE TABLE job (
    id BLOB NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    programme_id BLOB,
    payload TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'dead')),
    attempts INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    claimed_until INTEGER,
    last_error TEXT,
    created_at INTEGER NOT NULL,
    finished_at INTEGER
) STRICT;
CREATE INDEX job_due ON job (state, due_at);
CREATE INDEX job_by_programme ON job (programme_id, created_at);

CREATE TABLE lease (
    name TEXT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL,
    until INTEGER NOT NULL
) STRICT;

CREATE TABLE idempotency (
    person_id BLOB NOT NULL,
    key TEXT NOT NULL,
    request BLOB NOT NULL,
    answer TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (person_id, key)
) STRICT;
