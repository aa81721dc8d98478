import type { AttackModel, Model } from '#core/language/model.ts';
import { adversaryOf, plainAdversary, withItsChannels } from './adversary.ts';
import { honestRun } from './honest-run.ts';
import type { Asked } from './asked.ts';
import { Reenactment } from './reenactment.ts';
import { Text } from './text.ts';
import type { NoAttack, ToldAttack } from './told-attack.ts';
import { usesIn } from './uses.ts';

/**
 * Lets told attacks happen on a model, under an attack model or the plain adversary, by the rules of the language alone: who
 * told them is not believed in anything.
 */
export class Replay {
  readonly #text: Text;
  readonly #attack: AttackModel | null;
  #uses: ReturnType<typeof usesIn> | null = null;

  constructor(model: Model, attack: AttackModel | null) {
    this.#text = new Text(attack === null ? model : withItsChannels(model, attack));
    this.#attack = attack;
  }

  /** The model with the channels as the attack model has them. */
  get assumed(): Model {
    return this.#text.model;
  }

  /** Null where everything that is told can happen, and violates what is asked; else the first reason why not. */
  refuse(told: ToldAttack, asked: Asked): NoAttack | null {
    this.#uses ??= usesIn(this.#text, honestRun(this.#text));
    const adversary = this.#attack === null ? plainAdversary : adversaryOf(this.#attack, this.#text);
    return new Reenactment(this.#text, adversary, this.#uses, told, asked).refusal();
  }
}
