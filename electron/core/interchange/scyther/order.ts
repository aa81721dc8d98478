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
 * of the claim cannot say. Answers with the labels for which agreement does not imply it.
 *
 * It does when the message has a fresh value that its sender gives away with it for the first time. It also
 * does when the message is the last that a role other than the claiming one sends: if it was received before,
 * the claim is reached without it as well, and then there is no agreement.
 */
export function openOrder(protocol: ResolvedProtocol, role: string, index: number): readonly string[] {
  const { script } = protocol;
  const senders = sendersOf(script);
  const open: string[] = [];
  for (const label of pastOf(script, role, index).received) {
    const sender = senders.get(label);
    if (isIgnored({ label }) || sender === undefined) continue;
    const sends = eventsOf(script, sender.role).map((event) => (event.kind === 'send' ? event : null));
    const isLast = sends.slice(sender.index + 1).every((send) => send === null);
    if (isLast && sender.role !== role) continue;
    const scope = protocol.roles.find(({ script: { name } }) => name.name === sender.role)?.scope;
    const made = (from: number, to: number): ReadonlySet<string> => {
      const terms = sends.slice(from, to).flatMap((send) => (send === null ? [] : [send.message]));
      return new Set(scope === undefined ? [] : terms.flatMap((term) => freshIn(term, scope)));
    };
    const before = made(0, sender.index);
    if ([...made(sender.index, sender.index + 1)].every((name) => before.has(name))) open.push(label);
  }
  const order = script.roles.flatMap(({ events }) =>
    events.filter(isCommunication).map(({ label }) => label),
  );
  return open.sort((one, other) => order.indexOf(one) - order.indexOf(other));
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
