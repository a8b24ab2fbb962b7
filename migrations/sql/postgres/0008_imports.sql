-- Files given to the library to be imported: how they are read, how far they are, what came of them.
CREATE TABLE import_file (
    id UUID NOT NULL PRIMARY KEY,
    file_name TEXT NOT NULL,
    format TEXT NOT NULL,
    sheets TEXT NOT NULL,
    sheet TEXT,
    bytes BIGINT NOT NULL,
    sample TEXT NOT NULL,
    mapping TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('ready', 'queued', 'running', 'done', 'failed')),
    run TEXT CHECK (run IN ('trial', 'import')),
    report TEXT,
    fault TEXT,
    created_by UUID,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX import_file_by_state ON import_file (state);

-- Mappings kept for the next file of the same kind.
CREATE TABLE import_mapping (
    id UUID NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    mapping TEXT NOT NULL,
    saved_by UUID,
    saved_at BIGINT NOT NULL
);
