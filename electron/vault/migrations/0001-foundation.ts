/** The first schema: a project, its revisions, their analyses, and the audit log. */
export const foundation = `
CREATE TABLE project (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  classification TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE revision (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  parent INTEGER REFERENCES revision (sequence),
  created_at TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;

CREATE TABLE analysis_record (
  revision INTEGER PRIMARY KEY REFERENCES revision (sequence),
  engine_version TEXT NOT NULL,
  input_hash TEXT NOT NULL,
  record TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE audit_event (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  created_at TEXT NOT NULL,
  kind TEXT NOT NULL,
  file_hash TEXT
) STRICT;

CREATE TABLE seal (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  sequence INTEGER NOT NULL,
  generation TEXT NOT NULL,
  previous TEXT NOT NULL
) STRICT;
`;
