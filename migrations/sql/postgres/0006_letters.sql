-- Letters that organisers write to a group, who got each, and which mail is about which dossier.
CREATE TABLE letter (
    id UUID NOT NULL PRIMARY KEY,
    programme_id UUID NOT NULL,
    edition_id UUID NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
    content TEXT NOT NULL,
    state TEXT NOT NULL,
    state_kind TEXT NOT NULL,
    created_by UUID,
    created_at BIGINT NOT NULL,
    saved_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX letter_by_edition ON letter (edition_id, id);
CREATE INDEX letter_by_state ON letter (state_kind);

-- One mail of a letter to one person. Values hold no name: that is looked up whenever the mail is written out.
CREATE TABLE letter_recipient (
    id UUID NOT NULL PRIMARY KEY,
    letter_id UUID NOT NULL REFERENCES letter (id) ON DELETE CASCADE,
    person_id UUID NOT NULL REFERENCES person (id),
    place BIGINT NOT NULL,
    locale TEXT NOT NULL,
    field_values TEXT NOT NULL,
    -- What the recipient would read, as a hash: nobody gets the same words twice.
    words BYTEA NOT NULL,
    -- The fields without a value, for whom a value is missing: those are left out and have no mail.
    missing TEXT NOT NULL,
    job_id UUID,
    UNIQUE (letter_id, person_id, words)
);

-- Mail about a dossier: its correspondence.
CREATE TABLE mail_about (
    submission_id UUID NOT NULL REFERENCES submission (id) ON DELETE CASCADE,
    job_id UUID NOT NULL REFERENCES job (id) ON DELETE CASCADE,
    person_id UUID NOT NULL REFERENCES person (id),
    PRIMARY KEY (submission_id, job_id)
);
CREATE INDEX mail_about_by_job ON mail_about (job_id);

-- Whether the password was set through a link that somebody handed over: nobody has shown yet that they read mail at the
-- account's address.
ALTER TABLE person ADD COLUMN address_unproved BOOLEAN NOT NULL DEFAULT FALSE;
