import type { Failures } from '#core/interchange/scyther/failure.ts';
import { isCommunication } from '#core/interchange/scyther/precedence.ts';
import {
  printTerm,
  type Model,
  type ProtocolScript,
  type RoleEvent,
  type Term,
} from '#core/interchange/scyther/syntax.ts';

/** Checks that protocols and roles have names of their own, that every role has a script, labels and parties. */
export function checkRoles(model: Model, failures: Failures): void {
  const protocols = new Set<string>();
  for (const protocol of model.protocols) {
    if (protocols.has(protocol.name.name)) failures.add('repeated-protocol', protocol.name);
    protocols.add(protocol.name.name);
    checkScripts(protocol, failures);
    checkLabels(protocol, failures);
    checkParties(protocol, failures);
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
    for (const { kind, label: name, offset } of events.filter(isCommunication)) {
      const key = `${kind} ${name}`;
      if (seen.has(key)) failures.add('repeated-label', { name, offset });
      seen.add(key);
    }
  }
}

// A role sends, receives and claims as itself, and its messages go between roles.
function checkParties({ parties, roles }: ProtocolScript, failures: Failures): void {
  for (const { name, events } of roles) {
    for (const event of events) {
      for (const { term, own } of partiesIn(event)) {
        const at = { name: printTerm(term), offset: term.offset };
        const isParty = term.kind === 'name' && parties.some((party) => party.name === term.name);
        if (!isParty) failures.add('not-a-role', at);
        else if (own && term.name !== name.name) failures.add('wrong-party', at);
      }
    }
  }
}

function partiesIn(event: RoleEvent): readonly { readonly term: Term; readonly own: boolean }[] {
  switch (event.kind) {
    case 'send':
    case 'receive':
      return [
        { term: event.from, own: event.kind === 'send' },
        { term: event.to, own: event.kind === 'receive' },
      ];
    case 'claim':
      return [{ term: event.by, own: true }];
    case 'match':
      return [];
  }
}
