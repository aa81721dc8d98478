/**
 * The analyst's statements beside the model, as a history of their entries. The newest change of an entry is what it says;
 * one without a content has taken it away.
 */
export const dossier = `
CREATE TABLE dossier_change (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  created_at TEXT NOT NULL,
  section TEXT NOT NULL,
  entry TEXT NOT NULL,
  content TEXT
) STRICT;

CREATE INDEX dossier_change_of_entry ON dossier_change (section, entry, sequence);
`;
