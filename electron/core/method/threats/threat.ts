import type { AnswerKind, Verdict } from '#core/analysis/record/verdict.ts';
import type { AttackType, Breach } from '#core/attack-type.ts';
import type { AttackProposal } from './attack-proposal.ts';
import type { Targets } from './targets.ts';
import type { AdversaryKind, ThreatEntry } from '#core/dossier/threat-entry.ts';

/**
 * The forms of threat; the wording of a threat depends on its form.
 *
 * - `eavesdropping`: who listens obtains elements. - `quiet-phase`: somebody listens in a phase that the model takes to
 *   be without an adversary. - `guessing`: values of low entropy are tried out.
 * - `disclosure`: an active adversary obtains elements. - `modification`: elements are taken for what nobody wrote.
 * - `replay`, `reflection`: elements that are protected under one key. - `unprotected-replay`: elements that are taken over
 *   without protection. - `old-key`: a key is established again.
 * - `spoofing`: somebody poses as one entity towards another. - `repeated-run`: what was a run of two is taken for
 *   another one. - `unasked-replay`, `unasked-modification`: messages of which no requirement speaks.
 * - `on-elements`, `between`: an attack of some other type that was found, on elements or between two entities.
 * - `key-compromise`: a key is known to the adversary. - `later-compromise`, `unasked-later-compromise`: long-term keys
 *   become known when all is over. - `impersonation`: whose secrets are known is deceived itself.
 * - `compromised-entity`, `insider`: an entity is the adversary's, or dishonest. - `other-insiders`: other dishonest
 *   instances of the entities take part.
 * - `type-flaw`: a value is taken for one of another kind. - `attack-model`: what an attack model of the model assumes.
 * - `own`: the analyst's. - `gone`: it was in the catalogue when she decided, and is no more.
 */
export const threatForms = [
  'eavesdropping',
  'quiet-phase',
  'guessing',
  'disclosure',
  'modification',
  'unasked-modification',
  'type-flaw',
  'replay',
  'unprotected-replay',
  'old-key',
  'repeated-run',
  'unasked-replay',
  'reflection',
  'spoofing',
  'insider',
  'other-insiders',
  'on-elements',
  'between',
  'key-compromise',
  'later-compromise',
  'unasked-later-compromise',
  'impersonation',
  'compromised-entity',
  'attack-model',
  'own',
  'gone',
] as const;
export type ThreatForm = (typeof threatForms)[number];

/**
 * Something that was worked out and speaks of a threat. `says` is what it says of it, which is less than it answers
 * where the attack that was found is of another type: that neither makes this threat true nor excludes it.
 *
 * - `verdict`: the verdict on one question. - `cell`: what an entity or the listening adversary obtains of an element
 *   in one honest run of each phase.
 */
export type Evidence =
  | { readonly kind: 'verdict'; readonly verdict: Verdict; readonly says: AnswerKind | null }
  | {
      readonly kind: 'cell';
      readonly element: string;
      /** An entity's name or that of the adversary. */
      readonly entity: string;
      readonly says: AnswerKind;
    };

/**
 * The status of a threat by what the analyst decided: she did not yet (`new`), it says what it said then (`unchanged`),
 * it says something else (`changed`), or it is no longer generated (`gone`).
 */
export const threatStatuses = ['new', 'changed', 'unchanged', 'gone'] as const;
export type ThreatStatus = (typeof threatStatuses)[number];

/**
 * Why a threat is neither shown nor ruled out.
 *
 * - `undecided-question`: a question that it rests on is undecided itself. - `other-attack`: a requirement that it rests
 *   on is violated by an attack of another type, behind which one of this type may stand. - `open-question`: a question
 *   has no verdict yet. - `not-asked`: no question is about something that it threatens.
 */
export const doubts = ['undecided-question', 'other-attack', 'open-question', 'not-asked'] as const;
export type Doubt = (typeof doubts)[number];

/** A threat of the catalogue. Speaks no natural language; see `describeThreat`. */
export interface Threat {
  /** Made of names of the model, so that it stays when the catalogue is generated anew. */
  readonly id: string;
  readonly form: ThreatForm;
  readonly attackType: AttackType;
  readonly adversary: AdversaryKind;
  readonly breaches: readonly Breach[];
  /** The targets, by kind. Everything that is said of the threat is about these alone. */
  readonly subject: Targets;
  /** The same names together: elements, then messages, then entities. */
  readonly targets: readonly string[];
  /** A key as it is printed, an attack model or a phase that it is about beside its targets; else empty. */
  readonly about: string;
  /** The phase that it belongs to; null where it belongs to several or to none. */
  readonly phase: string | null;
  readonly phases: readonly string[];
  /** The attack model of the model that answers it; null where it needs none, or there is none yet. */
  readonly attackModel: string | null;
  /** The attack model that would answer it, or null where it needs none. */
  readonly proposal: AttackProposal | null;
  /** Names of high-level requirements that it threatens. */
  readonly requirements: readonly string[];
  /**
   * The worst of all that speaks of it. Null where nothing does that was answered. It never says more than the
   * verdicts: it holds when every question that it rests on is proved.
   */
  readonly answer: AnswerKind | null;
  /** Why it is undecided; empty for every other answer. */
  readonly doubts: readonly Doubt[];
  readonly evidence: readonly Evidence[];
  /** The verdicts among the evidence. */
  readonly verdicts: readonly Verdict[];
  /** How many questions that it rests on have no verdict yet. */
  readonly open: number;
  readonly entry: ThreatEntry | null;
  readonly status: ThreatStatus;
  /** Its short form now, to be kept with a decision as what was seen. */
  readonly says: string;
}
