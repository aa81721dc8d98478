import type {
  Certificate,
  CertifiedClause,
  CertifiedFact,
  CertifiedTerm,
  View,
} from '#core/kernel/proof/certificate.ts';
import { splitClause, termsOf, type Clause, type Fact } from '#core/kernel/proof/clause.ts';
import { Cover } from '#core/kernel/proof/cover.ts';
import { Terms } from '#core/kernel/proof/exact-rule.ts';
import { exactRules } from '#core/kernel/proof/exact-rules.ts';
import { initialGoals, startOf } from '#core/kernel/proof/goals.ts';
import { Resolver } from '#core/kernel/proof/resolve.ts';
import { Seen } from '#core/kernel/proof/seen.ts';
import { variablesOf, visit, type Term } from '#core/kernel/proof/term.ts';
import { constantsOf } from '#core/kernel/proof/well-formed.ts';
import { Work } from '#core/kernel/proof/work.ts';
import type { Protocol } from '#core/protocol/protocol.ts';

/** A view that sees everything as it is. */
export function plainView(protocol: Protocol, parts: Partial<View> = {}): View {
  return {
    epochs: protocol.phases,
    lastPhase: protocol.phases - 1,
    dishonest: [],
    roles: new Map(),
    fresh: new Map(),
    labels: new Map(),
    ...parts,
  };
}

interface Selecting extends Clause {
  readonly selected: Fact | null;
}

interface Choices {
  readonly view?: View;
  /** The noted facts that are kept, by name; all unless said otherwise. */
  readonly notes?: (name: string) => boolean;
  /** How many clauses are looked at. */
  readonly rounds?: number;
}

/**
 * Saturates the rules of a protocol as textbooks say, for small protocols: selects the first hypothesis that is no variable of
 * the adversary's, resolves it with what has none, and forgets what is subsumed. Null where that does not end soon.
 */
export function saturate(
  protocol: Protocol,
  { view = plainView(protocol), notes = () => true, rounds = 3_000 }: Choices = {},
): Certificate | null {
  const work = new Work(Number.POSITIVE_INFINITY, () => false);
  const terms = new Terms(protocol);
  const seen = new Seen(view, terms, work);
  const queries = protocol.queries.filter((query) => query.kind !== 'equal');
  const names = queries.map(({ name }) => name);
  const empty = { queries: names, view, clauses: [], goals: new Map() };
  const asked = new Set(queries.map((query) => startOf(query) ?? ''));
  const nobody: Term = { kind: 'constant', name: 'nobody', sort: 'any', args: [] };
  const rules = exactRules(
    terms,
    {
      events: asked,
      lastPhase: view.lastPhase,
      constants: constantsOf(protocol, work),
      nobody,
    },
    work,
  );
  const others = rules.filter(({ conclusion }) => conclusion.kind !== 'event');
  const always = new Set([...protocol.agentSorts, ...protocol.numberSorts]);
  const tidy = (clause: Clause): Selecting => select(simplify(clause, notes, always));
  const closed = close(others.flatMap((rule) => seen.rule(rule)).map(tidy), [], tidy, work, rounds);
  if (closed === null) return null;
  const goals = new Map<string, readonly CertifiedClause[]>();
  for (const query of queries) {
    const initial = (initialGoals(query, rules, terms, seen, work) ?? []).map(tidy);
    const reached = close(initial, closed, tidy, work, rounds);
    if (reached === null) return null;
    goals.set(query.name, reached.map(certified));
  }
  return { ...empty, clauses: closed.map(certified), goals };
}

// With clauses given, those lead on from the others; with none, they lead on from each other.
function close(
  start: readonly Selecting[],
  given: readonly Selecting[],
  tidy: (clause: Clause) => Selecting,
  work: Work,
  rounds: number,
): readonly Selecting[] | null {
  const isGoal = given.length > 0;
  const cover = new Cover([], work);
  const resolver = new Resolver(work);
  const queue = [...start];
  let kept: readonly Selecting[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const next = queue.shift();
    if (next === undefined) return kept;
    if (cover.isVoid(next) || (!isGoal && cover.isDerived(next))) continue;
    if (kept.some((each) => cover.subsumes(each, next, 'once'))) continue;
    kept = [...kept.filter((each) => !cover.subsumes(next, each, 'once')), next];
    const solved = (isGoal ? given : kept).filter(({ selected }) => selected === null);
    const pairs: (readonly [Selecting, Selecting])[] =
      next.selected === null
        ? isGoal
          ? []
          : kept.filter(({ selected }) => selected !== null).map((each) => [each, next])
        : solved.map((each) => [next, each]);
    for (const [open, put] of pairs) {
      const { selected } = open;
      const { conclusion } = put;
      if (selected === null || conclusion === null) continue;
      if (selected.kind !== conclusion.kind || selected.name !== conclusion.name) continue;
      if (selected.epoch !== conclusion.epoch) continue;
      queue.push(...resolver.resolvents(open, selected, put).map(tidy));
    }
  }
  return null;
}

