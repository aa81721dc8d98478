import { describe, expect, test } from 'vitest';
import { activeRecordSchema } from '#contract/verdict-schema.ts';
import { analyseModel, checkText } from '#core/analysis/pipeline/analyse.ts';
import { questionsOf } from '#core/analysis/pipeline/questions.ts';
import type { Question } from '#core/analysis/record/question.ts';
import { assumptionKinds } from '#core/analysis/record/assumption.ts';
import { engineVersion } from '#core/analysis/record/record.ts';
import { answerKinds, openVerdict, undecidedReasons } from '#core/analysis/record/verdict.ts';
import { questionKinds } from '#core/language/kinds.ts';

/** A model that asks something of every kind, under two adversaries. */
const text = `protocol P
entity A
entity B
key K shared by A, B long-term
key S of A
data D of A
phase early {
  message m1 A -> B: aead[K](S, D ; A, B)
  message m2 B -> A: mac[S](D)
}
phase late {
  message m3 A -> B: aead[K](S, D ; B, A)
}
confidentiality D: A, B
integrity D: A
authentication A to B: aliveness
authentication A to B: weak-agreement in early
authentication A to B: agreement on D, S in early
authentication A to B: agreement
authentication A to B: injective-agreement on D in late
key-confirmation S: A to B
key-freshness S: B
forward-secrecy D
attack lost {
  leak K
}
`;

function asked(): readonly Question[] {
  const { executable, diagnostics } = checkText(text);
  if (executable === null) throw new Error(JSON.stringify(diagnostics));
  const { model, run } = executable;
  return questionsOf(executable, analyseModel(model, run, ''));
}

const questions = asked();
const [question] = questions;
if (question === undefined) throw new Error('something is asked');

const frame = {
  engineVersion,
  inputHash: 'a'.repeat(64),
  bounds: { clauses: 10, seconds: 10 },
  cost: { clauses: 1, seconds: 0.5 },
};
const trace = { runs: [], steps: [], events: [] };

const proof = { clauses: 12, terms: 40, sha256: 'a'.repeat(64) };

describe('a verdict that is read', () => {
  const found = { answer: 'holds', reason: null, runs: null, attackTypes: [], trace: null };
  const plain = { question, ...found };
  const isRead = (given: object): boolean =>
    activeRecordSchema.safeParse({ ...frame, format: 2, verdicts: [{ ...plain, ...given }] }).success;

  test.each([
    {},
    { answer: 'inconsistent' },
    { answer: 'vacuous' },
    { answer: 'holds-within', runs: 3 },
    { answer: 'violated', trace, attackTypes: ['replay'] },
    ...undecidedReasons.map((reason) => ({ answer: 'undecided', reason })),
    ...assumptionKinds.map((kind) => ({ assumes: [{ kind, names: ['A'], without: null }] })),
    { evidence: null },
    { evidence: { state: 'unchecked', reasons: [] } },
    { evidence: { state: 'checked', reasons: [] } },
    { evidence: { state: 'checked', reasons: [], proof } },
    {
      answer: 'undecided',
      reason: 'partly-proved',
      evidence: { state: 'partial', reasons: ['injectivity'] },
    },
    { answer: 'inconsistent', evidence: { state: 'refused', reasons: ['goal-violates'] } },
    {
      assumes: [{ kind: 'delivered-once', names: ['m1'], without: { ...found, answer: 'violated', trace } }],
    },
  ])('is one where everything is there that belongs to it: %j', (given) => {
    expect(isRead(given)).toBe(true);
  });

  test.each([
    { answer: 'proved' },
    { evidence: { state: 'partial', reasons: ['injectivity'] } },
    { evidence: { state: 'refused', reasons: ['goal-violates'] } },
    { evidence: { state: 'believed', reasons: [] } },
    { evidence: { state: 'unchecked', reasons: [], proof } },
    { evidence: { state: 'checked', reasons: [], proof: { ...proof, sha256: 'none' } } },
    { evidence: { state: 'checked', reasons: [], proof: { ...proof, clauses: -1 } } },
    { answer: 'inconsistent', evidence: { state: 'checked', reasons: [] } },
    { answer: 'vacuous', evidence: { state: 'unchecked', reasons: [] } },
    { answer: '' },
    { answer: 'undecided', reason: 'patience' },
    ...answerKinds.filter((answer) => answer !== 'undecided').map((answer) => ({ answer, reason: 'time' })),
    { answer: 'undecided' },
    { answer: 'violated' },
    ...answerKinds.filter((answer) => answer !== 'violated').map((answer) => ({ answer, trace })),
    { answer: 'holds-within' },
    { answer: 'holds-within', runs: 0 },
    { runs: 3 },
    { attackTypes: ['replay'] },
    { answer: 'violated', trace, attackTypes: ['magic'] },
    { question: { ...question, kind: 'beauty' } },
    { comment: '' },
    { assumes: [{ kind: 'luck', names: ['A'], without: null }] },
    { assumes: [{ kind: 'roles-apart', names: [], without: null }] },
    { assumes: [{ kind: 'delivered-once', names: ['m1'], without: { ...found, answer: 'violated' } }] },
    { assumes: [{ kind: 'delivered-once', names: ['m1'], without: { ...found, answer: 'undecided' } }] },
  ])('is none with less, with more or with something else: %j', (given) => {
    expect(isRead(given)).toBe(false);
  });
});

test('a record of the first shape has the same questions and answers in the present one', () => {
  expect(new Set(questions.map(({ kind }) => kind))).toEqual(new Set(questionKinds));
  expect(new Set(questions.map(({ attack }) => attack))).toEqual(new Set([null, 'lost']));
  const verdicts = questions.map((each, index) => {
    const reason = undecidedReasons[index % undecidedReasons.length] ?? null;
    if (index % 4 === 0) return { ...openVerdict(each, 'limit'), answer: 'holds', reason: null };
    return { ...openVerdict(each, 'limit'), reason };
  });
  const first = verdicts.map(({ question: { attack, key, statement, ...about }, ...rest }) => {
    expect(statement).not.toBe('');
    return { ...rest, attack, asked: { ...about, query: key } };
  });
  const read = activeRecordSchema.parse({ ...frame, format: 1, verdicts: first });
  expect(read).toEqual({ ...frame, format: 2, verdicts });
});
