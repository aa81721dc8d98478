import type { Clause, Pair } from './clause.ts';
import { mapExactFact } from './course.ts';
import { substitute, unify } from './equality.ts';
import { variablesByName, type ExactFact, type ExactRule, type Terms } from './exact-rule.ts';
import type { Seen } from './seen.ts';
import type { Term } from './term.ts';
import type { Work } from './work.ts';
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
 * What a query asks about: the rules by which the event happens that it starts from, as far as that is one that the query
 * speaks of and, for secrecy, the adversary has the first argument at the end. Null where the query is not written in terms of
 * the protocol.
 */
export function initialGoals(
  query: Query,
  rules: readonly ExactRule[],
  terms: Terms,
  seen: Seen,
  work: Work,
): readonly Clause[] | null {
  const start = startOf(query);
  if (start === null) return null;
  const starting = rules.filter(
    ({ conclusion }) => conclusion.kind === 'event' && !conclusion.noted && conclusion.event === start,
  );
  if (query.kind === 'correspondence') {
    const end = writePattern(query.end, terms);
    if (end === null) return null;
    return starting.flatMap((rule) => asPattern(rule, end, work)).flatMap((rule) => seen.rule(rule));
  }
  const asked = query.kind === 'secrecy' ? starting.flatMap((rule) => havingFirst(rule, terms)) : starting;
  const goals = asked.flatMap((rule) => seen.rule(rule));
  return isAboutEvent(query) ? goals : goals.map((goal) => ({ ...goal, conclusion: null }));
}

// The most general ways in which the arguments of an event are those of a pattern.
function asPattern(rule: ExactRule, pattern: readonly Term[], work: Work): readonly ExactRule[] {
  const { conclusion } = rule;
  if (conclusion.kind !== 'event' || conclusion.args.length !== pattern.length) return [];
  const pairs = conclusion.args.flatMap((arg, index): readonly Pair[] => {
    const given = pattern[index];
    return given === undefined ? [] : [[arg, given]];
  });
  return unify(pairs, work).map((solution): ExactRule => {
    const change = (term: Term): Term => substitute(term, solution, work);
    return {
      ...rule,
      hypotheses: rule.hypotheses.map((fact) => mapExactFact(fact, change)),
      conclusion: mapExactFact(conclusion, change),
      differ: rule.differ.map(([left, right]): Pair => [change(left), change(right)]),
    };
  });
}

// An event without arguments says of nothing that it is secret.
function havingFirst(rule: ExactRule, { protocol }: Terms): readonly ExactRule[] {
  const [term] = rule.conclusion.kind === 'event' ? rule.conclusion.args : [];
  if (term === undefined) return [];
  const obtained: ExactFact = { kind: 'attacker', phase: protocol.phases - 1, term };
  return [{ ...rule, hypotheses: [...rule.hypotheses, obtained] }];
}

/** The arguments of a pattern as terms, without runs; null where they are not well formed. */
function writePattern({ args }: EventPattern, terms: Terms): readonly Term[] | null {
  const variable = variablesByName(terms);
  const written = args.map((each) => terms.write(each, variable)).filter((each) => each !== null);
  return written.length === args.length ? written : null;
}
