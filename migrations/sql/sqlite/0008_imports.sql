-- Files given to the library to be imported: how they are read, how far they are, what came of them.
CREATE TABLE import_file (
    id BLOB NOT NULL PRIMARY KEY,
    file_name TEXT NOT NULL,
    format TEXT NOT NULL,
    sheets TEXT NOT NULL,
    sheet TEXT,
    bytes INTEGER NOT NULL,
    sample TEXT NOT NULL,
    mapping TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('ready', 'queued', 'running', 'done', 'failed')),
    run TEXT CHECK (run IN ('trial', 'import')),
    report TEXT,
    fault TEXT,
    created_by BLOB,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;
CREATE INDEX import_file_by_state ON import_file (state);

-- Mappings kept for the next file of the same kind.
CREATE TABLE import_mapping (
    id BLOB NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    mapping TEXT NOT NULL,
    saved_by BLOB,
    saved_at INTEGER NOT NULL
) STRICT;
