import type { MessageStep } from '#core/language/model.ts';
import type { Asked } from './asked.ts';
import type { Told } from './told.ts';
import type { Value } from './value.ts';

/** Something that an entity has when a phase begins. */
export interface Begun {
  /**
   * `held`: a value under a name. `kept`: a part of a message that it could not read and sends on. `open`: such a part
   * that is still to be compared. `beside`: a value under a name that only such a part is compared with, or that only a
   * question is about. Of the last two, a run that stopped before they came has none, and needs none.
   */
  readonly as: 'held' | 'kept' | 'open' | 'beside';
  /** The name, with its half of a pair, or the term of the part, as it is written. */
  readonly name: string;
  readonly value: Value;
}

/** What an entity has when the adversary comes, among one set of partners. */
export interface Arrived {
  readonly holds: readonly Begun[];
  /** Everything that it has ever had by then: what a dishonest agent in its role gives the adversary. */
  readonly everHeld: readonly Value[];
}

/** What a run leaves to later phases if it comes so far and no further. */
export interface Leaving {
  /** How many lines it has come to. */
  readonly after: number;
  readonly holds: readonly Begun[];
}

/**
 * One thing that an entity does.
 *
 * - `receive`: it takes this value as the message, and any that has other values in the places of the unknown parts.
 * - `learn`: from here on it goes on only if the unknown part of something earlier is this value: of a cipher whose key
 *   came later, a code that can be computed now, a signature that can be verified now.
 * - `send`: it sends this value.
 * - `make`: it makes a value, or brings it along as its own.
 * - `number`: a counter shows a number, which is unknown: it `advances` past all that the agent has used or seen, it is
 *   `own`, the last that the agent has used or taken, or it `checks` that it is greater than all that it accepted before.
 * - `clock`: a clock shows a period: a new one to which it `moves`, or the present one, which the entity `reads`, or
 *   `checks` to be this value.
 * - `once`: a value that this agent made is used up; it goes on only if that was not done before, in any of its runs.
 * - `install`, `accept`, `erase`: the value that goes under the name of an element is taken over as a key or as data, or is
 *   forgotten.
 */
export type Line =
  | { readonly kind: 'receive'; readonly step: MessageStep; readonly value: Value }
  | { readonly kind: 'learn'; readonly unknown: Value; readonly value: Value }
  | { readonly kind: 'send'; readonly step: MessageStep; readonly value: Value }
  | {
      readonly kind: 'make' | 'once' | 'install' | 'accept' | 'erase';
      readonly element: string;
      readonly value: Value;
    }
  | {
      readonly kind: 'number';
      readonly counter: string;
      readonly rule: 'advances' | 'checks' | 'own';
      readonly value: Value;
    }
  | {
      readonly kind: 'clock';
      readonly clock: string;
      readonly rule: 'moves' | 'reads' | 'checks';
      readonly value: Value;
    };

/** What an entity does in a phase with an adversary, whoever it deals with and whatever it receives. */
export interface EntityScript {
  readonly role: string;
  /** The name of the phase. */
  readonly phase: string;
  /** What it has when the adversary comes, in the first of these phases; null in the others. */
  readonly arrival: Arrived | null;
  /**
   * What its run must have from earlier ones of these phases, wherever they stopped: values from before the adversary came
   * that cannot have changed, and unknown ones. Empty in the first.
   */
  readonly begins: readonly Begun[];
  /** In order. Every unknown value is a distinct one of its sort, `any` where nothing is known. */
  readonly lines: readonly Line[];
  /** After each of its steps; what is learnt later is still unknown there. */
  readonly leaves: readonly Leaving[];
  /** What happens in it that a question is about, from its end or the other one. */
  readonly tells: (asked: Asked) => readonly Told[];
  /** False where the entity cannot go on after the last line, whatever it receives. */
  readonly complete: boolean;
}
