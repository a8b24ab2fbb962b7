-- A due time of one judge's own in a round, in place of the round's.
CREATE TABLE extension (
    round_id UUID NOT NULL REFERENCES round (id),
    judge_id UUID NOT NULL REFERENCES person (id),
    programme_id UUID NOT NULL,
    due TEXT NOT NULL,
    reason TEXT NOT NULL,
    given_at BIGINT NOT NULL,
    PRIMARY KEY (round_id, judge_id)
);

-- When a judge was reminded of what they owe in a programme, by the identifier of the mail. By itself Kapok does so once a day at most: the day is the
-- judge's own, and empty where somebody asked for the reminder.
CREATE TABLE reminder (
    id UUID NOT NULL PRIMARY KEY,
    programme_id UUID NOT NULL,
    person_id UUID NOT NULL REFERENCES person (id),
    day TEXT,
    sent_at BIGINT NOT NULL,
    UNIQUE (programme_id, person_id, day)
);
