import type { Clause, Fact, Pair } from './clause.ts';
import { impliesEnough } from './enough.ts';
import { determinesRun, isOncePerRun, type Comparison } from './determine.ts';
import { instantiate, matchAll, same, unify, type Substitution } from './equality.ts';
import { variablesByName, Terms } from './exact-rule.ts';
import { refuse, type Judgement, type LeftOpen } from './judgement.ts';
import type { ReadClause } from './read.ts';
import type { Seen } from './seen.ts';
import { replaceVariables, variablesOf, visit, type Term } from './term.ts';
import type { Work } from './work.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { EventPattern, Query } from '#core/protocol/query.ts';
import type { Message } from '#core/protocol/message.ts';

type Correspondence = Query & { readonly kind: 'correspondence' };

/**
 * What follows for a query from its goals, once they are closed: whatever the query starts from is an instance of a goal that
 * nothing is selected in, whose hypotheses were noted before.
 */
export function satisfies(
  query: Query,
  goals: readonly ReadClause[],
  protocol: Protocol,
  seen: Seen,
  work: Work,
): Judgement {
  const reached = [...goals.entries()].filter(
    ([, { selected, differ }]) =>
      selected === null && !differ.some(([left, right]) => same(left, right, work)),
  );
  const [first] = reached;
  if (first === undefined) return { verdict: 'accepted' };
  switch (query.kind) {
    case 'secrecy':
    case 'unreachable':
      return refuse('goal-violates', { clause: first[0] });
    case 'fresh': {
      const old = reached.find(([, goal]) => !isNew(goal.conclusion?.args[1], protocol));
      return old === undefined ? { verdict: 'accepted' } : refuse('goal-violates', { clause: old[0] });
    }
    case 'unique': {
      const compared = reached.map(([, goal]): readonly Comparison[] => [
        { goal, terms: goal.conclusion?.args.slice(1) ?? [] },
      ]);
      const told = isOncePerRun(query.event, protocol) && determinesRun(compared, protocol, seen, work);
      return told ? { verdict: 'accepted' } : refuse('goal-violates', { clause: first[0] });
    }
    case 'correspondence':
      return corresponds(query, reached, protocol, seen, work);
    case 'equal':
      return refuse('query-never-proved');
  }
}

// A value that a run made, or a number, is in every value of the term.
function isNew(term: Term | undefined, protocol: Protocol): boolean {
  if (term === undefined) return false;
  if (term.kind === 'fresh') return true;
  if (term.kind === 'run') return false;
  const sort = term.kind === 'apply' ? term.symbol.sort : term.sort;
  if (protocol.numberSorts.includes(sort)) return true;
  return term.kind === 'apply' && term.args.some((part) => isNew(part, protocol));
}

function corresponds(
  query: Correspondence,
  reached: readonly (readonly [number, ReadClause])[],
  protocol: Protocol,
  seen: Seen,
  work: Work,
): Judgement {
  const { end, needs, enough, injective } = query;
  const asked = enough === undefined ? needs : [enough];
  // An event that is needed before itself would have to be told from itself.
  if ([...asked, ...needs].some(({ event }) => event === end.event)) return refuse('query-malformed');
  // What is seen as no end that the query speaks of is none.
  const ended = reached.filter(([, goal]) => isEnd(goal, end, protocol, seen, work));
  if (ended.length === 0) return { verdict: 'accepted' };
  const meetings = (needed: readonly EventPattern[]): readonly (readonly Meeting[])[] =>
    ended.map(([, goal]) => meetingsOf(goal, end, needed, protocol, seen, work));
  const open: LeftOpen[] = [];
  let met = meetings(asked);
  if (enough !== undefined && met.some((each) => each.length === 0)) {
    met = meetings(needs);
    if (!impliesEnough(query, protocol, work)) open.push('enough');
  }
  const unmet = met.findIndex((each) => each.length === 0);
  if (unmet >= 0) return refuse('goal-violates', { clause: ended[unmet]?.[0] ?? null });
  if (injective && !isInjective(query, met, protocol, seen, work)) open.push('injectivity');
  return open.length === 0 ? { verdict: 'accepted' } : { verdict: 'partial', open };
}

