import type { Question } from '#core/analysis/record/question.ts';
import type { Verdict } from '#core/analysis/record/verdict.ts';
import { Choices } from '../choices.ts';
import { saidOf } from './answers.ts';
import { atEveryLevel, underLadder, type Ranked } from './more-is-worse.ts';
import { tryOverheard } from './overheard.ts';
import { askedMore, rewritings } from './same-answers.ts';
import { alsoAttacked, mayCoincide, mayRepeat, someText, withoutACheck } from './some-text.ts';
import { isDecided, type Broken, type Tried } from './tried.ts';

const effort = 600;

/** Tries a law on a random text: which one, its number says. */
export function tryLaw(row: readonly number[], number: number): Tried {
  const more = new Choices(row.toReversed());
  const text = someText(new Choices(row), more);
  switch (number % 7) {
    case 0:
      return tryRanked(underLadder(text, more));
    case 1:
      return tryRanked(atEveryLevel(text, more));
    case 2:
      return tryWorse(text, more);
    case 3:
      return tryOverheard(text);
    case 4:
      return trySame(alsoAttacked(text, more), askedMore, more);
    default: {
      const [first, ...others] = rewritings;
      if (first === undefined) throw new RangeError('there are rewritings');
      const asked = more.chance(40) ? alsoAttacked(text, more) : text;
      return trySame(asked, more.one([first, ...others]), more);
    }
  }
}

/** Compares what is said of a text with what is said of another that says the same. */
function trySame(text: string, { name, rewrite }: (typeof rewritings)[number], choices: Choices): Tried {
  const { text: other, rename } = rewrite(text, choices);
  const one = saidOf(text, effort);
  const two = saidOf(other, 3 * effort);
  const fault = (how: string): Broken => ({ law: name, text: `${text}\n---\n${other}`, how });
  if (one.diagnostics.join() !== two.diagnostics.join()) {
    const how = `${one.diagnostics.join()} became ${two.diagnostics.join()}`;
    return { law: name, compared: 1, lost: 0, broken: [fault(how)] };
  }
  const there = new Map(two.verdicts.map((verdict) => [matterOf(verdict.question, (each) => each), verdict]));
  const pairs = one.verdicts.map(
    (verdict) => [verdict, there.get(matterOf(verdict.question, rename))] as const,
  );
  return {
    law: name,
    compared: pairs.length,
    lost: pairs.filter(([before, after]) => isDecided(before) && after !== undefined && !isDecided(after))
      .length,
    broken: pairs.flatMap(([before, after]) => {
      if (after === undefined) return [fault(`${before.question.key}: not asked`)];
      const isOther = isDecided(before) && isDecided(after) && before.answer !== after.answer;
      return isOther ? [fault(`${before.question.key}: ${before.answer} became ${after.answer}`)] : [];
    }),
  };
}

/** Compares what is said of questions of which each asks at least as much as another. */
function tryRanked({ name, text, rank, equal }: Ranked): Tried {
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

const worsenings: readonly (readonly [string, (text: string, choices: Choices) => string])[] = [
  ['one agent for both', mayCoincide],
  ['delivered again', mayRepeat],
  ['without a check', withoutACheck],
  ['without a check, again', withoutACheck],
];

/** Compares what is said of a text with what is said of one in which more can happen. */
function tryWorse(text: string, choices: Choices): Tried {
  const [name, change] = choices.one([['without a check', withoutACheck], ...worsenings]);
  const other = change(text, choices);
  const one = saidOf(text, effort);
  const there = new Map(saidOf(other, 2 * effort).verdicts.map((verdict) => [verdict.question.key, verdict]));
  const pairs = one.verdicts.flatMap((before) => {
    const after = there.get(before.question.key);
    return after !== undefined && isDecided(before) && isDecided(after) ? [[before, after] as const] : [];
  });
  return {
    law: name,
    compared: pairs.length,
    lost: 0,
    broken: pairs
      .filter(([before, after]) => before.answer === 'violated' && after.answer !== 'violated')
      .map(([before, after]) => ({
        law: name,
        text: `${text}\n---\n${other}`,
        how: `${say(before)}; ${say(after)}`,
      })),
  };
}

function say({ question, answer }: Verdict): string {
  return `${question.attack ?? 'plain'}, ${question.key}: ${answer}`;
}

function matterOf(question: Question, rename: (name: string) => string): string {
  const { attack, kind, element, entity, originator, on, phase } = question;
  const called = (name: string | null): string | null => (name === null ? null : rename(name));
  return JSON.stringify([
    attack,
    kind,
    called(element),
    rename(entity),
    called(originator),
    on.map(rename).toSorted(),
    called(phase),
  ]);
}
