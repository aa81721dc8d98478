import { splitClause, type Clause } from './clause.ts';
import { variablesByName, type ExactFact, type Terms } from './exact-rule.ts';
import type { Seen } from './seen.ts';
import type { Term } from './term.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { EventPattern, Query } from '#core/protocol/query.ts';

/** The event that a query starts from; null for a query that is never proved. */
export function startOf(query: Query): string | null {
  switch (query.kind) {
    case 'correspondence':
      return query.end.event;
    case 'secrecy':
    case 'unreachable':
    case 'unique':
    case 'fresh':
      return query.event;
    case 'equal':
      return null;
  }
}

/** Whether what a goal concludes matters: the event that the query is about. Otherwise it is what must not happen. */
export function isAboutEvent({ kind }: Query): boolean {
  return kind === 'correspondence' || kind === 'unique' || kind === 'fresh';
}

/** The last phase that a query needs to see; later ones may be left out. */
export function lastPhaseOf(query: Query, protocol: Protocol): number {
  // What is secret has to stay so in all later phases.
  if (query.kind === 'secrecy') return protocol.phases - 1;
  const start = startOf(query);
  const steps = protocol.roles.flatMap((role) => role.steps);
  return Math.max(
    0,
    ...steps.map((step) => (step.kind === 'event' && step.event === start ? step.phase : 0)),
  );
}

/**
 * What a query asks about: the clauses that say which events it starts from and, for secrecy, that the adversary has the first
 * argument at the end. Null where the query is not written in terms of the protocol.
 */
export function initialGoals(query: Query, terms: Terms, seen: Seen): readonly Clause[] | null {
  if (query.kind === 'correspondence') {
    const args = writePattern(query.end, terms);
    return args === null ? null : [aboutEvent(query.end.event, args, terms, seen)];
  }
  const start = startOf(query);
  if (start === null) return null;
  return aritiesOf(start, terms.protocol).flatMap((arity): readonly Clause[] => {
    const args = Array.from({ length: arity }, () => terms.variable());
    const about = aboutEvent(start, args, terms, seen);
    if (query.kind === 'unreachable') return [{ ...about, conclusion: null }];
    const [first] = args;
    if (query.kind === 'unique') return [about];
    if (first === undefined) return [];
    if (query.kind === 'fresh') return [about];
    const phase = terms.protocol.phases - 1;
    const obtained = seen.facts({ kind: 'attacker', phase, term: first });
    return splitClause({ ...about, hypotheses: [...about.hypotheses, ...obtained], conclusion: null });
  });
}

function aboutEvent(event: string, args: readonly Term[], terms: Terms, seen: Seen): Clause {
  const run = terms.variable();
  const fact: ExactFact = { kind: 'event', noted: false, event, run, args };
  const [conclusion = null] = seen.facts(fact);
  return { hypotheses: seen.facts(fact), conclusion, differ: [] };
}

/** The arguments of a pattern as terms, without runs; null where they are not well formed. */
function writePattern({ args }: EventPattern, terms: Terms): readonly Term[] | null {
  const variable = variablesByName(terms);
  const written = args.map((each) => terms.write(each, variable)).filter((each) => each !== null);
  return written.length === args.length ? written : null;
}

// How many arguments steps give an event.
function aritiesOf(event: string, { roles }: Protocol): readonly number[] {
  const steps = roles.flatMap((role) => role.steps);
  const counts = steps.flatMap((step) =>
    step.kind === 'event' && step.event === event ? [step.args.length] : [],
  );
  return [...new Set(counts)];
}
