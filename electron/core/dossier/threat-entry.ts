import type { AttackType, Breach } from '#core/attack-type.ts';
import type { SourceReference } from '#core/language/model.ts';

/** The decisions of the analyst about a threat. */
export const threatDecisions = ['undecided', 'accepted', 'rejected'] as const;
export type ThreatDecision = (typeof threatDecisions)[number];

/** Who carries a threat out (the paper, sections 2.2 and 4.1). */
export const adversaryKinds = [
  'passive-outsider',
  'active-outsider',
  'insider',
  'compromised-entity',
] as const;
export type AdversaryKind = (typeof adversaryKinds)[number];

/** The content of a threat that the analyst added herself. Names are those of the model; free words are possible. */
export interface OwnThreat {
  readonly attackType: AttackType;
  readonly adversary: AdversaryKind;
  readonly breaches: readonly Breach[];
  /** Elements, messages and entities of the model that it is about. */
  readonly targets: readonly string[];
  /** Null: in every phase. */
  readonly phase: string | null;
  /** The attack model under which the engine answers it, or null where nothing does. */
  readonly attackModel: string | null;
}

/**
 * The analyst's entry about one threat of the catalogue. Everything generated is worked out anew from the model and its
 * verdicts; only what she said stays, under the threat's key.
 */
export interface ThreatEntry {
  /** The key of a generated threat, which says what it is about, or an identifier of her own threat. */
  readonly id: string;
  readonly decision: ThreatDecision;
  /** Why; a rejection has a reason. */
  readonly reason: string;
  /** Her own words instead of the generated ones; empty where those stay. */
  readonly title: string;
  readonly description: string;
  /** Names of high-level requirements, beside those that follow from the model. */
  readonly requirements: readonly string[];
  readonly citations: readonly SourceReference[];
  /** Null for a generated threat. */
  readonly own: OwnThreat | null;
  /**
   * A snapshot of the generated threat when she decided (its verdicts, in short), so that a change shows; else null.
   */
  readonly seen: string | null;
}
