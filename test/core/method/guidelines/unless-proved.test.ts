import { describe, expect, test } from 'vitest';
import { openVerdict, type Verdict } from '#core/analysis/record/verdict.ts';
import type { Question } from '#core/analysis/record/question.ts';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { verifyModel } from '#core/analysis/pipeline/verify-model.ts';
import { lintDesign } from '#core/method/guidelines/lint-design.ts';
import type { Finding, GuidelineCode } from '#core/method/guidelines/design/finding.ts';
import { unlessProved } from '#core/method/guidelines/unless-proved.ts';
import { challenged, model, shared } from './findings-of.ts';

function proved(asked: Pick<Question, 'kind' | 'entity'> & Partial<Question>): Verdict {
  const rest = { element: null, originator: null, on: [], phase: null, honest: [], attack: null } as const;
  const question: Question = { key: JSON.stringify(asked), statement: '', ...rest, ...asked };
  return { ...openVerdict(question, 'limit'), answer: 'holds', reason: null };
}

/** What is left of the findings of a guideline in a text, where these verdicts are known. */
function left(text: string, code: GuidelineCode, ...verdicts: readonly Verdict[]): readonly Finding[] {
  const { executable } = checkText(text);
  if (executable === null) throw new Error('not executable');
  const { model: read, run } = executable;
  return unlessProved(lintDesign(read, run), read, verdicts).filter((each) => each.code === code);
}

const transported = model(
  'key K shared by A, B\nkey SK shared by A, B session\nnonce N of B',
  `${challenged}A makes SK\nmessage m A -> B: aead[K](SK, N ; A, B)`,
);

describe('no finding contradicts a proof:', () => {
  test('that the other end has a key, by confirmation or by agreement on it', () => {
    const unsure = (...verdicts: readonly Verdict[]): readonly (readonly string[])[] =>
      left(transported, 'key-not-confirmed', ...verdicts).map(({ entities }) => entities);
    const confirmation = { kind: 'key-confirmation', element: 'SK', entity: 'A', originator: 'B' } as const;
    expect(unsure()).toEqual([['A']]);
    expect(unsure(proved(confirmation))).toEqual([]);
    const agreement = { kind: 'entity-agreement', entity: 'A', originator: 'B' } as const;
    expect(unsure(proved({ ...agreement, on: ['SK'] }))).toEqual([]);
    expect(unsure(proved({ ...agreement, on: ['N'] }))).toEqual([['A']]);
    // What holds under another adversary, or of the other end, says nothing of it.
    expect(unsure(proved({ ...confirmation, attack: 'leaked' }))).toEqual([['A']]);
    expect(unsure(proved({ ...confirmation, entity: 'B', originator: 'A' }))).toEqual([['A']]);
  });

  test('that nothing is taken twice', () => {
    const text = model(shared, 'message m A -> B: mac[K](A, D), D', 'integrity D: A');
    const once = { kind: 'injective-agreement', element: 'D', entity: 'B', originator: 'A' } as const;
    expect(left(text, 'token-without-freshness')).toHaveLength(1);
    expect(left(text, 'token-without-freshness', proved(once))).toEqual([]);
    expect(left(text, 'token-without-freshness', proved({ ...once, kind: 'agreement' }))).toHaveLength(1);
    const run = { kind: 'injective-entity-agreement', entity: 'B', originator: 'A' } as const;
    expect(left(text, 'token-without-freshness', proved({ ...run, phase: 'run' }))).toEqual([]);
    expect(left(text, 'token-without-freshness', proved({ ...run, phase: 'other' }))).toHaveLength(1);
  });

  test('that a key is never accepted twice', () => {
    const text = model(
      'key K shared by A, B\nkey SK shared by A, B session',
      'A makes SK\nmessage m A -> B: aead[K](SK ; A, B)\nB installs SK',
    );
    expect(left(text, 'key-can-repeat')).toHaveLength(1);
    const unique = proved({ kind: 'key-uniqueness', element: 'SK', entity: 'B' });
    expect(left(text, 'key-can-repeat', unique)).toEqual([]);
  });

  test('but one that hangs on the honesty of others who have the key is none', () => {
    const text = model(
      'key G shared by A, B, S session\nnonce N of B\ndata D of A',
      `${challenged}message m A -> B: aead[G](D, N ; A, B)`,
    );
    const authentic = proved({ kind: 'agreement', element: 'D', entity: 'B', originator: 'A' });
    const without = { answer: 'violated', reason: null, runs: null, attackTypes: [], trace: null } as const;
    const assumes = [{ kind: 'holders-honest', names: ['S'], without } as const];
    expect(left(text, 'sender-only-named', { ...authentic, assumes })).toHaveLength(1);
    expect(left(text, 'sender-only-named', authentic)).toEqual([]);
  });

  test('as the analysis gives them', () => {
    const text = `
protocol P
entity A
entity B
nonce N of A
phase run channel secure adversary present {
  A makes N
  message m1 A -> B: N
}
authentication A to B: injective-agreement on N
`;
    const { executable } = checkText(text);
    if (executable === null) throw new Error('not executable');
    const limits = { clauses: 20_000, cancelled: () => false, progress: () => undefined };
    const verdicts = verifyModel(executable.model, executable.run, limits);
    expect(left(text, 'authentication-without-freshness')).toHaveLength(1);
    expect(left(text, 'authentication-without-freshness', ...verdicts)).toEqual([]);
  });
});
