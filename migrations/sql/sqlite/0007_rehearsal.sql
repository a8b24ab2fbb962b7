-- Rehearsals: copies of an edition in which nothing counts. The original is named, however often a copy is copied.
ALTER TABLE edition ADD COLUMN rehearsal_of BLOB REFERENCES edition (id);
CREATE INDEX edition_rehearsals ON edition (programme_id, id) WHERE rehearsal_of IS NOT NULL;

-- Mail belongs to its edition, so that it is found, held back and wiped with it. What is withheld never runs: its state
-- is 'done' from the start, and this column says why.
ALTER TABLE job ADD COLUMN edition_id BLOB;
ALTER TABLE job ADD COLUMN withheld TEXT;
CREATE INDEX job_by_edition ON job (edition_id, created_at);
