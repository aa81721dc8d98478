import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { emptyDossier } from '#core/dossier/dossier.ts';
import { compareContents, type ComparedContents } from '#core/method/comparison/compare-contents.ts';
import { calledOtherwise, harmlessEdits } from '../support/edits/harmless-edits.ts';
import { enriched } from '../support/edits/enriched.ts';
import { edited, type TreeEdit } from '../support/edits/tree-edits.ts';
import { weakenings } from '../support/edits/weakening-edits.ts';
import { sampleText } from '../support/models/sample.ts';
import { root } from '../support/places.ts';

const library = join(root, 'resources', 'protocols');
const models = [
  sampleText,
  ...readdirSync(library)
    .filter((name) => name.endsWith('.segl'))
    .map((name) => readFileSync(join(library, name), 'utf8')),
].map(enriched);

function compared(earlier: string, later: string): ComparedContents {
  return compareContents({ text: earlier, dossier: emptyDossier }, { text: later, dossier: emptyDossier });
}

// What the command ends with 1 for under `--pin`.
function toldAsLess({ models: found }: ComparedContents): readonly string[] {
  return [
    ...(found?.verdicts ?? []).filter(({ kind }) => kind === 'dropped').map(({ question }) => question.key),
    ...(found?.weakened ?? []).map(({ kind, names }) => `${kind} ${names.join()}`),
  ];
}

/** Texts of the models that an edit makes at some of its places, each with the text before; those that nobody can go through are none. */
function madeBy(edit: TreeEdit, places: number): readonly (readonly [string, string])[] {
  return models.flatMap((text) =>
    Array.from({ length: places }, (_, at) => edited(text, edit, at * 5 + at)).flatMap(
      (after): readonly (readonly [string, string])[] =>
        after === null || after === text || checkText(after).executable === null ? [] : [[text, after]],
    ),
  );
}

describe('a text that asks less, or of a weaker adversary', () => {
  test.each(Object.entries(weakenings))('is told to: %s', (_, edit) => {
    const made = madeBy(edit, 2);
    expect(made.length).toBeGreaterThan(0);
    for (const [before, after] of made) {
      const told = toldAsLess(compared(before, after));
      expect(told.length, `${before}\n=>\n${after}`).toBeGreaterThan(0);
    }
  });

  test('is told to wherever it does', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...models),
        fc.constantFrom(...Object.values(weakenings)),
        fc.nat(1000),
        (text, edit, at) => {
          const after = edited(text, edit, at);
          fc.pre(after !== null && checkText(after).executable !== null);
          expect(toldAsLess(compared(text, after ?? ''))).not.toEqual([]);
        },
      ),
    );
  });
});

describe('a text that says the same', () => {
  test.each(Object.entries(harmlessEdits))('asks nothing less: %s', (_, edit) => {
    const made = models.map((text) => [text, edited(text, edit, 3)] as const);
    const possible = made.flatMap(([text, after]) => (after === null ? [] : [[text, after] as const]));
    expect(possible.length).toBeGreaterThan(0);
    for (const [before, after] of possible) expect(differencesOf(compared(before, after))).toEqual([]);
  });

  test('asks nothing less after several edits, and under other names', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...models),
        fc.array(fc.tuple(fc.constantFrom(...Object.values(harmlessEdits)), fc.nat(1000)), {
          minLength: 1,
          maxLength: 6,
        }),
        fc.boolean(),
        (text, edits, isRenamed) => {
          const same = edits.reduce((told, [edit, at]) => edited(told, edit, at) ?? told, text);
          const after = isRenamed ? calledOtherwise(same) : same;
          expect(differencesOf(compared(text, after))).toEqual([]);
        },
      ),
    );
  });
});

function differencesOf({ statements, models: found }: ComparedContents): readonly unknown[] {
  return [...statements, ...(found?.verdicts ?? []), ...(found?.weakened ?? [])];
}
