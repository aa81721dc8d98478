import type { Findings } from '#core/interchange/proverif/diagnosis.ts';
import { patternsOf, type Occurrences } from '#core/interchange/proverif/occurrences.ts';
import { types, type TermWriter } from '#core/interchange/proverif/terms.ts';
import type { Protocol } from '#core/protocol/protocol.ts';

/**
 * The form of an event in the model: the run, whether its agents are honest (for an event that asks), and
 * the arguments.
 */
export interface EventForm {
  readonly identifier: string;
  readonly arity: number;
  readonly asksHonesty: boolean;
  /** How many steps of the protocol have it. */
  readonly steps: number;
}

/** The forms of all events of the protocol and its queries. */
export function eventForms(
  protocol: Protocol,
  occurrences: Occurrences,
  writer: TermWriter,
  findings: Findings,
): ReadonlyMap<string, EventForm> {
  const all = protocol.roles.flatMap(({ steps }) => steps.filter((step) => step.kind === 'event'));
  const forms = new Map<string, EventForm>();
  for (const event of occurrences.events) {
    const steps = all.filter((step) => step.event === event);
    const arities = new Set(steps.map(({ args }) => args.length));
    if (arities.size > 1) findings.obstruct('event-arity', event);
    const [arity = arityInQueries(protocol, event)] = arities;
    forms.set(event, {
      identifier: writer.names.of('event', event),
      arity,
      asksHonesty: steps.some(({ honest }) => honest.length > 0),
      steps: steps.length,
    });
  }
  return forms;
}

// An event that never happens may still be asked for; a query of secrecy needs an argument.
function arityInQueries(protocol: Protocol, event: string): number {
  const pattern = protocol.queries.flatMap(patternsOf).find((each) => each.event === event);
  if (pattern !== undefined) return pattern.args.length;
  return protocol.queries.some((query) => query.kind === 'secrecy' && query.event === event) ? 1 : 0;
}

/** Declares the events. */
export function eventDeclarations(forms: ReadonlyMap<string, EventForm>): readonly string[] {
  return [...forms.values()].map(
    ({ identifier, arity, asksHonesty }) =>
      `event ${identifier}(${types(arity + 1 + (asksHonesty ? 1 : 0))}).`,
  );
}

/** True when any event asks for the honesty of agents. */
export function anyAsksHonesty(forms: ReadonlyMap<string, EventForm>): boolean {
  return [...forms.values()].some(({ asksHonesty }) => asksHonesty);
}
