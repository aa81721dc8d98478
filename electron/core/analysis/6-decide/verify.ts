import { completesWithinStack } from '#core/stack-limit.ts';
import type { Answer, QueryVerdict, VerifyOptions } from './answer.ts';
import { QueryAnswers } from './answers.ts';
import { AttackSearch } from './confirmation.ts';
import { tryProof } from './proof-attempt.ts';
import { trySearch, type AttemptContext } from './search-attempt.ts';
import { strategy, type Abstraction } from './strategy.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import { maximalWrittenSize, writtenSize } from '#core/protocol/written-size.ts';

/**
 * Answers all queries of a protocol: those that the honest trace violates at once, the others by the attempts of
 * {@link strategy}. Attacks are suggested by the prover, and by a
 * search through executions with few runs, and accepted by the replay alone; what is neither proved nor attacked holds
 * within the runs that were searched through. Never throws; a limit or a cancellation leaves `undecided`.
 */
export function verify(protocol: Protocol, options: VerifyOptions): readonly QueryVerdict[] {
  const answers = new QueryAnswers(protocol.queries, options.progress);
  const limit: Answer = { kind: 'undecided', reason: 'limit' };
  const isSmall = !options.cancelled() && writtenSize(protocol) <= maximalWrittenSize;
  if (isSmall)
    completesWithinStack(() => {
      follow(protocol, answers, options);
    });
  return answers.close(limit, options.cancelled);
}

function follow(protocol: Protocol, answers: QueryAnswers, options: VerifyOptions): void {
  const means = { protocol, answers, attacks: new AttackSearch(protocol), options };
  settleUndisturbed(means);
  // The queries that an abstraction was taken to its end for: more work would say the same.
  const ended = new Map<Abstraction, Set<string>>();
  for (const attempt of strategy) {
    if (attempt.kind === 'search') trySearch(attempt.effort, means);
    else {
      const without = ended.get(attempt.abstraction) ?? new Set();
      ended.set(attempt.abstraction, without);
      // Told to stop, it does not even look at what else could be tried.
      if (!tryProof(attempt, without, means)) return;
    }
  }
}

// What goes wrong when nobody attacks needs no proof and no search, however long it takes to get there.
function settleUndisturbed({ answers, attacks, options }: AttemptContext): void {
  for (const query of answers.open()) {
    const trace = attacks.undisturbed(query, options.cancelled);
    if (trace !== null) answers.settle(query.name, { kind: 'violated', trace });
  }
}
