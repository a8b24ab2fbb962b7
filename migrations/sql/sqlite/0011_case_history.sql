-- What a language version of a case was, until it was replaced. The latest is in case_text; withdrawing a case removes all of it.
CREATE TABLE case_revision (
    case_id BLOB NOT NULL REFERENCES library_case (id),
    lang TEXT NOT NULL,
    -- The case's version that replaced it.
    number INTEGER NOT NULL,
    content TEXT NOT NULL,
    written_at INTEGER NOT NULL,
    replaced_at INTEGER NOT NULL,
    PRIMARY KEY (case_id, lang, number)
) STRICT;

-- What a case led to elsewhere: presented at, studied in, led to.
CREATE TABLE case_link (
    id BLOB NOT NULL PRIMARY KEY,
    case_id BLOB NOT NULL REFERENCES library_case (id),
    kind TEXT NOT NULL CHECK (kind IN ('presented_at', 'studied_in', 'led_to')),
    -- A year, a month or a day, as ISO 8601 writes them.
    happened_on TEXT NOT NULL,
    words TEXT NOT NULL,
    url TEXT
) STRICT;
CREATE INDEX case_link_by_case ON case_link (case_id);

-- The order in which cases came to the library.
CREATE INDEX library_case_by_arrival ON library_case (created_at, id);
