/**
 * What answers take for granted beyond the plain model (resources/docs/analysis.md, "What an answer assumes").
 *
 * - `issuers-honest`: others than the two ends, who make what the element is protected by or made of, are honest.
 * - `holders-honest`: so are others who may have such a key without making it.
 * - `delivered-once`: a secure or authentic channel delivers each of these messages at most once.
 * - `roles-apart`: no agent plays two of these entities. - `other-roles-apart`: but for those that may coincide.
 * - `clocks-in-step`: all who share one of these clocks read the same period.
 * - `one-round`: these phases, which replace what they begin with, begin from what earlier phases left, not from what they
 *   left themselves.
 * - `two-exponents`: nobody raises a public half of one of these pairs to a further exponent in such a way that both ends of an
 *   exchange come to the same value by other halves.
 */
export const assumptionKinds = [
  'issuers-honest',
  'holders-honest',
  'delivered-once',
  'roles-apart',
  'other-roles-apart',
  'clocks-in-step',
  'one-round',
  'two-exponents',
] as const;
export type AssumptionKind = (typeof assumptionKinds)[number];
