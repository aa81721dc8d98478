import type { Question } from '#core/analysis/record/question.ts';

/**
 * Ways in which a later text asks less, or asks it of a weaker adversary, so that an answer that stays the same says less
 * (resources/docs/command.md, "What counts as weakened").
 *
 * Of a question that both ask:
 * - `honest`: more entities are taken for honest. - `assumes`: its answer takes more for granted. - `vacuous`: it has become about
 *   nothing.
 * - `other-phase`: it is about the end of another phase. - `sooner`: the claimant has received less by the end.
 * - `less-reached`: the claimed entity need not have come as far. - `taken-less`: a message is gone from those that the value is
 *   taken from. - `taken-elsewhere`: it is taken over at another moment.
 *
 * Of what is required:
 * - `permitted`: more entities may obtain an element. - `originates`: more may originate it. - `statement-gone`: a row of ticks or a
 *   claim that asked nothing is gone. - `unlinked`: a statement refines a requirement no more. - `requirement-gone`,
 *   `requirement-reworded`, `requirement-kind`: a requirement is gone, says something else, or is of another kind.
 *
 * Of the adversary:
 * - `attack-gone`, `attack-passive`, `attack-typed`, `attack-weaker`: an attack model is gone, only listens, no longer takes values
 *   of one kind for another, or no longer assumes something. - `attack-channel`: under it a channel gives less.
 * - `phase-quiet`: a phase is without adversary. - `sheltered`: a message has moved to where there is less of one. - `message-gone`:
 *   the adversary sees a message no more. - `channel-trusted`: a message goes over a channel that is trusted more.
 *   `delivered-once`: its channel delivers it once at most.
 * - `apart`: two entities are no longer played by one agent. - `entropy`: an element can no longer be guessed. - `element-kind`: it
 *   is another kind of thing. - `holders`: fewer have it, or more share it, from the start. - `lifetime`: it is no long-term key, so
 *   that it is not lost in the end. - `erased`: an entity erases it that kept it, or kept it longer.
 */
export const weakeningKinds = [
  'honest',
  'assumes',
  'vacuous',
  'other-phase',
  'sooner',
  'less-reached',
  'taken-less',
  'taken-elsewhere',
  'permitted',
  'originates',
  'statement-gone',
  'unlinked',
  'requirement-gone',
  'requirement-reworded',
  'requirement-kind',
  'attack-gone',
  'attack-passive',
  'attack-typed',
  'attack-weaker',
  'attack-channel',
  'phase-quiet',
  'sheltered',
  'message-gone',
  'channel-trusted',
  'delivered-once',
  'apart',
  'entropy',
  'element-kind',
  'holders',
  'lifetime',
  'erased',
] as const;
export type WeakeningKind = (typeof weakeningKinds)[number];

/** One way in which a later text asks less. With the names of the later text. */
export interface Weakening {
  readonly kind: WeakeningKind;
  /** The question that is asked of less; null where it is not one alone. */
  readonly question: Question | null;
  /** What it is about: elements, entities, messages, phases, requirements, an attack model. */
  readonly names: readonly string[];
  /** What the earlier and the later text say, where that tells it; else null. */
  readonly before: string | null;
  readonly after: string | null;
}

/** A weakening that is of no single question. */
export function weakening(
  kind: WeakeningKind,
  names: readonly string[],
  before: string | null = null,
  after: string | null = null,
): Weakening {
  return { kind, question: null, names, before, after };
}