// Whether what a goal concludes may be an end that the query speaks of.
function isEnd(
  { conclusion }: Clause,
  { args }: EventPattern,
  protocol: Protocol,
  seen: Seen,
  work: Work,
): boolean {
  if (conclusion?.args.length !== args.length + 1) return false;
  const offset = 1 + Math.max(0, ...variablesOf(conclusion.args));
  const variable = variablesByName(new Terms(protocol));
  const written = args.flatMap((each) => new Terms(protocol).write(each, variable) ?? []);
  const pattern = written.map((each) =>
    replaceVariables(seen.term(each), (found) => ({ ...found, number: found.number + offset })),
  );
  return unify(pairs(pattern, conclusion.args.slice(1)), work).length > 0;
}

/** A way in which a goal has everything that is needed; `first` is the first event of it, or null where nothing is. */
interface Meeting {
  readonly goal: Clause;
  readonly first: Fact | null;
}

// Two end events that have the run of the first needed event in common have that event in common, if its role has it once.
function isInjective(
  { end, needs, enough }: Correspondence,
  met: readonly (readonly Meeting[])[],
  protocol: Protocol,
  seen: Seen,
  work: Work,
): boolean {
  if (!isOncePerRun(end.event, protocol)) return false;
  const needed = [...(enough === undefined ? [] : [enough]), ...needs];
  const whole = needed.every(({ event }) => isOncePerRun(event, protocol));
  const compared = met.map((each) =>
    each.flatMap(({ goal, first }): readonly Comparison[] =>
      first === null
        ? []
        : [{ goal, terms: whole ? first.args : first.args.slice(0, 1), run: first.args[0] }],
    ),
  );
  return determinesRun(compared, protocol, seen, work);
}

/**
 * The ways in which the end of a goal is one that the query speaks of and what is noted in the goal is all that is needed. Where a
 * value stands at several places, it has to be seen clearly that it is the same.
 */
function meetingsOf(
  goal: Clause,
  end: EventPattern,
  needs: readonly EventPattern[],
  protocol: Protocol,
  seen: Seen,
  work: Work,
): readonly Meeting[] {
  const terms = new Terms(protocol);
  const variable = variablesByName(terms);
  const write = ({ run, args }: EventPattern): readonly Term[] => [
    variable(`run ${run}`),
    ...args.flatMap((each) => terms.write(each, (name) => variable(`value ${name}`)) ?? []),
  ];
  const ended = write(end).map((each) => seen.term(each));
  const needed = needs.map((need) => ({ name: `event ${need.event}`, args: write(need) }));
  const named = needs.flatMap(({ args }) => args.flatMap(namesIn));
  const all = [...named, ...end.args.flatMap(namesIn)];
  const compared = new Set(named.filter((name) => all.indexOf(name) !== all.lastIndexOf(name)));
  if (!needed.every(({ args }) => args.every((each) => hasClearConstants(each, seen)))) return [];
  const go = (
    [next, ...rest]: readonly { readonly name: string; readonly args: readonly Term[] }[],
    binding: Substitution,
    first: Fact | null | undefined,
  ): readonly Meeting[] => {
    if (next === undefined) {
      const clear = [...compared].every((name) =>
        seen.isClear(instantiate(variable(`value ${name}`), binding)),
      );
      return clear ? [{ goal, first: first ?? null }] : [];
    }
    return goal.hypotheses.flatMap((fact) => {
      if (fact.kind !== 'noted' || fact.name !== next.name || fact.args.length !== next.args.length)
        return [];
      return matchAll(next.args, fact.args, binding, work).flatMap((each) => go(rest, each, first ?? fact));
    });
  };
  const { conclusion } = goal;
  if (conclusion?.args.length !== ended.length) return [];
  return matchAll(ended, conclusion.args, new Map(), work).flatMap((binding) => go(needed, binding, null));
}

function pairs(patterns: readonly Term[], terms: readonly Term[]): readonly Pair[] {
  return patterns.flatMap((pattern, index): readonly Pair[] => {
    const term = terms[index];
    return term === undefined ? [] : [[pattern, term]];
  });
}

// The variables of a message, as often as they occur.
function namesIn(message: Message): readonly string[] {
  if (message.kind === 'variable') return [message.name];
  return message.kind === 'apply' ? message.args.flatMap(namesIn) : [];
}

function hasClearConstants(term: Term, seen: Seen): boolean {
  let clear = true;
  visit(term, (each) => {
    if (each.kind === 'constant' && !seen.isClear(each)) clear = false;
  });
  return clear;
}
