/**
 * What may leave the circle of those who signed the confidentiality agreement. No type in this file can hold
 * a text of a project: there are bounded counts under closed identifiers, and nothing else.
 */

/** The largest count that a public record holds. */
export const largestCount = 9_999;

declare const counted: unique symbol;

/** An integer from 0 to {@link largestCount}. */
export type Count = number & { readonly [counted]: true };

/** Whether a number may stand in a public record. */
export function isCount(value: number): value is Count {
  return Number.isInteger(value) && value >= 0 && value <= largestCount;
}

/** The rows of Table 1, in the paper's order. */
export const publicMeasures = [
  'entities',
  'messages',
  'symmetricKeys',
  'keyPairs',
  'counters',
  'nonces',
  'dataElements',
  'phases',
] as const;
export type PublicMeasure = (typeof publicMeasures)[number];

/** Kinds of high-level requirement, as public identifiers. */
export const publicRequirementKinds = [
  'confidentiality',
  'integrity',
  'data-origin-authentication',
  'entity-authentication',
  'forward-secrecy',
  'replay-protection',
  'key-freshness',
  'key-confirmation',
  'availability',
] as const;
export type PublicRequirementKind = (typeof publicRequirementKinds)[number];

/** Everything that the public report can say. */
export interface PublicRecord {
  readonly format: 1;
  readonly tableOne: Readonly<Record<PublicMeasure, Count>>;
  readonly keyHierarchyLevels: Count;
  readonly requirements: Readonly<Record<PublicRequirementKind, Count>>;
}
