import type { Question } from '#core/analysis/record/question.ts';
import type { Verdict } from '#core/analysis/record/verdict.ts';
import { RandomModel } from '../random-model.ts';
import { Choices } from '../choices.ts';
import { saidOf } from './answers.ts';
import { atEveryLevel, underLadder, type Ranked } from './more-is-worse.ts';
import { rewritings } from './same-answers.ts';

/** A law that answers break, with the smallest that is needed to see it. */
export interface Broken {
  readonly law: string;
  readonly text: string;
  readonly how: string;
}

/** How much of it was looked at, and what was broken. */
export interface Tried {
  readonly law: string;
  readonly compared: number;
  readonly lost: number;
  readonly broken: readonly Broken[];
}

const effort = 600;

/** Tries the laws on a random model: one that it is put under, by its number, and one way of writing it otherwise. */
export function tryLaws(row: readonly number[], number: number): readonly Tried[] {
  const text = new RandomModel(new Choices(row)).write();
  const more = new Choices(row.toReversed());
  switch (number % 4) {
    case 0:
      return [tryRanked(underLadder(text, more))];
    case 1:
      return [tryRanked(atEveryLevel(text, more))];
    default: {
      const rewriting = rewritings[(number >> 1) % rewritings.length];
      if (rewriting === undefined) throw new RangeError('there are rewritings');
      return [trySame(text, rewriting, more)];
    }
  }
}

/** Compares what is said of a text with what is said of another that says the same. */
export function trySame(text: string, { name, rewrite }: (typeof rewritings)[number], choices: Choices): Tried {
  const { text: other, rename } = rewrite(text, choices);
  const one = saidOf(text, effort);
  const two = saidOf(other, 3 * effort);
  const fault = (how: string): Broken => ({ law: name, text: `${text}\n---\n${other}`, how });
  if (one.diagnostics.join() !== two.diagnostics.join()) {
    const how = `${one.diagnostics.join()} became ${two.diagnostics.join()}`;
    return { law: name, compared: 1, lost: 0, broken: [fault(how)] };
  }
  const there = new Map(two.verdicts.map((verdict) => [matterOf(verdict.question, (each) => each), verdict]));
  const pairs = one.verdicts.map((verdict) => [verdict, there.get(matterOf(verdict.question, rename))] as const);
  return {
    law: name,
    compared: pairs.length,
    lost: pairs.filter(([before, after]) => isDecided(before) && after !== undefined && !isDecided(after)).length,
    broken: pairs.flatMap(([before, after]) => {
      if (after === undefined) return [fault(`${before.question.key}: not asked`)];
      const isOther = isDecided(before) && isDecided(after) && before.answer !== after.answer;
      return isOther ? [fault(`${before.question.key}: ${before.answer} became ${after.answer}`)] : [];
    }),
  };
}

/** Compares what is said of questions of which each asks at least as much as another. */
export function tryRanked({ name, text, rank, equal }: Ranked): Tried {
  const { verdicts } = saidOf(text, 3 * effort);
  const ranked = verdicts.flatMap((verdict) => {
    const found = rank(verdict.question);
    return found === null || !isDecided(verdict) ? [] : [{ ...found, verdict }];
  });
  const same = (one: number, other: number): boolean =>
    equal.some((pair) => pair.includes(one) && pair.includes(other));
  const pairs = ranked.flatMap((less) =>
    ranked
      .filter((more) => more.of === less.of && (more.rank > less.rank || same(more.rank, less.rank)))
      .map((more) => [less.verdict, more.verdict] as const),
  );
  return {
    law: name,
    compared: pairs.length,
    lost: 0,
    broken: pairs
      .filter(([less, more]) => less.answer === 'violated' && more.answer !== 'violated')
      .map(([less, more]) => ({ law: name, text, how: `${say(less)}; ${say(more)}` })),
  };
}

function say({ question, answer }: Verdict): string {
  return `${question.attack ?? 'plain'}, ${question.key}: ${answer}`;
}

function isDecided({ answer }: Verdict): boolean {
  return answer === 'holds' || answer === 'violated';
}

function matterOf(question: Question, rename: (name: string) => string): string {
  const { attack, kind, element, entity, originator, on, phase } = question;
  const called = (name: string | null): string | null => (name === null ? null : rename(name));
  return JSON.stringify([attack, kind, called(element), rename(entity), called(originator), on.map(rename).toSorted(), called(phase)]);
}
