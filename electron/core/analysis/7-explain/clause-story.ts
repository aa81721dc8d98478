import { ClauseTerms } from './clause-terms.ts';
import type { ClauseStory, FactStory } from '#core/analysis/record/proof-story.ts';
import type { Certificate, CertifiedClause, CertifiedFact } from '#core/kernel/proof/certificate.ts';
import type { Protocol } from '#core/protocol/protocol.ts';

/** Tells a clause of a certificate in the terms of the model. */
export function clauseStory(
  clause: CertifiedClause,
  { view }: Pick<Certificate, 'view'>,
  protocol: Protocol,
): ClauseStory {
  const terms = new ClauseTerms(protocol, clause);
  const states = statesOf(protocol);
  const fact = (told: CertifiedFact): FactStory => factStory(told, view.epochs > 1, states, terms);
  const honest = new Set<string>();
  const unless: [string, string][] = [];
  // What is concluded is what is read first.
  const then = fact(clause.conclusion);
  const when = clause.hypotheses.map(fact);
  for (const pair of clause.differ) {
    const agent = terms.honestOf(pair);
    if (agent === null) unless.push([terms.write(pair[0]), terms.write(pair[1])]);
    else honest.add(agent);
  }
  return { when, then, honest: [...honest], unless };
}

function factStory(
  fact: CertifiedFact,
  phased: boolean,
  states: ReadonlySet<string>,
  terms: ClauseTerms,
): FactStory {
  const written = fact.args.map((term) => terms.write(term));
  switch (fact.predicate) {
    case 'attacker':
      return { kind: 'has', what: written.join(', '), phase: phased ? fact.epoch + 1 : null };
    case 'channel': {
      const [from = '', to = '', ...what] = written;
      if (states.has(fact.label)) return { kind: 'handed', agent: from, what: what.join(', ') };
      return { kind: 'carried', label: fact.label, from, to, what: what.join(', ') };
    }
    case 'event':
      return { kind: 'happened', event: fact.event, what: written.join(', ') };
    case 'accepted':
      return { kind: 'accepted', memory: fact.memory, what: written.join(', ') };
  }
}

const statesIn = new WeakMap<Protocol, ReadonlySet<string>>();

// The labels under which runs hand on what they have, which nobody knows as messages.
function statesOf(protocol: Protocol): ReadonlySet<string> {
  const known = statesIn.get(protocol);
  if (known !== undefined) return known;
  const found = new Set(
    protocol.roles.flatMap(({ steps }) =>
      steps.flatMap((step) =>
        (step.kind === 'send' || step.kind === 'receive') && step.purpose === 'state' ? [step.label] : [],
      ),
    ),
  );
  statesIn.set(protocol, found);
  return found;
}
