import type { Clause, Fact, History, Inequality, Rule } from './clause.ts';
import { FactIndex, printOf, type Print } from './fact-index.ts';
import { Simplification, type SimpleClause } from './simplification.ts';
import { signatureOf, subsumes, type Signature } from './subsumption.ts';
import type { Cell } from './term-bank.ts';
import { Bindings, pairUp } from './unification.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What stops a saturation that would go on. */
export interface Budget {
  /** How many clauses may be taken up. */
  readonly clauses: number;
  /** Property now and then; true ends the work. */
  readonly cancelled: () => boolean;
  /** Told of each clause that is taken up or that a goal is followed back to, where somebody counts them. */
  readonly count?: () => void;
}

/** Variables of a consumer are moved out of the provider's way. */
const offset = 4096;

/**
 * How many symbols and variables a clause may have, written out: a larger one is left out, and nothing is proved then. A
 * bound on the depth of terms is none on their size, which doubles where a term holds another twice.
 */
const maximalSize = 20_000;

/** How large a clause is that is asked about by itself whether to stop, before it is simplified. */
const largeSize = 4_000;

/** After how many clauses the first look is taken at what there is so far; the next ones after twice as many. */
const firstLook = 256;

/** How many buckets of the queue are for clauses without hypotheses. */
const factBuckets = 32;

const nothing: ReadonlySet<Cell> = new Set();

interface Kept {
  readonly clause: Clause;
  readonly signature: Signature;
  /** The hypothesis that is resolved upon, or -1 when the clause is solved. */
  readonly selected: number;
  /** Of the conclusion. */
  readonly print: Print;
  /** As a consumer, with its variables moved; made when it is first needed. */
  moved: Content | null;
  removed: boolean;
}

type Content = Pick<Clause, 'hypotheses' | 'conclusion' | 'differ'>;

/**
 * Resolution with free selection on Horn clauses (Blanchet, section 5): clauses are solved when every
 * hypothesis is a variable that the adversary has or an event. When the work ends without stopping early,
 * every derivable fact is derivable from solved clauses alone.
 */
export class Saturation {
  readonly simplification: Simplification;
  readonly #vocabulary: Vocabulary;
  readonly #bindings: Bindings;
  readonly #queue: Clause[][] = [];
  readonly #byConclusion = new FactIndex<Kept>();
  readonly #solvedBy = new FactIndex<Kept>();
  readonly #waitingFor = new FactIndex<Kept>();
  // What the adversary has whatever happens, and what it has under conditions, by epoch.
  readonly #facts = new Map<number, Kept[]>();
  readonly #had = new Map<number, Kept[]>();
  readonly #forgetful: boolean;
  #nextId = 0;
  #takenUp = 0;
  #complete = true;

  /** `forgetful` keeps no derivations that could be shown, and is faster for it. */
  constructor(vocabulary: Vocabulary, maximalDepth: number, forgetful: boolean) {
    this.#vocabulary = vocabulary;
    this.#forgetful = forgetful;
    this.simplification = new Simplification(vocabulary, maximalDepth);
    this.#bindings = new Bindings(vocabulary.bank, vocabulary.pulse);
  }

  /** Whether nothing was left undone: only then what cannot be derived here cannot happen. */
  get complete(): boolean {
    return this.#complete;
  }

