import { expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { verifyAndCompare } from '#core/analysis/pipeline/verify-model.ts';
import { EvidenceChecker } from '#core/evidence/evidence-checker.ts';
import { Foundations } from '#core/evidence/foundations.ts';
import type { StatedAnswer } from '#core/evidence/stated-answer.ts';
import type { GroundMessage } from '#core/protocol/message.ts';

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

function stated(): { readonly checker: EvidenceChecker; readonly answers: readonly StatedAnswer[] } {
  const { executable } = checkText(text);
  if (executable === null) throw new Error('the model can be executed');
  const foundations = new Foundations();
  const verdicts = verifyAndCompare(executable.model, executable.run, {
    clauses: 10_000,
    cancelled: () => false,
    progress: foundations.note,
  });
  return {
    checker: new EvidenceChecker(executable),
    answers: verdicts.map((verdict, index) => foundations.stated(verdict, index)),
  };
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
