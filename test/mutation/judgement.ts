import { checkText } from '#core/analysis/pipeline/analyse.ts';
import type { CorpusText } from './corpus.ts';
import type { Golden } from './golden.ts';
import { protocolJudges } from './judges.ts';
import { answersTo, readingOf, type Answered, type Reading } from './opinion.ts';

/** What was noticed about one text, from what says most to what says least. */
export const noticed = ['independent', 'verdict', 'undecided', 'protocol'] as const;
export type Noticed = (typeof noticed)[number];

export interface Remark {
  readonly kind: Noticed;
  readonly what: string;
}

/**
 * Judges what a program that may be mutated says of a text. `independent`: somebody who shares no code with the
 * translation and the encoder contradicts it, or nothing is said where something is to be said. `verdict`: another answer
 * than usually. `undecided`: no answer where there usually is one. `protocol`: other roles, with the usual answers.
 */
export function remarksOn(text: CorpusText, golden: Golden, isAlwaysAsked: boolean): readonly Remark[] {
  const reading = readingOf(text.text);
  const refusal = refusalOf(text, golden, reading);
  if (refusal.length > 0) return refusal;
  const isChanged = reading.protocols !== golden.protocols;
  if (!isChanged && !isAlwaysAsked) return [];
  const remarks: Remark[] = isChanged ? [{ kind: 'protocol', what: 'other roles' }, ...judged(text, reading)] : [];
  if (isIndependent(remarks)) return remarks;
  const { answers } = answersTo(text, 2 * golden.work + 200);
  for (const [key, usual] of Object.entries(golden.answers)) {
    const now = answers.get(key);
    if (now === undefined) remarks.push({ kind: 'independent', what: `not asked: ${key}` });
    else remarks.push(...remarksOnAnswer(text, golden, key, usual, now));
  }
  for (const key of answers.keys()) {
    if (golden.answers[key] === undefined) remarks.push({ kind: 'verdict', what: `asked as well: ${key}` });
  }
  return remarks;
}

function isIndependent(remarks: readonly Remark[]): boolean {
  return remarks.some(({ kind }) => kind === 'independent');
}

function refusalOf(text: CorpusText, golden: Golden, { diagnostics }: Reading): readonly Remark[] {
  const [now, usual] = [diagnostics.join(), golden.diagnostics.join()];
  if (now === usual) return [];
  const known = text.diagnostics !== null && now !== text.diagnostics.join();
  const possible = usual === '' && golden.completes;
  return [{ kind: known || possible ? 'independent' : 'verdict', what: `diagnostics: ${now}` }];
}

function judged({ text }: CorpusText, { problems }: Reading): readonly Remark[] {
  const model = checkText(text).executable?.model;
  if (model === undefined) return [];
  return Object.entries(protocolJudges).flatMap(([name, judge]) =>
    problems.flatMap((problem): readonly Remark[] => {
      const wrong = judge(problem, model);
      return wrong === null ? [] : [{ kind: 'independent', what: `${name}: ${wrong}` }];
    }),
  );
}

const guards = new Set(['inconsistent', 'no-witness']);
const decided = new Set(['holds', 'holds-within', 'violated']);

function remarksOnAnswer(
  text: CorpusText,
  golden: Golden,
  key: string,
  usual: string,
  { question, answer }: Answered,
): readonly Remark[] {
  const remark = (kind: Noticed, by: string): readonly Remark[] => [
    { kind, what: `${by}: ${usual}, now ${answer}: ${key}` },
  ];
  if (answer === usual) return [];
  if (guards.has(answer)) return remark('independent', 'guard');
  const right = text.right(question);
  if (right === 'violated' && (answer === 'holds' || answer === 'holds-within')) {
    return remark('independent', 'known');
  }
  if (right === 'holds' && answer === 'violated') return remark('independent', 'known');
  if (answer === 'holds' && golden.violated.includes(key)) return remark('independent', 'interpreter');
  return remark(decided.has(answer) ? 'verdict' : 'undecided', 'changed');
}
