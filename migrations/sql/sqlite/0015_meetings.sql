-- What a committee moved in its meetings: where an entry is to stand, why, how that was settled, and who stood aside.
-- Only ever added to.
CREATE TABLE motion (
    id BLOB NOT NULL PRIMARY KEY,
    programme_id BLOB NOT NULL,
    edition_id BLOB NOT NULL REFERENCES edition (id),
    round_id BLOB NOT NULL REFERENCES round (id),
    entry_id BLOB NOT NULL REFERENCES entry (id),
    -- The motion's place among those of its round, from 1.
    number INTEGER NOT NULL,
    -- The line that it moves the entry to; below all of them when absent.
    label TEXT,
    reason TEXT NOT NULL,
    settled TEXT NOT NULL,
    absent TEXT NOT NULL,
    recorded_by BLOB,
    recorded_at INTEGER NOT NULL,
    UNIQUE (round_id, number)
) STRICT;

-- A cut that one person confirmed and that waits for a second one.
CREATE TABLE confirmation (
    round_id BLOB NOT NULL PRIMARY KEY REFERENCES round (id),
    programme_id BLOB NOT NULL,
    edition_id BLOB NOT NULL REFERENCES edition (id),
    content TEXT NOT NULL,
    -- The hash of the content and of the scorecards and motions that it rests on.
    digest TEXT NOT NULL,
    proposed_by BLOB,
    proposed_at INTEGER NOT NULL
) STRICT;
