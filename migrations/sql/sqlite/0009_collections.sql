-- Collections: a draft that goes on, and the numbered versions that its publications froze. Of the shared address only the
-- hash of its secret is kept.
CREATE TABLE collection (
    id BLOB NOT NULL PRIMARY KEY,
    person_id BLOB NOT NULL REFERENCES person (id),
    content TEXT NOT NULL,
    -- The number of the latest publication; 0 before the first.
    published INTEGER NOT NULL,
    link_hash BLOB UNIQUE,
    link_made_at INTEGER,
    created_at INTEGER NOT NULL,
    saved_at INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;
CREATE INDEX collection_by_person ON collection (person_id, id);

CREATE TABLE collection_version (
    collection_id BLOB NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    content TEXT NOT NULL,
    -- By case, the hash of its texts and facts at that instant.
    case_hashes TEXT NOT NULL,
    published_at INTEGER NOT NULL,
    PRIMARY KEY (collection_id, number)
) STRICT;
