import type { Outcome, Result } from './result.ts';

/** From what says most to what says least; from `protocol` on a mutant was not noticed. */
const outcomes: readonly Outcome[] = [
  ...(['compiler', 'crash', 'endless', 'independent', 'verdict', 'undecided'] as const),
  ...(['protocol', 'names', 'nothing', 'unreached', 'equivalent'] as const),
];

const byIndependent: ReadonlySet<Outcome> = new Set(['crash', 'endless', 'independent']);
const byVerdict: ReadonlySet<Outcome> = new Set(['verdict', 'undecided']);
const survivors: ReadonlySet<Outcome> = new Set(['protocol', 'names', 'nothing', 'unreached']);

/**
 * Tells the score: of all mutants that compile, and are not known to change nothing, how many were noticed, and by whom.
 * Answers with how many percent were noticed.
 */
export function tell(results: readonly Result[], say: (text: string) => void): number {
  const count = (wanted: (outcome: Outcome) => boolean): number =>
    results.filter(({ outcome }) => wanted(outcome)).length;
  for (const outcome of outcomes) say(`${outcome}: ${count((each) => each === outcome)}`);
  const judged = count((each) => each !== 'compiler' && each !== 'equivalent');
  const share = (part: number): string => `${part} of ${judged} (${((100 * part) / judged).toFixed(1)} %)`;
  say(`noticed by an independent judge or a crash: ${share(count((each) => byIndependent.has(each)))}`);
  say(`noticed only by a changed verdict: ${share(count((each) => byVerdict.has(each)))}`);
  say(`not noticed: ${share(count((each) => survivors.has(each)))}`);
  const noticed = count((each) => byIndependent.has(each) || byVerdict.has(each));
  return judged === 0 ? 100 : (100 * noticed) / judged;
}
