import type { AttackModel, Model } from '#core/language/model.ts';
import { adversaryOf, plainAdversary, withItsChannels } from './adversary.ts';
import { honestRun, type HonestRun } from './honest-run.ts';
import type { Asked } from './asked.ts';
import { Judge, type JudgedMoment } from './judge.ts';
import { Text } from './text.ts';

export type { Asked } from './asked.ts';

/** Says of questions about a model if anything happens that they are about, as long as nobody attacks. */
export class HonestEvents {
  readonly #model: Model;
  readonly #runs = new Map<string, { readonly run: HonestRun; readonly judge: Judge<JudgedMoment> }>();

  constructor(model: Model) {
    this.#model = model;
  }

  /**
   * True if the honest run comes to what a question is about, with the channels and the types of an attack model; null where
   * that run does not come to its end, so that what it lacks says nothing.
   */
  reaches(asked: Asked, attack: AttackModel | null): boolean | null {
    const { run, judge } = this.#runUnder(attack);
    return run.isWhole ? judge.comesTo(asked, run.runs) : null;
  }

  // It depends on when the adversary comes, and on nothing else that an attack model says.
  #runUnder(attack: AttackModel | null): { readonly run: HonestRun; readonly judge: Judge<JudgedMoment> } {
    const text = new Text(attack === null ? this.#model : withItsChannels(this.#model, attack));
    const { typed } = attack === null ? plainAdversary : adversaryOf(attack, text);
    const key = `${String(text.quiet.length)} ${String(typed)}`;
    const known = this.#runs.get(key);
    if (known !== undefined) return known;
    const found = { run: honestRun(text, undefined, typed), judge: new Judge(text, undisturbed) };
    this.#runs.set(key, found);
    return found;
  }
}

const undisturbed = { isHonest: () => true, leftAfter: () => [], broughtAlong: () => null };
