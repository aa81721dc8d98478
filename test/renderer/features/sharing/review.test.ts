import { describe, expect, test } from 'vitest';
import type { Dossier } from '#core/dossier/dossier.ts';
import type { MergeAnswer } from '#core/history/merge/decision/place.ts';
import { mergeContents, resolve, type MergePlan } from '#core/history/merge/merge-contents.ts';
import { groupedRows, keyRows, nextOpen } from '#renderer/features/sharing/merge/merge-rows.ts';
import { answerTo, reviewOf } from '#renderer/features/sharing/merge/review.ts';
import { sampleText } from '../../../support/models/sample.ts';
import { filledDossier } from '../../../support/report/filled-dossier.ts';

const dossier = filledDossier;
const none: ReadonlyMap<string, MergeAnswer> = new Map();

function side(text: (text: string) => string, changed: Partial<Dossier> = {}): MergePlan['mine'] {
  return { text: text(sampleText), dossier: { ...dossier, ...changed } };
}

const base = side((text) => text);
const first = /^entity .*$/mu;
const mine = side((text) => text.replace(first, (line) => line.replace(/"[^"]*"/u, '"mine"')), {
  scope: { ...dossier.scope, purpose: 'what I look for' },
});
const theirs = side(
  (text) =>
    `${text.replace(first, (line) => line.replace(/"[^"]*"/u, '"theirs"'))}\nconstant THEIRS "only theirs"\n`,
  { scope: { ...dossier.scope, purpose: 'what they look for' }, owners: [] },
);
const plan = mergeContents(base, mine, theirs);

describe('a merge that is looked at', () => {
  test('has a row for every place of the plan, and each of them in one group', () => {
    const rows = keyRows(plan, reviewOf(plan, none));
    expect(rows.map(({ place }) => place.id).toSorted()).toEqual(plan.places.map(({ id }) => id).toSorted());
    expect(groupedRows(rows).flatMap(({ things }) => things)).toEqual(rows);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
  });

  test('is open until each conflict is answered, and then says what the core says', () => {
    expect(plan.conflicts.length).toBeGreaterThan(1);
    let answers: ReadonlyMap<string, MergeAnswer> = none;
    for (let left = reviewOf(plan, answers).open; left.length > 0; left = reviewOf(plan, answers).open) {
      expect(resolve(plan, answers).ok).toBe(false);
      const [next] = left;
      if (next !== undefined) answers = new Map([...answers, [next.id, 'theirs']]);
    }
    const resolved = resolve(plan, answers);
    expect(resolved.ok && resolved.value).toEqual(reviewOf(plan, answers).merged);
    expect(reviewOf(plan, answers).merged.content.text).toContain('"theirs"');
    expect(reviewOf(plan, answers).merged.content.dossier.scope.purpose).toBe('what they look for');
  });

  test('shows mine where a conflict is open, and tells that an owner is gone', () => {
    const { merged, open } = reviewOf(plan, none);
    expect(open).toHaveLength(plan.conflicts.length);
    expect(merged.content.text).toContain('"mine"');
    expect(merged.notices.map(({ kind }) => kind)).toContain('owner-removed');
  });

  test('takes no answer that is not offered', () => {
    const [conflict] = plan.conflicts.filter(({ answers }) => !answers.includes('both'));
    if (conflict === undefined) throw new Error('no conflict without "both"');
    expect(answerTo(conflict, new Map([[conflict.id, 'both']]))).toBeNull();
    expect(reviewOf(plan, new Map([[conflict.id, 'both']])).open).toContainEqual(conflict);
  });

  test('walks over the open conflicts, round and round, until there is none', () => {
    const rows = keyRows(plan, reviewOf(plan, none));
    const walked: string[] = [];
    while (walked.length < plan.conflicts.length) {
      walked.push(nextOpen(rows, none, walked.at(-1) ?? null)?.key ?? '');
    }
    expect(new Set(walked).size).toBe(plan.conflicts.length);
    expect(nextOpen(rows, none, walked.at(-1) ?? null)?.key).toBe(walked[0]);
    const all = new Map(plan.conflicts.map(({ id }) => [id, 'mine' as const]));
    expect(nextOpen(rows, all, null)).toBeNull();
  });
});
