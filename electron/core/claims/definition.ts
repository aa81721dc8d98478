import type { AttackType, Breach } from '#core/attack-type.ts';
import type { ClaimForm } from '#core/language/claim-form.ts';
import type { QuestionKind, RequirementKind } from '#core/language/kinds.ts';
import type { Claim } from '#core/language/model.ts';
import type { ClaimEvents } from './claim-events.ts';
import type { ExecutionSummary } from './execution-summary.ts';
import type { UnaskedReason } from './unasked-reason.ts';

/** A kind of question: what an answer to it says. */
export interface QuestionDefinition {
  /** The breach of Table 2 that a violation of it is. */
  readonly breach: Breach;
  /** The breaches that an answer to it says something of. */
  readonly speaksOf: readonly Breach[];
  /** The type of attack that it is there to exclude. */
  readonly prevents: AttackType;
  /** The event that a violation starts from, and which of its arguments is the value; null for none. */
  readonly shows: { readonly event: 'keeps' | 'takes' | 'finishes'; readonly argument: number | null };
  /** True if it is about who the other one is, so that who takes another's name violates it. */
  readonly authenticates: boolean;
  /** True if its sentence goes on with the elements that both ends agree on. */
  readonly listsElements: boolean;
}

/** Some kinds of question. */
export type QuestionDefinitions = Readonly<Partial<Record<QuestionKind, QuestionDefinition>>>;

/** The entities from whose view something is to be asked, and the kinds of question that are asked of each. */
export interface ExpectedQuestions {
  readonly kinds: readonly QuestionKind[];
  readonly entities: readonly string[];
  /** Other entities that a tick names, from whose view there is nothing to ask, with the reason. */
  readonly silent?: readonly { readonly entity: string; readonly reason: UnaskedReason }[];
}

/** A kind of claim: everything that has to be known of it, from its line in the text to the questions that it asks. */
export interface ClaimDefinition extends ClaimForm {
  /** The kinds of question that claims of the kind can ask. */
  readonly questionKinds: readonly QuestionKind[];
  /** The kinds of question that a claim asks. */
  readonly asks: (claim: Claim) => readonly QuestionKind[];
  /** The time that it is asked about: while the protocol runs, or after its last phase. */
  readonly when: 'while-running' | 'afterwards';
  /** True if a claim asks for what a kind of requirement demands (the paper, section 4.3). */
  readonly meets: (claim: Claim, kind: RequirementKind) => boolean;
  /** The names and words that a table's row says of a claim, in its kind's sentence. */
  readonly subject: (claim: Claim) => Readonly<Record<string, string>>;
  /** The questions that are to be asked of a claim, or why none is: from the honest run, without a translation. */
  readonly expected: (claim: Claim, run: ExecutionSummary) => ExpectedQuestions | UnaskedReason;
  /** The events that a claim writes into the roles, and the questions that it asks of them. */
  readonly events: ClaimEvents;
}
