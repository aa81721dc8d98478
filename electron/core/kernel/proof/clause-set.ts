import { constantRules } from './adversary-rules.ts';
import type { Certificate, CertifiedClause } from './certificate.ts';
import type { Clause } from './clause.ts';
import { awaitedConstants, Constants, constantsIn } from './constants.ts';
import { ClauseIndex } from './clause-index.ts';
import { chosenOf, Cover } from './cover.ts';
import { Terms, type ExactRule } from './exact-rule.ts';
import { exactRules } from './exact-rules.ts';
import { initialGoals, isAboutEvent, lastPhaseOf, startOf } from './goals.ts';
import { refuse, type Judgement, type Refused } from './judgement.ts';
import { labelUses } from './names.ts';
import { Reader, type ReadClause } from './read.ts';
import { Resolver } from './resolve.ts';
import { satisfies } from './satisfy.ts';
import { Seen } from './seen.ts';
import type { Term } from './term.ts';
import type { Work } from './work.ts';
import { constantsOf, isWellFormed } from './well-formed.ts';
import { anySort } from '#core/protocol/message.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';

/** What certificates of several queries may have in common. */
export type Common = Pick<Certificate, 'view' | 'clauses'>;

interface Parts {
  readonly terms: Terms;
  readonly seen: Seen;
  readonly reader: Reader;
  readonly constants: Constants;
  readonly clauses: readonly ReadClause[];
}

/** The clauses of certificates, once they are read: whether they are closed, and what follows from them for queries. */
export class ClauseSet {
  readonly #protocol: Protocol;
  readonly #lastPhase: number;
  readonly #work: Work;
  readonly #terms: Terms;
  readonly #seen: Seen;
  readonly #reader: Reader;
  readonly #constants: Constants;
  readonly #clauses: readonly ReadClause[];
  readonly #cover: Cover;
  readonly #solved: ClauseIndex<Numbered>;
  readonly #open: ClauseIndex<Numbered>;
  readonly #opening: ClauseIndex<Numbered>;
  readonly #resolver: Resolver;
  readonly #rules: readonly ExactRule[];

