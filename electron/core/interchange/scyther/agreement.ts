import {
  eventsOf,
  isCommunication,
  isIgnored,
  pastOf,
  sendersOf,
} from '#core/interchange/scyther/precedence.ts';
import { maximalAgreeing } from '#core/interchange/scyther/presence.ts';
import type { Communication, ProtocolScript, Term } from '#core/interchange/scyther/syntax.ts';
import type { Message } from '#core/protocol/message.ts';
import type { EventPattern } from '#core/protocol/query.ts';

/** Where a role has an event that says with whom it runs and what it has sent and received so far. */
export interface AgreementPoint {
  readonly role: string;
  readonly index: number;
}

/**
 * The demand of a claim of agreement: that for each message whose receipt precedes the claim there are a sender's
 * and a receiver's run, the same for all messages of a role, that agree on its sender, receiver and content.
 * As the events of a run are in order, one event of each role tells all of its messages.
 */
export interface Agreement {
  /** The labels of the claiming role's own messages that are agreed upon, in their order. */
  readonly own: readonly string[];
  /** The arguments of the claim's event: the agents, then the role's own messages. */
  readonly end: readonly Message[];
  readonly points: readonly AgreementPoint[];
  readonly needs: readonly EventPattern[];
}

/** The name of the event at a point. */
export function agreementEvent(protocol: ProtocolScript, { role, index }: AgreementPoint): string {
  return `${protocol.name.name}.${role} has come to step ${index + 1}`;
}

/** The messages that the event at a point tells. */
export function messagesAt(
  protocol: ProtocolScript,
  { role, index }: AgreementPoint,
): readonly Communication[] {
  return eventsOf(protocol, role)
    .slice(0, index + 1)
    .filter(isCommunication)
    .filter((event) => !isIgnored(event));
}

/**
 * The agreement of a claim that the role makes as its event of this index; null when a message has no sender, or more
 * roles than {@link maximalAgreeing} would have to agree.
 */
export function agreementOf(protocol: ProtocolScript, role: string, index: number): Agreement | null {
  if (protocol.parties.length > maximalAgreeing) return null;
  const past = pastOf(protocol, role, index);
  const senders = sendersOf(protocol);
  const labels = new Set([...past.received].filter((label) => !isIgnored({ label })));
  if ([...labels].some((label) => !senders.has(label))) return null;
  const agents = new SharedAgents(protocol, labels);
  const content = (of: string, { label }: Communication): Message => {
    return variable(labels.has(label) ? `message ${label}` : `message ${label} of ${of}`);
  };
  const own = messagesAt(protocol, { role, index: index - 1 }).filter(({ label }) => labels.has(label));
  const points = [...past.reached]
    .filter(([other]) => other !== role)
    .map(([other, reached]) => pointOf(protocol, other, reached, labels));
  return {
    own: own.map(({ label }) => label),
    end: [...agents.of(role), ...own.map((event) => content(role, event))],
    points,
    needs: points.map((point) => ({
      event: agreementEvent(protocol, point),
      run: point.role,
      args: [
        ...agents.of(point.role),
        ...messagesAt(protocol, point).map((event) => content(point.role, event)),
      ],
    })),
  };
}

// The last agreed message of the role; where there is none, that it has a run at all.
function pointOf(
  protocol: ProtocolScript,
  role: string,
  reached: number,
  labels: ReadonlySet<string>,
): AgreementPoint {
  const events = eventsOf(protocol, role);
  const isAgreed = (index: number): boolean => {
    const event = events[index];
    return event !== undefined && isCommunication(event) && labels.has(event.label);
  };
  let index = reached;
  while (index > 0 && !isAgreed(index)) index -= 1;
  return { role, index: isAgreed(index) ? index : events.findIndex(isCommunication) };
}

/** Variables for the agents that the roles believe in; those of a message are shared by its two ends. */
class SharedAgents {
  readonly #parties: readonly string[];
  readonly #shared = new Map<string, string>();

  constructor(protocol: ProtocolScript, labels: ReadonlySet<string>) {
    this.#parties = protocol.parties.map(({ name }) => name);
    const ends = new Map<string, (readonly [string, Communication])[]>();
    for (const { name, events } of protocol.roles) {
      for (const event of events.filter(isCommunication)) {
        if (!labels.has(event.label)) continue;
        ends.set(event.label, [...(ends.get(event.label) ?? []), [name.name, event]]);
      }
    }
    for (const [[one, sent] = [], [other, got] = []] of ends.values()) {
      if (one === undefined || other === undefined || sent === undefined || got === undefined) continue;
      this.#share(key(one, sent.from), key(other, got.from));
      this.#share(key(one, sent.to), key(other, got.to));
    }
  }

  of(role: string): readonly Message[] {
    return this.#parties.map((party) => variable(this.#root(`${party} of ${role}`)));
  }

  #share(one: string, other: string): void {
    const [left, right] = [this.#root(one), this.#root(other)];
    if (left !== right) this.#shared.set(left, right);
  }

  #root(name: string): string {
    let at = name;
    for (let next = this.#shared.get(at); next !== undefined; next = this.#shared.get(at)) at = next;
    return at;
  }
}

function key(role: string, party: Term): string {
  return `${party.kind === 'name' ? party.name : ''} of ${role}`;
}

function variable(name: string): Message {
  return { kind: 'variable', name };
}