  /**
   * Adds rules and works until nothing new comes, or the budget is used up. `look` is called now and then, less
   * and less often; true ends the work.
   */
  saturate(rules: readonly Rule[], budget: Budget, look: () => boolean): void {
    let nextLook = firstLook;
    for (const rule of rules) {
      this.#offer(rule.hypotheses, rule.conclusion, rule.differ, (sources, path) => ({
        kind: 'rule',
        rule,
        sources,
        path,
      }));
    }
    for (let clause = this.#next(); clause !== undefined; clause = this.#next()) {
      this.#takenUp += 1;
      budget.count?.();
      if (this.#forgetful && this.#shorten(clause)) continue;
      if (exhausted(this.#takenUp, budget)) {
        this.#complete = false;
        return;
      }
      const kept = this.#keep(clause);
      if (kept !== null) this.#resolveAll(kept);
      if (this.#takenUp < nextLook) continue;
      nextLook *= 2;
      if (!look()) continue;
      this.#complete = false;
      return;
    }
  }

  /**
   * Follows goals back to solved clauses of a saturated set, without adding to it. Answers with the solved
   * clauses for the goals; null when the budget was used up before all were found.
   */
  solve(
    rules: readonly Rule[],
    budget: Budget,
    enough: (clause: Clause) => boolean,
  ): readonly Clause[] | null {
    const found: Clause[] = [];
    const seen: Kept[] = [];
    const open: Clause[] = [];
    let steps = 0;
    const add = (simple: SimpleClause, history: History): void => {
      open.push(this.#number(simple, history));
    };
    for (const rule of rules) {
      for (const simple of this.#simplified(rule.hypotheses, rule.conclusion, rule.differ)) {
        add(simple, { kind: 'rule', rule, sources: simple.sources, path: simple.path });
      }
    }
    for (let clause = open.pop(); clause !== undefined; clause = open.pop()) {
      steps += 1;
      budget.count?.();
      if (exhausted(steps, budget)) return null;
      const kept = this.#describe(clause);
      if (seen.some((earlier) => this.#covers(earlier, kept))) continue;
      seen.push(kept);
      if (kept.selected < 0) {
        found.push(clause);
        if (enough(clause)) return found;
        continue;
      }
      for (const provider of this.#providers(clause.hypotheses[kept.selected])) {
        this.#resolve(provider.clause, kept, add);
      }
    }
    return found;
  }

  #next(): Clause | undefined {
    for (const bucket of this.#queue) {
      const clause = bucket.pop();
      if (clause !== undefined) return clause;
    }
    return undefined;
  }

  #offer(
    hypotheses: readonly Fact[],
    conclusion: Fact,
    differ: readonly Inequality[],
    history: (sources: SimpleClause['sources'], path: readonly number[]) => History,
  ): void {
    for (const simple of this.#simplified(hypotheses, conclusion, differ)) {
      this.#enqueue(this.#number(simple, history(simple.sources, simple.path)));
    }
  }

  // The clauses that a raw one comes to; none, and nothing is proved any more, where it is too large to be looked at.
  #simplified(
    hypotheses: readonly Fact[],
    conclusion: Fact,
    differ: readonly Inequality[],
  ): readonly SimpleClause[] {
    let size = 0;
    for (const { args } of hypotheses) for (const cell of args) size += cell.size;
    for (const cell of conclusion.args) size += cell.size;
    for (const { left, right } of differ) size += left.size + right.size;
    if (size > maximalSize) {
      this.#complete = false;
      return [];
    }
    if (size > largeSize) this.#vocabulary.pulse.look();
    return this.simplification.clauses(hypotheses, conclusion, differ);
  }

  #number(simple: SimpleClause, history: History): Clause {
    this.#nextId += 1;
    const { hypotheses, conclusion, differ, variables } = simple;
    return { id: this.#nextId, hypotheses, conclusion, differ, variables, history };
  }

  // Facts first, small ones before large ones: they make the most of the rest superfluous.
  #enqueue(clause: Clause): void {
    let weight = 0;
    if (clause.hypotheses.length === 0) {
      for (const cell of clause.conclusion.args) weight += cell.size;
      weight = Math.min(weight >> 1, factBuckets - 1);
    } else {
      weight = clause.hypotheses.length * 2;
      for (const fact of clause.hypotheses) for (const cell of fact.args) weight += cell.size;
      weight = factBuckets + Math.min(weight >> 1, 255);
    }
    while (this.#queue.length <= weight) this.#queue.push([]);
    this.#queue[weight]?.push(clause);
  }

  #describe(clause: Clause): Kept {
    const print = printOf(clause.conclusion, this.#vocabulary.bank);
    const [signature, selected] = [signatureOf(clause), this.#select(clause)];
    return { clause, signature, selected, print, moved: null, removed: false };
  }

  // The largest hypothesis that says something: it has the fewest providers.
  #select(clause: Clause): number {
    let best = -1;
    let bestSize = -1;
    clause.hypotheses.forEach((fact, index) => {
      const { predicates } = this.#vocabulary;
      if (predicates.isNoted(fact.predicate)) return;
      const { kind } = predicates.kind(fact.predicate);
      const [cell] = fact.args;
      if (kind === 'attacker' && (cell === undefined || cell.symbol < 0)) return;
      let size = kind === 'channel' ? 1_000_000 : 0;
      for (const argument of fact.args) size += argument.size;
      if (size > bestSize) {
        best = index;
        bestSize = size;
      }
    });
    return best;
  }

  #covers(general: Kept, special: Kept): boolean {
    const { signature } = general;
    if (signature.hypotheses > special.signature.hypotheses) return false;
    if (signature.size > special.signature.size) return false;
    if ((signature.bits & ~special.signature.bits) !== 0) return false;
    return subsumes(general.clause, special.clause, this.#bindings);
  }

  // Null when the clause says nothing new. Clauses that it makes superfluous go.
  #keep(clause: Clause): Kept | null {
    if (this.#composable(clause)) return null;
    const kept = this.#describe(clause);
    const { conclusion, hypotheses, differ } = clause;
    const { predicate } = conclusion;
    const { print } = kept;
    for (const other of this.#byConclusion.generalising(predicate, print)) {
      if (this.#covers(other, kept)) return null;
    }
    for (const other of this.#byConclusion.instances(predicate, print)) {
      if (this.#covers(kept, other)) other.removed = true;
    }
    this.#byConclusion.add(predicate, print, kept);
    const wanted = hypotheses[kept.selected];
    if (wanted === undefined) this.#solvedBy.add(predicate, print, kept);
    else this.#waitingFor.add(wanted.predicate, printOf(wanted, this.#vocabulary.bank), kept);
    if (this.simplification.epoch(predicate) < 0) return kept;
    if (hypotheses.length === 0 && differ.length === 0) {
      append(this.#facts, this.#key(conclusion), kept);
      this.#dropComposable(kept);
    }
    append(this.#had, predicate, kept);
    return kept;
  }

  // Leaves out hypotheses that the adversary meets by itself; the shorter clause goes to the queue. The
  // derivation is not whole afterwards.
  #shorten(clause: Clause): boolean {
    const kept = clause.hypotheses.filter((fact) => {
      const [cell] = fact.args;
      const asked = this.simplification.epoch(fact.predicate) >= 0 && cell !== undefined && cell.symbol >= 0;
      return !asked || !this.#has(cell, fact.predicate, nothing);
    });
    if (kept.length === clause.hypotheses.length) return false;
    this.#offer(kept, clause.conclusion, clause.differ, () => clause.history);
    return true;
  }

  // Whether the adversary could build the conclusion itself from the hypotheses: then the clause adds nothing
  // to the rules by which it builds.
  #composable(clause: Clause): boolean {
    const { history, conclusion, hypotheses } = clause;
    const epoch = this.simplification.epoch(conclusion.predicate);
    const [whole] = conclusion.args;
    if (epoch < 0 || whole === undefined || whole.args.length === 0) return false;
    if (history.kind === 'rule' && history.rule.origin.kind === 'adversary') return false;
    return this.#builds(whole, conclusion.predicate, this.#given(hypotheses, epoch));
  }

  #given(hypotheses: readonly Fact[], epoch: number): ReadonlySet<Cell> {
    const had = new Set<Cell>();
    for (const fact of hypotheses) {
      const earlier = this.simplification.epoch(fact.predicate);
      const [cell] = fact.args;
      if (earlier >= 0 && earlier <= epoch && cell !== undefined) had.add(cell);
    }
    return had;
  }

  #has(cell: Cell, predicate: number, had: ReadonlySet<Cell>): boolean {
    if (had.has(cell) || this.simplification.alwaysKnown(cell)) return true;
    return this.#isFact(predicate, cell) || this.#builds(cell, predicate, had);
  }

  #builds(cell: Cell, predicate: number, had: ReadonlySet<Cell>): boolean {
    if (cell.symbol < 0 || cell.args.length === 0) return false;
    const { kind, name } = this.#vocabulary.bank.describe(cell);
    if (kind !== 'function' && kind !== 'transparent' && kind !== 'exponential') return false;
    if (this.#vocabulary.protocol.theory.symbols.get(name)?.private !== false) return false;
    return cell.args.every((part) => this.#has(part, predicate, had));
  }

  // A new fact may make it possible to build what other clauses conclude.
  #dropComposable(fact: Kept): void {
    const { predicate } = fact.clause.conclusion;
    const others = (this.#had.get(predicate) ?? []).filter(({ removed }) => !removed);
    this.#had.set(predicate, others);
    for (const other of others) if (this.#composable(other.clause)) other.removed = true;
  }

  // Whether a clause without hypotheses gives the adversary the term.
  #isFact(predicate: number, cell: Cell): boolean {
    const known = this.#facts.get(this.#key({ predicate, args: [cell] })) ?? [];
    return known.some(
      ({ clause, removed }) =>
        !removed && this.#bindings.match(pairUp(clause.conclusion.args, [cell], null), () => true),
    );
  }

  #key(fact: Fact): number {
    return fact.predicate * 65536 + (fact.args[0]?.symbol ?? -1) + 1;
  }

  #providers(fact: Fact | undefined): readonly Kept[] {
    if (fact === undefined) return [];
    return this.#solvedBy.unifiable(fact.predicate, printOf(fact, this.#vocabulary.bank));
  }

  #resolveAll(kept: Kept): void {
    const add = (simple: SimpleClause, history: History): void => {
      this.#enqueue(this.#number(simple, history));
    };
    const { clause, selected, print } = kept;
    if (selected >= 0) {
      for (const provider of this.#providers(clause.hypotheses[selected])) {
        this.#resolve(provider.clause, kept, add);
      }
      return;
    }
    for (const consumer of this.#waitingFor.unifiable(clause.conclusion.predicate, print)) {
      this.#resolve(clause, consumer, add);
    }
  }

  // Puts the provider's conclusion in for the hypothesis that the consumer waits for.
  #resolve(provider: Clause, waiting: Kept, add: (simple: SimpleClause, history: History) => void): void {
    const { clause: consumer, selected: hypothesis } = waiting;
    waiting.moved ??= this.#movedAway(consumer);
    const { moved } = waiting;
    const wanted = moved.hypotheses[hypothesis];
    if (wanted?.predicate !== provider.conclusion.predicate) return;
    this.#bindings.unify(pairUp(provider.conclusion.args, wanted.args, null), () => {
      const memo = new Map<number, Cell>();
      const put = (cell: Cell): Cell => this.#bindings.resolve(cell, memo);
      const hypotheses: Fact[] = [];
      for (const fact of provider.hypotheses) hypotheses.push({ ...fact, args: fact.args.map(put) });
      moved.hypotheses.forEach((fact, index) => {
        if (index !== hypothesis) hypotheses.push({ ...fact, args: fact.args.map(put) });
      });
      const conclusion = { ...moved.conclusion, args: moved.conclusion.args.map(put) };
      const differ = [...provider.differ, ...moved.differ].map(({ left, right }) => ({
        left: put(left),
        right: put(right),
      }));
      for (const simple of this.#simplified(hypotheses, conclusion, differ)) {
        add(simple, {
          kind: 'resolution',
          provider,
          consumer,
          hypothesis,
          sources: simple.sources,
          path: simple.path,
        });
      }
      return false;
    });
  }

  #movedAway({ hypotheses, conclusion, differ }: Clause): Content {
    const moved = new Map<number, Cell>();
    const away = (cell: Cell): Cell => this.#move(cell, moved);
    const put = (fact: Fact): Fact => ({ ...fact, args: fact.args.map(away) });
    return {
      hypotheses: hypotheses.map(put),
      conclusion: put(conclusion),
      differ: differ.map(({ left, right }) => ({ left: away(left), right: away(right) })),
    };
  }

  #move(cell: Cell, moved: Map<number, Cell>): Cell {
    if (cell.ground) return cell;
    const known = moved.get(cell.id);
    if (known !== undefined) return known;
    const { bank } = this.#vocabulary;
    const made =
      cell.symbol < 0
        ? bank.variable(cell.variable + offset, cell.sort)
        : bank.apply(
            cell.symbol,
            cell.args.map((argument) => this.#move(argument, moved)),
          );
    moved.set(cell.id, made);
    return made;
  }
}

function append(map: Map<number, Kept[]>, key: number, kept: Kept): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [kept]);
  else list.push(kept);
}

function exhausted(steps: number, budget: Budget): boolean {
  return steps > budget.clauses || (steps % 8 === 0 && budget.cancelled());
}
