import type { Principle } from '#core/dossier/principle.ts';
import type { GenericPhase, GenericRole, SystemDomain } from '#core/dossier/releasable.ts';

/**
 * The data that may leave the circle of those who signed the confidentiality agreement. No type in this file can hold a
 * text of a project: there are bounded counts and yes or no under closed identifiers, and nothing else. Every
 * identifier is always there, so that a record has no order that a project could have given it.
 */

/** The largest count that a public record holds. */
export const largestCount = 9_999;

declare const counted: unique symbol;

/** An integer from 0 to {@link largestCount}. */
export type Count = number & { readonly [counted]: true };

/** True if a number may stand in a public record. */
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

/**
 * The rows of the paper's Table 2 that an analysis of a protocol considers. Finer types of attack would tell of the
 * design: guessing of a value of low entropy, for instance, that there is one.
 */
export const publicThreats = [
  'eavesdropping',
  'modification',
  'replay',
  'reflection',
  'spoofing',
  'key-compromise',
] as const;
export type PublicThreat = (typeof publicThreats)[number];

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

/** Everything that the public report can say: the seven aggregates of the paper's section 3.3, and what was released. */
export interface PublicRecord {
  readonly format: 1;
  /** Points i and ii, and the two kinds of key that point iii counts. */
  readonly tableOne: Readonly<Record<PublicMeasure, Count>>;
  /** Point iv. */
  readonly keyHierarchyLevels: Count;
  /** Point v: how many threats of each type the catalogue has, whatever was found or decided. */
  readonly threats: Readonly<Record<PublicThreat, Count>>;
  /** Point vi. */
  readonly requirements: Readonly<Record<PublicRequirementKind, Count>>;
  /** Point vii: whether the principle stands behind a measure. */
  readonly principles: Readonly<Record<Principle, boolean>>;
  /** The items that were released one by one. */
  readonly domains: Readonly<Record<SystemDomain, boolean>>;
  readonly roles: Readonly<Record<GenericRole, boolean>>;
  readonly phaseKinds: Readonly<Record<GenericPhase, boolean>>;
}

/** Point iii: the distinct keys of the model, a pair counting as one. */
export function distinctKeys({ tableOne }: PublicRecord): number {
  return tableOne.symmetricKeys + tableOne.keyPairs;
}
