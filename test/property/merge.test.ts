import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dossierSchema } from '#contract/dossier/dossier-schema.ts';
import { canonicalJson } from '#core/history/canonical.ts';
import type { MergeAnswer, PlannedPlace } from '#core/history/merge/decision/place.ts';
import { mergeContents } from '#core/history/merge/merge-contents.ts';
import { piecesOf, writtenPiece } from '#core/history/merge/text/pieces.ts';
import type { ProjectContent } from '#core/history/state.ts';
import { runs } from '../support/random.ts';
import { expectNothingLost, outcome } from './merge-laws.ts';
import { apart } from './merged-projects.ts';

// Each of them merges whole projects several times.
const numRuns = Math.min(runs(1_000), 10_000);

const mine = (): MergeAnswer => 'mine';
const theirs = (): MergeAnswer => 'theirs';

test('a merge with the common state is the other side, to the letter', () => {
  fc.assert(
    fc.property(apart, ({ base, mine: one }) => {
      for (const plan of [
        mergeContents(base, one, base),
        mergeContents(base, base, one),
        mergeContents(base, one, one),
      ]) {
        expect(plan.conflicts).toEqual([]);
        expect(outcome(plan, mine)).toEqual(one);
      }
    }),
    { numRuns },
  );
});

const mirrored: Readonly<Record<string, string>> = {
  mine: 'theirs',
  theirs: 'mine',
  'removed-by-mine': 'removed-by-theirs',
  'removed-by-theirs': 'removed-by-mine',
};

function mirror(place: PlannedPlace): unknown {
  const swapped = { ...place, mine: place.theirs, theirs: place.mine, place: null };
  const origin = mirrored[place.origin] ?? place.origin;
  return place.origin === 'conflict'
    ? { ...swapped, origin, conflict: mirrored[place.conflict] ?? place.conflict }
    : { ...swapped, origin };
}

function byId(places: readonly unknown[]): readonly unknown[] {
  return places.toSorted((one, other) => ((one as PlannedPlace).id < (other as PlannedPlace).id ? -1 : 1));
}

test('who is mine makes no difference but for the names of the sides', () => {
  fc.assert(
    fc.property(apart, ({ base, mine: one, theirs: other }) => {
      const plan = mergeContents(base, one, other);
      const swapped = mergeContents(base, other, one);
      expect(byId(swapped.places.map((place) => ({ ...place, place: null })))).toEqual(
        byId(plan.places.map(mirror)),
      );
      expect(new Set(plan.places.map(({ id }) => id)).size).toBe(plan.places.length);
      expect(outcome(swapped, theirs)).toEqual(outcome(plan, mine));
      const both = (offered: readonly MergeAnswer[]): MergeAnswer =>
        offered.includes('both') ? 'both' : 'mine';
      const mirroredBoth = (offered: readonly MergeAnswer[]): MergeAnswer =>
        offered.includes('both') ? 'both' : 'theirs';
      expect(outcome(swapped, mirroredBoth)).toEqual(outcome(plan, both));
    }),
    { numRuns },
  );
});

// What a text says: layout apart, and what may stand in any order in one order.
function said(text: string): readonly string[] {
  const lines = (part: string): string =>
    part
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .join('\n');
  const sheet = piecesOf(text);
  if (sheet === null) return [lines(text)];
  const pieces = sheet.pieces.map((piece) => lines(writtenPiece(piece)));
  const phases = pieces.filter((_piece, index) => sheet.pieces[index]?.unit === 'phase');
  return [...pieces.toSorted(), ...phases, lines(sheet.ending)];
}

function declaresOnce({ text }: ProjectContent): boolean {
  const sheet = piecesOf(text);
  if (sheet === null) return false;
  return [sheet, ...sheet.pieces.map(({ block }) => block)].every((block) => {
    const names = (block?.pieces ?? []).map(({ name }) => name).filter((name) => name !== null);
    return new Set(names).size === names.length;
  });
}

// Lists of a dossier in one order.
function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).toSorted().join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries: readonly (readonly [string, unknown])[] = Object.entries(value);
  return canonicalJson(Object.fromEntries(entries.map(([name, each]) => [name, sorted(each)])));
}

test('what was merged without a conflict, merged once more with either side, says the same', () => {
  fc.assert(
    fc.property(apart, ({ base, mine: one, theirs: other }) => {
      const plan = mergeContents(base, one, other);
      fc.pre(plan.conflicts.length === 0 && [base, one, other].every(declaresOnce));
      const merged = outcome(plan, mine);
      for (const again of [mergeContents(base, merged, other), mergeContents(base, one, merged)]) {
        // Which step was changed into which, and which was removed for another, is a guess that the outcome can change.
        const isGuess = ({ place }: PlannedPlace): boolean =>
          place.part === 'text' &&
          (place.kind === 'order' || (place.kind === 'statement' && place.name === null));
        expect(again.conflicts.filter((conflict) => !isGuess(conflict))).toEqual([]);
        const content = outcome(again, mine);
        expect(sorted(content.dossier)).toBe(sorted(merged.dossier));
        if (again.conflicts.length === 0) expect(said(content.text)).toEqual(said(merged.text));
      }
    }),
    { numRuns },
  );
});

test('no line of a text is lost or comes back without being shown, and none is made up', () => {
  fc.assert(
    fc.property(apart, (sides) => {
      const plan = mergeContents(sides.base, sides.mine, sides.theirs);
      for (const answer of [mine, theirs]) {
        const merged = outcome(plan, answer);
        expectNothingLost(plan, merged);
        expect(dossierSchema.safeParse(merged.dossier).success).toBe(true);
      }
    }),
    { numRuns },
  );
});
