-- Layout 4: several processes may empty one outbox.

-- who is sending a message, a number that a process draws for itself, and until when nobody else may; 0 for nobody
ALTER TABLE deliveries ADD COLUMN held_by INTEGER NOT NULL DEFAULT 0;
ALTER TABLE deliveries ADD COLUMN held_until INTEGER NOT NULL DEFAULT 0;
