/**
 * Why the evidence of an answer is refused.
 *
 * - `no-evidence`: what it states rests on nothing. - `proof-refused`: the checker of proofs does not accept its proof.
 * - `proof-partial`: it accepts a part. - `proof-too-large`: the checker did not come to an end.
 * - `attack-refused`: the attack cannot happen in the protocol, or violates nothing.
 * - `attack-not-on-model`: the reference interpreter does not let it happen on the model.
 * - `translation-refused`: the roles are not what the entities of the model do.
 * - `no-witness`: no honest run comes to what the answer is about. - `violated-anyway`: the honest run violates it, or who listens
 *   to it obtains what should stay secret.
 * - `too-deep`: it was not looked at to its end.
 * - `not-vacuous`: the honest run comes to what the answer says that it does not come to.
 */
export const evidenceRefusals = [
  'no-evidence',
  'proof-refused',
  'proof-too-large',
  'proof-partial',
  'attack-refused',
  'attack-not-on-model',
  'translation-refused',
  'no-witness',
  'violated-anyway',
  'not-vacuous',
  'too-deep',
] as const;
export type EvidenceRefusal = (typeof evidenceRefusals)[number];

/**
 * What is found of the evidence of an answer.
 *
 * - `accepted`: the judges come to the answer by the evidence.
 * - `searched`: it states that no attack was found among so many runs, which no evidence shows. What can be looked at without
 *   searching was.
 * - `claims-nothing`: it is open.
 * - `refused`. `detail`: the code of the judge who refused it, or null.
 */
export type EvidenceJudgement =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'searched' }
  | { readonly kind: 'claims-nothing' }
  | { readonly kind: 'refused'; readonly code: EvidenceRefusal; readonly detail: string | null };
