import type { GroundMessage } from '#core/protocol/message.ts';
import type { Trace, TraceAction } from '#core/protocol/trace.ts';

/** An action without maps. */
export type ActionEntry =
  | Exclude<TraceAction, { readonly kind: 'start' }>
  | {
      readonly kind: 'start';
      readonly run: number;
      readonly role: string;
      readonly agents: readonly (readonly [string, GroundMessage])[];
    };

/** An attack, as it is kept in a file. */
export interface AttackFile {
  readonly format: 'segl attack 1';
  readonly actions: readonly ActionEntry[];
}

/** Writes an attack. */
export function attackFile({ actions }: Trace): AttackFile {
  return {
    format: 'segl attack 1',
    actions: actions.map((action) =>
      action.kind === 'start' ? { ...action, agents: [...action.agents] } : action,
    ),
  };
}

/** The attack in a file. */
export function traceIn({ actions }: AttackFile): Trace {
  return {
    actions: actions.map((action) =>
      action.kind === 'start' ? { ...action, agents: new Map(action.agents) } : action,
    ),
  };
}
