/**
 * Where the file of a project comes from, and whom it is shared with. Openings are added and never changed, whoever
 * writes.
 */
export const access = `
CREATE TABLE opening (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  base_sequence INTEGER NOT NULL,
  base_generation TEXT NOT NULL,
  signer TEXT,
  signature TEXT
) STRICT;

CREATE TABLE recipient (
  slot TEXT PRIMARY KEY,
  fingerprint TEXT NOT NULL,
  name TEXT NOT NULL,
  organisation TEXT NOT NULL,
  recipient TEXT NOT NULL UNIQUE,
  added_at TEXT NOT NULL
) STRICT;

CREATE TRIGGER opening_unchanged BEFORE UPDATE ON opening
BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
CREATE TRIGGER opening_kept BEFORE DELETE ON opening
BEGIN SELECT RAISE(ABORT, 'entries are never taken away'); END;
CREATE TRIGGER opening_unreplaced BEFORE INSERT ON opening
WHEN EXISTS (SELECT 1 FROM opening WHERE position = NEW.position OR id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'entries are never replaced'); END;
`;
