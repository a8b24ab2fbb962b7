-- People, their rights, and the ways in. Personal data stands in `person` alone.
CREATE TABLE person (
    id UUID NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT UNIQUE,
    password_hash TEXT,
    locale TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    erased_at BIGINT,
    version BIGINT NOT NULL
);

CREATE TABLE role_grant (
    id UUID NOT NULL PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    role TEXT NOT NULL,
    programme_id UUID,
    edition_id UUID,
    panel_id UUID,
    entity_id UUID,
    -- Under which name they were invited; what the account says instead is shown once they accepted.
    invited_name TEXT,
    granted_at BIGINT NOT NULL,
    accepted_at BIGINT
);
CREATE INDEX role_grant_by_person ON role_grant (person_id);
CREATE INDEX role_grant_by_programme ON role_grant (programme_id, role);
CREATE INDEX role_grant_by_entity ON role_grant (entity_id);

CREATE TABLE session (
    token_hash BYTEA NOT NULL PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX session_by_person ON session (person_id);

CREATE TABLE api_token (
    id UUID NOT NULL PRIMARY KEY,
    token_hash BYTEA NOT NULL UNIQUE,
    person_id UUID NOT NULL REFERENCES person (id),
    name TEXT NOT NULL,
    scope TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT,
    expires_at BIGINT,
    revoked_at BIGINT
);
CREATE INDEX api_token_by_person ON api_token (person_id);

CREATE TABLE link (
    token_hash BYTEA NOT NULL PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    purpose TEXT NOT NULL,
    grant_id UUID,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);

CREATE TABLE throttle (
    key TEXT NOT NULL PRIMARY KEY,
    window_from BIGINT NOT NULL,
    hits BIGINT NOT NULL
);
