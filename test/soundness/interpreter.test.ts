import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { verifyModel } from '#core/analysis/pipeline/verify-model.ts';
import { questionKey } from '#core/analysis/record/question.ts';
import { exploredText } from '../core/semantics/explored.ts';
import { root } from '../support/places.ts';
import { expectations, translatedText } from './translated-expectations.ts';

// The interpreter says by itself what is violated in models of few agents: what was worked out by hand, and what the
// engines prove of the bundled protocols, must agree with it.

describe('models that were translated wrongly are interpreted rightly', () => {
  const plain = expectations.filter(({ attack }) => attack === null);

  test.each(plain.map((each) => [each.model, each.kind, each.element ?? each.on.join(', '), each] as const))(
    '%s: %s of %s',
    (model, kind, _, { element, on, entity, right }) => {
      const { violations, questions } = exploredText(translatedText(model));
      const isMeant = (asked: (typeof questions)[number]): boolean =>
        asked.kind === kind &&
        asked.element === element &&
        asked.on.join() === on.join() &&
        (entity === null || asked.entity === entity);
      expect(questions.some(isMeant)).toBe(true);
      expect(violations.some(({ asked }) => isMeant(asked))).toBe(right === 'violated');
    },
  );
});

describe('the bundled protocols', () => {
  const folder = join(root, 'resources', 'protocols');
  const names = readdirSync(folder).map((file) => basename(file, '.segl'));
  const budget = { clauses: 2_000, cancelled: () => false, progress: () => undefined };

  test.each(names)('%s: everybody comes to the end, and nothing that is violated is said to hold', (name) => {
    const text = readFileSync(join(folder, `${name}.segl`), 'utf8');
    const { executable } = checkText(text);
    if (executable === null) throw new Error('every bundled protocol is executable');
    const { model, run } = executable;
    const explored = exploredText(text, { moments: 300 });
    expect(explored.ends.filter((end) => !explored.completed.has(end))).toEqual([]);
    const violated = [
      explored,
      ...model.attacks.map((attack) => exploredText(text, { moments: 60, attack: attack.name })),
    ].flatMap(({ violations }) => violations.map(({ asked }) => questionKey(asked)));
    if (violated.length === 0) return;
    const verdicts = verifyModel(model, run, { ...budget, unguarded: true });
    const held = new Set(
      verdicts.filter(({ answer }) => answer === 'holds').map(({ question }) => questionKey(question)),
    );
    expect(violated.filter((key) => held.has(key))).toEqual([]);
  });
});
