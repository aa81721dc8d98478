import { expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { EvidenceChecker } from '#core/evidence/evidence-checker.ts';
import { Foundations } from '#core/evidence/foundations.ts';
import type { StatedAnswer } from '#core/evidence/stated-answer.ts';
import { openVerdict } from '#core/analysis/record/verdict.ts';
import type { GroundMessage } from '#core/protocol/message.ts';
import { emptyCertificate } from '../../support/certificates.ts';
import { statedAnswers } from '../../support/evidence.ts';
import { vacuousText } from '../../support/models/vacuous.ts';

const text = `protocol P
entity A
entity B
key K shared by A, B
data D of A
phase p {
  message m A -> B: D, mac[K](D)
}
confidentiality K: A, B
integrity D: A
authentication A to B: injective-agreement on D
`;

function stated(of = text): { readonly checker: EvidenceChecker; readonly answers: readonly StatedAnswer[] } {
  const { executable } = checkText(of);
  if (executable === null) throw new Error('the model can be executed');
  return { checker: new EvidenceChecker(executable), answers: statedAnswers(executable) };
}

function deep(levels: number): GroundMessage {
  let message: GroundMessage = { kind: 'constant', name: 'X' };
  for (let level = 0; level < levels; level += 1)
    message = { kind: 'apply', symbol: 'hash', args: [message] };
  return message;
}

test('an attack with messages that are deeper than the stack is refused as such', () => {
  const { checker, answers } = stated();
  const violated = answers.find(({ answer }) => answer === 'violated');
  const question = checker.questions.find(({ key }) => key === violated?.question);
  if (violated?.trace == null || question === undefined) throw new Error('something is violated');
  expect(checker.judge(question, violated)).toEqual({ kind: 'accepted' });
  const message = deep(200_000);
  const actions = violated.trace.actions.map((action) =>
    action.kind === 'step' && action.received !== null ? { ...action, received: message } : action,
  );
  expect(checker.judge(question, { ...violated, trace: { actions } })).toEqual({
    kind: 'refused',
    code: 'too-deep',
    detail: null,
  });
});

test('what nothing ever happens about is asked, and neither holds nor is violated', () => {
  const { checker, answers } = stated(vacuousText);
  const vacuous = answers.find(({ answer }) => answer === 'vacuous');
  const question = checker.questions.find(({ key }) => key === vacuous?.question);
  if (vacuous === undefined || question === undefined) throw new Error('something is about nothing');
  expect(checker.judge(question, vacuous)).toEqual({ kind: 'accepted' });
  for (const answer of ['holds', 'holds-within', 'violated'] as const)
    expect(checker.judge(question, { ...vacuous, answer, runs: 2 })).toEqual({
      kind: 'refused',
      code: 'no-evidence',
      detail: null,
    });
});

test('what is asked under an attack model is judged by the protocol under it', () => {
  const { checker, answers } = stated(
    `${text.replace('mac[K](D)', 'aead[K](D)')}attack heard {\n  adversary passive\n}\nattack lost {\n  leak K\n}\n`,
  );
  const judged = checker.questions.map((question, index) => {
    const answer = answers[index];
    if (answer === undefined) throw new Error('each question has an answer');
    expect([answer.attack, answer.question]).toEqual([question.attack, question.key]);
    return [question.attack, answer.answer, checker.judge(question, answer).kind];
  });
  expect(judged).toContainEqual([null, 'holds', 'accepted']);
  expect(judged).toContainEqual(['heard', 'holds', 'accepted']);
  expect(judged).toContainEqual(['lost', 'violated', 'accepted']);
  for (const [, , kind] of judged) expect(kind).toBe('accepted');
  // What is proved for the plain adversary is not proved for one who has the key.
  const refused = checker.questions.flatMap((question) => {
    const plain = answers.find((each) => each.attack === null && each.question === question.key);
    if (question.attack !== 'lost' || plain?.answer !== 'holds') return [];
    const said = checker.judge(question, { ...plain, attack: 'lost' });
    return [[question.kind, 'code' in said ? said.code : said.kind]];
  });
  expect(refused).toContainEqual(['secrecy', 'violated-anyway']);
  expect(refused).toContainEqual(['agreement', 'proof-refused']);
});

test('an answer rests on a proof only where it holds, and on an attack only where it is violated', () => {
  const { checker, answers } = stated();
  const [question] = checker.questions;
  const trace = answers.find((each) => each.trace !== null)?.trace;
  if (question === undefined || trace == null) throw new Error('something is violated');
  const foundations = new Foundations();
  const open = openVerdict(question, 'limit');
  foundations.note({ kind: 'answered', question: 0, verdict: open, replayed: trace });
  foundations.note({ kind: 'checked', question: 0, verdict: open, certificate: emptyCertificate });
  expect(foundations.stated(open, 0)).toMatchObject({ certificate: null, trace: null });
  const holds = { ...open, answer: 'holds' } as const;
  expect(foundations.stated(holds, 0)).toMatchObject({ certificate: emptyCertificate, trace: null });
  const violated = { ...open, answer: 'violated' } as const;
  expect(foundations.stated(violated, 0)).toMatchObject({ certificate: null, trace });
});
