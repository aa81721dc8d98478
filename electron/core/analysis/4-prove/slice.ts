import { withoutIdleStates } from './idle-states.ts';
import { foldRoles } from './fold-roles.ts';
import { lastPhase, truncatePhases } from './truncate-phases.ts';
import { unfolded, type Slice } from './folding.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';

/**
 * How the roles of a subject are those of the protocol: `all` of them; `folded`, those that are alike taken for one,
 * where phases are not kept apart; `gathered`, also those that differ in which secrets they speak of, so that no
 * traces are told.
 */
export type RoleFolding = 'all' | 'folded' | 'gathered';

/**
 * The part of a protocol that some queries are asked of: all that happens until the last phase that matters for
 * them. Whatever is proved of it holds for the whole.
 */
export function sliceFor(protocol: Protocol, queries: readonly Query[], folding: RoleFolding): Slice {
  const until = truncatePhases(protocol, Math.max(0, ...queries.map((query) => lastPhase(protocol, query))));
  switch (folding) {
    case 'all':
      return unfolded(until);
    case 'folded':
      return foldRoles(until, queries, false);
    // Before, since what is left out may make roles alike; and after, since labels are taken for one.
    case 'gathered': {
      const folded = foldRoles(withoutIdleStates(until), queries, true);
      return { ...folded, protocol: withoutIdleStates(folded.protocol) };
    }
  }
}
