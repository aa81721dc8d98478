import type { CorpusText } from './corpus.ts';
import { proofKey, type Golden } from './golden.ts';
import { contradictionsOf } from './judges.ts';
import { proofsIn } from './proofs.ts';
import { answersTo, readingOf, type Answered, type Reading } from './opinion.ts';

/** What was noticed about one text, from what says most to what says least. */
export const noticed = ['independent', 'verdict', 'undecided', 'protocol', 'names'] as const;
export type Noticed = (typeof noticed)[number];

export interface Remark {
  readonly kind: Noticed;
  readonly what: string;
}

/** What is said of a text without answering what is asked of it. */
export interface FirstLook {
  readonly remarks: readonly Remark[];
  /** Whether roles are others than usually, not counting how things are called. */
  readonly isChanged: boolean;
}

/** Judges how a program that may be mutated reads and translates a text. */
export function lookAt(text: CorpusText, golden: Golden): FirstLook {
  const reading = readingOf(text.text);
  const refusal = refusalOf(text, golden, reading);
  if (refusal.length > 0) return { remarks: refusal, isChanged: false };
  if (reading.protocols === golden.protocols) return { remarks: [], isChanged: false };
  if (reading.nameless === golden.nameless) {
    return { remarks: [{ kind: 'names', what: 'other names' }], isChanged: false };
  }
  return {
    remarks: [{ kind: 'protocol', what: 'other roles' }, ...judged(text, golden, reading)],
    isChanged: true,
  };
}

/**
 * Judges what a program that may be mutated answers about a text. `independent`: somebody who shares no code with the
 * translation and the encoder contradicts it, or nothing is said where something is to be said. `verdict`: another answer
 * than usually. `undecided`: no answer where there usually is one. `protocol`: other roles, with the usual answers.
 * `names`: roles that differ in how something is called.
 */
export function remarksOn(text: CorpusText, golden: Golden): readonly Remark[] {
  const remarks: Remark[] = [];
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

/**
 * Judges what the prover alone proves of a text, for a mutant of its encoder. `independent`: it proves what was attacked, and
 * the attack replayed. `verdict`: it proves more than usually. `undecided`: it proves less.
 */
export function remarksOnProofs(text: CorpusText, golden: Golden): readonly Remark[] {
  const proofs = proofsIn(text.text);
  const now = new Set(proofs.map(proofKey));
  const wrong = proofs.filter(
    ({ key }) => golden.answers[key] === 'violated' || golden.violated.includes(key),
  );
  return [
    ...wrong.map((proof): Remark => ({
      kind: 'independent',
      what: `attacked, but proved: ${proofKey(proof)}`,
    })),
    ...[...now]
      .filter((key) => !golden.proved.includes(key))
      .map((key): Remark => ({ kind: 'verdict', what: `proved as well: ${key}` })),
    ...golden.proved
      .filter((key) => !now.has(key))
      .map((key): Remark => ({ kind: 'undecided', what: `no longer proved: ${key}` })),
  ];
}

function refusalOf(text: CorpusText, golden: Golden, { diagnostics }: Reading): readonly Remark[] {
  const [now, usual] = [diagnostics.join(), golden.diagnostics.join()];
  if (now === usual) return [];
  const known = text.diagnostics !== null && now !== text.diagnostics.join();
  const possible = usual === '' && golden.completes;
  return [{ kind: known || possible ? 'independent' : 'verdict', what: `diagnostics: ${now}` }];
}

// What is said against the usual roles as well says nothing of a mutant.
function judged({ text }: CorpusText, golden: Golden, { problems }: Reading): readonly Remark[] {
  return contradictionsOf(text, problems)
    .filter((each) => !golden.contradicted.includes(each))
    .map((what) => ({ kind: 'independent', what }));
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
