import { foldRoles } from '#core/analysis/proof/fold-roles.ts';
import { lastPhase, untilPhase } from '#core/analysis/proof/until-phase.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';

/**
 * The part of a protocol that some queries are asked of: all that happens until the last phase that matters for
 * them, and, where phases are not kept apart, roles that are alike taken for one when `folded`. Whatever is
 * proved of it holds for the whole.
 */
export function subjectOf(protocol: Protocol, queries: readonly Query[], folded: boolean): Protocol {
  const until = untilPhase(protocol, Math.max(0, ...queries.map((query) => lastPhase(protocol, query))));
  return folded ? foldRoles(until, queries) : until;
}
