import type { Model, Requirement, SourceReference } from '#core/language/model.ts';
import { asksFor } from '#core/claims/statement.ts';
import { worstStanding, type TraceStanding } from './trace-standing.ts';
import type { TracedStatement } from './trace-statement.ts';

/** How a requirement stands under an attack model. */
export interface AttackedRequirement {
  readonly attack: string;
  readonly standing: TraceStanding;
}

/** A high-level requirement with everything that refines it. */
export interface TracedRequirement {
  readonly requirement: Requirement;
  readonly sources: readonly SourceReference[];
  readonly statements: readonly TracedStatement[];
  /** True if some statement asks for what the requirement's kind demands. */
  readonly fitting: boolean;
  /** By the answers about the plain adversary alone. */
  readonly plain: TraceStanding;
  readonly standing: TraceStanding;
  readonly attacks: readonly AttackedRequirement[];
}

/**
 * A requirement with what refines it among all statements. It stands as the worst of them; one that nothing refines is
 * open, one of availability out of scope, and one that would hold is `untraced` as long as it has no source or nothing
 * asks for what its kind demands. So none holds while anything about it is undecided, bounded, outdated or untraced.
 */
export function traceRequirement(
  requirement: Requirement,
  all: readonly TracedStatement[],
  { attacks }: Pick<Model, 'attacks'>,
): TracedRequirement {
  const { kind, sources } = requirement;
  const statements = all.filter(({ refines }) => refines.includes(requirement.name));
  const fitting = statements.some(({ statement }) => asksFor(statement, kind));
  const overall = (standings: readonly TraceStanding[]): TraceStanding => {
    if (kind === 'availability') return 'out-of-scope';
    const worst = worstStanding(standings);
    return worst === 'holds' && (sources.length === 0 || !fitting) ? 'untraced' : worst;
  };
  return {
    requirement,
    sources,
    statements,
    fitting,
    plain: overall(statements.map(({ plain }) => plain.standing)),
    standing: overall(statements.map(({ standing }) => standing)),
    attacks: attacks.map(({ name }) => ({
      attack: name,
      standing: overall(
        statements.flatMap((each) =>
          each.attacks.filter(({ attack }) => attack === name).map(({ standing }) => standing),
        ),
      ),
    })),
  };
}
