import { describe, expect, test } from 'vitest';
import { analyseModel, checkText } from '#core/analysis/pipeline/analyse.ts';
import { openVerdict, type Verdict } from '#core/analysis/record/verdict.ts';
import { problemsOf } from '#core/analysis/pipeline/problems.ts';
import type { Question } from '#core/analysis/record/question.ts';
import { isAllProved, isGap, unaskedOf } from '#core/method/requirements/unasked.ts';
import { statementLine } from '#core/claims/statement.ts';
import { sampleText } from '../../../support/models/sample.ts';

const opening = `protocol P
entity A
entity B
entity C
key K shared by A, B long-term
key S shared by A, B session
data D of A
data E of C
constant WORD
requirement R1 confidentiality "Readings stay secret"
requirement R2 availability "Readings arrive"
phase quiet channel secure adversary absent {
  A makes S
  message q1 A -> B: S
}
phase loud {
  message m1 A -> B: aead[K](D ; A, B)
}
`;

function unasked(
  statements: string,
  without: (question: Question) => boolean = () => false,
): readonly (readonly [what: string, entity: string | null, reason: string])[] {
  const { executable, diagnostics } = checkText(opening + statements);
  expect(diagnostics).toEqual([]);
  if (executable === null) throw new Error('the model can be executed');
  const { model, run } = executable;
  const questions = problemsOf(model, run)
    .flatMap((problem) => problem.questions)
    .filter((question) => !without(question));
  return unaskedOf(executable, analyseModel(model, run, ''), questions).map(
    ({ attack, stated, entity, reason }) => {
      const what = 'text' in stated ? stated.name : statementLine(stated);
      return [attack === null ? what : `${attack}: ${what}`, entity, reason] as const;
    },
  );
}

const requirements = [
  ['R1', null, 'not-refined'],
  ['R2', null, 'out-of-scope'],
] as const;

