-- How entries are screened, judged and decided.
CREATE TABLE entry (
    id BLOB NOT NULL PRIMARY KEY,
    programme_id BLOB NOT NULL,
    edition_id BLOB NOT NULL REFERENCES edition (id),
    submission_id BLOB NOT NULL UNIQUE REFERENCES submission (id),
    entity_id BLOB NOT NULL REFERENCES entity (id),
    number INTEGER NOT NULL,
    title TEXT NOT NULL,
    language TEXT NOT NULL,
    stage TEXT NOT NULL,
    stage_kind TEXT NOT NULL,
    sealed_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (edition_id, number)
) STRICT;

CREATE TABLE panel (
    id BLOB NOT NULL PRIMARY KEY,
    programme_id BLOB NOT NULL,
    edition_id BLOB NOT NULL REFERENCES edition (id),
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;
CREATE INDEX panel_by_edition ON panel (edition_id);

CREATE TABLE panel_member (
    panel_id BLOB NOT NULL REFERENCES panel (id),
    person_id BLOB NOT NULL REFERENCES person (id),
    chair INTEGER NOT NULL,
    joined_at INTEGER NOT NULL,
    left_at INTEGER,
    PRIMARY KEY (panel_id, person_id)
) STRICT;

CREATE TABLE round (
    id BLOB NOT NULL PRIMARY KEY,
    programme_id BLOB NOT NULL,
    edition_id BLOB NOT NULL REFERENCES edition (id),
    panel_id BLOB NOT NULL REFERENCES panel (id),
    ordinal INTEGER NOT NULL,
    name TEXT NOT NULL,
    rules TEXT NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (edition_id, ordinal)
) STRICT;

CREATE TABLE assignment (
    id BLOB NOT NULL PRIMARY KEY,
    programme_id BLOB NOT NULL,
    edition_id BLOB NOT NULL,
    round_id BLOB NOT NULL REFERENCES round (id),
    entry_id BLOB NOT NULL REFERENCES entry (id),
    judge_id BLOB NOT NULL REFERENCES person (id),
    state TEXT NOT NULL,
    state_kind TEXT NOT NULL,
    assigned_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (round_id, entry_id, judge_id)
) STRICT;
CREATE INDEX assignment_by_judge ON assignment (judge_id, round_id);

-- Every version a judge saved, never changed afterwards.
CREATE TABLE scorecard (
    id BLOB NOT NULL PRIMARY KEY,
    programme_id BLOB NOT NULL,
    assignment_id BLOB NOT NULL REFERENCES assignment (id),
    number INTEGER NOT NULL,
    scores TEXT NOT NULL,
    comment_to_organiser TEXT,
    comment_to_entrant TEXT,
    submitted INTEGER NOT NULL,
    saved_at INTEGER NOT NULL,
    UNIQUE (assignment_id, number)
) STRICT;

CREATE TABLE announcement (
    id BLOB NOT NULL PRIMARY KEY,
    programme_id BLOB NOT NULL,
    edition_id BLOB NOT NULL REFERENCES edition (id),
    title TEXT NOT NULL,
    phase TEXT NOT NULL,
    public_at INTEGER,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;
CREATE INDEX announcement_by_edition ON announcement (edition_id);
CREATE INDEX announcement_public ON announcement (public_at);

CREATE TABLE decision (
    id BLOB NOT NULL PRIMARY KEY,
    programme_id BLOB NOT NULL,
    edition_id BLOB NOT NULL,
    entry_id BLOB NOT NULL REFERENCES entry (id),
    round_id BLOB REFERENCES round (id),
    announcement_id BLOB NOT NULL REFERENCES announcement (id),
    labels TEXT NOT NULL,
    record TEXT NOT NULL,
    citation TEXT,
    decided_by BLOB,
    decided_at INTEGER NOT NULL,
    UNIQUE (announcement_id, entry_id)
) STRICT;
CREATE INDEX decision_by_entry ON decision (entry_id);

CREATE TABLE hearing (
    id BLOB NOT NULL PRIMARY KEY,
    programme_id BLOB NOT NULL,
    edition_id BLOB NOT NULL REFERENCES edition (id),
    round_id BLOB NOT NULL REFERENCES round (id),
    title TEXT NOT NULL,
    place TEXT NOT NULL,
    zone TEXT NOT NULL,
    starts_at INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;
CREATE INDEX hearing_by_edition ON hearing (edition_id);

CREATE TABLE slot (
    id BLOB NOT NULL PRIMARY KEY,
    programme_id BLOB NOT NULL,
    hearing_id BLOB NOT NULL REFERENCES hearing (id),
    entry_id BLOB NOT NULL REFERENCES entry (id),
    starts_at INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    UNIQUE (hearing_id, entry_id)
) STRICT;
