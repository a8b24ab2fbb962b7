-- What happened, for ever; and what is still to be done because of it.
CREATE TABLE ledger (
    id UUID NOT NULL PRIMARY KEY,
    position BIGINT UNIQUE,
    at BIGINT NOT NULL,
    programme_id UUID,
    kind TEXT NOT NULL,
    canonical BYTEA NOT NULL,
    leaf BYTEA NOT NULL
);
CREATE INDEX ledger_unnumbered ON ledger (at, id) WHERE position IS NULL;
CREATE INDEX ledger_by_kind ON ledger (kind, position);

-- Kept apart so that a person's traces can be made unreadable while the hashes still verify.
CREATE TABLE ledger_salt (
    event_id UUID NOT NULL PRIMARY KEY REFERENCES ledger (id),
    salt BYTEA NOT NULL
);

CREATE TABLE job (
    id UUID NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    programme_id UUID,
    payload TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'dead')),
    attempts BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    claimed_until BIGINT,
    last_error TEXT,
    created_at BIGINT NOT NULL,
    finished_at BIGINT
);
CREATE INDEX job_due ON job (state, due_at);
CREATE INDEX job_by_programme ON job (programme_id, created_at);

CREATE TABLE lease (
    name TEXT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL,
    until BIGINT NOT NULL
);

CREATE TABLE idempotency (
    person_id UUID NOT NULL,
    key TEXT NOT NULL,
    request BYTEA NOT NULL,
    answer TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (person_id, key)
);
