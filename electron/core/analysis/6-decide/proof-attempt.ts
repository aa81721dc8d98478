import { Prover, unfinished, type ProofResult } from '#core/analysis/4-prove/prove.ts';
import { Certifier } from '#core/analysis/4-prove/certify.ts';
import type { Slice } from '#core/analysis/4-prove/folding.ts';
import { sliceFor } from '#core/analysis/4-prove/slice.ts';
import { completesWithinStack } from '#core/stack-limit.ts';
import { StepBudget } from '#core/analysis/4-prove/step-budget.ts';
import { isDecided, type Answer } from './answer.ts';
import { portionFor } from './portion.ts';
import { queryGroups } from './query-groups.ts';
import type { AttemptContext } from './search-attempt.ts';
import type { Abstraction, ProofAttempt } from './strategy.ts';
import { deliversOnce, type Protocol } from '#core/protocol/protocol.ts';
import type { Certificate } from '#core/kernel/proof/certificate.ts';
import type { Query } from '#core/protocol/query.ts';

/**
 * Tries to prove what is not decided yet, each query on the part of the protocol that matters for it
 * ({@link sliceFor}), but for those in `ended`; adds to them those that the abstraction was taken to its end for. False
 * when it was told to stop.
 */
export function tryProof(attempt: ProofAttempt, ended: Set<string>, means: AttemptContext): boolean {
  const { protocol, answers, options } = means;
  const { abstraction, sharing, portion } = attempt;
  const left = answers.open().filter(({ name }) => !ended.has(name));
  for (const group of queryGroups(protocol, left, sharing)) {
    if (options.cancelled()) return false;
    const slice = sliceFor(protocol, group, abstraction.roles);
    if (repeatsEarlierAttempt(slice.protocol, group, abstraction)) continue;
    options.progress({ kind: 'working', queries: group.map(({ name }) => name) });
    const budget = new StepBudget(options, portionFor(portion, abstraction.memory, slice.protocol));
    for (const name of new GroupProof(attempt, slice, group, budget, means).run()) ended.add(name);
  }
  return true;
}

// Whether the abstraction is the same as that of an earlier attempt.
function repeatsEarlierAttempt(
  slice: Protocol,
  group: readonly Query[],
  { phased, roles }: Abstraction,
): boolean {
  if (phased && slice.phases < 2) return true;
  return roles === 'all' && sliceFor(slice, group, 'folded').protocol.roles.length === slice.roles.length;
}

/** One saturation for some queries. */
class GroupProof {
  readonly #attempt: ProofAttempt;
  readonly #slice: Slice;
  readonly #group: readonly Query[];
  readonly #budget: StepBudget;
  readonly #means: AttemptContext;
  readonly #settled = new Set<string>();
  readonly #ended = new Set<string>();

  constructor(
    attempt: ProofAttempt,
    slice: Slice,
    group: readonly Query[],
    budget: StepBudget,
    means: AttemptContext,
  ) {
    this.#attempt = attempt;
    this.#slice = slice;
    this.#group = group;
    this.#budget = budget;
    this.#means = means;
  }

  /** Settles the queries, and answers with those for which the abstraction was taken to its end. */
  run(): ReadonlySet<string> {
    completesWithinStack(() => {
      const open = this.#prove();
      if (this.#attempt.attacks !== 'never') this.#compareWithOthers(open);
    });
    for (const { name } of this.#group) {
      if (this.#settled.has(name)) continue;
      this.#ended.add(name);
      this.#settle(name, { kind: 'undecided', reason: 'limit' });
    }
    return this.#ended;
  }

  #settle(query: string, answer: Answer): void {
    this.#settled.add(query);
    this.#means.answers.settle(query, answer);
  }

  // A slim memory keeps nothing of who sent what, and so cannot count deliveries.
  #proved(certificate: Certificate): Answer {
    const countsNone = this.#attempt.abstraction.memory === 'slim' && deliversOnce(this.#means.protocol);
    return { kind: 'holds', ...(countsNone ? { deliveries: 'any' } : {}), certificate };
  }

  // Returns the queries that stay open.
  #prove(): readonly Query[] {
    // Nothing proves that values are equal.
    const prover = this.#group.every(({ kind }) => kind === 'equal')
      ? null
      : new Prover(this.#slice.protocol, this.#group, this.#attempt.abstraction, this.#budget, (early) =>
          this.#attackEarly(early),
        );
    const certifier = prover && new Certifier(this.#means.protocol, this.#slice, prover.proof);
    const open: Query[] = [];
    for (const query of this.#group) {
      if (this.#settled.has(query.name)) continue;
      const proof = prover?.prove(query) ?? unfinished;
      if (proof.outcome !== 'unfinished' || !this.#budget.isSpent) this.#ended.add(query.name);
      const certificate = proof.goals && (certifier?.certificate(query.name, proof.goals) ?? null);
      const answer = certificate === null ? this.#openAnswer(query, proof) : this.#proved(certificate);
      this.#settle(query.name, answer);
      if (!isDecided(answer)) open.push(query);
    }
    return open;
  }

  // An attack that shows on the way need not wait for the end, where that may be far. True: nothing is left to do.
  #attackEarly(prover: Prover): boolean {
    if (this.#attempt.attacks !== 'on-the-way') return false;
    const { attacks, options } = this.#means;
    for (const query of this.#group) {
      if (this.#settled.has(query.name)) continue;
      const trace = attacks.attack(query, prover.suggest(query), options.cancelled);
      if (trace !== null) this.#settle(query.name, { kind: 'violated', trace });
    }
    return this.#settled.size === this.#group.length;
  }

  #openAnswer(query: Query, { outcome, traces }: ProofResult): Answer {
    const { attacks, options } = this.#means;
    const isSearched = this.#attempt.attacks !== 'never';
    const trace = isSearched ? attacks.attack(query, traces, options.cancelled) : null;
    if (trace !== null) return { kind: 'violated', trace };
    if (options.cancelled()) return { kind: 'undecided', reason: 'cancelled' };
    return { kind: 'undecided', reason: outcome === 'unfinished' ? 'limit' : 'no-attack-confirmed' };
  }

  // What was found for a later question may answer an earlier one.
  #compareWithOthers(open: readonly Query[]): void {
    const { attacks, answers, options } = this.#means;
    for (const query of open) {
      const trace = attacks.attackLikeOthers(query, options.cancelled);
      if (trace !== null) answers.settle(query.name, { kind: 'violated', trace });
    }
  }
}
