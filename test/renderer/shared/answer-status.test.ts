import { expect, test } from 'vitest';
import { unchecked } from '#core/analysis/record/verdict.ts';
import { answerStatus, shownAnswer } from '#renderer/shared/answer-status.ts';

test('what is not checked has a mark of its own, and is not shown as proved', () => {
  const checked = { answer: 'holds', evidence: { state: 'checked', reasons: [], proof: null } } as const;
  const open = { answer: 'holds', evidence: unchecked } as const;
  expect([null, open, checked].map(shownAnswer)).toEqual(['open', 'unchecked', 'holds']);
  const [proved, unproved, unanswered] = [checked, open, null].map(answerStatus);
  expect(proved?.tone).toBe('good');
  expect(unproved?.tone).toBe('plain');
  expect(new Set([proved, unproved, unanswered].map((each) => each?.symbol)).size).toBe(3);
  expect(new Set([proved, unproved, unanswered].map((each) => each?.word)).size).toBe(3);
});
