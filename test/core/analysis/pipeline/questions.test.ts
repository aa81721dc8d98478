import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyseModel, checkText } from '#core/analysis/pipeline/analyse.ts';
import { problemsOf } from '#core/analysis/pipeline/problems.ts';
import { questionsOf } from '#core/analysis/pipeline/questions.ts';
import { questionKey, type Question } from '#core/analysis/record/question.ts';
import { statementKey, statementsOf } from '#core/claims/statement.ts';
import { root } from '../../../support/places.ts';

const folders = [
  'resources/sample',
  'resources/protocols',
  'test/core/interchange/proverif/models',
  'test/soundness/translated',
];
const models = folders.flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.segl'))
    .map((name) => join(folder, name)),
);

// Where the translation loses sight of a claim or of an element, of which `unaskedOf` tells.
const lost: ReadonlySet<string> = new Set([
  'counter-in-a-quiet-phase.segl',
  'derived-in-a-quiet-phase.segl',
  'derived-key-carried-on.segl',
  'derived-key-claimed.segl',
  'derived-key-in-clear.segl',
  'derived-key-sent.segl',
]);

interface Asked {
  /** Known from the honest run. */
  readonly expected: readonly Question[];
  /** What the translation asks. */
  readonly asked: readonly Question[];
  readonly statements: ReadonlySet<string>;
}

function questionsIn(text: string): Asked {
  const { executable, diagnostics } = checkText(text);
  if (executable === null) throw new Error(JSON.stringify(diagnostics));
  const { model, run } = executable;
  return {
    expected: questionsOf(executable, analyseModel(model, run, '')),
    asked: problemsOf(model, run).flatMap(({ questions }) => questions),
    statements: new Set(statementsOf(model).map(statementKey)),
  };
}

function sorted(questions: readonly Question[]): readonly object[] {
  return questions
    .map((question) => ({ ...question, honest: question.honest.toSorted() }))
    .toSorted((one, other) => (questionKey(one) < questionKey(other) ? -1 : 1));
}

describe('what is asked', () => {
  test.each(models)('of %s is known without a translation, and each question names its statement', (file) => {
    const { expected, asked, statements } = questionsIn(readFileSync(join(root, file), 'utf8'));
    const keys = new Set(expected.map(questionKey));
    expect(keys.size).toBe(expected.length);
    const known = new Set(asked.map(questionKey));
    const both = expected.filter((question) => known.has(questionKey(question)));
    expect(sorted(both)).toEqual(sorted(asked));
    if (!lost.has(file.split('/').at(-1) ?? '')) expect(both).toEqual(expected);
    expect(expected.filter(({ statement }) => !statements.has(statement))).toEqual([]);
  });

  test('has the same keys whatever comments, labels, citations and other statements there are', () => {
    const text = (
      label: string,
      comment: string,
      source: string,
      more: string,
    ): string => `protocol P ${label}
entity A ${label}
entity B
key K shared by A, B long-term
data D ${label} of A
phase one {
  ${comment}
  message m1 A -> B: aead[K](D ; A, B)
}
confidentiality D: A, B ${source}
integrity D: A
authentication A to B: agreement on D ${source}
${more}`;
    const plain = questionsIn(text('', '', '', '')).expected;
    const dressed = questionsIn(
      text('"another"', '// a word', 'source "Doc" "1"', 'confidentiality K: A, B\n'),
    ).expected;
    expect(plain.length).toBeGreaterThan(4);
    const keys = new Set(dressed.map(questionKey));
    expect(plain.map(questionKey).filter((key) => !keys.has(key))).toEqual([]);
  });

  test('has a key of its own wherever something else is asked', () => {
    const claims = [
      'A to C: aliveness in early',
      'A to C: aliveness in late',
      'B to C: aliveness in late',
      'A to C: weak-agreement in late',
      'A to C: agreement in late',
      'A to C: agreement on D in late',
      'A to C: agreement on E in late',
      'A to C: agreement on D, E in late',
      'A to C: injective-agreement on D, E in late',
    ];
    const keys = questionsIn(`${relayed}${claims.map((claim) => `authentication ${claim}\n`).join('')}`)
      .expected.filter(({ statement }) => statement.startsWith('authentication'))
      .map(questionKey);
    expect(keys).toHaveLength(claims.length);
    expect(new Set(keys).size).toBe(claims.length);
    // Who is said to have written a value is asked, too.
    const writtenBy = (entity: string): readonly string[] =>
      questionsIn(`${relayed}integrity D: ${entity}\n`).expected.map(questionKey);
    expect(writtenBy('A').length).toBeGreaterThan(2);
    expect(writtenBy('A').filter((key) => writtenBy('B').includes(key))).toEqual([]);
  });
});

/** Two values go from A through B to C, in one phase and again in the next. */
const relayed = `protocol P
entity A
entity B
entity C
key K shared by A, B, C long-term
data D of A
data E of A
phase early {
  message m1 A -> B: aead[K](D, E ; A, B)
  message m2 B -> C: aead[K](D, E ; B, C)
}
phase late {
  message m3 A -> B: aead[K](D, E ; A, B)
  message m4 B -> C: aead[K](D, E ; B, C)
}
`;
