-- People, their rights, and the ways in. Personal data stands in `person` alone.
CREATE TABLE person (
    id BLOB NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT UNIQUE,
    password_hash TEXT,
    locale TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    erased_at INTEGER,
    version INTEGER NOT NULL
) STRICT;

CREATE TABLE role_grant (
    id BLOB NOT NULL PRIMARY KEY,
    person_id BLOB NOT NULL REFERENCES person (id),
    role TEXT NOT NULL,
    programme_id BLOB,
    edition_id BLOB,
    panel_id BLOB,
    entity_id BLOB,
    -- Under which name they were invited; what the account says instead is shown once they accepted.
    invited_name TEXT,
    granted_at INTEGER NOT NULL,
    accepted_at INTEGER
) STRICT;
CREATE INDEX role_grant_by_person ON role_grant (person_id);
CREATE INDEX role_grant_by_programme ON role_grant (programme_id, role);
CREATE INDEX role_grant_by_entity ON role_grant (entity_id);

CREATE TABLE session (
    token_hash BLOB NOT NULL PRIMARY KEY,
    person_id BLOB NOT NULL REFERENCES person (id),
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX session_by_person ON session (person_id);

CREATE TABLE api_token (
    id BLOB NOT NULL PRIMARY KEY,
    token_hash BLOB NOT NULL UNIQUE,
    person_id BLOB NOT NULL REFERENCES person (id),
    name TEXT NOT NULL,
    scope TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    used_at INTEGER,
    expires_at INTEGER,
    revoked_at INTEGER
) STRICT;
CREATE INDEX api_token_by_person ON api_token (person_id);

CREATE TABLE link (
    token_hash BLOB NOT NULL PRIMARY KEY,
    person_id BLOB NOT NULL REFERENCES person (id),
    purpose TEXT NOT NULL,
    grant_id BLOB,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;

CREATE TABLE throttle (
    key TEXT NOT NULL PRIMARY KEY,
    window_from INTEGER NOT NULL,
    hits INTEGER NOT NULL
) STRICT;
