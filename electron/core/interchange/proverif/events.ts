import type { Findings } from '#core/interchange/proverif/diagnosis.ts';
import { patternsOf, type Occurrences } from '#core/interchange/proverif/occurrences.ts';
import { types, type TermWriter } from '#core/interchange/proverif/terms.ts';
import { anySort, type Sort } from '#core/protocol/message.ts';
import type { EventStep, Protocol, Role } from '#core/protocol/protocol.ts';

/**
 * The form of an event in the model: the run, the agents that must be honest for it to count, and the arguments. Where
 * they are not the same at all steps that have it, a flag stands for them that says whether they are honest.
 */
export interface EventForm {
  readonly identifier: string;
  readonly arity: number;
  readonly agents: readonly Sort[] | 'flag';
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
      agents: agentsOf(protocol, event),
      steps: steps.length,
    });
  }
  return forms;
}

// The sorts of the agents that must be honest, where they are the same each time.
function agentsOf(protocol: Protocol, event: string): readonly Sort[] | 'flag' {
  const all = protocol.roles.flatMap((role) =>
    role.steps.flatMap((step) =>
      step.kind === 'event' && step.event === event
        ? [questionable(step, role).map((name) => sortIn(name, role))]
        : [],
    ),
  );
  const [first = []] = all;
  const isSame = all.every((sorts) => sorts.join('\n') === first.join('\n'));
  return isSame && first.every((sort) => protocol.agentSorts.includes(sort)) ? first : 'flag';
}

/** The variables of an event whose agents must be honest and may be not, unlike the run's own. */
export function questionable({ honest }: EventStep, role: Role): readonly string[] {
  return honest.filter((name) => name !== role.self);
}

/** The sort of a role's variable. */
export function sortIn(name: string, { parameters, sorts }: Role): Sort {
  return parameters.find((each) => each.name === name)?.sort ?? sorts.get(name) ?? anySort;
}

// An event that never happens may still be asked for; a query of secrecy needs an argument.
function arityInQueries(protocol: Protocol, event: string): number {
  const pattern = protocol.queries.flatMap(patternsOf).find((each) => each.event === event);
  if (pattern !== undefined) return pattern.args.length;
  return protocol.queries.some((query) => query.kind === 'secrecy' && query.event === event) ? 1 : 0;
}

/** Declares the events; where a query asks for something new, one tells what is made. */
export function eventDeclarations(
  forms: ReadonlyMap<string, EventForm>,
  { queries }: Protocol,
  { names }: TermWriter,
): readonly string[] {
  const made = queries.some(({ kind }) => kind === 'fresh') ? [`event ${names.own.made}(${types(1)}).`] : [];
  return [
    ...made,
    ...[...forms.values()].map(
      ({ identifier, arity, agents }) =>
        `event ${identifier}(${types(arity + 1 + (agents === 'flag' ? 1 : agents.length))}).`,
    ),
  ];
}

/** True when any event has a flag for the honesty of agents. */
export function anyFlag(forms: ReadonlyMap<string, EventForm>): boolean {
  return [...forms.values()].some(({ agents }) => agents === 'flag');
}
