import { TermTable, termsOf, type TableEntry } from './term-table.ts';
import type {
  Certificate,
  CertifiedClause,
  CertifiedFact,
  CertifiedTerm,
  FreshView,
  LabelView,
  View,
} from '#core/kernel/proof/certificate.ts';

/** A fact in which terms stand by their places in the table. */
type FactEntry =
  | { readonly predicate: 'attacker'; readonly epoch: number; readonly args: readonly number[] }
  | {
      readonly predicate: 'channel';
      readonly label: string;
      readonly part: number | null;
      readonly args: readonly number[];
    }
  | { readonly predicate: 'event'; readonly event: string; readonly args: readonly number[] }
  | { readonly predicate: 'accepted'; readonly memory: string; readonly args: readonly number[] };

/** A clause in which terms stand by their places in the table. */
export interface ClauseEntry {
  readonly sorts: readonly string[];
  readonly hypotheses: readonly FactEntry[];
  readonly conclusion: FactEntry;
  readonly differ: readonly (readonly [number, number])[];
  readonly selected: number | null;
}

/** A view without maps: names with what they are seen as. */
export interface ViewEntry extends Omit<View, 'roles' | 'fresh' | 'labels'> {
  readonly roles: readonly (readonly [string, string])[];
  readonly fresh: readonly (readonly [string, FreshView])[];
  readonly labels: readonly (readonly [string, LabelView])[];
}

/** Proofs of queries by the same clauses, as they are kept in a file. Each term stands in it once. */
export interface ProofFile {
  readonly format: 'segl proof 1';
  readonly view: ViewEntry;
  readonly terms: readonly TableEntry[];
  readonly clauses: readonly ClauseEntry[];
  /** What each query leads to. */
  readonly goals: readonly { readonly query: string; readonly clauses: readonly ClauseEntry[] }[];
}

/** Writes proofs that share their view and their clauses. Throws a `RangeError` where there is none, or they share nothing. */
export function proofFile(certificates: readonly Certificate[]): ProofFile {
  const [first] = certificates;
  if (first === undefined) throw new RangeError('there is a proof');
  if (certificates.some(({ view, clauses }) => view !== first.view || clauses !== first.clauses))
    throw new RangeError('the proofs share their clauses');
  const table = new TermTable();
  const { view } = first;
  const clauses = first.clauses.map((each) => clauseEntry(each, table));
  const goals = certificates.flatMap((certificate) =>
    [...certificate.goals].map(([query, leads]) => ({
      query,
      clauses: leads.map((each) => clauseEntry(each, table)),
    })),
  );
  return {
    format: 'segl proof 1',
    view: {
      epochs: view.epochs,
      lastPhase: view.lastPhase,
      dishonest: view.dishonest,
      roles: [...view.roles],
      fresh: [...view.fresh],
      labels: [...view.labels],
    },
    terms: table.entries,
    clauses,
    goals,
  };
}

/** The proofs in a file, as one certificate; null where a term is named that the file has not. */
export function certificateIn({ view, terms, clauses, goals }: ProofFile): Certificate | null {
  const all = termsOf(terms);
  if (all === null) return null;
  const read = new ClauseReader(all);
  const readClauses = read.clauses(clauses);
  const readGoals = goals.map(({ query, clauses: leads }) => [query, read.clauses(leads)] as const);
  if (read.isBroken) return null;
  return {
    queries: goals.map(({ query }) => query),
    view: {
      epochs: view.epochs,
      lastPhase: view.lastPhase,
      dishonest: view.dishonest,
      roles: new Map(view.roles),
      fresh: new Map(view.fresh),
      labels: new Map(view.labels),
    },
    clauses: readClauses,
    goals: new Map(readGoals),
  };
}

function clauseEntry(clause: CertifiedClause, table: TermTable): ClauseEntry {
  return {
    sorts: clause.sorts,
    hypotheses: clause.hypotheses.map((fact) => factEntry(fact, table)),
    conclusion: factEntry(clause.conclusion, table),
    differ: clause.differ.map(([left, right]) => [table.place(left), table.place(right)] as const),
    selected: clause.selected,
  };
}

function factEntry(fact: CertifiedFact, table: TermTable): FactEntry {
  return { ...fact, args: fact.args.map((term) => table.place(term)) };
}

/** Reads clauses with the terms of a table, and notes where one is named that is not in it. */
class ClauseReader {
  readonly #terms: readonly CertifiedTerm[];
  isBroken = false;

  constructor(terms: readonly CertifiedTerm[]) {
    this.#terms = terms;
  }

  clauses(entries: readonly ClauseEntry[]): readonly CertifiedClause[] {
    return entries.map((entry) => ({
      sorts: entry.sorts,
      hypotheses: entry.hypotheses.map((fact) => this.#fact(fact)),
      conclusion: this.#fact(entry.conclusion),
      differ: entry.differ.map(([left, right]) => [this.#term(left), this.#term(right)] as const),
      selected: entry.selected,
    }));
  }

  #fact(fact: FactEntry): CertifiedFact {
    return { ...fact, args: fact.args.map((place) => this.#term(place)) };
  }

  #term(place: number): CertifiedTerm {
    const term = this.#terms[place];
    if (term !== undefined) return term;
    this.isBroken = true;
    return { kind: 'variable', number: 0 };
  }
}
