/** Where the parts of a drawing were put by hand, as JSON by their names. It is no part of what the project says. */
export const viewLayout = `
CREATE TABLE view_layout (
  view TEXT PRIMARY KEY,
  positions TEXT NOT NULL
) STRICT;
`;
