import type { Message, Sort } from '#core/protocol/message.ts';
import { messagesOf, type Protocol, type Role } from '#core/protocol/protocol.ts';

/**
 * The protocol with these roles, which are among its own or parts of them. Values that no role makes any more have
 * no sort: they would count as values of it that the adversary may not have.
 */
export function restrictRoles(protocol: Protocol, roles: readonly Role[]): Protocol {
  const left = new Set(roles.flatMap(valuesOf));
  const gone = new Set(protocol.roles.flatMap(valuesOf).filter((name) => !left.has(name)));
  const sorts = new Map<string, Sort>([...protocol.sorts].filter(([name]) => !gone.has(name)));
  return { ...protocol, roles, sorts };
}

// The names of what each run makes of its own.
function valuesOf(role: Role): readonly string[] {
  const names = new Set<string>();
  const visit = (message: Message): void => {
    if (message.kind === 'fresh') names.add(message.name);
    if (message.kind === 'apply') message.args.forEach(visit);
  };
  for (const step of role.steps) messagesOf(step).forEach(visit);
  return [...names];
}
