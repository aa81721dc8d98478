import type { Question } from '#core/analysis/record/question.ts';
import type { AttackModel, Model } from '#core/language/model.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { Trace } from '#core/protocol/trace.ts';
import { Replay } from '#core/semantics/replay.ts';
import type { NoAttack } from '#core/semantics/told-attack.ts';
import { toldAttack } from './told-attack.ts';

/** Why a trace of a protocol is no attack on the model: `untold` where something of it has no meaning there. */
export type Refused = NoAttack['reason'] | 'untold';

/** Replays attacks on a protocol on the model that it was translated from, by the reference interpreter. */
export class ModelReplay {
  readonly #protocol: Protocol;
  readonly #model: Model;
  readonly #replay: Replay;

  /** `model`: as it is written; `attack`: the attack model that the protocol is under, or null. */
  constructor(protocol: Protocol, model: Model, attack: AttackModel | null) {
    this.#protocol = protocol;
    this.#replay = new Replay(model, attack);
    this.#model = this.#replay.assumed;
  }

  /** Null where the interpreter lets all of it happen, and finds the question violated by it. */
  refused(trace: Trace, question: Question): Refused | null {
    const told = toldAttack(this.#protocol, this.#model, trace);
    return told === null ? 'untold' : (this.#replay.refuse(told, question)?.reason ?? null);
  }
}