  private constructor(protocol: Protocol, { view, clauses: written }: Common, work: Work, parts: Parts) {
    this.#protocol = protocol;
    this.#lastPhase = view.lastPhase;
    this.#work = work;
    this.#terms = parts.terms;
    this.#seen = parts.seen;
    this.#reader = parts.reader;
    this.#constants = parts.constants;
    this.#clauses = parts.clauses;
    const numbered = parts.clauses.map((clause, number): Numbered => ({ ...clause, number }));
    const solved = numbered.filter(({ selected }) => selected === null);
    this.#solved = new ClauseIndex(solved);
    const open = numbered.filter(({ selected }) => selected !== null);
    this.#open = new ClauseIndex(open);
    this.#opening = new ClauseIndex(open, chosenOf);
    this.#cover = new Cover(solved, work);
    this.#resolver = new Resolver(work);
    this.#rules = exactRules(
      parts.terms,
      {
        events: new Set(protocol.queries.flatMap((each) => startOf(each) ?? [])),
        lastPhase: view.lastPhase,
        constants: awaitedConstants(written),
        nobody: nobodyIn(parts.clauses),
      },
      work,
    );
  }

  /** Reads everything; a refusal where something of it cannot be used. */
  static read(protocol: Protocol, common: Common, work: Work): ClauseSet | Refused {
    if (!isWellFormed(protocol, work)) return refuse('protocol-malformed');
    const constants = new Constants();
    if (!constants.take(constantsOf(protocol, work))) return refuse('protocol-malformed');
    if (!constants.take(constantsIn(common.clauses, work))) return refuse('constants-clash');
    const terms = new Terms(protocol);
    const seen = new Seen(common.view, terms, work);
    const fault = seen.fault();
    if (fault !== null) return refuse(fault);
    const labels = [...labelUses(protocol).keys()].filter((label) => seen.seesSender(label));
    const reader = new Reader(terms, new Set(labels.map((label) => seen.labelOf(label))), work);
    const clauses: ReadClause[] = [];
    for (const [place, each] of common.clauses.entries()) {
      const clause = reader.clause(each);
      if (typeof clause === 'string') return refuse(clause, { clause: place });
      clauses.push(clause);
    }
    return new ClauseSet(protocol, common, work, { terms, seen, reader, constants, clauses });
  }

  /** Null where the clauses cover all rules of the protocol and everything that follows from them. */
  gap(): Refused | null {
    for (const [place, clause] of this.#clauses.entries()) {
      const gap = this.#gapAfter(clause, (each) => this.#isCovered(each, 'once'));
      if (gap !== null) return refuse('clauses-not-closed', { clause: place, with: gap });
    }
    // What queries start from is looked at with them.
    return this.#ruleGap(this.#rules.filter(({ conclusion }) => conclusion.kind !== 'event'));
  }

  #ruleGap(rules: readonly ExactRule[]): Refused | null {
    const gap = rules.find((rule) => !this.#seen.rule(rule).every((clause) => this.#isRule(clause)));
    return gap === undefined ? null : refuse('rule-not-covered', { rule: gap.origin });
  }

  /** Whether a query is proved by what it leads to, once the clauses are closed. */
  query(name: string, given: readonly CertifiedClause[] | undefined): Judgement {
    const found = this.#protocol.queries.filter((each) => each.name === name);
    const [query] = found;
    if (query === undefined || found.length > 1) return refuse('query-unknown');
    const start = startOf(query);
    if (start === null) return refuse('query-never-proved');
    if (this.#lastPhase < lastPhaseOf(query, this.#protocol)) return refuse('view-cuts-phases');
    if (given === undefined) return refuse('goals-missing');
    if (!this.#constants.take(constantsIn(given, this.#work))) return refuse('constants-clash');
    const goals = this.#readGoals(query, start, given);
    if ('verdict' in goals) return goals;
    return (
      this.#ruleGap(constantRules(this.#terms, awaitedConstants(given))) ??
      this.#goalsFault(query, goals) ??
      satisfies(query, goals, this.#protocol, this.#seen, this.#work)
    );
  }

  #readGoals(
    query: Query,
    start: string,
    given: readonly CertifiedClause[],
  ): readonly ReadClause[] | Refused {
    const goals: ReadClause[] = [];
    for (const [place, each] of given.entries()) {
      const goal = this.#reader.goal(each, start, isAboutEvent(query));
      if (typeof goal === 'string') return refuse(goal, { clause: place });
      goals.push(goal);
    }
    return goals;
  }

  #goalsFault(query: Query, goals: readonly ReadClause[]): Refused | null {
    const initial = initialGoals(query, this.#rules, this.#terms, this.#seen, this.#work);
    if (initial === null) return refuse('query-malformed');
    const isInitial = (goal: Clause): boolean =>
      this.#cover.isVoid(goal) || goals.some((each) => this.#cover.subsumes(each, goal, 'freely'));
    if (!initial.every(isInitial)) return refuse('query-not-covered');
    for (const [place, goal] of goals.entries()) {
      const gap = this.#gapAfter(goal, (clause) => this.#isReached(clause, goals));
      if (gap !== null) return refuse('goals-not-closed', { clause: place, with: gap });
    }
    return null;
  }

  // The place of a clause that leads a selected hypothesis to something that is not covered, or null.
  #gapAfter(clause: ReadClause, isCovered: (clause: Clause) => boolean): number | null {
    const selected = chosenOf(clause);
    if (selected === null) return null;
    const gap = this.#solved
      .meeting(selected)
      .find((each) => !this.#resolver.resolvents(clause, selected, each).every(isCovered));
    return gap?.number ?? null;
  }

  #isCovered(clause: Clause, manner: 'once' | 'freely'): boolean {
    if (this.#cover.isVoid(clause) || this.#cover.isDerived(clause)) return true;
    const open =
      manner === 'once'
        ? this.#open.covering(clause)
        : this.#open.deriving(clause.conclusion, clause.hypotheses);
    return open.some((each) => this.#cover.subsumes(each, clause, manner));
  }

  // What holds of all clauses is known by then, so that all of them may be put to use.
  #isRule(clause: Clause): boolean {
    if (this.#isCovered(clause, 'freely')) return true;
    const extended = this.#cover.extended(clause, this.#opening);
    return extended.hypotheses.length > clause.hypotheses.length && this.#isCovered(extended, 'freely');
  }

  // Where nothing is selected any more, a goal may be reached in any way; else it must not grow.
  #isReached(clause: Clause, goals: readonly ReadClause[]): boolean {
    if (this.#cover.isVoid(clause)) return true;
    return goals.some((goal) =>
      this.#cover.subsumes(goal, clause, goal.selected === null ? 'freely' : 'once'),
    );
  }
}

interface Numbered extends ReadClause {
  readonly number: number;
}

// What stands for the run that sent what the adversary wrote: no run, so that any constant does. Where the clauses have one for
// it, that.
function nobodyIn(clauses: readonly Clause[]): Term {
  const written = clauses.flatMap(({ conclusion }) => {
    const last = conclusion?.kind === 'channel' ? conclusion.args.at(-1) : undefined;
    return last?.kind === 'constant' && (conclusion?.args.length ?? 0) > 3 ? [last] : [];
  });
  return written[0] ?? { kind: 'constant', name: 'nobody', sort: anySort, args: [] };
}
