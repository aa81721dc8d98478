import type { FormFault } from './read.ts';
import type { ViewFault } from './seen.ts';
import type { Stop } from './work.ts';

/** Why a proof of a query is refused. */
export type ProofRefusal =
  | Stop
  | ViewFault
  | FormFault
  /** The protocol is not well formed, or larger than anything that is looked at. */
  | 'protocol-malformed'
  /** It is written with a constant that has the name of another one. */
  | 'constants-clash'
  /** There is no query of the name, or several. */
  | 'query-unknown'
  /** Queries of this kind are never proved. */
  | 'query-never-proved'
  /** What the query says is not written in terms of the protocol. */
  | 'query-malformed'
  /** The view leaves out a phase that matters for the query. */
  | 'view-cuts-phases'
  /** The certificate does not say what the query leads to. */
  | 'goals-missing'
  /** Something that can happen in the protocol is not covered by the clauses. */
  | 'rule-not-covered'
  /** What follows from two clauses is not covered by the clauses. */
  | 'clauses-not-closed'
  /** What the query asks about is not covered by what it leads to. */
  | 'query-not-covered'
  /** What a clause of the goals leads to is not covered by them. */
  | 'goals-not-closed'
  /** A clause of the goals that nothing is put in for does not satisfy the query. */
  | 'goal-violates';

/**
 * What a proof of a query can leave open.
 *
 * - `injectivity`: that different end events have runs of their own.
 * - `enough`: what is proved is what is needed; that this gives what is enough is not looked at.
 */
export const leftOpen = ['injectivity', 'enough'] as const;
export type LeftOpen = (typeof leftOpen)[number];

/** Where in a certificate or a protocol a refusal comes from. */
export interface Place {
  /** The place of the clause in the certificate, or in the goals of the query; null where it is no clause. */
  readonly clause: number | null;
  /** The place of the clause that was put in, or null. */
  readonly with: number | null;
  /** The rule of the protocol, or null. */
  readonly rule: string | null;
}

/** What the checker says of a query. */
export type Judgement =
  | { readonly verdict: 'accepted' }
  | { readonly verdict: 'partial'; readonly open: readonly LeftOpen[] }
  | { readonly verdict: 'refused'; readonly code: ProofRefusal; readonly where: Place };

/** What the checker says of each query that a certificate names. */
export type Checked = ReadonlyMap<string, Judgement>;

export type Refused = Judgement & { readonly verdict: 'refused' };

export function refuse(code: ProofRefusal, where: Partial<Place> = {}): Refused {
  return { verdict: 'refused', code, where: { clause: null, with: null, rule: null, ...where } };
}
