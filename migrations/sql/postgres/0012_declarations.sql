-- When a judge declared what ties them to the entry: before that, where the round asks for it, no dossier is shown.
ALTER TABLE assignment ADD COLUMN declared_at BIGINT;

-- What a judge writes down for themselves; nobody else reads it.
ALTER TABLE assignment ADD COLUMN note TEXT;
