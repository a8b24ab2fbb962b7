-- Collections: a draft that goes on, and the numbered versions that its publications froze. Of the shared address only the
-- hash of its secret is kept.
CREATE TABLE collection (
    id UUID NOT NULL PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    content TEXT NOT NULL,
    -- The number of the latest publication; 0 before the first.
    published BIGINT NOT NULL,
    link_hash BYTEA UNIQUE,
    link_made_at BIGINT,
    created_at BIGINT NOT NULL,
    saved_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX collection_by_person ON collection (person_id, id);

CREATE TABLE collection_version (
    collection_id UUID NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    content TEXT NOT NULL,
    -- By case, the hash of its texts and facts at that instant.
    case_hashes TEXT NOT NULL,
    published_at BIGINT NOT NULL,
    PRIMARY KEY (collection_id, number)
);
