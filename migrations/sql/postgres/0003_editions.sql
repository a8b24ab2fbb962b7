-- The award as data.
CREATE TABLE programme (
    id UUID NOT NULL PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);

CREATE TABLE edition (
    id UUID NOT NULL PRIMARY KEY,
    programme_id UUID NOT NULL REFERENCES programme (id),
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    year BIGINT NOT NULL,
    phase TEXT NOT NULL,
    phase_kind TEXT NOT NULL,
    form TEXT NOT NULL,
    deadlines TEXT NOT NULL,
    eligibility TEXT NOT NULL,
    labels TEXT NOT NULL,
    synthetic BOOLEAN NOT NULL,
    next_number BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    UNIQUE (programme_id, slug)
);

CREATE TABLE entity (
    id UUID NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    country TEXT NOT NULL,
    region TEXT,
    parent_id UUID,
    population BIGINT,
    lat DOUBLE PRECISION,
    lon DOUBLE PRECISION,
    search_name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX entity_by_name ON entity (search_name);

CREATE TABLE submission (
    id UUID NOT NULL PRIMARY KEY,
    programme_id UUID NOT NULL,
    edition_id UUID NOT NULL REFERENCES edition (id),
    number BIGINT NOT NULL,
    entity_id UUID NOT NULL REFERENCES entity (id),
    created_by UUID NOT NULL REFERENCES person (id),
    state TEXT NOT NULL,
    state_kind TEXT NOT NULL,
    language TEXT NOT NULL,
    title TEXT NOT NULL,
    answers TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    saved_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    UNIQUE (edition_id, number)
);
CREATE INDEX submission_by_edition ON submission (edition_id, id);
CREATE INDEX submission_by_entity ON submission (entity_id, id);

CREATE TABLE sealed_version (
    submission_id UUID NOT NULL REFERENCES submission (id),
    number BIGINT NOT NULL,
    receipt TEXT NOT NULL,
    content BYTEA NOT NULL,
    sha256 BYTEA NOT NULL,
    consent TEXT NOT NULL,
    sealed_by UUID NOT NULL,
    sealed_at BIGINT NOT NULL,
    PRIMARY KEY (submission_id, number)
);
CREATE INDEX sealed_version_by_receipt ON sealed_version (receipt);
