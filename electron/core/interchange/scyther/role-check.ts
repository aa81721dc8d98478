import type { Failures } from '#core/interchange/scyther/failure.ts';
import { isCommunication } from '#core/interchange/scyther/precedence.ts';
import type { Model, ProtocolScript } from '#core/interchange/scyther/syntax.ts';

/** Checks that protocols and roles have names of their own, that every role has a script, and the labels. */
export function checkRoles(model: Model, failures: Failures): void {
  const protocols = new Set<string>();
  for (const protocol of model.protocols) {
    if (protocols.has(protocol.name.name)) failures.add('repeated-protocol', protocol.name);
    protocols.add(protocol.name.name);
    checkScripts(protocol, failures);
    checkLabels(protocol, failures);
  }
}

function checkScripts({ parties, roles }: ProtocolScript, failures: Failures): void {
  const named = new Set(parties.map(({ name }) => name));
  const written = new Set<string>();
  for (const { name } of roles) {
    if (!named.has(name.name)) failures.add('not-a-role', name);
    if (written.has(name.name)) failures.add('repeated-role', name);
    written.add(name.name);
  }
  for (const party of parties) if (!written.has(party.name)) failures.add('missing-role', party);
}

// A label names one message: sent once, received once.
function checkLabels({ roles }: ProtocolScript, failures: Failures): void {
  const seen = new Set<string>();
  for (const { events } of roles) {
    for (const { kind, label: name, line } of events.filter(isCommunication)) {
      const key = `${kind} ${name}`;
      if (seen.has(key)) failures.add('repeated-label', { name, line });
      seen.add(key);
    }
  }
}
