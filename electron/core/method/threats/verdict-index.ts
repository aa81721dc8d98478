import { questionKey, type Question } from '#core/analysis/record/question.ts';
import { engineVersion } from '#core/analysis/record/record.ts';
import {
  verdictsByQuestion,
  worstFirst,
  type AnswerKind,
  type Verdict,
} from '#core/analysis/record/verdict.ts';
import { questions as questionDefinitions } from '#core/claims/claims.ts';
import { isAskedAfterwards } from '#core/claims/statement.ts';
import type { AttackType } from '#core/attack-type.ts';
import { grouped } from '#core/grouped.ts';
import type { ActiveAnalysis } from '#core/analysis/record/active-analysis.ts';
import { doubts, type Doubt, type Evidence } from './threat.ts';

/**
 * Everything that is asked of a model, with the verdicts on it as far as there are any. The questions come from the
 * model itself, so that one without a verdict is known to be open. Verdicts on an earlier text, or of another version
 * of the engine, do not count.
 */
export class VerdictIndex {
  /** Questions about the protocol while it runs, under the plain adversary. */
  readonly plain: readonly Question[];
  /** Questions about the time after it. */
  readonly afterwards: readonly Question[];
  /** By the attack model. */
  readonly #questions: ReadonlyMap<string | null, readonly Question[]>;
  readonly #verdicts: ReadonlyMap<string, Verdict>;
  /** True where the verdicts are about this very model: what has none then, the analysis could not ask. */
  readonly #isCurrent: boolean;

  /**
   * @param asked everything that is asked of the model, see `questionsOf`.
   * @param analysis the verdicts that there are.
   */
  constructor(asked: readonly Question[], analysis: ActiveAnalysis | null) {
    const counts =
      analysis !== null && analysis.currency !== 'outdated' && analysis.engineVersion === engineVersion;
    const verdicts = counts ? analysis.verdicts : [];
    this.#verdicts = verdictsByQuestion(verdicts);
    this.#isCurrent = counts && analysis.currency === 'current';
    const known = new Set(asked.map(questionKey));
    // In the order of the model, answered or not; what was asked about this very model was asked.
    const others = this.#isCurrent
      ? verdicts.map(({ question }) => question).filter((question) => !known.has(questionKey(question)))
      : [];
    this.#questions = grouped([...asked, ...others], ({ attack }) => attack);
    const plain = this.#questions.get(null) ?? [];
    this.plain = plain.filter(({ kind }) => !isAskedAfterwards(kind));
    this.afterwards = plain.filter(({ kind }) => isAskedAfterwards(kind));
  }

