import type { QueryVerdict, VerifyOptions } from '#core/analysis/6-decide/answer.ts';
import { QueryAnswers } from '#core/analysis/6-decide/answers.ts';
import { AttackSearch, isViolation } from '#core/analysis/6-decide/confirmation.ts';
import { tryProof } from '#core/analysis/6-decide/proof-attempt.ts';
import { trySearch, type AttemptContext } from '#core/analysis/6-decide/search-attempt.ts';
import { strategy, type Attempt } from '#core/analysis/6-decide/strategy.ts';
import { verify } from '#core/analysis/6-decide/verify.ts';
import { completesWithinStack } from '#core/stack-limit.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';
import type { Trace } from '#core/protocol/trace.ts';

/** What the engines say of one query before anybody has judged it. */
export interface RawAnswer extends QueryVerdict {
  /** How many suggested attacks the replay of the kernel let drop where none was left. */
  readonly dropped: number;
}

/** One way in which the engines can come to answers. */
export interface Way {
  readonly name: string;
  /** Whether answers that are found in this way pass the guards as those of the product do. */
  readonly guarded: boolean;
  readonly answers: (protocol: Protocol, options: VerifyOptions) => readonly RawAnswer[];
}

/** The name of the product's own way. */
export const usualWay = 'usual';

/** The way of the product: every attempt, in its order, until something is decided. */
const usual: Way = {
  name: usualWay,
  guarded: true,
  answers: (protocol, options) => verify(protocol, options).map((each) => ({ ...each, dropped: 0 })),
};

/**
 * Every way in which answers are found: that of the product, and each attempt alone, however soon another one would have
 * done. In the product what one attempt gets wrong is mostly answered by another before.
 */
export const ways: readonly Way[] = [
  usual,
  ...firstAttempts().map((attempt): Way => ({
    name: nameOf(attempt),
    guarded: false,
    answers: (protocol, options) => alone(attempt, protocol, options),
  })),
];

/** Takes suggested attacks as they stand, so that nothing else makes good what they lack, and counts those that are none. */
class SuggestionsAlone extends AttackSearch {
  readonly #protocol: Protocol;
  readonly dropped = new Map<string, number>();

  constructor(protocol: Protocol) {
    super(protocol);
    this.#protocol = protocol;
  }

  override attack(query: Query, suggested: readonly Trace[]): Trace | null {
    const found = suggested.find((trace) => isViolation(this.#protocol, query, trace)) ?? null;
    if (found === null) this.dropped.set(query.name, suggested.length);
    return found;
  }

  override attackLikeOthers(): null {
    return null;
  }
}

function alone(attempt: Attempt, protocol: Protocol, options: VerifyOptions): readonly RawAnswer[] {
  const attacks = new SuggestionsAlone(protocol);
  return attempted(protocol, options, attacks, (means) => {
    if (attempt.kind === 'search') trySearch(attempt.effort, means);
    else tryProof(attempt, new Set(), means);
  }).map((each) => ({ ...each, dropped: attacks.dropped.get(each.query) ?? 0 }));
}

function attempted(
  protocol: Protocol,
  options: VerifyOptions,
  attacks: AttackSearch,
  work: (means: AttemptContext) => void,
): readonly RawAnswer[] {
  const answers = new QueryAnswers(protocol.queries, options.progress);
  completesWithinStack(() => {
    work({ protocol, answers, attacks, options });
  });
  return answers
    .close({ kind: 'undecided', reason: 'limit' }, options.cancelled)
    .map((each) => ({ ...each, dropped: 0 }));
}

// Later ones only go further.
function firstAttempts(): readonly Attempt[] {
  const first = new Map<string, Attempt>();
  for (const attempt of strategy) if (!first.has(nameOf(attempt))) first.set(nameOf(attempt), attempt);
  return [...first.values()];
}

function nameOf(attempt: Attempt): string {
  if (attempt.kind === 'search') return 'search';
  const { memory, phased, roles } = attempt.abstraction;
  return `${memory}${phased ? ', phases apart' : ''}, ${roles} roles`;
}
