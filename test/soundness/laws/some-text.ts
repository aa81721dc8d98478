import type { Choices } from '../choices.ts';
import { RandomGuessing } from '../random-guessing.ts';
import { RandomModel } from '../random-model.ts';

/** A random text: a model of every kind, or one around passwords; now and then with channels that repeat, or one agent for two. */
export function someText(row: Choices, more: Choices): string {
  if (more.chance(15)) return new RandomGuessing(row).write();
  const text = new RandomModel(row).write();
  const repeating = more.chance(15) ? mayRepeat(text) : text;
  return more.chance(8) ? mayCoincide(repeating) : repeating;
}

/** The same text, where every message on a channel that is not public may be delivered again. */
export function mayRepeat(text: string): string {
  return text.replaceAll(/over (authentic|confidential|secure)(?! may)/gu, 'over $1 may repeat');
}

/** The same text, where one agent may play both ends. */
export function mayCoincide(text: string): string {
  return text.includes('may coincide') ? text : `${text}\nentity A, B may coincide`;
}

/** The same text without one of its checks, or as it is where there is none. */
export function withoutACheck(text: string, choices: Choices): string {
  const lines = text.split('\n');
  const checks = lines.flatMap((line, index) => (line.includes(' checks ') ? [index] : []));
  const left = checks[choices.number(Math.max(1, checks.length))];
  return lines.filter((_, index) => index !== left).join('\n');
}

/** The same text with an attack model under which everything is asked once more. */
export function alsoAttacked(text: string, choices: Choices): string {
  const lines = choices.one([
    'leak K',
    'compromise B',
    'weak enc',
    'untyped',
    'adversary passive\n  leak K',
    'forgeable mac\n  leak sk(KP)',
    'channel A, B authentic',
  ]);
  return `${text}\nattack attacked {\n  ${lines}\n}`;
}
