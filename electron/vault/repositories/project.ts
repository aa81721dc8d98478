import { z } from 'zod';
import type { StatementSource } from '#vault/database/recorded-statements.ts';

const row = z.strictObject({
  id: z.string(),
  name: z.string(),
  classification: z.string(),
  created_at: z.string(),
});

/** The project in a vault. `createdAt` is ISO 8601 in UTC. */
export interface Project {
  readonly id: string;
  readonly name: string;
  readonly classification: string;
  readonly createdAt: string;
}

/** The one row of the project. */
export class ProjectRepository {
  readonly #statements: StatementSource;

  constructor(statements: StatementSource) {
    this.#statements = statements;
  }

  /** Writes the project into a new vault. */
  insert(project: Project): void {
    this.#statements
      .prepare('INSERT INTO project (id, name, classification, created_at) VALUES (?, ?, ?, ?)')
      .run(project.id, project.name, project.classification, project.createdAt);
  }

  /** The project. Throws when the vault has none: it was not made by this program. */
  read(): Project {
    const { id, name, classification, created_at } = row.parse(
      this.#statements.prepare('SELECT * FROM project').get(),
    );
    return { id, name, classification, createdAt: created_at };
  }
}
