import type { AttackType } from '#core/attack-type.ts';
import type { CapabilityForm } from '#core/language/capability-form.ts';
import type { AttackAssumption, Model } from '#core/language/model.ts';
import type { MessageValues, Translate } from '#core/messages/catalogue.ts';
import type { PrimitiveFlaw, PrimitiveName } from '#core/terms/theory.ts';

/** An assumption without its place in the text. */
export type Assumption = Omit<AttackAssumption, 'span'>;

/**
 * The capabilities of an adversary beyond the plain one, as they are gathered. Phases are numbered from the adversary's
 * coming.
 */
export interface GrantedCapabilities {
  /** Who hands everything to the adversary, and from which phase on. */
  readonly compromised: Map<string, number>;
  /** Elements that everybody who has them hands to the adversary, and from which phase on. */
  readonly leaked: Map<string, number>;
  /** How primitives are broken, and from which phase on. */
  readonly flaws: {
    readonly primitive: PrimitiveName;
    readonly flaw: PrimitiveFlaw;
    readonly from: number;
  }[];
}

/** A capability of the adversary beyond the plain one: everything that has to be known of it. */
export interface CapabilityDefinition extends CapabilityForm {
  /** Gives it to the adversary; `phaseOf` numbers a phase, null for the first. */
  readonly grant: (
    assumption: Assumption,
    granted: GrantedCapabilities,
    phaseOf: (phase: string | null) => number,
  ) => void;
  /** The model as it is where these are assumed; the very model where they change nothing of it. */
  readonly assumed: (model: Model, assumptions: readonly Assumption[]) => Model;
  /** The values of its sentence; `since` is the clause of its phase. */
  readonly values: (assumption: Assumption, since: string, translate: Translate) => MessageValues;
  /** The type of attack that a threat is of which rests on it; null where it does not tell. */
  readonly attackType: (assumption: Assumption) => AttackType | null;
  /** True if it is a participant that attacks. */
  readonly isParticipant: boolean;
  /**
   * The single assumptions that it comes to, each about one thing from the adversary's coming on, as threats propose them;
   * null where none proposes it.
   */
  readonly single: (
    assumption: Assumption,
    isFromTheStart: (phase: string | null) => boolean,
  ) => readonly Assumption[] | null;
  /** A name for an attack model that assumes it. */
  readonly suggestedName: (assumption: Assumption) => string;
  /**
   * The value that a project keeps of it, to see later if it still says the same. Never changes for a released
   * capability.
   */
  readonly mark: (assumption: Assumption) => object;
}

/** An assumption with nothing but what is given. */
export function assumption(given: Pick<Assumption, 'kind'> & Partial<Assumption>): Assumption {
  return { entities: [], elements: [], flaw: null, primitive: null, trust: null, phase: null, ...given };
}

/** Notes the first of phases in which something is so. */
export function noteEarliestPhase(phases: Map<string, number>, name: string, phase: number): void {
  phases.set(name, Math.min(phase, phases.get(name) ?? phase));
}
