import { BoundedSearch } from '#core/analysis/5-search/bounded-search.ts';
import { AnswerGuard } from './answer-guard.ts';
import { isViolation } from './confirmation.ts';
import type { Answer, QueryVerdict, VerifyOptions } from './answer.ts';
import { verify } from './verify.ts';
import { startingEvents } from '#core/kernel/witness.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';

/** How far a witness is looked for: it is short where there is one. */
const effort = { runs: 2, work: 20_000 } as const;

/**
 * Answers all queries of a protocol that comes from another tool's model, as {@link verify} does, and lets nothing hold
 * without a witness: a run among honest agents, accepted by the replay, that comes to what the query is about. The honest
 * trace is enough; where it comes to no end, since the model has roles that stand for algebra or messages of its own for
 * both ends, one is searched for.
 */
export function verifyGuarded(protocol: Protocol, options: VerifyOptions): readonly QueryVerdict[] {
  const guard = new AnswerGuard(protocol, { validated: null, overheard: null });
  const judge = (query: Query, answer: Answer): Answer => {
    const judged = guard.judge(query, null, answer);
    const lacksWitness = judged.kind === 'undecided' && judged.reason === 'no-witness';
    return lacksWitness && isReachable(protocol, query, options.cancelled) ? answer : judged;
  };
  return verify(protocol, options).map(({ query: name, answer }) => {
    const query = protocol.queries.find((each) => each.name === name);
    return { query: name, answer: query === undefined ? answer : judge(query, answer) };
  });
}

// Whether each event that a query starts from happens in some run among honest agents that the replay accepts.
function isReachable(protocol: Protocol, query: Query, cancelled: () => boolean): boolean {
  return startingEvents(query).every((event) => {
    const reached: Query = { kind: 'unreachable', name: query.name, event };
    const search = new BoundedSearch(protocol, cancelled);
    const found = search.search(reached, effort, (trace) => isViolation(protocol, reached, trace));
    return found.kind === 'attack';
  });
}
