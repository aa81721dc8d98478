import type { ElementKind } from '#core/language/kinds.ts';
import type { Primitive } from './value.ts';

/**
 * A value as it is told, in the terms of a model: `shared`, what agents share from before the adversary came, in the order
 * of the roles that share it; `made` by a run, or brought along by it as its own; `alien`, made up by the adversary.
 */
export type ToldValue =
  | { readonly kind: 'shared'; readonly element: string; readonly agents: readonly string[] }
  | { readonly kind: 'made'; readonly element: string; readonly run: number }
  | { readonly kind: 'alien'; readonly sort: ElementKind; readonly name: string }
  | { readonly kind: 'agent' | 'constant'; readonly name: string }
  | { readonly kind: 'number'; readonly count: number }
  | { readonly kind: 'tuple'; readonly parts: readonly ToldValue[] }
  | { readonly kind: 'generator' }
  /** A value raised to an exponent; the generator where the base is null. */
  | { readonly kind: 'power'; readonly base: ToldValue | null; readonly exponent: ToldValue }
  | {
      readonly kind: 'apply';
      readonly primitive: Exclude<Primitive, 'dh'>;
      readonly key: ToldValue | null;
      readonly content: ToldValue;
      readonly associated: ToldValue | null;
    };

/** Who takes part, with the roles that it may play. */
export interface ToldAgent {
  readonly name: string;
  readonly roles: readonly string[];
  readonly honest: boolean;
}

/** The numbers that the world chooses for a run, of each counter or clock in the order in which the run asks for them. */
export interface ChosenNumbers {
  /** Those to which the run moves it on. */
  readonly moved: ReadonlyMap<string, readonly number[]>;
  /** Those that it shows where the run only looks at it. */
  readonly shown: ReadonlyMap<string, readonly number[]>;
}

/**
 * Something that happens.
 *
 * - `enter`: the next phase begins.
 * - `start`: a run of a role begins in the present phase, among partners by role; from what an earlier run has left, or
 *   from what there was when the adversary came.
 * - `go`: a run takes the steps of the phase up to a place.
 * - `take`: a run takes a message as the one that it waits for.
 */
export type ToldMove =
  | { readonly kind: 'enter' }
  | {
      readonly kind: 'start';
      readonly run: number;
      readonly role: string;
      readonly partners: ReadonlyMap<string, string>;
      readonly from: number | null;
      readonly numbers: ChosenNumbers;
    }
  | { readonly kind: 'go'; readonly run: number; readonly place: number }
  | { readonly kind: 'take'; readonly run: number; readonly value: ToldValue };

/** An attack as it is told, in the terms of a model. Nothing of it is taken for true. */
export interface ToldAttack {
  readonly agents: readonly ToldAgent[];
  /** The partners, by role, that went through the phases without adversary together. */
  readonly meetings: readonly ReadonlyMap<string, string>[];
  /** The numbers with which counters and clocks begin. */
  readonly numbers: ReadonlyMap<string, number>;
  readonly moves: readonly ToldMove[];
}

/** Why a told attack is none: it cannot happen, or it violates nothing; with the number of the move, from 0. */
export interface NoAttack {
  readonly move: number;
  readonly reason:
    | 'no-such-phase'
    | 'no-such-run'
    | 'no-such-agent'
    | 'no-such-value'
    | 'cannot-start'
    | 'cannot-go-on'
    | 'no-message-awaited'
    | 'not-delivered'
    | 'cannot-be-made'
    | 'not-taken'
    | 'not-violated';
}
