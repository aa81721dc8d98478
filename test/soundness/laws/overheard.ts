import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { exploredText } from '../../core/semantics/explored.ts';
import { saidOf } from './answers.ts';
import type { Tried } from './tried.ts';

const effort = 1_000;
const bounds = { moments: 150, injections: 0 };

/**
 * Whoever only passes messages on, and listens, is no stronger than any active adversary: what the interpreter sees violated
 * then is violated.
 */
export function tryOverheard(text: string): Tried {
  const law = 'overheard';
  if (checkText(text).executable === null) return { law, compared: 0, lost: 0, broken: [] };
  const { violations } = exploredText(text, bounds);
  const said = new Map(
    saidOf(text, effort).verdicts.map((verdict) => [verdict.question.key, verdict.answer]),
  );
  return {
    law,
    compared: violations.length,
    lost: violations.filter(({ asked }) => said.get(asked.key) === 'undecided').length,
    broken: violations.flatMap(({ asked, story }) => {
      const answer = said.get(asked.key) ?? 'not asked';
      if (answer === 'violated' || answer === 'undecided') return [];
      return [{ law, text, how: `${asked.key}: ${answer}, but ${story.join('; ')}` }];
    }),
  };
}
