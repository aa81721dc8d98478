import type { Certificate, CertifiedClause } from './certificate.ts';
import type { Clause } from './clause.ts';
import { awaitedConstants } from './constants.ts';
import { chosenOf, ClauseIndex, Cover } from './cover.ts';
import { Terms, type ExactRule } from './exact-rule.ts';
import { exactRules } from './exact-rules.ts';
import { initialGoals, isAboutEvent, lastPhaseOf, startOf } from './goals.ts';
import { refuse, type Checked, type Judgement, type Refused } from './judgement.ts';
import { labelUses } from './names.ts';
import { Reader, type ReadClause } from './read.ts';
import { resolvents } from './resolve.ts';
import { satisfies } from './satisfy.ts';
import { Seen } from './seen.ts';
import type { Term } from './term.ts';
import { Stopped, Work } from './work.ts';
import { isWellFormed } from './well-formed.ts';
import { anySort } from '#core/protocol/message.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';

/** How much a check may cost, and how it is told to stop. */
export interface CheckLimits {
  /** Units of work: terms looked at. */
  readonly work?: number;
  /** Asked every now and then; true ends the check, which refuses then. */
  readonly cancelled?: () => boolean;
}

/** About half a minute. */
const usualWork = 300_000_000;

/**
 * Judges a proof: whether the clauses of a certificate cover everything that can happen in a protocol, and whether what the
 * queries lead to satisfies them. It makes the rules of the protocol itself, and takes nothing that the certificate says for
 * granted (resources/docs/proofs.md has the argument). Never throws: whatever is wrong is a refusal of the query.
 */
export function checkCertificate(
  protocol: Protocol,
  certificate: Certificate,
  { work: budget = usualWork, cancelled = () => false }: CheckLimits = {},
): Checked {
  const all = (judgement: Judgement): Checked =>
    new Map(certificate.queries.map((name) => [name, judgement] as const));
  try {
    const work = new Work(budget, cancelled);
    const check = Check.begin(protocol, certificate, work);
    if (!(check instanceof Check)) return all(check);
    const closed = check.closure();
    if (closed !== null) return all(closed);
    return new Map(certificate.queries.map((name) => [name, check.query(name)] as const));
  } catch (error) {
    if (error instanceof Stopped) return all(refuse(error.reason));
    // Terms that are deeper than the stack: what is put in for variables may grow.
    if (error instanceof RangeError) return all(refuse('clause-too-deep'));
    throw error;
  }
}

/** The check of one certificate, once its clauses are read. */
class Check {
  readonly #protocol: Protocol;
  readonly #certificate: Certificate;
  readonly #work: Work;
  readonly #terms: Terms;
  readonly #seen: Seen;
  readonly #reader: Reader;
  readonly #clauses: readonly ReadClause[];
  readonly #cover: Cover;
  readonly #solved: ClauseIndex<Numbered>;
  readonly #open: ClauseIndex<Numbered>;
  readonly #opening: ClauseIndex<Numbered>;
  readonly #rules: readonly ExactRule[];

  private constructor(
    protocol: Protocol,
    certificate: Certificate,
    work: Work,
    parts: { terms: Terms; seen: Seen; reader: Reader; clauses: readonly ReadClause[] },
  ) {
    this.#protocol = protocol;
    this.#certificate = certificate;
    this.#work = work;
    this.#terms = parts.terms;
    this.#seen = parts.seen;
    this.#reader = parts.reader;
    this.#clauses = parts.clauses;
    const numbered = parts.clauses.map((clause, number): Numbered => ({ ...clause, number }));
    const solved = numbered.filter(({ selected }) => selected === null);
    this.#solved = new ClauseIndex(solved);
    const open = numbered.filter(({ selected }) => selected !== null);
    this.#open = new ClauseIndex(open);
    this.#opening = new ClauseIndex(open, chosenOf);
    this.#cover = new Cover(solved, work);
    const { queries, view } = certificate;
    const asked = protocol.queries.filter(({ name }) => queries.includes(name));
    this.#rules = exactRules(
      parts.terms,
      {
        events: new Set(asked.flatMap((each) => startOf(each) ?? [])),
        lastPhase: view.lastPhase,
        constants: awaitedConstants(certificate),
        nobody: nobodyIn(parts.clauses),
      },
      work,
    );
  }

  /** Reads everything; a refusal where something of it cannot be used. */
  static begin(protocol: Protocol, certificate: Certificate, work: Work): Check | Refused {
    if (!isWellFormed(protocol, certificate, work)) return refuse('protocol-malformed');
    const terms = new Terms(protocol);
    const seen = new Seen(certificate.view, terms, work);
    const fault = seen.fault();
    if (fault !== null) return refuse(fault);
    const labels = [...labelUses(protocol).keys()].filter((label) => seen.seesSender(label));
    const reader = new Reader(terms, new Set(labels.map((label) => seen.labelOf(label))), work);
    const clauses: ReadClause[] = [];
    for (const [place, each] of certificate.clauses.entries()) {
      const clause = reader.clause(each);
      if (typeof clause === 'string') return refuse(clause, { clause: place });
      clauses.push(clause);
    }
    return new Check(protocol, certificate, work, { terms, seen, reader, clauses });
  }

  /** Null where the clauses cover all rules of the protocol and everything that follows from them. */
  closure(): Refused | null {
    for (const [place, clause] of this.#clauses.entries()) {
      const gap = this.#gap(clause, (each) => this.#isCovered(each, 'once'));
      if (gap !== null) return refuse('clauses-not-closed', { clause: place, with: gap });
    }
    for (const rule of this.#rules) {
      // What queries start from is looked at with them.
      if (rule.conclusion.kind === 'event') continue;
      for (const clause of this.#seen.rule(rule)) {
        if (!this.#isRule(clause)) return refuse('rule-not-covered', { rule: rule.origin });
      }
    }
    return null;
  }

  /** Whether a query is proved, once the clauses are closed. */
  query(name: string): Judgement {
    const found = this.#protocol.queries.filter((each) => each.name === name);
    const [query] = found;
    if (query === undefined || found.length > 1) return refuse('query-unknown');
    const start = startOf(query);
    if (start === null) return refuse('query-never-proved');
    if (this.#certificate.view.lastPhase < lastPhaseOf(query, this.#protocol))
      return refuse('view-cuts-phases');
    const given = this.#certificate.goals.get(name);
    if (given === undefined) return refuse('goals-missing');
    const goals = this.#readGoals(query, start, given);
    if ('verdict' in goals) return goals;
    return this.#goalsFault(query, goals) ?? satisfies(query, goals, this.#protocol, this.#seen, this.#work);
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
      const gap = this.#gap(goal, (clause) => this.#isReached(clause, goals));
      if (gap !== null) return refuse('goals-not-closed', { clause: place, with: gap });
    }
    return null;
  }

  // The place of a clause that leads a selected hypothesis to something that is not covered, or null.
  #gap(clause: ReadClause, isCovered: (clause: Clause) => boolean): number | null {
    const selected = chosenOf(clause);
    if (selected === null) return null;
    const gap = this.#solved
      .meeting(selected)
      .find((each) => !resolvents(clause, selected, each, this.#work).every(isCovered));
    return gap?.number ?? null;
  }

  #isCovered(clause: Clause, manner: 'once' | 'freely'): boolean {
    if (this.#cover.isVoid(clause) || this.#cover.isDerived(clause)) return true;
    return this.#open.forFact(clause.conclusion).some((each) => this.#cover.subsumes(each, clause, manner));
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
