import type { Model, Requirement, SourceReference } from '#core/language/model.ts';
import { asksFor } from '#core/claims/statement.ts';
import { worstStatus, type TraceStatus } from './trace-status.ts';
import type { TracedStatement } from './trace-statement.ts';

/** How a requirement stands under an attack model. */
export interface AttackedRequirement {
  readonly attack: string;
  readonly status: TraceStatus;
}

/** A high-level requirement with everything that refines it. */
export interface TracedRequirement {
  readonly requirement: Requirement;
  readonly sources: readonly SourceReference[];
  readonly statements: readonly TracedStatement[];
  /** True if some statement asks for what the requirement's kind demands. */
  readonly fitting: boolean;
  /** By the answers about the plain adversary alone. */
  readonly plain: TraceStatus;
  readonly status: TraceStatus;
  readonly attacks: readonly AttackedRequirement[];
}

/**
 * A requirement with what refines it among all statements. It stands as the worst of them; one that nothing refines is
 * open, one of availability out of scope, and one that would hold is `unfitting` as long as nothing asks for what its
 * kind demands, then `unsourced` as long as it has no source. So none holds while anything about it is undecided, bounded
 * or outdated, or leads nowhere.
 */
export function traceRequirement(
  requirement: Requirement,
  all: readonly TracedStatement[],
  { attacks }: Pick<Model, 'attacks'>,
): TracedRequirement {
  const { kind, sources } = requirement;
  const statements = all.filter(({ refines }) => refines.includes(requirement.name));
  const fitting = statements.some(({ statement }) => asksFor(statement, kind));
  const overall = (statuses: readonly TraceStatus[]): TraceStatus => {
    if (kind === 'availability') return 'out-of-scope';
    const worst = worstStatus(statuses);
    if (worst !== 'holds') return worst;
    if (!fitting) return 'unfitting';
    return sources.length === 0 ? 'unsourced' : 'holds';
  };
  return {
    requirement,
    sources,
    statements,
    fitting,
    plain: overall(statements.map(({ plain }) => plain.status)),
    status: overall(statements.map(({ status }) => status)),
    attacks: attacks.map(({ name }) => ({
      attack: name,
      status: overall(
        statements.flatMap((each) =>
          each.attacks.filter(({ attack }) => attack === name).map(({ status }) => status),
        ),
      ),
    })),
  };
}
