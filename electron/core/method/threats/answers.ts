import type { Asked, AskedKind, ActiveQuestion } from '#core/analysis/record/asked.ts';
import { engineVersion } from '#core/analysis/record/record.ts';
import type { Run } from '#core/analysis/1-execute/run.ts';
import type { ActiveAnswer, VerdictRecord } from '#core/analysis/record/active-record.ts';
import type { AttackType } from '#core/analysis/record/attack-type.ts';
import { inquiriesUntil } from '#core/analysis/pipeline/inquiry.ts';
import { grouped } from '#core/grouped.ts';
import type { Model } from '#core/language/model.ts';
import type { ActiveAnalysis } from '#core/analysis/record/active-analysis.ts';
import { doubts, type Doubt, type Evidence } from './threat.ts';

/**
 * Everything that is asked of a model, with the verdicts on it as far as there are any. The questions come from the
 * model itself, so that one without a verdict is known to be open. Verdicts on an earlier text, or of another version
 * of the engine, do not count.
 */
export class Answers {
  /** Questions about the protocol while it runs, under the plain adversary. */
  readonly plain: readonly ActiveQuestion[];
  /** Questions about the time after it. */
  readonly afterwards: readonly ActiveQuestion[];
  /** By the attack model. */
  readonly #questions: ReadonlyMap<string | null, readonly ActiveQuestion[]>;
  readonly #verdicts: ReadonlyMap<string, VerdictRecord>;

  /** Once `cancelled` says so, no more work is done to find out what is asked than is needed to leave out nothing. */
  constructor(
    model: Model,
    execution: Run,
    analysis: ActiveAnalysis | null,
    cancelled: () => boolean = () => false,
  ) {
    const counts =
      analysis !== null && analysis.standing !== 'outdated' && analysis.engineVersion === engineVersion;
    const verdicts = counts ? analysis.verdicts : [];
    this.#verdicts = new Map(verdicts.map((verdict) => [keyOf(verdict), verdict] as const));
    const told = inquiriesUntil(model, execution, cancelled).flatMap(({ attack, asked }) =>
      asked.map((each): ActiveQuestion => ({ attack, asked: each })),
    );
    const known = new Set(told.map(keyOf));
    // What was asked about this very model was asked, whether or not there is time to find out once more.
    const others = analysis?.standing === 'current' ? verdicts.filter((each) => !known.has(keyOf(each))) : [];
    this.#questions = grouped([...told, ...others], ({ attack }) => attack);
    const plain = this.#questions.get(null) ?? [];
    this.plain = plain.filter(({ asked }) => asked.kind !== 'forward-secrecy');
    this.afterwards = plain.filter(({ asked }) => asked.kind === 'forward-secrecy');
  }