describe('what a model states and nothing was asked about', () => {
  test.each([
    ['confidentiality D: none', 'nobody-ticked'],
    ['confidentiality E: A', 'never-held'],
    // Nobody uses it, so that it never comes about.
    ['confidentiality E: C', 'never-held'],
    ['integrity WORD: A', 'public'],
    ['integrity E: C', 'never-received'],
    ['integrity S: A', 'adversary-absent'],
    ['key-freshness S: B', 'adversary-absent'],
    ['authentication A to B: aliveness in quiet', 'adversary-absent'],
  ])('%s: %s', (line, reason) => {
    expect(unasked(`${line}\n`)).toEqual([[line, null, reason], ...requirements]);
  });

  test('each tick of a row that others are asked about has its reason, and leaves nothing open', () => {
    const line = 'confidentiality S: A, B, C';
    const text = 'phase late {\n  message l1 A -> B: aead[S](D ; B)\n}\nconfidentiality S: A, B, C\n';
    expect(unasked(text)).toEqual([[line, 'C', 'never-held-there'], ...requirements]);
    const early = 'data Q of A\nphase loud2 {\n  message l2 A -> B: hash(Q)\n}\nconfidentiality Q: A, B\n';
    expect(unasked(early)).toEqual([['confidentiality Q: A, B', 'B', 'never-held-there'], ...requirements]);
    // C is through with what it got before the adversary came.
    const done = opening.replace('  message q1', '  message q0 A -> C: S\n  message q1');
    const { executable } = checkText(`${done}confidentiality S: A, B, C\n`);
    if (executable === null) throw new Error('the model can be executed');
    const { model, run } = executable;
    const asked = problemsOf(model, run).flatMap(({ questions }) => questions);
    const told = unaskedOf(executable, analyseModel(model, run, ''), asked).filter(
      ({ stated }) => !('text' in stated),
    );
    expect(told).toMatchObject([{ entity: 'C', reason: 'absent-there' }]);
    expect(told.some(isGap)).toBe(false);
  });

  test('what everything is asked about is not among it', () => {
    expect(unasked('confidentiality D: A, B\nintegrity D: A\n')).toEqual(requirements);
  });

  test('a question that is lost is told: wholly, from the view of one entity, under an attack model', () => {
    const text = 'confidentiality D: A, B\nattack lost {\n  leak K\n}\n';
    const line = 'confidentiality D: A, B';
    expect(unasked(text)).toEqual(requirements);
    expect(unasked(text, ({ attack }) => attack === null)).toEqual([
      [line, null, 'not-followed'],
      ...requirements,
    ]);
    expect(unasked(text, ({ attack, entity }) => attack === null && entity === 'B')).toEqual([
      [line, 'B', 'not-followed'],
      ...requirements,
    ]);
    expect(unasked(text, ({ attack, entity }) => attack === 'lost' && entity === 'A')).toEqual([
      [`lost: ${line}`, 'A', 'not-followed'],
      ...requirements,
    ]);
  });

  test('under an attack model it is what that model asks about: not what comes afterwards; of a listener nothing but secrecy, which is told', () => {
    const text = `key T shared by A, B session
phase late {
  A makes T
  message l1 A -> B: aead[K](T ; A, B)
}
confidentiality T: A, B
integrity D: A
forward-secrecy T
attack heard {
  adversary passive
}
attack lost {
  leak K
}
`;
    const listened = ['heard: integrity D: A', 'B', 'passive-there'] as const;
    expect(unasked(text)).toEqual([listened, ...requirements]);
    expect(unasked(text, ({ attack, entity }) => attack === 'heard' && entity === 'A')).toEqual([
      listened,
      ['heard: confidentiality T: A, B', 'A', 'not-followed'],
      ...requirements,
    ]);
    const integrity = ({ kind }: Question): boolean => kind === 'agreement';
    expect(unasked(text, (question) => question.attack === 'lost' && integrity(question))).toEqual([
      listened,
      ['lost: integrity D: A', 'B', 'not-followed'],
      ...requirements,
    ]);
  });

  test('what a listener is not asked is no gap', () => {
    const text = `${opening.replace(/^requirement.*$/gmu, '')}integrity D: A\nattack heard {\n  adversary passive\n}\n`;
    const { executable } = checkText(text);
    if (executable === null) throw new Error('the model can be executed');
    const { model, run } = executable;
    const questions = problemsOf(model, run).flatMap((problem) => problem.questions);
    const told = unaskedOf(executable, analyseModel(model, run, ''), questions);
    expect(told.map(({ attack, reason }) => [attack, reason])).toEqual([['heard', 'passive-there']]);
    expect(told.filter(isGap)).toEqual([]);
  });

  test('what is answered all the same is not told as left out', () => {
    const { executable } = checkText(
      `${opening.replace('(D ;', '((D, WORD) ;')}confidentiality WORD: A, B\n`,
    );
    if (executable === null) throw new Error('the model can be executed');
    const { model, run } = executable;
    const questions = problemsOf(model, run).flatMap((problem) => problem.questions);
    expect(questions.map(({ element }) => element)).toContain('WORD');
    const told = unaskedOf(executable, analyseModel(model, run, ''), questions);
    expect(told.map(({ reason }) => reason)).not.toContain('public');
  });

  test('a requirement that something refines is not among it; availability is no gap', () => {
    expect(unasked('confidentiality D: A, B refines R1\n')).toEqual([['R2', null, 'out-of-scope']]);
    const { executable } = checkText(opening);
    if (executable === null) throw new Error('the model can be executed');
    const all = unaskedOf(executable, analyseModel(executable.model, executable.run, ''), []);
    expect(all.filter(isGap).map(({ reason }) => reason)).toEqual(['not-refined']);
  });

  test.each([
    ['confidentiality D: A, B refines R1', 'entity-authentication', 'not-fitting'],
    ['confidentiality D: A, B refines R1', 'replay-protection', 'not-fitting'],
    ['authentication A to B: aliveness refines R1', 'entity-authentication', null],
  ])('%s: for %s it is told as %s', (statement, kind, reason) => {
    const text = opening.replace(/requirement R1 \S+/u, `requirement R1 ${kind}`) + statement;
    const { executable, diagnostics } = checkText(text);
    expect(diagnostics).toEqual([]);
    if (executable === null) throw new Error('the model can be executed');
    const { model, run } = executable;
    const told = unaskedOf(executable, analyseModel(model, run, ''), []);
    const found = told.find(({ stated }) => 'text' in stated && stated.name === 'R1');
    expect(found?.reason ?? null).toBe(reason);
  });

  test('of the bundled example nothing is but what one requirement demands', () => {
    const { executable } = checkText(sampleText);
    if (executable === null) throw new Error('the example can be executed');
    const { model, run } = executable;
    const questions = problemsOf(model, run).flatMap((problem) => problem.questions);
    expect(unaskedOf(executable, analyseModel(model, run, ''), questions)).toMatchObject([
      { stated: { name: 'R1' }, reason: 'not-fitting' },
    ]);
  });
});

describe('everything is said to be proved', () => {
  function proved(
    statements: string,
    answered: (verdicts: readonly Verdict[]) => readonly Verdict[] = (verdicts) => verdicts,
  ): boolean {
    const { executable } = checkText(opening.replace(/requirement R1.*\n/u, '') + statements);
    if (executable === null) throw new Error('the model can be executed');
    const { model, run } = executable;
    const verdicts = problemsOf(model, run).flatMap(({ questions }) =>
      questions.map((question): Verdict => ({
        ...openVerdict(question, 'limit'),
        answer: 'holds',
        reason: null,
      })),
    );
    return isAllProved(executable, analyseModel(model, run, ''), answered(verdicts));
  }
  const text = 'confidentiality D: A, B\nintegrity D: A\nattack lost {\n  leak K\n}\n';

  test('where every question that there is was asked and holds', () => {
    expect(proved(text)).toBe(true);
  });

  test('never of a model that asks nothing', () => {
    expect(proved('')).toBe(false);
  });

  test.each(['holds-within', 'violated', 'vacuous', 'inconsistent', 'undecided'] as const)(
    'not with one %s',
    (answer) => {
      expect(proved(text, ([first, ...rest]) => (first ? [{ ...first, answer }, ...rest] : []))).toBe(false);
      expect(
        proved(text, (all) => [...all.slice(0, -1), ...all.slice(-1).map((last) => ({ ...last, answer }))]),
      ).toBe(false);
    },
  );

  test('not where a question is left out, or where something stated gets none', () => {
    expect(proved(text, (all) => all.slice(1))).toBe(false);
    expect(proved(text, (all) => all.slice(0, -1))).toBe(false);
    expect(proved(`${text}integrity E: C\n`)).toBe(false);
  });
});