function simplify(clause: Clause, notes: (name: string) => boolean, always: ReadonlySet<string>): Clause {
  const [whole = clause] = splitClause({ ...clause, conclusion: null });
  const written = new Set<string>();
  const hypotheses = whole.hypotheses.filter((fact) => {
    const text = JSON.stringify([fact.kind, fact.name, fact.epoch, fact.args]);
    if (written.has(text) || (fact.kind === 'noted' && !notes(fact.name))) return false;
    written.add(text);
    const [term] = fact.args;
    return !(fact.kind === 'attacker' && term?.kind === 'variable' && always.has(term.sort));
  });
  const used = (fact: Fact): boolean => {
    const [term] = fact.args;
    if (fact.kind !== 'attacker' || term?.kind !== 'variable') return true;
    const others = hypotheses.filter((each) => each !== fact);
    return variablesOf(termsOf({ ...clause, hypotheses: others })).has(term.number);
  };
  return { ...clause, hypotheses: hypotheses.filter(used) };
}

function select(clause: Clause): Selecting {
  const selected = clause.hypotheses.find(
    ({ kind, args: [term] }) => kind !== 'noted' && !(kind === 'attacker' && term?.kind === 'variable'),
  );
  return { ...clause, selected: selected ?? null };
}

function certified(clause: Selecting): CertifiedClause {
  const sorts: string[] = [];
  const numbers = new Map<number, number>();
  for (const whole of termsOf(clause)) {
    visit(whole, (term) => {
      if (term.kind !== 'variable' || numbers.has(term.number)) return;
      numbers.set(term.number, sorts.length);
      sorts.push(term.sort);
    });
  }
  const write = (term: Term): CertifiedTerm => {
    switch (term.kind) {
      case 'variable':
        return { kind: 'variable', number: numbers.get(term.number) ?? -1 };
      case 'constant':
        return { kind: 'constant', constant: constantOf(term.name) };
      case 'apply':
        return { kind: 'apply', symbol: term.symbol.name, args: term.args.map(write) };
      case 'fresh':
        return { kind: 'fresh', name: term.name, args: term.args.map(write) };
      case 'run':
        return { kind: 'run', role: term.role, session: write(term.args[0]) };
    }
  };
  const fact = (each: Fact): CertifiedFact => writeFact(each, each.args.map(write));
  return {
    sorts,
    hypotheses: clause.hypotheses.map(fact),
    conclusion: fact(clause.conclusion ?? { kind: 'event', name: 'event bad', epoch: 0, args: [] }),
    differ: clause.differ.map(([left, right]) => [write(left), write(right)] as const),
    selected: clause.selected === null ? null : clause.hypotheses.indexOf(clause.selected),
  };
}

function constantOf(name: string): (CertifiedTerm & { kind: 'constant' })['constant'] {
  const [origin, sort = ''] = name.split(':');
  return origin === 'adversary'
    ? { kind: 'constant', name, origin: { kind: 'adversary', sort, number: null } }
    : { kind: 'constant', name };
}

function writeFact({ kind, name, epoch }: Fact, args: readonly CertifiedTerm[]): CertifiedFact {
  const [first = '', ...rest] = name.split(' ');
  const label = rest.join(' ');
  switch (kind) {
    case 'attacker':
      return { predicate: 'attacker', epoch, args };
    case 'channel':
      return { predicate: 'channel', label, part: first === 'whole' ? null : Number(first), args };
    case 'event':
      return { predicate: 'event', event: label, args };
    case 'noted':
      return first === 'event'
        ? { predicate: 'event', event: label, args }
        : { predicate: 'accepted', memory: label, args };
  }
}
