import type { CertifiedClause, CertifiedFact, CertifiedTerm } from './certificate.ts';
import {
  acceptedFact,
  attacker,
  channelFact,
  deliveryOf,
  eventFact,
  termsOf,
  type Clause,
  type Fact,
  type Pair,
} from './clause.ts';
import type { Terms } from './exact-rule.ts';
import { visit, type Term } from './term.ts';
import type { Work } from './work.ts';
import { anySort, type Sort } from '#core/protocol/message.ts';

/** A clause of a certificate. `selected` is the place of the hypothesis that others are put in for, or null. */
export interface ReadClause extends Clause {
  readonly selected: number | null;
}

/** Why a clause cannot be used. */
export type FormFault =
  | 'clause-malformed'
  | 'clause-too-deep'
  | 'clause-too-large'
  | 'clause-concludes-what-is-noted'
  | 'clause-has-tuple'
  | 'clause-selects-variable'
  | 'clause-selects-what-is-noted'
  | 'clause-gives-what-it-binds';

/** Terms may be no deeper than this, so that walks over them stay within the stack. */
const maximalDepth = 400;

/**
 * A clause may have no more terms than this, each counted as often as it stands there: what is shared in a file is written out
 * here, and a few lines can share so much that it would not fit into memory. The prover gives up long before.
 */
const maximalTerms = 50_000;

/** All clauses of a proof together. */
const maximalTermsOfAll = 10_000_000;

/** Reads clauses of certificates as terms of a protocol. */
export class Reader {
  readonly #terms: Terms;
  readonly #work: Work;
  /** How many terms there were in the clauses so far. */
  #termsRead = 0;
  /** The memories whose values are runs, and the labels whose messages end with the run that sent them. */
  readonly #deliveries: ReadonlySet<string>;
  readonly #withSender: ReadonlySet<string>;

  constructor(terms: Terms, withSender: ReadonlySet<string>, work: Work) {
    this.#terms = terms;
    this.#work = work;
    this.#withSender = withSender;
    this.#deliveries = new Set([...withSender].map(deliveryOf));
  }

  /** A clause of those that are closed. */
  clause(clause: CertifiedClause): ReadClause | FormFault {
    return this.#read(clause);
  }

  /** A clause that a query leads to; what it concludes is the event that the query starts from, where that matters. */
  goal(clause: CertifiedClause, starts: string, keepsConclusion: boolean): ReadClause | FormFault {
    const read = this.#read(clause);
    if (typeof read === 'string') return read;
    if (!keepsConclusion) return { ...read, conclusion: null };
    return clause.conclusion.predicate === 'event' && clause.conclusion.event === starts
      ? read
      : 'clause-malformed';
  }

