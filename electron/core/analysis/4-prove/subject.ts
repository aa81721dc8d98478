import { foldRoles } from './fold-roles.ts';
import { lastPhase, untilPhase } from './until-phase.ts';
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
export function subjectOf(protocol: Protocol, queries: readonly Query[], folding: RoleFolding): Protocol {
  const until = untilPhase(protocol, Math.max(0, ...queries.map((query) => lastPhase(protocol, query))));
  return folding === 'all' ? until : foldRoles(until, queries, folding === 'gathered');
}
