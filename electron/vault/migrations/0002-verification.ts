/** The verdicts on an active adversary, for each revision that was verified. */
export const verification = `
CREATE TABLE verification_record (
  revision INTEGER PRIMARY KEY REFERENCES revision (sequence),
  engine_version TEXT NOT NULL,
  input_hash TEXT NOT NULL,
  record TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
`;
