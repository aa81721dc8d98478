/**
 * The ledger: approvals and withdrawals of owners of information, and releases. Entries are added
 * and never changed or taken away, whoever writes.
 */
export const release = `
CREATE TABLE approval (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  created_at TEXT NOT NULL,
  owner TEXT NOT NULL,
  organisation TEXT NOT NULL,
  approver TEXT NOT NULL,
  day TEXT NOT NULL,
  file_hash TEXT NOT NULL,
  decision TEXT NOT NULL
) STRICT;

CREATE TABLE public_release (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  created_at TEXT NOT NULL,
  revision INTEGER NOT NULL REFERENCES revision (sequence),
  language TEXT NOT NULL,
  file_hash TEXT NOT NULL,
  record TEXT NOT NULL,
  approvals TEXT NOT NULL
) STRICT;

CREATE TRIGGER approval_unchanged BEFORE UPDATE ON approval
BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
CREATE TRIGGER approval_kept BEFORE DELETE ON approval
BEGIN SELECT RAISE(ABORT, 'entries are never taken away'); END;
CREATE TRIGGER approval_unreplaced BEFORE INSERT ON approval
WHEN EXISTS (SELECT 1 FROM approval WHERE sequence = NEW.sequence)
BEGIN SELECT RAISE(ABORT, 'entries are never replaced'); END;

CREATE TRIGGER public_release_unchanged BEFORE UPDATE ON public_release
BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
CREATE TRIGGER public_release_kept BEFORE DELETE ON public_release
BEGIN SELECT RAISE(ABORT, 'entries are never taken away'); END;
CREATE TRIGGER public_release_unreplaced BEFORE INSERT ON public_release
WHEN EXISTS (SELECT 1 FROM public_release WHERE sequence = NEW.sequence)
BEGIN SELECT RAISE(ABORT, 'entries are never replaced'); END;
`;
