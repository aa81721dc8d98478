import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyseModel, checkText } from '#core/analysis/pipeline/analyse.ts';
import { verifyModel } from '#core/analysis/pipeline/verify-model.ts';
import type { Verdict } from '#core/analysis/record/verdict.ts';
import { unaskedOf } from '#core/method/requirements/unasked.ts';
import {
  expectations,
  translatedFolder,
  translatedText,
  type Expectation,
} from './translated-expectations.ts';

/** What is said to hold and does not: the guards cannot notice it. Nothing may be added. */
const unnoticed: readonly string[] = [
  'certified-insider: secrecy of NB',
  'certified-insider: entity-agreement of NA, NB',
  'key-installed-by-two-runs: key-uniqueness of TK',
  'key-installed-twice: key-uniqueness of T',
];

/** Attacks that are none. Nothing may be added. */
const falseAttacks: readonly string[] = [
  'derived-key-erased: secrecy of D',
  'counter-kept-by-both: agreement of D',
  'derived-before-checked: injective-agreement of D',
  'code-over-a-secure-channel: injective-entity-agreement of N',
];

describe('models that are translated wrongly', () => {
  test('each has an expectation', () => {
    const models = new Set(expectations.map(({ model }) => model));
    expect([...models].toSorted()).toEqual(
      readdirSync(translatedFolder).map((file) => basename(file, '.segl')),
    );
  });

  test('nothing is said to hold that does not, but for what is listed', () => {
    const wrong = expectations.filter(
      (each) => each.right === 'violated' && answersTo(each, false).includes('holds'),
    );
    expect(wrong.map(lineOf)).toEqual(unnoticed);
  });

  test('nothing is said to be violated that holds, but for what is listed', () => {
    const wrong = expectations.filter(
      (each) => each.right === 'holds' && answersTo(each, false).includes('violated'),
    );
    expect(wrong.map(lineOf)).toEqual(falseAttacks);
  });

  test('what gets no question is told', () => {
    const unasked = expectations.filter((each) => answersTo(each, false).length === 0);
    expect(unasked.map(lineOf)).toEqual([
      'derived-key-claimed: secrecy of K1',
      'derived-key-sent: secrecy of KT',
    ]);
    for (const { model, element } of unasked) {
      const { told } = analysed(model, false);
      expect(told).toContainEqual(expect.objectContaining({ element, reason: 'not-followed', entity: null }));
    }
  });

  test('it is the guards that stand in between: without them more is said to hold', () => {
    const wrong = expectations.filter(
      (each) => each.right === 'violated' && answersTo(each, true).includes('holds'),
    );
    expect(wrong.length).toBeGreaterThan(unnoticed.length + 8);
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
    .verdicts.filter(
      ({ question: asked }) =>
        asked.attack === attack &&
        asked.kind === kind &&
        asked.element === element &&
        asked.on.join() === on.join() &&
        (entity === null || asked.entity === entity),
    )
    .map(({ answer }) => answer);
}

interface Analysed {
  readonly verdicts: readonly Verdict[];
  readonly told: readonly {
    readonly element: string | null;
    readonly entity: string | null;
    readonly reason: string;
  }[];
}

const done = new Map<string, Analysed>();

function analysed(name: string, unguarded: boolean): Analysed {
  const key = `${name} ${unguarded}`;
  const known = done.get(key);
  if (known !== undefined) return known;
  const { executable, diagnostics } = checkText(translatedText(name));
  expect(diagnostics).toEqual([]);
  if (executable === null) throw new Error('the model can be executed');
  const { model, run } = executable;
  const limits = { clauses: 20_000, cancelled: () => false, progress: () => undefined, unguarded };
  const verdicts = verifyModel(model, run, limits);
  const told = unaskedOf(
    executable,
    analyseModel(model, run, ''),
    verdicts.map(({ question }) => question),
  ).map(({ stated, entity, reason }) => ({
    element: 'property' in stated ? stated.element : null,
    entity,
    reason,
  }));
  const result = { verdicts, told };
  done.set(key, result);
  return result;
}
