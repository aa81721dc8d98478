import type { GroundMessage } from '#core/protocol/message.ts';

/**
 * An attack as the search proposes it and the replay accepts or refuses it: what the adversary makes happen,
 * in order. Runs are numbered from 0 in the order of their start.
 */
export interface Trace {
  readonly actions: readonly TraceAction[];
}

/**
 * - `start`: a run of a role begins, with an agent (a constant) for each parameter.
 * - `step`: the run takes its next step. For a receive, `received` is the message it gets; null otherwise.
 * - `phase`: the system goes to this phase.
 */
export type TraceAction =
  | {
      readonly kind: 'start';
      readonly run: number;
      readonly role: string;
      readonly agents: ReadonlyMap<string, GroundMessage>;
    }
  | { readonly kind: 'step'; readonly run: number; readonly received: GroundMessage | null }
  | { readonly kind: 'phase'; readonly phase: number };

/** The starts of the runs of a trace, in order: that of run n stands at place n. */
export function startsOf(trace: Trace): readonly Extract<TraceAction, { kind: 'start' }>[] {
  return trace.actions.filter((action) => action.kind === 'start');
}
