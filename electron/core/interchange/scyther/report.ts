import type { ClaimForm, ClaimReason, Exchange } from './claim-form.ts';
import { printTerm, type Claim } from '#core/interchange/scyther/syntax.ts';

/** A claim as Scyther reports it, with the query that stands for it and what must be known of that. */
export interface ScytherClaim {
  readonly protocol: string;
  readonly role: string;
  readonly label: string;
  readonly claim: string;
  /** The claim's arguments as Scyther prints them. */
  readonly term: string;
  /** The name of the query; null when there is none. A claim `Reachable` is met when it is violated. */
  readonly query: string | null;
  /** The names of queries that must hold as well for the claim to hold; null when none would do. */
  readonly besides: readonly string[] | null;
  readonly reason: ClaimReason | null;
  /** The messages that must be sent before they are received, where agreement does not imply it of all. */
  readonly exchanges: readonly Exchange[];
}

/** The claims that the language has. */
export const claimKinds = new Set([
  'Secret',
  'SKR',
  'SID',
  'Alive',
  'Weakagree',
  'Niagree',
  'Nisynch',
  'Commit',
  'Running',
  'Reachable',
  'Empty',
]);

/** A claim with its label and form, as it is reported. */
export function reportedClaim(
  at: Pick<ScytherClaim, 'protocol' | 'role' | 'label'>,
  claim: Claim,
  form: ClaimForm,
): ScytherClaim {
  return {
    ...at,
    claim: claim.claim.name,
    term: claim.parameter === null ? '-' : printTerm(claim.parameter),
    query: form.query?.name ?? null,
    besides: form.besides,
    reason: form.reason,
    exchanges: form.exchanges,
  };
}
