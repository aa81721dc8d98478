import { BoundedSearch } from '#core/analysis/5-search/bounded-search.ts';
import { AnswerGuard } from './answer-guard.ts';
import { isViolation } from './confirmation.ts';
import type { Answer, QueryVerdict, VerifyOptions, VerifyProgress } from './answer.ts';
import { ProofJudge, type ProofVerdict } from './proof-judge.ts';
import { verify } from './verify.ts';
import { startingEvents } from '#core/kernel/witness.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';

/** How far a witness is looked for: it is short where there is one. */
const effort = { runs: 2, work: 20_000 } as const;

/**
 * Answers all queries of a protocol that comes from another tool's model, as {@link verify} does, and lets nothing hold
 * without a witness: a run among honest agents, accepted by the replay, that comes to what the query is about. The honest
 * trace is enough; where it comes to no end, since what is sent and what is awaited are different messages, one is
 * searched for. Where there is none, with as few runs, what is asked is about nothing. Nor does anything hold
 * whose proof the checker does not accept.
 */
export function verifyGuarded(protocol: Protocol, options: VerifyOptions): readonly QueryVerdict[] {
  const guard = new AnswerGuard(protocol, { validated: null, overheard: null });
  const judge = (query: Query, answer: Answer): Answer => {
    const judged = guard.judge(query, null, answer);
    const lacksWitness = judged.kind === 'undecided' && judged.reason === 'no-witness';
    if (!lacksWitness) return judged;
    switch (reachability(protocol, query, options.cancelled)) {
      case 'reached':
        return answer;
      case 'never':
        return { kind: 'vacuous' };
      case 'unknown':
        return judged;
    }
  };
  const proofs = new ProofJudge(protocol, options.cancelled);
  const say = (name: string, answer: Answer): Answer => {
    const query = protocol.queries.find((each) => each.name === name);
    const judged = query === undefined ? answer : judge(query, answer);
    return judged.kind === 'holds' ? checked(judged, proofs.judge(name, judged.certificate)) : judged;
  };
  const said = new Map<string, Answer>();
  const unsaid: QueryVerdict[] = [];
  const sayAll = (): void => {
    for (const { query, answer } of unsaid.splice(0)) said.set(query, say(query, answer));
  };
  // Before the next queries are worked on, as they may take all the time that is left.
  const progress = (news: VerifyProgress): void => {
    if (news.kind === 'answered') unsaid.push(news);
    else sayAll();
    options.progress(news);
  };
  const verdicts = verify(protocol, { ...options, progress });
  sayAll();
  return verdicts.map(({ query, answer }) => ({ query, answer: said.get(query) ?? say(query, answer) }));
}

function checked(answer: Answer & { readonly kind: 'holds' }, found: ProofVerdict): Answer {
  switch (found.kind) {
    case 'checked':
      return answer;
    case 'partial':
      return { kind: 'undecided', reason: 'partly-proved' };
    case 'refused':
      return { kind: 'inconsistent' };
    case 'unchecked':
      return { kind: 'undecided', reason: found.reason };
  }
}

type Reachability = 'reached' | 'never' | 'unknown';

// Of the events that a query starts from in runs among honest agents that the replay accepts: each happens; one happens in
// none with so few runs; or neither is known.
function reachability(protocol: Protocol, query: Query, cancelled: () => boolean): Reachability {
  const found = startingEvents(query).map((event) => {
    const reached: Query = { kind: 'unreachable', name: query.name, event };
    const search = new BoundedSearch(protocol, cancelled);
    return search.search(reached, effort, (trace) => isViolation(protocol, reached, trace)).kind;
  });
  if (found.every((kind) => kind === 'attack')) return 'reached';
  return found.includes('none') ? 'never' : 'unknown';
}