  /** The questions under an attack model; none where there is no such model. */
  under(attack: string | undefined): readonly Question[] {
    return attack === undefined ? [] : (this.#questions.get(attack) ?? []);
  }

  /** The verdict on a question, or undefined. */
  verdictOn(question: Question): Verdict | undefined {
    return this.#verdicts.get(questionKey(question));
  }

  /** The verdict on the same question under the plain adversary. */
  baselineOf({ key }: Question): Verdict | undefined {
    return this.#verdicts.get(questionKey({ attack: null, key }));
  }

  /** The questions that an attack of this type violates. */
  violatedBy(type: AttackType, questions: readonly Question[]): readonly Question[] {
    return questions.filter((question) => {
      const verdict = this.verdictOn(question);
      return verdict?.answer === 'violated' && typesOf(verdict).includes(type);
    });
  }

  /**
   * The evidence by the verdicts on questions, and the number of questions that have none yet; `unasked`: whether there
   * are some that the analysis could not ask.
   */
  evidence(
    questions: readonly Question[],
    says: (verdict: Verdict) => AnswerKind | null,
  ): { readonly evidence: readonly Evidence[]; readonly open: number; readonly unasked: boolean } {
    const verdicts = questions
      .map((question) => this.verdictOn(question))
      .filter((verdict) => verdict !== undefined);
    const without = questions.length - verdicts.length;
    return {
      evidence: verdicts.map((verdict) => ({ kind: 'verdict', verdict, says: says(verdict) })),
      open: this.#isCurrent ? 0 : without,
      unasked: this.#isCurrent && without > 0,
    };
  }
}

/**
 * The answer of a verdict about attacks of some types alone: one of another type neither shows nor excludes them. What tells a
 * new message's session from others would tell an old one's as well, so that mixing sessions up shows that replays are possible.
 */
export function answerForTypes(...given: readonly AttackType[]): (verdict: Verdict) => AnswerKind {
  const types = given.includes('replay') ? [...given, 'interleaving' as const] : given;
  return (verdict) =>
    verdict.answer !== 'violated' || typesOf(verdict).some((type) => types.includes(type))
      ? verdict.answer
      : 'undecided';
}

/**
 * The answer of a verdict about elements being replaced on their way. Who can make up whatever is taken over can also
 * put it in the place of what was sent: an attack that is nothing but spoofing shows that as well. Where anything else
 * is in the attack, it is not known which of the two the value came by.
 */
export function answerForModification(verdict: Verdict): AnswerKind {
  return isMadeUp(verdict) ? 'violated' : answerForTypes('modification')(verdict);
}

/**
 * The answer of a verdict about the replay of elements that are taken over without protection. Who can make up whatever
 * is taken over there can also repeat what was heard.
 */
export function answerForUnprotectedReplay(verdict: Verdict): AnswerKind {
  return isMadeUp(verdict) ? 'violated' : answerForTypes('replay')(verdict);
}

// An attack that consists of nothing but messages that the adversary made up.
function isMadeUp(verdict: Verdict): boolean {
  const types = typesOf(verdict);
  return (
    verdict.answer === 'violated' &&
    types.includes('spoofing') &&
    types.every((type) => type === 'spoofing' || type === 'eavesdropping' || type === 'guessing')
  );
}

/** The answer of a verdict about attacks of any type. */
export function answerForAnyType(verdict: Verdict): AnswerKind {
  return verdict.answer;
}

/**
 * The types of the attack of a violated verdict. Where the requirement is violated without anything that an adversary
 * does, the type that the requirement is there to prevent.
 */
export function typesOf({ attackTypes, question }: Verdict): readonly AttackType[] {
  return attackTypes.length > 0 ? attackTypes : [questionDefinitions[question.kind].prevents];
}

/** The worst of several answers; null where there are none. */
function worstOf(answers: readonly (AnswerKind | null)[]): AnswerKind | null {
  return worstFirst.find((answer) => answers.includes(answer)) ?? null;
}

/** The answer to a threat, and the reasons where it is neither shown nor ruled out. */
export interface AnswerWithDoubts {
  readonly answer: AnswerKind | null;
  /** Every reason, in the order of `doubts`; none unless the answer is `undecided`. */
  readonly doubts: readonly Doubt[];
}

/**
 * The answer to a threat: the worst of what speaks of it. While a question that it rests on has no verdict, or
 * something that it is about was never asked, it can be violated or undecided and nothing else.
 */
export function answerFrom(evidence: readonly Evidence[], open: number, unasked: boolean): AnswerWithDoubts {
  const worst = worstOf(evidence.map(({ says }) => says));
  const answer = worst !== null && (open > 0 || unasked) ? worstOf([worst, 'undecided']) : worst;
  if (answer !== 'undecided') return { answer, doubts: [] };
  const given = (each: Evidence): AnswerKind | null =>
    each.kind === 'verdict' ? each.verdict.answer : each.says;
  const isOther = (each: Evidence): boolean => given(each) === 'violated' && each.says === 'undecided';
  const reasons: Readonly<Record<Doubt, boolean>> = {
    'undecided-question': evidence.some((each) => each.says === 'undecided' && !isOther(each)),
    'other-attack': evidence.some(isOther),
    'open-question': open > 0,
    'not-asked': unasked,
  };
  return { answer, doubts: doubts.filter((each) => reasons[each]) };
}
