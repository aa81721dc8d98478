import type { AttackModel, Model } from '#core/language/model.ts';
import { adversaryOf, plainAdversary, withItsChannels } from './adversary.ts';
import { castsOf } from './casts.ts';
import { honestRun } from './honest-run.ts';
import type { Asked } from './asked.ts';
import { Judge } from './judge.ts';
import { Text } from './text.ts';
import { usesIn } from './uses.ts';
import { keyOf, World, type Moment } from './world.ts';

/** How far an exploration goes. */
export interface Bounds {
  /** Moments that are looked at in the world of each cast. */
  readonly moments: number;
  /** Messages that the adversary puts together itself, in one story. */
  readonly injections: number;
}

/** A violation that was found: which of the questions, and what happened. */
export interface Violation<Question extends Asked> {
  readonly asked: Question;
  /** The cast, and what happened in it, a line for each message that was sent or taken. */
  readonly story: readonly string[];
}

/** What an exploration found. */
export interface Explored<Question extends Asked> {
  readonly violations: readonly Violation<Question>[];
  /** The roles that come to the end of a phase with an adversary where nobody attacks, as `role phase`. */
  readonly completed: ReadonlySet<string>;
  /** How many moments were looked at. */
  readonly moments: number;
  /** True where every moment within the bounds of injections was looked at. */
  readonly exhausted: boolean;
}

/**
 * Tries what the adversary of an attack model, or the plain one, can do to a model in worlds of few agents and runs, as far as the bounds reach, and says which
 * questions are violated in one of them. What is found is violated; of everything else nothing is known beyond the bounds.
 */
export function explore<Question extends Asked>(
  model: Model,
  questions: readonly Question[],
  bounds: Bounds,
  attack: AttackModel | null = null,
): Explored<Question> {
  const assumed = attack === null ? model : withItsChannels(model, attack);
  const text = new Text(assumed);
  const adversary = attack === null ? plainAdversary : adversaryOf(attack, text);
  const honest = honestRun(text);
  const uses = usesIn(text, honest);
  const violations = new Map<Question, Violation<Question>>();
  let moments = 0;
  let exhausted = true;
  if (text.open.length > 0) {
    for (const cast of castsOf(assumed)) {
      const world = new World(text, uses, cast, adversary, bounds.injections);
      const judge = new Judge(text, world);
      const seen = new Set<string>();
      const waiting: Moment[] = [world.begin()];
      while (waiting.length > 0 && seen.size < bounds.moments) {
        const moment = waiting.pop();
        if (moment === undefined) break;
        const key = keyOf(moment);
        if (seen.has(key)) continue;
        seen.add(key);
        const unviolated = questions.filter((asked) => !violations.has(asked));
        for (const asked of judge.violated(unviolated, moment))
          violations.set(asked, { asked, story: [cast.title, ...moment.story] });
        waiting.push(...[...world.next(moment)].toReversed());
      }
      moments += seen.size;
      exhausted &&= waiting.length === 0;
    }
  }
  return { violations: [...violations.values()], completed: honest.completed, moments, exhausted };
}
