-- A due time of one judge's own in a round, in place of the round's.
CREATE TABLE extension (
    round_id BLOB NOT NULL REFERENCES round (id),
    judge_id BLOB NOT NULL REFERENCES person (id),
    programme_id BLOB NOT NULL,
    due TEXT NOT NULL,
    reason TEXT NOT NULL,
    given_at INTEGER NOT NULL,
    PRIMARY KEY (round_id, judge_id)
) STRICT;

-- When a judge was reminded of what they owe in a programme, by the identifier of the mail. By itself Kapok does so once a day at most: the day is the
-- judge's own, and empty where somebody asked for the reminder.
CREATE TABLE reminder (
    id BLOB NOT NULL PRIMARY KEY,
    programme_id BLOB NOT NULL,
    person_id BLOB NOT NULL REFERENCES person (id),
    day TEXT,
    sent_at INTEGER NOT NULL,
    UNIQUE (programme_id, person_id, day)
) STRICT;
