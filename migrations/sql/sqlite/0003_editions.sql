-- The award as data.
CREATE TABLE programme (
    id BLOB NOT NULL PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE TABLE edition (
    id BLOB NOT NULL PRIMARY KEY,
    programme_id BLOB NOT NULL REFERENCES programme (id),
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    year INTEGER NOT NULL,
    phase TEXT NOT NULL,
    phase_kind TEXT NOT NULL,
    form TEXT NOT NULL,
    deadlines TEXT NOT NULL,
    eligibility TEXT NOT NULL,
    labels TEXT NOT NULL,
    synthetic INTEGER NOT NULL,
    next_number INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (programme_id, slug)
) STRICT;

CREATE TABLE entity (
    id BLOB NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    country TEXT NOT NULL,
    region TEXT,
    parent_id BLOB,
    population INTEGER,
    lat REAL,
    lon REAL,
    search_name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;
CREATE INDEX entity_by_name ON entity (search_name);

CREATE TABLE submission (
    id BLOB NOT NULL PRIMARY KEY,
    programme_id BLOB NOT NULL,
    edition_id BLOB NOT NULL REFERENCES edition (id),
    number INTEGER NOT NULL,
    entity_id BLOB NOT NULL REFERENCES entity (id),
    created_by BLOB NOT NULL REFERENCES person (id),
    state TEXT NOT NULL,
    state_kind TEXT NOT NULL,
    language TEXT NOT NULL,
    title TEXT NOT NULL,
    answers TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    saved_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (edition_id, number)
) STRICT;
CREATE INDEX submission_by_edition ON submission (edition_id, id);
CREATE INDEX submission_by_entity ON submission (entity_id, id);

CREATE TABLE sealed_version (
    submission_id BLOB NOT NULL REFERENCES submission (id),
    number INTEGER NOT NULL,
    receipt TEXT NOT NULL,
    content BLOB NOT NULL,
    sha256 BLOB NOT NULL,
    consent TEXT NOT NULL,
    sealed_by BLOB NOT NULL,
    sealed_at INTEGER NOT NULL,
    PRIMARY KEY (submission_id, number)
) STRICT;
CREATE INDEX sealed_version_by_receipt ON sealed_version (receipt);
