import { z } from 'zod';
import { dossierSchema } from '#contract/dossier/dossier-schema.ts';
import { emptyDossier, type Dossier } from '#core/dossier/dossier.ts';
import { success, type Result } from '#core/result.ts';
import type { StatementSource } from '#vault/database/recorded-statements.ts';
import { refuse, type VaultFailure } from '#vault/files/failure.ts';

const row = z.object({ section: z.string(), entry: z.string(), content: z.string().nullable() });

/** An entry of a section as it is kept: its content as JSON, null when it was taken away. */
type Kept = z.output<typeof row>;

// A section that is one entry has this identifier for it.
const whole = 'whole';

/** The dossier: the analyst's statements beside the model. Only what changed is written, and nothing is ever overwritten. */
export class DossierRepository {
  readonly #statements: StatementSource;

  constructor(statements: StatementSource) {
    this.#statements = statements;
  }

  /**
   * The newest state. What has a shape that this program does not know is `vault-damaged`: to leave it out would lose
   * it with the next change.
   */
  read(): Result<Dossier, VaultFailure> {
    const sections = new Map<string, unknown[]>();
    for (const { section, content } of this.#newest()) {
      if (content === null) continue;
      const entries = sections.get(section) ?? [];
      entries.push(JSON.parse(content));
      sections.set(section, entries);
    }
    const read = Object.entries(emptyDossier).map(([section, usual]: [string, unknown]) => {
      const entries = sections.get(section) ?? [];
      return [section, Array.isArray(usual) ? entries : (entries[0] ?? usual)] as const;
    });
    const parsed = dossierSchema.safeParse(Object.fromEntries(read));
    return parsed.success ? success(parsed.data) : refuse('vault-damaged');
  }

  /** Brings what is kept to this state; answers how many entries changed. */
  save(dossier: Dossier, createdAt: string): number {
    const before = new Map(this.#newest().map((kept) => [keyOf(kept), kept]));
    const after = new Map(entriesOf(dossier).map((kept) => [keyOf(kept), kept]));
    const changed = [...after.values()].filter((kept) => before.get(keyOf(kept))?.content !== kept.content);
    const gone = [...before.values()]
      .filter((kept) => kept.content !== null && !after.has(keyOf(kept)))
      .map(({ section, entry }) => ({ section, entry, content: null }));
    const add = this.#statements.prepare(
      'INSERT INTO dossier_change (created_at, section, entry, content) VALUES (?, ?, ?, ?)',
    );
    for (const { section, entry, content } of [...gone, ...changed]) {
      add.run(createdAt, section, entry, content);
    }
    return changed.length + gone.length;
  }

  // In the order in which the entries first appeared.
  #newest(): readonly Kept[] {
    return this.#statements
      .prepare(
        `SELECT section, entry, content FROM dossier_change
         JOIN (SELECT max(sequence) AS newest, min(sequence) AS first FROM dossier_change
               GROUP BY section, entry) ON sequence = newest
         ORDER BY first`,
      )
      .all()
      .map((found) => row.parse(found));
  }
}

function keyOf({ section, entry }: Kept): string {
  return JSON.stringify([section, entry]);
}

function entriesOf(dossier: Dossier): readonly Kept[] {
  return Object.entries(dossier).flatMap(([section, content]: [string, unknown]): readonly Kept[] =>
    Array.isArray(content)
      ? content.map((each: unknown) => ({
          section,
          entry: z.object({ id: z.string() }).parse(each).id,
          content: JSON.stringify(each),
        }))
      : [{ section, entry: whole, content: JSON.stringify(content) }],
  );
}
