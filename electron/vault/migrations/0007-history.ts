import type { Connection } from '#vault/database/database.ts';
import { moveAuditLog } from '#vault/migrations/0007/earlier-events.ts';
import { moveLedger } from '#vault/migrations/0007/earlier-ledger.ts';
import { moveRecords, moveStates } from '#vault/migrations/0007/earlier-states.ts';

const guarded = (table: string, key: string): string => `
CREATE TRIGGER ${table}_unchanged BEFORE UPDATE ON ${table}
BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
CREATE TRIGGER ${table}_kept BEFORE DELETE ON ${table}
BEGIN SELECT RAISE(ABORT, 'entries are never taken away'); END;
CREATE TRIGGER ${table}_unreplaced BEFORE INSERT ON ${table}
WHEN EXISTS (SELECT 1 FROM ${table} WHERE ${key} = NEW.${key})
BEGIN SELECT RAISE(ABORT, 'entries are never replaced'); END;
`;

const tables = `
ALTER TABLE analysis_record RENAME TO earlier_analysis_record;
ALTER TABLE verification_record RENAME TO earlier_verification_record;
ALTER TABLE audit_event RENAME TO earlier_audit_event;

CREATE TABLE object (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  digest INTEGER NOT NULL,
  content BLOB NOT NULL
) STRICT;
CREATE INDEX object_by_digest ON object (digest);

CREATE TABLE pack (
  last INTEGER PRIMARY KEY,
  content BLOB NOT NULL
) STRICT;

CREATE TABLE model_text (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  created_at INTEGER NOT NULL,
  pieces BLOB NOT NULL
) STRICT;

CREATE TABLE dossier_content (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  pieces BLOB NOT NULL
) STRICT;

CREATE TABLE author (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  fingerprint TEXT
) STRICT;

CREATE TABLE state (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  parents BLOB NOT NULL CHECK (length(parents) % 16 = 0),
  created_at INTEGER NOT NULL,
  author INTEGER REFERENCES author (number),
  cause TEXT NOT NULL,
  origin BLOB,
  name TEXT,
  is_base INTEGER NOT NULL DEFAULT 0,
  text INTEGER NOT NULL REFERENCES model_text (sequence),
  dossier INTEGER NOT NULL REFERENCES dossier_content (number)
) STRICT;

CREATE TABLE head (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  state INTEGER NOT NULL REFERENCES state (number)
) STRICT;

CREATE TABLE analysis_record (
  revision INTEGER PRIMARY KEY REFERENCES model_text (sequence),
  engine_version TEXT NOT NULL,
  input_hash TEXT NOT NULL,
  pieces BLOB NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE verification_record (
  revision INTEGER PRIMARY KEY REFERENCES model_text (sequence),
  engine_version TEXT NOT NULL,
  input_hash TEXT NOT NULL,
  pieces BLOB NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE ledger_entry (
  id TEXT PRIMARY KEY,
  recorded_at TEXT NOT NULL,
  kind TEXT NOT NULL,
  content TEXT NOT NULL
) STRICT;
${guarded('ledger_entry', 'id')}

CREATE TABLE audit_event (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  previous BLOB NOT NULL CHECK (length(previous) % 32 = 0),
  created_at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  author INTEGER REFERENCES author (number),
  state BLOB,
  file_hash BLOB
) STRICT;
${guarded('audit_event', 'sequence')}

CREATE TABLE audit_tip (id BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE VIEW kept_text AS
SELECT text FROM state WHERE name IS NOT NULL
UNION SELECT text FROM state JOIN head ON head.state = state.number
UNION SELECT text FROM ledger_entry JOIN state ON state.id = unhex(json_extract(content, '$.fields.state'))
  WHERE kind = 'release';
`;

const earlierTables = `
DROP TABLE earlier_analysis_record;
DROP TABLE earlier_verification_record;
DROP TABLE public_release;
DROP TABLE overruling;
DROP TABLE approval;
DROP TABLE dossier_change;
DROP TABLE revision;
DROP TABLE earlier_audit_event;
`;

/**
 * States of the project in the place of texts and changes of the dossier; texts, dossiers and records in pieces that they have
 * in common; a ledger whose entries are named by what they say; an audit log whose lines are linked. Everything that was there
 * is moved into it. The outcome follows from what was there alone: two copies of a project have the same history afterwards.
 */
export function history(connection: Connection): void {
  connection.exec(tables);
  const states = moveStates(connection);
  moveLedger(connection, states);
  moveRecords(connection);
  moveAuditLog(connection);
  connection.exec(earlierTables);
}
