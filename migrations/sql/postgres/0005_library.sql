-- The library's records: one case, one or several language versions.
CREATE TABLE library_case (
    id UUID NOT NULL PRIMARY KEY,
    source TEXT NOT NULL,
    source_id TEXT NOT NULL,
    programme_id UUID,
    edition_id UUID,
    entry_id UUID UNIQUE,
    entity_id UUID,
    announcement_id UUID REFERENCES announcement (id),
    state TEXT NOT NULL CHECK (state IN ('published', 'withdrawn')),
    withdrawn_reason TEXT,
    withdrawn_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    UNIQUE (source, source_id)
);
CREATE INDEX library_case_by_edition ON library_case (edition_id);

CREATE TABLE case_text (
    case_id UUID NOT NULL REFERENCES library_case (id),
    lang TEXT NOT NULL,
    place BIGINT NOT NULL,
    content TEXT NOT NULL,
    content_hash BYTEA NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (case_id, lang)
);
