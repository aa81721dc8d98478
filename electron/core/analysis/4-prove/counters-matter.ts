import type { Protocol } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';

/**
 * Whether it may matter for the queries that one value of a counter is not another. Where it does not, all values of
 * a sort may be taken for one, if runs are not held back for having accepted a value before either: then clauses that
 * differ only in counters are one clause. Why nothing is lost by that: put the one value for every value of a
 * counter, in a whole trace. Every message that a run sends or takes is still an instance of what its script says,
 * of the same sort; the adversary, which has all values of counters, still derives what it derived, since none of
 * its rules needs two things to differ; and what was equal still is. So what happened is still derived, and an event
 * with a secret that the adversary has is one still. It would be wrong for
 *
 * - a script that goes on only where two values differ;
 * - a query that asks whether values of events are equal: different ones would come out as equal.
 */
export function countersMatter(protocol: Protocol, queries: readonly Query[]): boolean {
  const compares = protocol.roles.some(({ steps }) => steps.some(({ kind }) => kind === 'differ'));
  return compares || queries.some(({ kind }) => kind !== 'secrecy' && kind !== 'unreachable');
}
