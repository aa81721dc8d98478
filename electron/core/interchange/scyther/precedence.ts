import type { Communication, ProtocolScript, RoleEvent } from '#core/interchange/scyther/syntax.ts';

/** The past of a claim: messages received, and how far each role must have come. */
export interface EventPast {
  /** Labels of the messages whose receipt precedes the claim. */
  readonly received: ReadonlySet<string>;
  /** For each role, the index of the last of its events that precedes the claim. */
  readonly reached: ReadonlyMap<string, number>;
}

/**
 * The past of an event: what its role does before it, and what precedes that, where a receipt is preceded by
 * the sending of the message with the same label (Cremers and Mauw, "Operational Semantics and Verification of
 * Security Protocols", 2012, the role event order).
 */
export function pastOf(protocol: ProtocolScript, role: string, index: number): EventPast {
  const senders = sendersOf(protocol);
  const received = new Set<string>();
  const reached = new Map<string, number>();
  const open = [{ role, index: index - 1 }];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const before = reached.get(at.role) ?? -1;
    if (at.index <= before) continue;
    reached.set(at.role, at.index);
    for (const event of eventsOf(protocol, at.role).slice(before + 1, at.index + 1)) {
      if (event.kind !== 'receive') continue;
      received.add(event.label);
      const sender = senders.get(event.label);
      if (sender !== undefined) open.push(sender);
    }
  }
  return { received, reached };
}

/** True when Scyther leaves a message out of agreement: its label begins with an exclamation mark. */
export function isIgnored({ label }: { readonly label: string }): boolean {
  return label.startsWith('!');
}

/** The events of the protocol's role. */
export function eventsOf(protocol: ProtocolScript, role: string): readonly RoleEvent[] {
  return protocol.roles.find(({ name }) => name.name === role)?.events ?? [];
}

/** True when the event sends or receives. */
export function isCommunication(event: RoleEvent): event is Communication {
  return event.kind === 'send' || event.kind === 'receive';
}

/** Where the message of each label is sent. */
export function sendersOf(
  protocol: ProtocolScript,
): ReadonlyMap<string, { readonly role: string; readonly index: number }> {
  const senders = new Map<string, { readonly role: string; readonly index: number }>();
  for (const { name, events } of protocol.roles) {
    events.forEach((event, index) => {
      if (event.kind === 'send') senders.set(event.label, { role: name.name, index });
    });
  }
  return senders;
}
