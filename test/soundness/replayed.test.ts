import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { problemsOf } from '#core/analysis/pipeline/problems.ts';
import { verifyModel } from '#core/analysis/pipeline/verify-model.ts';
import { ModelReplay, type Refused } from '#core/analysis/replay/model-replay.ts';
import type { Question } from '#core/analysis/record/question.ts';
import type { Trace } from '#core/protocol/trace.ts';
import { root } from '../support/places.ts';
import { runs } from '../support/random.ts';
import { Choices, rows } from './choices.ts';
import { RandomModel } from './random-model.ts';
import { translatedFolder } from './translated-expectations.ts';

// Every attack that the engines report, without their guards, is an attack on the model for the reference interpreter as
// well, which shares nothing with the translation.

/** An attack that was reported, with what the interpreter says to it. */
interface Reported {
  readonly where: string;
  readonly question: Question;
  readonly refused: Refused | null;
}

function reportedIn(where: string, text: string, effort = Infinity): readonly Reported[] {
  const { executable } = checkText(text);
  if (executable === null) return [];
  const { model, run } = executable;
  const traces = new Map<number, Trace>();
  let looked = 0;
  verifyModel(model, run, {
    clauses: 2000,
    cancelled: () => {
      looked += 1;
      return looked > effort;
    },
    progress: (news) => {
      if (news.kind === 'answered' && news.replayed !== null) traces.set(news.question, news.replayed);
    },
    unguarded: true,
  });
  const asked = problemsOf(model, run).flatMap(({ protocol, attack: name, questions }) => {
    const replay = new ModelReplay(protocol, model, model.attacks.find((each) => each.name === name) ?? null);
    return questions.map((question) => ({ replay, question }));
  });
  return asked.flatMap(({ replay, question }, index): readonly Reported[] => {
    const trace = traces.get(index);
    if (trace === undefined) return [];
    return [{ where, question, refused: replay.refused(trace, question) }];
  });
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.segl'))
    .map((name) => join(folder, name));
}

function refusedOf(reported: readonly Reported[]): readonly string[] {
  return reported.flatMap(({ where, question, refused }) =>
    refused === null ? [] : [`${where}, ${question.attack ?? 'plain'}: ${question.key}: ${refused}`],
  );
}

describe('attacks replayed on the model', { timeout: 900_000 }, () => {
  test('of the bundled models, the sample and those that were translated wrongly', () => {
    const folders = [
      join(root, 'resources', 'protocols'),
      join(root, 'resources', 'sample'),
      translatedFolder,
    ];
    const found = folders
      .flatMap(filesIn)
      .flatMap((file) => reportedIn(file.slice(file.lastIndexOf('/') + 1), readFileSync(file, 'utf8')));
    expect(found.length).toBeGreaterThan(100);
    expect(refusedOf(found)).toEqual([]);
  });

  test('of random models', () => {
    const count = runs(120);
    const found = fc.sample(rows, { numRuns: count }).flatMap((row) => {
      const text = new RandomModel(new Choices(row)).write();
      return reportedIn(text, text, 1500);
    });
    expect(found.length).toBeGreaterThan(count);
    // Of another choice of models, about one in two thousand is refused, and answered as inconsistent.
    expect(refusedOf(found)).toEqual([]);
  });
});
