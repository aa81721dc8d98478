/** The files of source documents, by the hash of their bytes. What is said of a document is in the dossier. */
export const documents = `
CREATE TABLE document_file (
  sha256 TEXT PRIMARY KEY,
  created_at TEXT NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
`;
