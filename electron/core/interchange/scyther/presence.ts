import type { Model, ProtocolScript } from '#core/interchange/scyther/syntax.ts';
import type { Message } from '#core/protocol/message.ts';

/** The event that an agent has taken a step of some role: its agent. */
const aliveEvent = 'is alive';

// The event that an agent runs some role: its agent, then the other agents of the run in some order.
function runsWithEvent(parties: number): string {
  return `runs with ${parties - 1}`;
}

/** The largest number of roles for which all orders of the agents are told. */
export const maximalParties = 5;

/** The most roles of a protocol among which agreement is asked: what is asked grows with the cube of their number. */
export const maximalAgreeing = 40;

/** True when the protocol helps the model along, and is none whose claims are asked for. */
export function isHelper({ name }: ProtocolScript): boolean {
  return name.name.startsWith('@');
}

/** Which events of presence the claims of a model need. */
export interface PresenceEvents {
  /** True when an event of its own tells that an agent is alive. */
  readonly alive: boolean;
  /** The numbers of roles of the protocols that claim weak agreement. */
  readonly runsWith: ReadonlySet<number>;
}

/** The events of presence that the claims of the model need. */
export function presenceEventsOf(model: Model): PresenceEvents {
  const protocols = model.protocols.filter((each) => !isHelper(each));
  const claiming = (kind: string): readonly ProtocolScript[] =>
    protocols.filter(({ roles }) =>
      roles.some(({ events }) => events.some((event) => event.kind === 'claim' && event.claim.name === kind)),
    );
  const sizes = claiming('Weakagree').map(({ parties }) => parties.length);
  const runsWith = new Set(sizes.filter((size) => size <= maximalParties));
  // The agents of a run tell that it lives, where all protocols tell them.
  const [size] = runsWith;
  const told = protocols.every(({ parties }) => parties.length === size);
  return { alive: claiming('Alive').length > 0 && !told, runsWith };
}

/** An event with its arguments, as a role has it or a query asks for it. */
export interface EventInstance {
  readonly event: string;
  readonly args: readonly Message[];
}

/**
 * The events by which a run tells of its presence. Weak agreement compares sets, so a run tells the other agents in
 * every order. Among three roles or more, two runs in which different agents play several roles may have the
 * same agents and yet not tell it.
 */
export function presenceEvents(
  presence: PresenceEvents,
  role: string,
  protocol: ProtocolScript,
): readonly EventInstance[] {
  const parties = protocol.parties.map(({ name }) => name);
  const others = parties.filter((party) => party !== role).map(variable);
  const actor = variable(role);
  const told: EventInstance[] = presence.alive ? [{ event: aliveEvent, args: [actor] }] : [];
  for (const size of presence.runsWith) {
    for (const order of arrangements([actor, ...others], size - 1)) {
      if (others.every((other) => order.includes(other))) {
        told.push({ event: runsWithEvent(size), args: [actor, ...order] });
      }
    }
  }
  return told;
}

/** The events that must have been told for an agent to be alive. */
export function aliveNeed(presence: PresenceEvents, agent: string): EventInstance {
  if (presence.alive) return { event: aliveEvent, args: [variable(agent)] };
  const [size = 1] = presence.runsWith;
  const others = Array.from({ length: size - 1 }, (_, index) => variable(`other ${index + 1} with ${agent}`));
  return { event: runsWithEvent(size), args: [variable(agent), ...others] };
}

/** The events that must have been told for an agent to agree weakly with a run of these agents. */
export function runsWithNeed(agent: string, parties: readonly string[]): EventInstance {
  const others = parties.filter((party) => party !== agent);
  return { event: runsWithEvent(parties.length), args: [agent, ...others].map(variable) };
}

// All ways to fill the places; a protocol of fewer roles has agents that fill more than one.
function arrangements(parties: readonly Message[], places: number): readonly (readonly Message[])[] {
  let rows: readonly (readonly Message[])[] = [[]];
  for (let place = 0; place < places; place += 1) {
    rows = rows.flatMap((row) => parties.map((party) => [...row, party]));
  }
  return rows;
}

function variable(name: string): Message {
  return { kind: 'variable', name };
}
