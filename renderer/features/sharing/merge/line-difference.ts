import { commonSequence } from '#core/history/merge/order/common-sequence.ts';

/** A line of one of two texts, or of both. Numbers count from 1; null where the text does not have it. */
export interface ComparedLine {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
  readonly before: number | null;
  readonly after: number | null;
}

/** Lines of two texts; `null` stands for lines that are the same and far from what differs. */
export type LineDifference = readonly (ComparedLine | null)[];

/** How many lines that are the same are shown around one that differs. */
const around = 2;

/** How a text differs from an earlier one, line by line. Nothing where they are the same. */
export function lineDifference(before: string, after: string): LineDifference {
  const lines = comparedLines(before.split('\n'), after.split('\n'));
  const near = lines.map((_line, index) =>
    lines.slice(Math.max(0, index - around), index + around + 1).some(({ kind }) => kind !== 'same'),
  );
  return lines.flatMap((line, index): LineDifference => {
    if (near[index] === true) return [line];
    return near[index - 1] === true && near.slice(index).includes(true) ? [null] : [];
  });
}

function comparedLines(before: readonly string[], after: readonly string[]): readonly ComparedLine[] {
  const lines: ComparedLine[] = [];
  let [left, right] = [0, 0];
  for (const [one, other] of [...commonSequence(before, after), [before.length, after.length] as const]) {
    for (; left < one; left += 1) lines.push(line('removed', before[left], left, null));
    for (; right < other; right += 1) lines.push(line('added', after[right], null, right));
    if (one < before.length) lines.push(line('same', before[one], one, other));
    [left, right] = [one + 1, other + 1];
  }
  return lines;
}

function line(
  kind: ComparedLine['kind'],
  text: string | undefined,
  before: number | null,
  after: number | null,
): ComparedLine {
  const numbered = (place: number | null): number | null => (place === null ? null : place + 1);
  return { kind, text: text ?? '', before: numbered(before), after: numbered(after) };
}
