-- The library's records: one case, one or several language versions.
CREATE TABLE library_case (
    id BLOB NOT NULL PRIMARY KEY,
    source TEXT NOT NULL,
    source_id TEXT NOT NULL,
    programme_id BLOB,
    edition_id BLOB,
    entry_id BLOB UNIQUE,
    entity_id BLOB,
    announcement_id BLOB REFERENCES announcement (id),
    state TEXT NOT NULL CHECK (state IN ('published', 'withdrawn')),
    withdrawn_reason TEXT,
    withdrawn_at INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (source, source_id)
) STRICT;
CREATE INDEX library_case_by_edition ON library_case (edition_id);

CREATE TABLE case_text (
    case_id BLOB NOT NULL REFERENCES library_case (id),
    lang TEXT NOT NULL,
    place INTEGER NOT NULL,
    content TEXT NOT NULL,
    content_hash BLOB NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (case_id, lang)
) STRICT;
