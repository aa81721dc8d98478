import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { problemsOf, type VerificationProblem } from '#core/analysis/pipeline/problems.ts';
import { exportProverif } from '#core/interchange/proverif/export.ts';
import { omittedQueries, omittedQuestions } from '#core/interchange/proverif/omissions.ts';
import { importScyther } from '#core/interchange/scyther/import.ts';
import { importVerifpal } from '#core/interchange/verifpal/import.ts';
import { untoldFaults, written } from './protocols.ts';
import { root } from '../../../support/places.ts';

const own = join(import.meta.dirname, 'models');

function filesIn(folder: string, ending: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name));
}

const models = ['resources/sample', 'resources/protocols', 'test/core/interchange/proverif/models'].flatMap(
  (folder) => filesIn(join(root, folder), '.segl'),
);

function problemsIn(file: string): readonly VerificationProblem[] {
  const { executable, diagnostics } = checkText(readFileSync(file, 'utf8'));
  expect(diagnostics).toEqual([]);
  if (executable === null) throw new Error('not executable');
  return problemsOf(executable.model, executable.run);
}

// What cannot be written at all, by model and attack model; nothing else may be.
const refused = new Map([['attack-models.segl forged', ['deduction-free-variable']]]);

describe.each(models)('%s', (file) => {
  const problems = problemsIn(file);

  test('every file is a model of ProVerif, whichever adversary it is about', () => {
    for (const { attack, protocol } of problems) {
      const reasons = refused.get(`${basename(file)} ${attack ?? ''}`);
      const result = exportProverif(protocol);
      if (reasons !== undefined) {
        expect(result.ok ? [] : result.reasons.map(({ code }) => code)).toEqual(reasons);
        continue;
      }
      if (!result.ok) throw new Error(JSON.stringify(result.reasons));
      expect(untoldFaults(result)).toEqual([]);
    }
  });

  test('every question is a query of the file or told of', () => {
    const questions = (all: readonly VerificationProblem[]): readonly string[] =>
      all.flatMap(({ questions: asked }) => asked.map(({ attack, key }) => `${attack ?? ''}: ${key}`));
    for (const problem of problems) {
      const result = exportProverif(problem.protocol);
      if (!result.ok) continue;
      const put = result.queries
        .filter(({ text }) => text !== null)
        .map(({ name }) => `${problem.attack ?? ''}: ${name}`);
      const told = omittedQueries(result.queries).map(
        ({ question }) => `${problem.attack ?? ''}: ${question}`,
      );
      const elsewhere = omittedQuestions(problem, problems).map(({ question, reason, attack }) =>
        reason === 'no-query' ? `${problem.attack ?? ''}: ${question}` : `${attack}: ${question}`,
      );
      expect([...put, ...told, ...elsewhere].toSorted()).toEqual([...questions(problems)].toSorted());
      for (const { text } of result.queries) if (text !== null) expect(result.text).toContain(text);
    }
  });
});

test.each(filesIn(own, '.vp'))('%s is a model of ProVerif', (file) => {
  const imported = importVerifpal(readFileSync(file, 'utf8'), 2);
  if (!imported.ok) throw new Error(JSON.stringify(imported.failures));
  expect(written(imported.protocol).queries.length).toBeGreaterThan(0);
});

test.each(filesIn(own, '.spdl'))('%s is a model of ProVerif', (file) => {
  const imported = importScyther(readFileSync(file, 'utf8'));
  if (!imported.ok) throw new Error(JSON.stringify(imported.failures));
  expect(written(imported.protocol).queries.length).toBeGreaterThan(0);
});

describe('questions', () => {
  const problems = problemsIn(join(own, 'attack-models.segl'));
  const about = (attack: string | null): readonly VerificationProblem[] =>
    problems.filter((problem) => problem.attack === attack);

  test('about forward secrecy have a file of their own, in which keys leak in a phase after the last', () => {
    const [plain, afterwards] = about(null);
    if (plain === undefined || afterwards === undefined) throw new Error('not asked');
    const { text, queries } = written(afterwards.protocol);
    expect(queries.map(({ name }) => name)).toEqual(
      ['A', 'R', 'B'].map((entity) => `forward-secrecy of K at ${entity}`),
    );
    expect(text).toMatch(/attacker\(x\) phase 2 ==>/u);
    expect(text).toMatch(/phase 2; !\(in\(c, \(A: bitstring, R: bitstring\)\); out\(c, [^\n]*KAR/u);
    expect(written(plain.protocol).text).not.toContain('phase 2');
    expect(
      omittedQuestions(plain, problems)
        .filter(({ reason }) => reason === 'afterwards')
        .map(({ question }) => question),
    ).toEqual(queries.map(({ name }) => name));
  });

  test('under other attack models are told with the name of the model', () => {
    const [insider] = about('insider');
    if (insider === undefined) throw new Error('not asked');
    const told = omittedQuestions(insider, problems);
    expect(told).toContainEqual({
      question: 'secrecy of D at A',
      reason: 'attack-model',
      attack: 'listening',
    });
    expect(told).toContainEqual({ question: 'secrecy of D at A', reason: 'plain-adversary', attack: '' });
    expect(told.map(({ attack }) => attack)).not.toContain('insider');
  });
});
