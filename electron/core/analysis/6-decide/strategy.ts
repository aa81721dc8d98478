import type { Precision } from '#core/analysis/4-prove/prove.ts';
import type { RoleFolding } from '#core/analysis/4-prove/slice.ts';
import type { QueryGrouping } from './query-groups.ts';

/** How exactly a proof sees a protocol: what a run remembers, whether phases are apart, which roles there are. */
export interface Abstraction extends Precision {
  readonly roles: RoleFolding;
}

/**
 * How far a search goes: with up to so many runs of each role, and for each number at most so much work for each query; or
 * more, as far as all queries `together` do not take more than that.
 */
export interface SearchEffort {
  readonly runs: readonly number[];
  readonly work: number;
  readonly together: number;
}

/** One attempt at the queries that are not decided yet; a proof leaves those out that its abstraction was taken to the end for. */
export type Attempt = ProofAttempt | { readonly kind: 'search'; readonly effort: SearchEffort };

export interface ProofAttempt {
  readonly kind: 'proof';
  readonly abstraction: Abstraction;
  /** How many blocks of work each saturation may spend, before {@link portionFor} fits it to the protocol. */
  readonly portion: number;
  /** Which queries share a saturation. */
  readonly sharing: QueryGrouping;
  /** When attacks are looked for that the proof suggests; the slim memory suggests none. */
  readonly attacks: 'never' | 'at-the-end' | 'on-the-way';
}

/** The fast abstraction, which mostly is the one that proves. Attacks are looked for where they are cheaper to find. */
const slim: Abstraction = { memory: 'slim', phased: false, roles: 'gathered' };
const medium: Abstraction = { memory: 'medium', phased: false, roles: 'folded' };
const mediumPhases: Abstraction = { memory: 'medium', phased: true, roles: 'folded' };
const fullPhases: Abstraction = { memory: 'full', phased: true, roles: 'folded' };
const full: Abstraction = { memory: 'full', phased: false, roles: 'folded' };
const allRoles: Abstraction = { memory: 'full', phased: false, roles: 'all' };
const allPhases: Abstraction = { memory: 'full', phased: true, roles: 'all' };

const shallowSearch: SearchEffort = { runs: [2], work: 4_000, together: 0 };
const mediumSearch: SearchEffort = { runs: [2], work: 12_000, together: 100_000 };
const deepSearch: SearchEffort = { runs: [1, 2, 3], work: Infinity, together: 0 };

/**
 * Every attempt, in order. Each abstraction takes what the one before it left. Which of them ends soon differs from
 * protocol to protocol, so that each gets a small portion before any gets a large one; and short searches come before
 * proofs that take long, for most attacks need few runs. What is lost in a later phase only makes attacks of all abstractions
 * that do not tell phases apart, which take long to end in them.
 */
export const strategy: readonly Attempt[] = [
  { kind: 'proof', abstraction: slim, portion: 1_000, sharing: 'wide', attacks: 'never' },
  { kind: 'search', effort: shallowSearch },
  { kind: 'proof', abstraction: medium, portion: 1_000, sharing: 'narrow', attacks: 'at-the-end' },
  { kind: 'proof', abstraction: mediumPhases, portion: 1_000, sharing: 'narrow', attacks: 'at-the-end' },
  { kind: 'proof', abstraction: fullPhases, portion: 1_000, sharing: 'narrow', attacks: 'at-the-end' },
  { kind: 'proof', abstraction: full, portion: 1_000, sharing: 'narrow', attacks: 'at-the-end' },
  { kind: 'proof', abstraction: allRoles, portion: 1_000, sharing: 'narrow', attacks: 'at-the-end' },
  { kind: 'proof', abstraction: allPhases, portion: 1_000, sharing: 'narrow', attacks: 'at-the-end' },
  { kind: 'search', effort: mediumSearch },
  { kind: 'proof', abstraction: slim, portion: 10_000, sharing: 'wide', attacks: 'never' },
  { kind: 'proof', abstraction: medium, portion: 10_000, sharing: 'wide', attacks: 'on-the-way' },
  { kind: 'proof', abstraction: mediumPhases, portion: 10_000, sharing: 'wide', attacks: 'on-the-way' },
  { kind: 'proof', abstraction: fullPhases, portion: 10_000, sharing: 'wide', attacks: 'on-the-way' },
  { kind: 'proof', abstraction: full, portion: 10_000, sharing: 'wide', attacks: 'on-the-way' },
  { kind: 'proof', abstraction: allRoles, portion: 10_000, sharing: 'wide', attacks: 'on-the-way' },
  { kind: 'proof', abstraction: allPhases, portion: 10_000, sharing: 'wide', attacks: 'on-the-way' },
  { kind: 'search', effort: deepSearch },
  { kind: 'proof', abstraction: slim, portion: Infinity, sharing: 'wide', attacks: 'never' },
  { kind: 'proof', abstraction: medium, portion: Infinity, sharing: 'wide', attacks: 'on-the-way' },
  { kind: 'proof', abstraction: mediumPhases, portion: Infinity, sharing: 'wide', attacks: 'on-the-way' },
  { kind: 'proof', abstraction: fullPhases, portion: Infinity, sharing: 'wide', attacks: 'on-the-way' },
  { kind: 'proof', abstraction: full, portion: Infinity, sharing: 'wide', attacks: 'on-the-way' },
  { kind: 'proof', abstraction: allRoles, portion: Infinity, sharing: 'wide', attacks: 'on-the-way' },
  { kind: 'proof', abstraction: allPhases, portion: Infinity, sharing: 'wide', attacks: 'on-the-way' },
];
