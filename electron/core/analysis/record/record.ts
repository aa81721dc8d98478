import type { ChannelTrust, ElementKind } from '#core/language/kinds.ts';
import type { ModelMetrics } from '#core/structure/model-metrics.ts';

/** The version of the engine that computed a record. It changes whenever a verdict could change. */
export const engineVersion = '7';

/** The name under which the adversary stands among the entities of a record. No entity can have it. */
export const adversaryName = '*adversary*';

/**
 * One step of a derivation: how a holder came to a term. Steps are in order; `from` holds the indices of
 * earlier steps of the same derivation.
 *
 * - `public`: everybody knows it (constants, names of entities, public keys for the adversary).
 * - `predictable`: the adversary can work it out (values of counters and timestamps).
 * - `given`: the holder has it before the first message.
 * - `made`: the holder made it fresh.
 * - `received`: it came whole in a message to the holder.
 * - `overheard`: the adversary saw a message on a channel that it can read.
 * - `part`: a component of a tuple or the content of a signature.
 * - `opened`: the content of a ciphertext, opened with the key in the last of `from`.
 * - `built`: put together from the terms in `from`.
 * - `guessed`: a value of low entropy, guessed, the guess confirmed with the terms in `from`.
 * - `leaked`: an attack model hands the element to the adversary. - `handed-over`: a compromised entity has it.
 * - `broken`: taken out of the term in `from`, whose primitive an attack model takes for broken.
 */
export interface DerivationStep {
  readonly rule: DerivationRule;
  /** The term, printed in the language's notation. */
  readonly term: string;
  readonly from: readonly number[];
  /** The message of a `received` or `overheard` step, else null. */
  readonly message: string | null;
}

export const derivationRules = [
  'public',
  'predictable',
  'given',
  'made',
  'received',
  'overheard',
  'part',
  'opened',
  'built',
  'guessed',
  'leaked',
  'handed-over',
  'broken',
] as const;
export type DerivationRule = (typeof derivationRules)[number];

/**
 * Why a holder does not obtain an element that it has seen: the message, and the key it would need. `key` is
 * null where no key would help (the element stands only under a one-way function).
 */
export interface Obstacle {
  readonly message: string;
  readonly key: string | null;
}

export const confidentialityVerdicts = [
  'not-required',
  'agrees',
  'obtains-without-permission',
  'permitted-never-obtains',
  'adversary-obtains',
] as const;
export type ConfidentialityVerdict = (typeof confidentialityVerdicts)[number];

/** The knowledge of one holder of one element, compared with what the requirement table permits. */
export interface ConfidentialityCell {
  /** Ticked or not; null where the table states no requirement for the element. */
  readonly permitted: boolean | null;
  readonly obtains: boolean;
  /** The phase in which the holder first obtained the element, or null. */
  readonly obtainedIn: string | null;
  /** The phase in which the holder erased it and could no longer derive it, or null. */
  readonly erasedIn: string | null;
  readonly verdict: ConfidentialityVerdict;
  /** How the holder obtained it, message by message; empty when it did not. */
  readonly derivation: readonly DerivationStep[];
  /** The obstacles where the holder has seen but not obtained the element. */
  readonly obstacles: readonly Obstacle[];
}

export const protectionKinds = [
  'authenticated-encryption',
  'encryption',
  'mac',
  'signature',
  'channel',
  'none',
] as const;
export type ProtectionKind = (typeof protectionKinds)[number];

export const freshnessKinds = ['counter', 'nonce', 'timestamp', 'no-adversary', 'none'] as const;
export type FreshnessKind = (typeof freshnessKinds)[number];

/** One message in which a receiver took an element over, and what assured it that the value was right. */
export interface Acceptance {
  readonly message: string;
  readonly protection: ProtectionKind;
  /** The key that protects it, printed; null for `channel` and `none`. */
  readonly key: string | null;
  /** Everybody who can make that protection, the adversary included if it can. */
  readonly holders: readonly string[];
  /** Those of `holders` that are neither the originator, nor permitted, nor the receiver itself. */
  readonly intruders: readonly string[];
  readonly freshness: FreshnessKind;
  /** The counter, nonce or timestamp that makes it fresh; null where there is none. */
  readonly freshElement: string | null;
}

export const integrityVerdicts = [
  'not-required',
  'originates',
  'not-received',
  'assured',
  'assured-without-freshness',
  'not-assured',
] as const;
export type IntegrityVerdict = (typeof integrityVerdicts)[number];

/** How far one receiver can trust one element to be what its originator wrote. */
export interface IntegrityCell {
  /** True if the table names this entity as the originator; null where it states no requirement. */
  readonly originator: boolean | null;
  readonly verdict: IntegrityVerdict;
  /** Every acceptance the verdict rests on; the verdict is that of the weakest. */
  readonly acceptances: readonly Acceptance[];
}

/** One cell of the requirement table. `entity` is an entity's name or {@link adversaryName}. */
export interface RequirementCell {
  readonly element: string;
  readonly kind: ElementKind;
  readonly entity: string;
  readonly confidentiality: ConfidentialityCell;
  /** Null for the adversary, of whom no integrity is asked. */
  readonly integrity: IntegrityCell | null;
}

/** The effect of one message of the honest run. */
export interface MessageRecord {
  readonly name: string;
  readonly label: string;
  readonly phase: string;
  readonly sender: string;
  readonly receiver: string;
  /** The content, printed. */
  readonly content: string;
  readonly trust: ChannelTrust;
  /** True when the adversary can read the message on its channel. */
  readonly overheard: boolean;
  /** Elements that the receiver obtained with this message, in order of the table. */
  readonly learned: readonly string[];
}

/** Discrepancies of a record by kind. All zero means that the design agrees with its requirements. */
export interface DiscrepancyCounts {
  readonly obtainsWithoutPermission: number;
  readonly permittedNeverObtains: number;
  readonly adversaryObtains: number;
  readonly integrityNotAssured: number;
  readonly integrityWithoutFreshness: number;
}

/**
 * The outcome of one analysis. It is immutable, a pure function of the model's text, and speaks no natural
 * language: sentences come from the message catalogue.
 */
export interface Analysis {
  readonly format: 1;
  readonly engineVersion: string;
  /** The scope of the record: one honest run of each phase, and an adversary that listens. */
  readonly bounds: { readonly adversary: 'passive'; readonly runs: 1 };
  readonly protocol: string;
  readonly metrics: ModelMetrics;
  readonly messages: readonly MessageRecord[];
  readonly cells: readonly RequirementCell[];
  readonly discrepancies: DiscrepancyCounts;
}

/** An analysis that is kept or handed on, with what it is about. */
export interface AnalysisRecord extends Analysis {
  /** SHA-256 of the model's text in UTF-8, lower-case hexadecimal. */
  readonly inputHash: string;
}

/** The number of discrepancies of every kind together. */
export function totalDiscrepancies(counts: DiscrepancyCounts): number {
  return (
    counts.obtainsWithoutPermission +
    counts.permittedNeverObtains +
    counts.adversaryObtains +
    counts.integrityNotAssured +
    counts.integrityWithoutFreshness
  );
}