  /** The questions under an attack model; none where there is no such model. */
  under(attack: string | undefined): readonly ActiveQuestion[] {
    return attack === undefined ? [] : (this.#questions.get(attack) ?? []);
  }

  /** The verdict on a question, or undefined. */
  verdictOn(question: ActiveQuestion): VerdictRecord | undefined {
    return this.#verdicts.get(keyOf(question));
  }

  /** The verdict on the same question under the plain adversary. */
  baselineOf({ asked }: ActiveQuestion): VerdictRecord | undefined {
    return this.#verdicts.get(keyOf({ attack: null, asked }));
  }

  /** The questions that an attack of this type violates. */
  violatedBy(type: AttackType, questions: readonly ActiveQuestion[]): readonly ActiveQuestion[] {
    return questions.filter((question) => {
      const verdict = this.verdictOn(question);
      return verdict?.answer === 'violated' && typesOf(verdict).includes(type);
    });
  }

  /** What the verdicts on questions say, and how many have none. */
  evidence(
    questions: readonly ActiveQuestion[],
    says: (verdict: VerdictRecord) => ActiveAnswer | null,
  ): { readonly evidence: readonly Evidence[]; readonly open: number } {
    const verdicts = questions
      .map((question) => this.verdictOn(question))
      .filter((verdict) => verdict !== undefined);
    return {
      evidence: verdicts.map((verdict) => ({ kind: 'verdict', verdict, says: says(verdict) })),
      open: questions.length - verdicts.length,
    };
  }
}

/** What a verdict says of attacks of some types alone: one of another type neither shows nor excludes them. */
export function ofTypes(...types: readonly AttackType[]): (verdict: VerdictRecord) => ActiveAnswer {
  return (verdict) =>
    verdict.answer !== 'violated' || typesOf(verdict).some((type) => types.includes(type))
      ? verdict.answer
      : 'undecided';
}

/**
 * What a verdict says of elements being replaced on their way. Who can make up whatever is taken over can also put it in
 * the place of what was sent: an attack that is nothing but spoofing shows that as well. Where anything else is in the
 * attack, it is not known which of the two the value came by.
 */
export function ofModification(verdict: VerdictRecord): ActiveAnswer {
  return isMadeUp(verdict) ? 'violated' : ofTypes('modification')(verdict);
}

/**
 * What a verdict says of what is taken over without protection being sent once more. Who can make up whatever is taken
 * over there can also repeat what was heard.
 */
export function ofUnprotectedReplay(verdict: VerdictRecord): ActiveAnswer {
  return isMadeUp(verdict) ? 'violated' : ofTypes('replay')(verdict);
}

// An attack that consists of nothing but messages that the adversary made up.
function isMadeUp(verdict: VerdictRecord): boolean {
  const types = typesOf(verdict);
  return (
    verdict.answer === 'violated' &&
    types.includes('spoofing') &&
    types.every((type) => type === 'spoofing' || type === 'eavesdropping' || type === 'guessing')
  );
}

/** What a verdict says of whatever attack there is. */
export function ofAnyType(verdict: VerdictRecord): ActiveAnswer {
  return verdict.answer;
}

/**
 * The types of the attack of a violated verdict. Where the requirement is violated without anything that an adversary
 * does, the type that the requirement is there to prevent.
 */
export function typesOf({ attackTypes, asked }: VerdictRecord): readonly AttackType[] {
  return attackTypes.length > 0 ? attackTypes : [preventedBy(asked.kind)];
}

function preventedBy(kind: AskedKind): AttackType {
  switch (kind) {
    case 'secrecy':
      return 'eavesdropping';
    case 'forward-secrecy':
      return 'key-compromise';
    case 'agreement':
      return 'modification';
    case 'injective-agreement':
    case 'injective-entity-agreement':
    case 'key-freshness':
    case 'key-uniqueness':
      return 'replay';
    case 'aliveness':
    case 'weak-agreement':
    case 'entity-agreement':
    case 'key-confirmation':
      return 'spoofing';
  }
}

/** From what claims least to what claims most: the worst answer for a requirement first. */
export const worstFirst: readonly ActiveAnswer[] = [
  'violated',
  'inconsistent',
  'undecided',
  'holds-within',
  'holds',
];

/** The worst of several answers; null where there are none. */
function worstOf(answers: readonly (ActiveAnswer | null)[]): ActiveAnswer | null {
  return worstFirst.find((answer) => answers.includes(answer)) ?? null;
}

/** What a threat is answered with, and why it is neither shown nor ruled out. */
export interface Answered {
  readonly answer: ActiveAnswer | null;
  /** Every reason, in the order of `doubts`; none unless the answer is `undecided`. */
  readonly doubts: readonly Doubt[];
}

/**
 * The answer to a threat: the worst of what speaks of it. While a question that it rests on has no verdict, or
 * something that it is about was never asked, it can be violated or undecided and nothing else.
 */
export function answerFrom(evidence: readonly Evidence[], open: number, unasked: boolean): Answered {
  const worst = worstOf(evidence.map(({ says }) => says));
  const answer = worst !== null && (open > 0 || unasked) ? worstOf([worst, 'undecided']) : worst;
  if (answer !== 'undecided') return { answer, doubts: [] };
  const given = (each: Evidence): ActiveAnswer | null =>
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

function keyOf({ attack, asked }: { readonly attack: string | null; readonly asked: Asked }): string {
  return JSON.stringify([attack, asked.query]);
}
