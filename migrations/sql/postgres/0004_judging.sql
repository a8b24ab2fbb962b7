-- How entries are screened, judged and decided.
CREATE TABLE entry (
    id UUID NOT NULL PRIMARY KEY,
    programme_id UUID NOT NULL,
    edition_id UUID NOT NULL REFERENCES edition (id),
    submission_id UUID NOT NULL UNIQUE REFERENCES submission (id),
    entity_id UUID NOT NULL REFERENCES entity (id),
    number BIGINT NOT NULL,
    title TEXT NOT NULL,
    language TEXT NOT NULL,
    stage TEXT NOT NULL,
    stage_kind TEXT NOT NULL,
    sealed_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    UNIQUE (edition_id, number)
);

CREATE TABLE panel (
    id UUID NOT NULL PRIMARY KEY,
    programme_id UUID NOT NULL,
    edition_id UUID NOT NULL REFERENCES edition (id),
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX panel_by_edition ON panel (edition_id);

CREATE TABLE panel_member (
    panel_id UUID NOT NULL REFERENCES panel (id),
    person_id UUID NOT NULL REFERENCES person (id),
    chair BOOLEAN NOT NULL,
    joined_at BIGINT NOT NULL,
    left_at BIGINT,
    PRIMARY KEY (panel_id, person_id)
);

CREATE TABLE round (
    id UUID NOT NULL PRIMARY KEY,
    programme_id UUID NOT NULL,
    edition_id UUID NOT NULL REFERENCES edition (id),
    panel_id UUID NOT NULL REFERENCES panel (id),
    ordinal BIGINT NOT NULL,
    name TEXT NOT NULL,
    rules TEXT NOT NULL,
    version BIGINT NOT NULL,
    UNIQUE (edition_id, ordinal)
);

CREATE TABLE assignment (
    id UUID NOT NULL PRIMARY KEY,
    programme_id UUID NOT NULL,
    edition_id UUID NOT NULL,
    round_id UUID NOT NULL REFERENCES round (id),
    entry_id UUID NOT NULL REFERENCES entry (id),
    judge_id UUID NOT NULL REFERENCES person (id),
    state TEXT NOT NULL,
    state_kind TEXT NOT NULL,
    assigned_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    UNIQUE (round_id, entry_id, judge_id)
);
CREATE INDEX assignment_by_judge ON assignment (judge_id, round_id);

-- Every version a judge saved, never changed afterwards.
CREATE TABLE scorecard (
    id UUID NOT NULL PRIMARY KEY,
    programme_id UUID NOT NULL,
    assignment_id UUID NOT NULL REFERENCES assignment (id),
    number BIGINT NOT NULL,
    scores TEXT NOT NULL,
    comment_to_organiser TEXT,
    comment_to_entrant TEXT,
    submitted BOOLEAN NOT NULL,
    saved_at BIGINT NOT NULL,
    UNIQUE (assignment_id, number)
);

CREATE TABLE announcement (
    id UUID NOT NULL PRIMARY KEY,
    programme_id UUID NOT NULL,
    edition_id UUID NOT NULL REFERENCES edition (id),
    title TEXT NOT NULL,
    phase TEXT NOT NULL,
    public_at BIGINT,
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX announcement_by_edition ON announcement (edition_id);
CREATE INDEX announcement_public ON announcement (public_at);

CREATE TABLE decision (
    id UUID NOT NULL PRIMARY KEY,
    programme_id UUID NOT NULL,
    edition_id UUID NOT NULL,
    entry_id UUID NOT NULL REFERENCES entry (id),
    round_id UUID REFERENCES round (id),
    announcement_id UUID NOT NULL REFERENCES announcement (id),
    labels TEXT NOT NULL,
    record TEXT NOT NULL,
    citation TEXT,
    decided_by UUID,
    decided_at BIGINT NOT NULL,
    UNIQUE (announcement_id, entry_id)
);
CREATE INDEX decision_by_entry ON decision (entry_id);

CREATE TABLE hearing (
    id UUID NOT NULL PRIMARY KEY,
    programme_id UUID NOT NULL,
    edition_id UUID NOT NULL REFERENCES edition (id),
    round_id UUID NOT NULL REFERENCES round (id),
    title TEXT NOT NULL,
    place TEXT NOT NULL,
    zone TEXT NOT NULL,
    starts_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX hearing_by_edition ON hearing (edition_id);

CREATE TABLE slot (
    id UUID NOT NULL PRIMARY KEY,
    programme_id UUID NOT NULL,
    hearing_id UUID NOT NULL REFERENCES hearing (id),
    entry_id UUID NOT NULL REFERENCES entry (id),
    starts_at BIGINT NOT NULL,
    minutes BIGINT NOT NULL,
    UNIQUE (hearing_id, entry_id)
);
