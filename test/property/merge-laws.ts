import { expect } from 'vitest';
import type { MergeAnswer, PlannedPlace, PlaceValue } from '#core/history/merge/decision/place.ts';
import { resolve, type MergePlan } from '#core/history/merge/merge-contents.ts';
import type { ProjectContent } from '#core/history/state.ts';

/** The outcome, every conflict answered in turn with one of the answers that it offers. */
export function outcome(
  plan: MergePlan,
  choose: (offered: readonly MergeAnswer[]) => MergeAnswer,
): ProjectContent {
  const answers = new Map(plan.conflicts.map((conflict) => [conflict.id, choose(conflict.answers)]));
  for (;;) {
    const resolved = resolve(plan, answers);
    if (resolved.ok) return resolved.value.content;
    // An answer can bring up what was no conflict before.
    for (const { id, answers: offered } of resolved.error) {
      expect(answers.has(id)).toBe(false);
      answers.set(id, choose(offered));
    }
  }
}

function counted(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of text.split('\n').map((each) => each.trim()))
    counts.set(line, (counts.get(line) ?? 0) + 1);
  counts.delete('');
  return counts;
}

function shows(places: readonly PlannedPlace[], side: 'base' | 'mine' | 'theirs', line: string): boolean {
  return places.some((place) => {
    const value: PlaceValue | undefined = place[side];
    return typeof value === 'string' && value.split('\n').some((each) => each.trim() === line);
  });
}

/**
 * Each line of a side is in the outcome or shown as that side's; what a side removed is gone or shown; no line is made up. Lines are
 * counted, blanks at their ends and blank lines apart.
 */
export function expectNothingLost(plan: MergePlan, merged: ProjectContent): void {
  const was = plan.base.contested === 'everything' ? new Map<string, number>() : counted(plan.base.text);
  const [left, right, now] = [counted(plan.mine.text), counted(plan.theirs.text), counted(merged.text)];
  const untold: string[] = [];
  for (const [side, lines] of [
    ['mine', left],
    ['theirs', right],
  ] as const) {
    for (const [line, count] of lines) {
      if ((now.get(line) ?? 0) < count && !shows(plan.places, side, line))
        untold.push(`lost of ${side}: ${line}`);
    }
    for (const [line, count] of was) {
      const isBack = (lines.get(line) ?? 0) < count && (now.get(line) ?? 0) >= count;
      const isShown = (['base', 'mine', 'theirs'] as const).some((each) => shows(plan.places, each, line));
      if (isBack && !isShown) untold.push(`back although removed by ${side}: ${line}`);
    }
  }
  for (const line of now.keys()) if (!left.has(line) && !right.has(line)) untold.push(`made up: ${line}`);
  expect(untold).toEqual([]);
}
