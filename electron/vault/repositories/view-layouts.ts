import { z } from 'zod';
import { positionsSchema } from '#contract/positions-schema.ts';
import type { Positions } from '#core/views/diagrams/system/system.ts';
import type { StatementSource } from '#vault/database/recorded-statements.ts';

const row = z.strictObject({ positions: z.string() });

/** A drawing whose parts can be put somewhere by hand. */
export type ArrangedView = 'system';

/** Where parts of drawings were put by hand. */
export class ViewLayoutRepository {
  readonly #statements: StatementSource;

  constructor(statements: StatementSource) {
    this.#statements = statements;
  }

  /** Keeps where parts of a drawing were put, in place of what was kept before; nothing of it where none were. */
  put(view: ArrangedView, positions: Positions): void {
    if (Object.keys(positions).length === 0) {
      this.#statements.prepare('DELETE FROM view_layout WHERE view = ?').run(view);
      return;
    }
    this.#statements
      .prepare(
        `INSERT INTO view_layout (view, positions) VALUES (?, ?)
         ON CONFLICT (view) DO UPDATE SET positions = excluded.positions`,
      )
      .run(view, JSON.stringify(positions));
  }

  /** Where parts of a drawing were put; nothing where that cannot be read, for it is of no weight. */
  get(view: ArrangedView): Positions {
    const found = this.#statements.prepare('SELECT positions FROM view_layout WHERE view = ?').get(view);
    if (found === undefined) return {};
    const parsed = positionsSchema.safeParse(jsonOf(row.parse(found).positions));
    return parsed.success ? parsed.data : {};
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
