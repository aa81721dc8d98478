import { z } from 'zod';
import { dossierSchema } from '#contract/dossier/dossier-schema.ts';
import { emptyDossier, type Dossier } from '#core/dossier/dossier.ts';
import { success, type Result } from '#core/result.ts';
import type { StatementSource } from '#vault/database/recorded-statements.ts';
import { refuse, type VaultFailure } from '#vault/files/failure.ts';
import { ObjectRepository } from '#vault/repositories/objects.ts';

const numberRow = z.object({ number: z.int() });
const row = z.object({ number: z.int(), pieces: z.instanceof(Buffer) });
type Row = z.output<typeof row>;
const entry = z.tuple([z.string(), z.unknown()]);

/** The dossiers that states have: the analyst's statements beside the model. Entries that dossiers have in common are kept once. */
export class DossierRepository {
  readonly #statements: StatementSource;
  readonly #objects: ObjectRepository;

  constructor(statements: StatementSource) {
    this.#statements = statements;
    this.#objects = new ObjectRepository(statements);
  }

  /**
   * The dossier of the head. What has a shape that this program does not know is `vault-damaged`: to leave it out would
   * lose it with the next change.
   */
  read(): Result<Dossier, VaultFailure> {
    const head = this.#head();
    return head === null ? success(emptyDossier) : this.#dossierOf(head);
  }

  /** The dossier of this number; `vault-damaged` as for {@link read}, or where there is none. */
  get(number: number): Result<Dossier, VaultFailure> {
    const found = this.#statements.prepare('SELECT * FROM dossier_content WHERE number = ?').get(number);
    return found === undefined ? refuse('vault-damaged') : this.#dossierOf(row.parse(found));
  }

  /** Keeps a dossier and answers its number. One that is the same as that of the head, or as any of `all`, gives what there is. */
  put(dossier: Dossier, among: 'head' | 'all' = 'head'): number {
    return this.putEntries(entriesOf(dossier), among);
  }

  /** Keeps a dossier of these entries, each as its section and content in JSON, as {@link put} does. */
  putEntries(entries: readonly string[], among: 'head' | 'all'): number {
    const head = this.#head();
    const pieces = this.#objects.put(entries, head?.pieces);
    if (head?.pieces.equals(pieces) === true) return head.number;
    const known =
      among === 'head'
        ? undefined
        : this.#statements
            .prepare('SELECT number FROM dossier_content WHERE pieces = ? ORDER BY number DESC LIMIT 1')
            .get(pieces);
    const kept =
      known ??
      this.#statements
        .prepare('INSERT INTO dossier_content (pieces) VALUES (?) RETURNING number')
        .get(pieces);
    return numberRow.parse(kept).number;
  }

  #head(): Row | null {
    const found = this.#statements
      .prepare(
        `SELECT dossier_content.* FROM head JOIN state ON state.number = head.state
         JOIN dossier_content ON dossier_content.number = state.dossier`,
      )
      .get();
    return found === undefined ? null : row.parse(found);
  }

  #dossierOf({ pieces }: Row): Result<Dossier, VaultFailure> {
    const sections = new Map<string, unknown[]>();
    for (const piece of this.#objects.get(pieces)) {
      const [section, content] = entry.parse(JSON.parse(piece));
      const entries = sections.get(section) ?? [];
      entries.push(content);
      sections.set(section, entries);
    }
    const usual = Object.entries(emptyDossier).map(([section, content]: [string, unknown]) => {
      const entries = sections.get(section) ?? [];
      sections.delete(section);
      return [section, Array.isArray(content) ? entries : (entries[0] ?? content)] as const;
    });
    const parsed = dossierSchema.safeParse(Object.fromEntries([...usual, ...sections]));
    return parsed.success ? success(parsed.data) : refuse('vault-damaged');
  }
}

function entriesOf(dossier: Dossier): readonly string[] {
  return Object.entries(dossier).flatMap(([section, content]: [string, unknown]): readonly string[] =>
    Array.isArray(content)
      ? content.map((each: unknown) => JSON.stringify([section, each]))
      : [JSON.stringify([section, content])],
  );
}
