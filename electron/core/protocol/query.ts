import type { Message } from '#core/protocol/message.ts';

/**
 * A query about a protocol.
 *
 * - `secrecy`: whenever the event has happened, the adversary never (in no later phase) derives its first
 *   argument.
 * - `correspondence`: whenever the end event has happened, every needed event happened before it, with equal
 *   values for equal variables, the runs included. Variables that occur only in needed events are
 *   existential. `injective`: different end events have different runs of the first needed event. Where `enough` is
 *   given, less is asked: that one instead of those needed, which say it in a way that can be proved.
 * - `unreachable`: the event never happens.
 * - `unique`: the event never happens twice with equal arguments (freshness of a key that is accepted).
 * - `equal`: in a trace in which the two events happened in runs of the same number (the n-th run of each
 *   role), and channels that are not public led from runs to runs of the same number, their first arguments are
 *   equal.
 * - `fresh`: the first argument of the event always contains a fresh value of some run, or a number.
 */
export type Query =
  | { readonly kind: 'secrecy'; readonly name: string; readonly event: string }
  | {
      readonly kind: 'correspondence';
      readonly name: string;
      readonly end: EventPattern;
      readonly needs: readonly EventPattern[];
      readonly injective: boolean;
      readonly enough?: EventPattern;
    }
  | { readonly kind: 'unreachable'; readonly name: string; readonly event: string }
  | { readonly kind: 'unique'; readonly name: string; readonly event: string }
  | { readonly kind: 'equal'; readonly name: string; readonly left: string; readonly right: string }
  | { readonly kind: 'fresh'; readonly name: string; readonly event: string };

/** An event as a query expects it; `run` is a variable of its own for the run that has it. */
export interface EventPattern {
  readonly event: string;
  readonly run: string;
  readonly args: readonly Message[];
}
