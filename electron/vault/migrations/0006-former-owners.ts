/**
 * Decisions against owners that are no longer named. Entries are added and never changed, and so is from now on
 * what the dossier said of owners: who was named, renamed and removed follows from it.
 */
export const formerOwners = `
CREATE TABLE overruling (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  created_at TEXT NOT NULL,
  owner TEXT NOT NULL,
  organisation TEXT NOT NULL,
  file_hash TEXT NOT NULL,
  approval INTEGER REFERENCES approval (sequence),
  reason TEXT NOT NULL
) STRICT;

ALTER TABLE public_release ADD COLUMN overrulings TEXT NOT NULL DEFAULT '[]';

CREATE TRIGGER overruling_unchanged BEFORE UPDATE ON overruling
BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
CREATE TRIGGER overruling_kept BEFORE DELETE ON overruling
BEGIN SELECT RAISE(ABORT, 'entries are never taken away'); END;
CREATE TRIGGER overruling_unreplaced BEFORE INSERT ON overruling
WHEN EXISTS (SELECT 1 FROM overruling WHERE sequence = NEW.sequence)
BEGIN SELECT RAISE(ABORT, 'entries are never replaced'); END;

CREATE TRIGGER owner_change_unchanged BEFORE UPDATE ON dossier_change
WHEN OLD.section = 'owners' OR NEW.section = 'owners'
BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
CREATE TRIGGER owner_change_kept BEFORE DELETE ON dossier_change
WHEN OLD.section = 'owners'
BEGIN SELECT RAISE(ABORT, 'entries are never taken away'); END;
CREATE TRIGGER owner_change_unreplaced BEFORE INSERT ON dossier_change
WHEN EXISTS (SELECT 1 FROM dossier_change WHERE sequence = NEW.sequence AND section = 'owners')
BEGIN SELECT RAISE(ABORT, 'entries are never replaced'); END;
`;
