import type { Known, Term } from './term.ts';

/** What a channel is worth: of the public one nothing else is said. */
export type Way =
  | { readonly trust: 'public' }
  | { readonly trust: string; readonly from: Term; readonly to: Term; readonly once: boolean };

/** Something that an entity does and that others can notice, or that it remembers. */
export type Act =
  | { readonly kind: 'receive' | 'send'; readonly label: string; readonly message: Term; readonly way: Way }
  | {
      /** A number is greater than others, of a memory over all runs of the holder. */
      readonly kind: 'count';
      readonly rule: 'advances' | 'checks';
      readonly counter: string | null;
      readonly memories: readonly string[];
      readonly holder: readonly Term[];
      readonly value: Term;
    }
  | {
      readonly kind: 'clock';
      readonly moves: boolean;
      readonly clock: string;
      readonly value: Term;
      /** What the clock has shown to the run before, where that is said. */
      readonly differs: readonly Term[];
    }
  | {
      readonly kind: 'once';
      readonly memories: readonly string[];
      readonly holder: readonly Term[];
      readonly value: Term;
    };

/** An act, with all that is known by the next one. */
export interface Moment {
  readonly act: Act;
  readonly known: Known;
}

/** What a run gives to another run of its agent. */
export interface Gift {
  readonly label: string;
  readonly content: Term;
  /** How many acts came before. */
  readonly after: number;
}

/** What a run has for later ones at some place, by its names. */
export interface Leaving {
  /** How many acts came before. */
  readonly after: number;
  readonly holds: ReadonlyMap<string, Term>;
}

/** What an entity does in a phase, from one side or the other. */
export interface Form {
  readonly moments: readonly Moment[];
  /** Why it goes no further than its last act; null where it comes to its end. */
  readonly stuck: string | null;
  /** Numbers that a counter or clock shows by the world's choice, by the names of their unknown values. */
  readonly numbers: ReadonlyMap<string, { readonly of: string; readonly anew: boolean }>;
  /**
   * The last numbers that the agent used of counters, by the names of their unknown values: no other run says which they are,
   * and neither does what an earlier phase left.
   */
  readonly last: ReadonlyMap<string, string>;
  /** The names of the unknown values that it begins with. */
  readonly begun: ReadonlySet<string>;
}
