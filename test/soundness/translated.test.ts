import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyseModel, checkText } from '#core/analysis/pipeline/analyse.ts';
import { verifyModel } from '#core/analysis/pipeline/verify-model.ts';
import type { Verdict } from '#core/analysis/record/verdict.ts';
import { unaskedOf } from '#core/method/requirements/unasked.ts';

/** A question of a model in `translated`, and what is right; `on` are the elements agreed on. */
interface Expectation {
  readonly model: string;
  readonly attack: string | null;
  readonly kind: string;
  readonly element: string | null;
  readonly on: readonly string[];
  /** Null: at whichever entity. */
  readonly entity: string | null;
  readonly right: 'holds' | 'violated';
}

// Small models that the translation to roles gets wrong, or got: what is right was worked out by hand.
const expectations: readonly Expectation[] = [
  secrecy('guess-confirmed-by-what-it-opens', 'PW', null, 'violated'),
  secrecy('guess-confirmed-by-what-it-opens', 'READING', null, 'violated'),
  secrecy('derived-key-erased', 'D', 'TOK', 'holds', 'taken'),
  secrecy('derived-key-leaked', 'D', 'TOK', 'violated', 'lost'),
  secrecy('derived-key-carried-on', 'D', 'TOK', 'violated'),
  secrecy('derived-key-claimed', 'K1', null, 'violated'),
  secrecy('clock-advanced', 'R', 'B', 'violated'),
  secrecy('counter-echoed', 'D', 'A', 'violated'),
  about('counter-kept-by-both', 'agreement', 'D', [], 'B', 'holds'),
  secrecy('ingredient-erased', 'R', 'B', 'violated'),
  secrecy('derived-in-a-quiet-phase', 'D', 'B', 'violated'),
  secrecy('certified-insider', 'NB', 'B', 'violated'),
  about('certified-insider', 'entity-agreement', null, ['NA', 'NB'], 'B', 'violated'),
  secrecy('derived-key-sent', 'KT', null, 'violated'),
  about('derived-before-checked', 'injective-agreement', 'D', [], 'V', 'holds'),
  secrecy('counters-in-lockstep', 'READING', 'MET', 'violated'),
  secrecy('counter-in-a-quiet-phase', 'Y', 'A', 'violated'),
  secrecy('key-handed-to-a-service', 'D', 'A', 'violated'),
  secrecy('timestamp-advanced', 'COMMAND', 'MET', 'violated'),
  secrecy('derived-key-in-clear', 'D', 'U', 'violated'),
  secrecy('key-of-one-for-many', 'TARIFF', 'HES', 'violated'),
  about('key-installed-by-two-runs', 'key-uniqueness', 'TK', [], 'STA', 'violated'),
  about('key-installed-twice', 'key-uniqueness', 'T', [], 'STA', 'violated'),
  about('code-over-a-secure-channel', 'injective-entity-agreement', null, ['N'], 'B', 'holds'),
];

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

const folder = join(import.meta.dirname, 'translated');

describe('models that are translated wrongly', () => {
  test('each has an expectation', () => {
    const models = new Set(expectations.map(({ model }) => model));
    expect([...models].toSorted()).toEqual(readdirSync(folder).map((file) => basename(file, '.segl')));
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

function secrecy(
  model: string,
  element: string,
  entity: string | null,
  right: Expectation['right'],
  attack: string | null = null,
): Expectation {
  return { model, attack, kind: 'secrecy', element, on: [], entity, right };
}

function about(
  model: string,
  kind: string,
  element: string | null,
  on: readonly string[],
  entity: string,
  right: Expectation['right'],
): Expectation {
  return { model, attack: null, kind, element, on, entity, right };
}

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
  const { executable, diagnostics } = checkText(readFileSync(join(folder, `${name}.segl`), 'utf8'));
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
