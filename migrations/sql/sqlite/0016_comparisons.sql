-- What judges say of two of their entries in a pairwise round: which is better. A changed mind is a row more; of each two the last counts.
-- Only ever added to.
CREATE TABLE comparison (
    id BLOB NOT NULL PRIMARY KEY,
    programme_id BLOB NOT NULL,
    round_id BLOB NOT NULL REFERENCES round (id),
    judge_id BLOB NOT NULL REFERENCES person (id),
    -- Its place among what the judge said in the round, from 1.
    number INTEGER NOT NULL,
    -- The judge's assignments of the two, in the order in which they were shown.
    first_id BLOB NOT NULL REFERENCES assignment (id),
    second_id BLOB NOT NULL REFERENCES assignment (id),
    -- "first", "second" or "equal", as JSON.
    outcome TEXT NOT NULL,
    comment TEXT,
    said_at INTEGER NOT NULL,
    UNIQUE (round_id, judge_id, number)
) STRICT;
