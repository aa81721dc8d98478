import type { EventStep, Protocol, Role } from '#core/protocol/protocol.ts';

/** What is so whatever is asked of a protocol is worked out once: each of many queries asks for it. */
export function ofProtocol<Found>(find: (protocol: Protocol) => Found): (protocol: Protocol) => Found {
  const found = new WeakMap<Protocol, { readonly value: Found }>();
  return (protocol) => {
    const known = found.get(protocol) ?? { value: find(protocol) };
    found.set(protocol, known);
    return known.value;
  };
}

/** A step of a role that tells an event. */
interface ToldEvent {
  readonly role: Role;
  readonly step: EventStep;
}

/** The steps of a protocol that tell each event, in the order of its roles. */
export const eventsOf = ofProtocol((protocol): ReadonlyMap<string, readonly ToldEvent[]> => {
  const events = new Map<string, ToldEvent[]>();
  for (const role of protocol.roles) {
    for (const step of role.steps) {
      if (step.kind !== 'event') continue;
      const told = events.get(step.event);
      if (told === undefined) events.set(step.event, [{ role, step }]);
      else told.push({ role, step });
    }
  }
  return events;
});
