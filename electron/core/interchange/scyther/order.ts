import {
  eventsOf,
  isCommunication,
  isIgnored,
  pastOf,
  sendersOf,
} from '#core/interchange/scyther/precedence.ts';
import type { ResolvedProtocol } from '#core/interchange/scyther/resolve.ts';
import type { Scope } from '#core/interchange/scyther/scope.ts';
import type { Term } from '#core/interchange/scyther/syntax.ts';

/**
 * Synchronisation asks of agreement that each message was sent before it was received, which a correspondence
 * of the claim cannot say. Returns the labels for which agreement does not imply it.
 *
 * It does when the message has a fresh value that its sender gives away with it for the first time. It also
 * does when the message is the last that a role other than the claiming one sends: if it was received before,
 * the claim is reached without it as well, and then there is no agreement.
 */
export function labelsInOpenOrder(
  protocol: ResolvedProtocol,
  role: string,
  index: number,
): readonly string[] {
  const { script } = protocol;
  const senders = sendersOf(script);
  const given = new Map<string, Given>();
  const open: string[] = [];
  for (const label of pastOf(script, role, index).received) {
    const sender = senders.get(label);
    if (isIgnored({ label }) || sender === undefined) continue;
    const gives = given.get(sender.role) ?? givenBy(protocol, sender.role);
    given.set(sender.role, gives);
    if (gives.last === sender.index && sender.role !== role) continue;
    const fresh = gives.fresh.get(sender.index) ?? [];
    if (fresh.every((name) => (gives.first.get(name) ?? sender.index) < sender.index)) open.push(label);
  }
  const order = script.roles.flatMap(({ events }) =>
    events.filter(isCommunication).map(({ label }) => label),
  );
  return open.sort((one, other) => order.indexOf(one) - order.indexOf(other));
}

/** The fresh values that a role gives away, by the indices of its events. */
interface Given {
  readonly fresh: ReadonlyMap<number, readonly string[]>;
  /** Where each is given away for the first time. */
  readonly first: ReadonlyMap<string, number>;
  /** The last event that sends. */
  readonly last: number;
}

function givenBy(protocol: ResolvedProtocol, role: string): Given {
  const scope = protocol.roles.find(({ script: { name } }) => name.name === role)?.scope;
  const fresh = new Map<number, readonly string[]>();
  const first = new Map<string, number>();
  let last = -1;
  for (const [index, event] of eventsOf(protocol.script, role).entries()) {
    if (event.kind !== 'send') continue;
    last = index;
    const names = scope === undefined ? [] : freshIn(event.message, scope);
    fresh.set(index, names);
    for (const name of names) if (!first.has(name)) first.set(name, index);
  }
  return { fresh, first, last };
}

function freshIn(term: Term, scope: Scope): readonly string[] {
  switch (term.kind) {
    case 'name': {
      const entity = scope.find(term.name);
      return entity?.kind === 'fresh' ? [entity.name] : [];
    }
    case 'call':
      return term.args.flatMap((argument) => freshIn(argument, scope));
    case 'encrypt':
      return [term.body, term.key].flatMap((inner) => freshIn(inner, scope));
    case 'tuple':
      return term.parts.flatMap((part) => freshIn(part, scope));
  }
}
