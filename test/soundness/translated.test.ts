import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { verifyModel } from '#core/analysis/pipeline/verify-model.ts';
import type { Verdict } from '#core/analysis/record/verdict.ts';
import {
  expectations,
  translatedFolder,
  translatedText,
  type Expectation,
} from './translated-expectations.ts';

describe('models that were translated wrongly', () => {
  test('each has an expectation', () => {
    const models = new Set(expectations.map(({ model }) => model));
    expect([...models].toSorted()).toEqual(
      readdirSync(translatedFolder).map((file) => basename(file, '.segl')),
    );
  });

  test('nothing is said to hold that does not', () => {
    const wrong = expectations.filter(
      (each) => each.right === 'violated' && answersTo(each, false).includes('holds'),
    );
    expect(wrong.map(lineOf)).toEqual([]);
  });

  test('nothing is said to be violated that holds', () => {
    const wrong = expectations.filter(
      (each) => each.right === 'holds' && answersTo(each, false).includes('violated'),
    );
    expect(wrong.map(lineOf)).toEqual([]);
  });

  test('everything is asked and answered, by the engines alone', () => {
    const wrong = expectations.filter((each) => {
      const answers = new Set(answersTo(each, true));
      return answers.size !== 1 || !answers.has(each.right);
    });
    expect(wrong.map(lineOf)).toEqual([]);
  });
});

function lineOf({ model, kind, element, on }: Expectation): string {
  return `${model}: ${kind} of ${element ?? on.join(', ')}`;
}

function answersTo(
  { model, attack, kind, element, on, entity }: Expectation,
  unguarded: boolean,
): readonly string[] {
  return analysed(model, unguarded)
    .filter(
      ({ question: asked }) =>
        asked.attack === attack &&
        asked.kind === kind &&
        asked.element === element &&
        asked.on.join() === on.join() &&
        (entity === null || asked.entity === entity),
    )
    .map(({ answer }) => answer);
}

const done = new Map<string, readonly Verdict[]>();

function analysed(name: string, unguarded: boolean): readonly Verdict[] {
  const key = `${name} ${unguarded}`;
  const known = done.get(key);
  if (known !== undefined) return known;
  const { executable, diagnostics } = checkText(translatedText(name));
  expect(diagnostics).toEqual([]);
  if (executable === null) throw new Error('the model can be executed');
  const { model, run } = executable;
  const limits = { clauses: 20_000, cancelled: () => false, progress: () => undefined, unguarded };
  const verdicts = verifyModel(model, run, limits);
  done.set(key, verdicts);
  return verdicts;
}
