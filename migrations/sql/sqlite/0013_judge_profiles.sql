-- What judges tell of themselves for a panel, and the undertaking that they signed with it.
CREATE TABLE judge_profile (
    panel_id BLOB NOT NULL REFERENCES panel (id),
    person_id BLOB NOT NULL REFERENCES person (id),
    -- Most entries in a round.
    capacity INTEGER,
    -- JSON lists: BCP 47 tags, keys of themes, ISO 3166-1 codes, names or identifiers of entities.
    languages TEXT NOT NULL,
    themes TEXT NOT NULL,
    countries TEXT NOT NULL,
    employers TEXT NOT NULL,
    -- The version of the undertaking's text, and when it was signed.
    undertaking TEXT NOT NULL,
    signed_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (panel_id, person_id)
) STRICT;
