import type { EngineGolden, Truth } from './golden.ts';
import type { Told } from './told.ts';
import { usualWay } from './ways.ts';

/**
 * What was noticed of a mutated engine, from what is worst to what says least.
 *
 * - `wrong-holds`, `wrong-violated`: such an answer is given, and is wrong. `wrong-within`: an analyst is told that it holds within
 *   so many runs, and an attack with no more is known; nobody judges a search but the comparison with what is right.
 * - `checker`: a proof is refused, or only a part of it accepted. `replay`: the kernel or the interpreter does not let an attack
 *   happen. `guard`: what is said to hold contradicts the honest run.
 * - `wrong-alone`: a search wrongly finds nothing within so many runs, and another attempt answers all the same.
 * - `weaker`: less is decided; `more`: more, and the judges have nothing against it. `evidence`: the same answers, and another proof
 *   or attack, or another reason to say nothing.
 */
export const engineNoticed = [
  'wrong-holds',
  'wrong-violated',
  'wrong-within',
  'checker',
  'replay',
  'guard',
  'wrong-alone',
  'weaker',
  'more',
  'evidence',
] as const;
export type EngineNoticed = (typeof engineNoticed)[number];

export interface EngineRemark {
  readonly kind: EngineNoticed;
  readonly what: string;
  /** Whether it is about what is said before anybody has judged it. */
  readonly raw: boolean;
  /** Whether the product's own way of answering comes to it. */
  readonly usual: boolean;
}

/** What is noticed of what a mutated engine tells of a text. */
export function remarksOnTold(golden: EngineGolden, now: readonly Told[]): readonly EngineRemark[] {
  const usual = new Map(golden.told.map((each) => [keyOf(each), each]));
  return now.flatMap((told): readonly EngineRemark[] => {
    const before = usual.get(keyOf(told));
    if (before === undefined) return [];
    const truth = golden.truth[told.question];
    const line = `${told.way}: ${before.answer}, now ${told.raw}, then ${told.answer}${
      told.why === null ? '' : ` by ${told.by ?? 'nobody'} (${told.why})`
    }: ${told.question}`;
    const remark = (kind: EngineNoticed, raw: boolean): EngineRemark => ({
      ...{ kind, what: line, raw },
      usual: told.way === usualWay,
    });
    // What is wrong without the mutant as well says nothing of it.
    const unless = (usually: EngineNoticed | null, kind: EngineNoticed | null): EngineNoticed | null =>
      usually === kind ? null : kind;
    const raw = unless(wrongIn(before.raw, before, truth), wrongIn(told.raw, told, truth));
    const wrong = unless(wrongIn(before.answer, before, truth), wrongIn(told.answer, told, truth));
    const noticed = wrong ?? noticedOf(before, told, truth);
    return [
      ...(raw === null ? [] : [remark(raw, true)]),
      ...(noticed === null ? [] : [remark(noticed, false)]),
    ];
  });
}

function keyOf({ way, question }: Told): string {
  return `${way} ${question}`;
}

function wrongIn(
  answer: Told['answer'],
  { runs, way }: Told,
  truth: Truth | undefined,
): EngineNoticed | null {
  if (truth === undefined) return null;
  if (answer === 'holds' && truth.answer === 'violated') return 'wrong-holds';
  if (answer === 'violated' && truth.answer === 'holds') return 'wrong-violated';
  const isReached = truth.runs !== null && runs !== null && truth.runs <= runs;
  if (answer !== 'holds-within' || truth.answer !== 'violated' || !isReached) return null;
  return way === usualWay ? 'wrong-within' : 'wrong-alone';
}

// A refusal that there is without the mutant as well says nothing.
function noticedOf(before: Told, now: Told, truth: Truth | undefined): EngineNoticed | null {
  const isRefused = now.by !== null && now.by !== before.by;
  if (isRefused && now.by === 'checker') return 'checker';
  if (isRefused && now.by === 'guard') return 'guard';
  // The kernel lets it happen, and the question is violated: the interpreter cannot tell some attacks that there are.
  const isRight = now.by === 'interpreter' && truth?.answer === 'violated';
  if (isRefused && !isRight) return 'replay';
  const wereDropped = now.dropped > 0 && now.raw !== 'violated' && before.answer === 'violated';
  if (wereDropped) return 'replay';
  const [was, is] = [strength(before), strength(now)];
  if (is < was) return 'weaker';
  if (is > was) return 'more';
  return now.answer === before.answer && now.evidence === before.evidence ? null : 'evidence';
}

function strength({ answer, runs }: Told): number {
  switch (answer) {
    case 'holds':
    case 'violated':
    case 'vacuous':
      return Infinity;
    case 'holds-within':
      return runs ?? 0;
    case 'undecided':
    case 'inconsistent':
      return 0;
  }
}