  // Every event among the hypotheses is one that is noted.
  #read(clause: CertifiedClause): ReadClause | FormFault {
    const fault = this.#sizeFault(clause);
    if (fault !== null) return fault;
    const sorts = this.#sortsOf(clause);
    const hypotheses = clause.hypotheses.map((fact) => this.#fact(fact, sorts, 'noted'));
    const known = hypotheses.filter((fact) => fact !== null);
    const conclusion = this.#fact(clause.conclusion, sorts, 'event');
    const differ = clause.differ.map(([left, right]) => this.#pair(left, right, sorts));
    const pairs = differ.filter((pair) => pair !== null);
    if (conclusion === null || known.length < hypotheses.length || pairs.length < differ.length)
      return 'clause-malformed';
    const read = { hypotheses: known, conclusion, differ: pairs, selected: clause.selected };
    return formFault(read) ?? read;
  }

  // Runs and what tells them apart have no sort that matters.
  #sortsOf(clause: CertifiedClause): readonly Sort[] {
    const runs = new Set<number>();
    const mark = (term: CertifiedTerm | undefined): void => {
      if (term?.kind === 'variable') runs.add(term.number);
    };
    const sessions = (term: CertifiedTerm): void => {
      if (term.kind === 'run') mark(term.session);
      else if (term.kind === 'apply' || term.kind === 'fresh') term.args.forEach(sessions);
    };
    for (const fact of [...clause.hypotheses, clause.conclusion]) {
      fact.args.forEach(sessions);
      if (fact.predicate === 'event' || fact.predicate === 'accepted') mark(fact.args[0]);
      if (fact.predicate === 'accepted' && this.#deliveries.has(fact.memory)) mark(fact.args[1]);
      if (fact.predicate === 'channel' && this.#withSender.has(fact.label)) mark(fact.args.at(-1));
    }
    clause.differ.flat().forEach(sessions);
    return clause.sorts.map((sort, number) => (runs.has(number) ? anySort : sort));
  }

  #fact(fact: CertifiedFact, sorts: readonly Sort[], kind: 'event' | 'noted'): Fact | null {
    const args = fact.args.map((each) => this.#term(each, sorts)).filter((each) => each !== null);
    if (args.length < fact.args.length) return null;
    switch (fact.predicate) {
      case 'attacker': {
        const [term] = args;
        const isEpoch = Number.isInteger(fact.epoch) && fact.epoch >= 0;
        return term === undefined || args.length > 1 || !isEpoch ? null : attacker(fact.epoch, term);
      }
      case 'channel':
        return channelFact(fact.label, fact.part, args);
      case 'event':
        return eventFact(kind, fact.event, args);
      case 'accepted':
        return acceptedFact(fact.memory, args);
    }
  }

  #pair(left: CertifiedTerm, right: CertifiedTerm, sorts: readonly Sort[]): Pair | null {
    const [one, other] = [this.#term(left, sorts), this.#term(right, sorts)];
    return one === null || other === null ? null : [one, other];
  }

  #term(term: CertifiedTerm, sorts: readonly Sort[]): Term | null {
    switch (term.kind) {
      case 'variable': {
        const sort = sorts[term.number];
        return sort === undefined ? null : { kind: 'variable', number: term.number, sort };
      }
      case 'constant':
        return this.#terms.constant(term.constant);
      case 'run': {
        const session = this.#term(term.session, sorts);
        return session === null ? null : { kind: 'run', role: term.role, args: [session] };
      }
      case 'fresh':
      case 'apply': {
        const args = term.args.map((each) => this.#term(each, sorts)).filter((each) => each !== null);
        if (args.length < term.args.length) return null;
        return term.kind === 'fresh'
          ? this.#terms.fresh(term.name, args)
          : this.#terms.apply(term.symbol, args);
      }
    }
  }

  // Without recursion, as terms may be deeper than the stack.
  #sizeFault({ hypotheses, conclusion, differ }: CertifiedClause): FormFault | null {
    const roots = [...[...hypotheses, conclusion].flatMap(({ args }) => args), ...differ.flat()];
    const open = roots.map((term): readonly [CertifiedTerm, number] => [term, 1]);
    let terms = 0;
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      this.#work.spend();
      const [term, depth] = next;
      terms += 1;
      if (depth > maximalDepth) return 'clause-too-deep';
      if (terms > maximalTerms || this.#termsRead + terms > maximalTermsOfAll) return 'clause-too-large';
      if (term.kind === 'run') open.push([term.session, depth + 1]);
      if (term.kind === 'apply' || term.kind === 'fresh') {
        for (const part of term.args) open.push([part, depth + 1]);
      }
    }
    this.#termsRead += terms;
    return null;
  }
}

// What the argument in resources/docs/proofs.md needs of the form of a clause.
function formFault(clause: ReadClause): FormFault | null {
  const { hypotheses, conclusion, selected } = clause;
  if (conclusion?.kind === 'noted') return 'clause-concludes-what-is-noted';
  const facts = conclusion === null ? hypotheses : [...hypotheses, conclusion];
  if (facts.some(isWholeTuple)) return 'clause-has-tuple';
  if (selected === null) return givesWhatItBinds(clause) ? 'clause-gives-what-it-binds' : null;
  const chosen = hypotheses[selected];
  if (chosen === undefined) return 'clause-malformed';
  if (chosen.kind === 'noted') return 'clause-selects-what-is-noted';
  const isVariable = chosen.kind === 'attacker' && chosen.args[0]?.kind === 'variable';
  return isVariable ? 'clause-selects-variable' : null;
}

function isWholeTuple({ kind, args: [term] }: Fact): boolean {
  return kind === 'attacker' && term?.kind === 'apply' && term.symbol.transparent;
}

// Whether a clause gives the adversary a variable, which may be a tuple, that stands elsewhere than in what it has already: what
// the clause says of the tuple would say nothing of its parts.
function givesWhatItBinds({ hypotheses, conclusion, differ }: Clause): boolean {
  const given = conclusion?.args[0];
  if (conclusion?.kind !== 'attacker' || given?.kind !== 'variable' || given.sort !== anySort) return false;
  const plain = hypotheses.filter(
    ({ kind, args: [term] }) => !(kind === 'attacker' && term?.kind === 'variable'),
  );
  let bound = false;
  for (const term of termsOf({ hypotheses: plain, conclusion: null, differ })) {
    visit(term, (each) => {
      if (each.kind === 'variable' && each.number === given.number) bound = true;
    });
  }
  return bound;
}
