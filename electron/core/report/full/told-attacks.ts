import type { ActiveAnalysis } from '#core/analysis/record/active-analysis.ts';
import { attacksByCause } from '#core/views/attacks/attack-cause.ts';

/** How many digits of a hash are shown where the whole would not fit: enough to find a file by. */
const shownDigits = 12;

/** The anchor of the attack on the question of this index. */
export function attackAnchor(index: number): string {
  return `attack-${String(index + 1)}`;
}

/** For each violated verdict, by index, the one whose attack is told for it: that of its cause. */
export function toldAttacks({ verdicts }: Pick<ActiveAnalysis, 'verdicts'>): ReadonlyMap<number, number> {
  return new Map(
    attacksByCause(verdicts).flatMap(({ representative, others }) =>
      [representative, ...others].map((index) => [index, representative] as const),
    ),
  );
}

/** The first digits of what identifies a file of evidence; empty where there is none. */
export function shortHash(sha256: string | undefined): string {
  return sha256?.slice(0, shownDigits) ?? '';
}
