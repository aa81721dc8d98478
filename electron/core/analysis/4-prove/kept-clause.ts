import type { Clause } from './clause.ts';
import { printOf, type Print } from './fact-index.ts';
import type { Signature } from './signature.ts';
import { featuresOf, type ClauseFeatures } from './subsumption.ts';

/** A clause with what is asked of it again and again. */
export interface Kept {
  readonly clause: Clause;
  readonly features: ClauseFeatures;
  /** The hypothesis that is resolved upon, or -1 when the clause is solved. */
  readonly selected: number;
  /** Of the conclusion. */
  readonly print: Print;
  /** As a consumer, with its variables moved; made when it is first needed. */
  moved: Content | null;
  removed: boolean;
}

/** The content of a clause. */
export type Content = Pick<Clause, 'hypotheses' | 'conclusion' | 'differ'>;

/** A clause as it is kept. */
export function keptClause(clause: Clause, signature: Signature): Kept {
  const print = printOf(clause.conclusion, signature.bank);
  const [features, selected] = [featuresOf(clause), selectedIn(clause, signature)];
  return { clause, features, selected, print, moved: null, removed: false };
}

// The largest hypothesis that says something: it has the fewest providers.
function selectedIn(clause: Clause, { predicates }: Signature): number {
  let best = -1;
  let bestSize = -1;
  clause.hypotheses.forEach((fact, index) => {
    if (predicates.isNoted(fact.predicate)) return;
    const { kind } = predicates.kind(fact.predicate);
    const [cell] = fact.args;
    if (kind === 'attacker' && (cell === undefined || cell.symbol < 0)) return;
    let size = kind === 'channel' ? 1_000_000 : 0;
    for (const argument of fact.args) size += argument.size;
    if (size > bestSize) {
      best = index;
      bestSize = size;
    }
  });
  return best;
}
