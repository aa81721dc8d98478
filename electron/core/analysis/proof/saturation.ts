import type { Clause, Fact, History, Inequality, Rule } from '#core/analysis/proof/clause.ts';
import { Simplification, type SimpleClause } from '#core/analysis/proof/simplification.ts';
import { signatureOf, subsumes, type Signature } from '#core/analysis/proof/subsumption.ts';
import type { Cell } from '#core/analysis/proof/term-bank.ts';
import { Bindings, pairUp } from '#core/analysis/proof/unification.ts';
import type { Vocabulary } from '#core/analysis/proof/vocabulary.ts';

/** What stops a saturation that would go on. */
export interface Budget {
  /** How many clauses may be taken up. */
  readonly clauses: number;
  /** Asked now and then; true ends the work. */
  readonly cancelled: () => boolean;
}

/** Variables of a consumer are moved out of the provider's way. */
const offset = 4096;

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
  removed: boolean;
}

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
  readonly #byConclusion = new Map<number, Kept[]>();
  readonly #solvedBy = new Map<number, Kept[]>();
  readonly #waitingFor = new Map<number, Kept[]>();
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

  /** How many clauses were taken up so far. */
  get work(): number {
    return this.#takenUp;
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
      for (const simple of this.simplification.clauses(rule.hypotheses, rule.conclusion, rule.differ)) {
        add(simple, { kind: 'rule', rule, sources: simple.sources, path: simple.path });
      }
    }
    for (let clause = open.pop(); clause !== undefined; clause = open.pop()) {
      steps += 1;
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
        this.#resolve(provider.clause, clause, kept.selected, add);
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
    for (const simple of this.simplification.clauses(hypotheses, conclusion, differ)) {
      this.#enqueue(this.#number(simple, history(simple.sources, simple.path)));
    }
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
    return { clause, signature: signatureOf(clause), selected: this.#select(clause), removed: false };
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
    const { predicate } = clause.conclusion;
    const siblings = this.#byConclusion.get(predicate) ?? [];
    for (const sibling of siblings) if (!sibling.removed && this.#covers(sibling, kept)) return null;
    for (const sibling of siblings) if (this.#covers(kept, sibling)) sibling.removed = true;
    const remaining = siblings.filter(({ removed }) => !removed);
    remaining.push(kept);
    this.#byConclusion.set(predicate, remaining);
    const [index, key] =
      kept.selected < 0
        ? [this.#solvedBy, this.#key(clause.conclusion)]
        : [this.#waitingFor, this.#key(clause.hypotheses[kept.selected])];
    const list = index.get(key);
    if (list === undefined) index.set(key, [kept]);
    else list.push(kept);
    if (clause.hypotheses.length === 0 && clause.differ.length === 0) this.#dropComposable(remaining, kept);
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
    return this.#builds(whole, conclusion.predicate, this.#had(hypotheses, epoch));
  }

  #had(hypotheses: readonly Fact[], epoch: number): ReadonlySet<Cell> {
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
  #dropComposable(siblings: readonly Kept[], fact: Kept): void {
    if (this.simplification.epoch(fact.clause.conclusion.predicate) < 0) return;
    for (const sibling of siblings) {
      if (sibling !== fact && !sibling.removed && this.#composable(sibling.clause)) sibling.removed = true;
    }
  }

  // Whether a clause without hypotheses gives the adversary the term.
  #isFact(predicate: number, cell: Cell): boolean {
    const known = this.#solvedBy.get(this.#key({ predicate, args: [cell] })) ?? [];
    return known.some(
      ({ clause, removed }) =>
        !removed &&
        clause.hypotheses.length === 0 &&
        clause.differ.length === 0 &&
        this.#bindings.match(pairUp(clause.conclusion.args, [cell], null), () => true),
    );
  }

  #key(fact: Fact | undefined): number {
    if (fact === undefined) return -1;
    const cell = fact.args.length === 1 ? fact.args[0] : undefined;
    return fact.predicate * 65536 + (cell === undefined ? 0 : cell.symbol + 1);
  }

  #providers(fact: Fact | undefined): readonly Kept[] {
    if (fact === undefined) return [];
    const exact = this.#solvedBy.get(this.#key(fact)) ?? [];
    const open = fact.args.length === 1 ? (this.#solvedBy.get(fact.predicate * 65536) ?? []) : [];
    return [...exact, ...open].filter(({ removed }) => !removed);
  }

  #resolveAll(kept: Kept): void {
    const add = (simple: SimpleClause, history: History): void => {
      this.#enqueue(this.#number(simple, history));
    };
    const { clause, selected } = kept;
    if (selected >= 0) {
      for (const provider of this.#providers(clause.hypotheses[selected])) {
        this.#resolve(provider.clause, clause, selected, add);
      }
      return;
    }
    const { conclusion } = clause;
    const exact = this.#waitingFor.get(this.#key(conclusion)) ?? [];
    const consumers =
      conclusion.args.length === 1 && (conclusion.args[0]?.symbol ?? -1) < 0
        ? this.#allWaiting(conclusion)
        : exact;
    for (const consumer of consumers) {
      if (!consumer.removed) this.#resolve(clause, consumer.clause, consumer.selected, add);
    }
  }

  #allWaiting(conclusion: Fact): readonly Kept[] {
    const found: Kept[] = [];
    for (const [key, list] of this.#waitingFor) {
      if (key >> 16 === conclusion.predicate) found.push(...list);
    }
    return found;
  }

  #resolve(
    provider: Clause,
    consumer: Clause,
    hypothesis: number,
    add: (simple: SimpleClause, history: History) => void,
  ): void {
    const wanted = consumer.hypotheses[hypothesis];
    if (wanted?.predicate !== provider.conclusion.predicate) return;
    const moved = new Map<number, Cell>();
    const away = (cell: Cell): Cell => this.#move(cell, moved);
    this.#bindings.unify(pairUp(provider.conclusion.args, wanted.args.map(away), null), () => {
      const memo = new Map<number, Cell>();
      const put = (cell: Cell): Cell => this.#bindings.resolve(cell, memo);
      const hypotheses: Fact[] = [];
      for (const fact of provider.hypotheses) hypotheses.push({ ...fact, args: fact.args.map(put) });
      consumer.hypotheses.forEach((fact, index) => {
        if (index === hypothesis) return;
        hypotheses.push({ ...fact, args: fact.args.map((cell) => put(away(cell))) });
      });
      const conclusion = {
        ...consumer.conclusion,
        args: consumer.conclusion.args.map((cell) => put(away(cell))),
      };
      const differ = [
        ...provider.differ.map(({ left, right }) => ({ left: put(left), right: put(right) })),
        ...consumer.differ.map(({ left, right }) => ({ left: put(away(left)), right: put(away(right)) })),
      ];
      for (const simple of this.simplification.clauses(hypotheses, conclusion, differ)) {
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

function exhausted(steps: number, budget: Budget): boolean {
  return steps > budget.clauses || (steps % 8 === 0 && budget.cancelled());
}
