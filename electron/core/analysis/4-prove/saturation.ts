import type { Clause, History, Rule } from './clause.ts';
import { ClauseQueue } from './clause-queue.ts';
import { ClauseStore } from './clause-store.ts';
import { keptClause, type Content, type Kept } from './kept-clause.ts';
import { resolve } from './resolution.ts';
import { Simplification, type SimpleClause } from './simplification.ts';
import { Bindings } from '#core/theories/bindings.ts';
import type { Signature } from './signature.ts';
import type { StepBudget } from './step-budget.ts';

/**
 * How many symbols and variables a clause may have, written out: a larger one is left out, and nothing is proved then. A
 * bound on the depth of terms is none on their size, which doubles where a term holds another twice.
 */
const maximalSize = 20_000;

/** How large a clause is that counts as a block of work by itself, before it is simplified. */
const largeSize = 4_000;

/** After how many clauses the first look is taken at what there is so far; the next ones after twice as many. */
const firstLook = 256;

/** How many clauses are taken up for one block of work. */
const clausesInBlock = 8;

/** Takes a clause that was made, with what it was made of. */
type Take = (simple: SimpleClause, history: History) => void;

/**
 * Resolution with free selection on Horn clauses (Blanchet, section 5): clauses are solved when every
 * hypothesis is a variable that the adversary has or an event. When the work ends without stopping early,
 * every derivable fact is derivable from solved clauses alone.
 */
export class Saturation {
  readonly #signature: Signature;
  readonly #simplification: Simplification;
  readonly #bindings: Bindings;
  readonly #queue = new ClauseQueue();
  readonly #store: ClauseStore;
  readonly #forgetful: boolean;
  #nextId = 0;
  #takenUp = 0;
  #complete = true;

  /** `forgetful` keeps no derivations that could be shown, and is faster for it. */
  constructor(signature: Signature, maximalDepth: number, forgetful: boolean) {
    this.#signature = signature;
    this.#forgetful = forgetful;
    this.#simplification = new Simplification(signature, maximalDepth);
    this.#bindings = new Bindings(signature.bank, signature.work);
    this.#store = new ClauseStore(signature, this.#simplification, this.#bindings);
  }

  /** True when nothing was left undone: only then what cannot be derived here cannot happen. */
  get complete(): boolean {
    return this.#complete;
  }

  /**
   * Adds rules and works until nothing new comes, or the budget is used up. `look` is called now and then, less
   * and less often; true ends the work.
   */
  saturate(rules: readonly Rule[], look: () => boolean): void {
    const { work } = this.#signature;
    for (const rule of rules) {
      for (const simple of this.#simplified(rule)) this.#enqueue(simple, historyOf(rule, simple));
    }
    let nextLook = firstLook;
    for (let clause = this.#queue.next(); clause !== undefined; clause = this.#queue.next()) {
      this.#takenUp += 1;
      work.countClause();
      if (this.#forgetful && this.#shorten(clause)) continue;
      if (isExhausted(this.#takenUp, work.clauses, work)) {
        this.#complete = false;
        return;
      }
      const kept = this.#store.keep(clause);
      if (kept !== null) this.#resolveAll(kept);
      if (this.#takenUp < nextLook) continue;
      nextLook *= 2;
      if (!look()) continue;
      this.#complete = false;
      return;
    }
  }

  /**
   * Follows goals back to solved clauses of a saturated set, without adding to it. Returns all clauses that the goals
   * come to, the solved ones among them; null when the budget, or so many clauses, were used up before all were found.
   */
  solve(
    rules: readonly Rule[],
    maximalClauses: number,
    enough: (clause: Clause) => boolean,
  ): readonly Kept[] | null {
    const { work } = this.#signature;
    const seen: Kept[] = [];
    const open: Clause[] = [];
    let steps = 0;
    const take: Take = (simple, history) => {
      open.push(this.#number(simple, history));
    };
    for (const rule of rules) {
      for (const simple of this.#simplified(rule)) take(simple, historyOf(rule, simple));
    }
    for (let clause = open.pop(); clause !== undefined; clause = open.pop()) {
      steps += 1;
      work.countClause();
      if (isExhausted(steps, maximalClauses, work)) return null;
      const kept = keptClause(clause, this.#signature);
      if (seen.some((earlier) => this.#store.covers(earlier, kept))) continue;
      seen.push(kept);
      if (kept.selected < 0) {
        if (enough(clause)) return seen;
        continue;
      }
      for (const provider of this.#store.providers(clause.hypotheses[kept.selected])) {
        this.#resolve(provider.clause, kept, take);
      }
    }
    return seen;
  }

  /** The clauses that are kept. */
  get kept(): readonly Kept[] {
    return this.#store.kept;
  }

  // The clauses that a raw one comes to; none, and nothing is proved any more, where it is too large to be looked at.
  #simplified({ hypotheses, conclusion, differ }: Content): readonly SimpleClause[] {
    let size = 0;
    for (const { args } of hypotheses) for (const cell of args) size += cell.size;
    for (const cell of conclusion.args) size += cell.size;
    for (const { left, right } of differ) size += left.size + right.size;
    if (size > maximalSize) {
      this.#complete = false;
      return [];
    }
    if (size > largeSize) this.#signature.work.spendBlock();
    return this.#simplification.clauses(hypotheses, conclusion, differ);
  }

  #number(simple: SimpleClause, history: History): Clause {
    this.#nextId += 1;
    const { hypotheses, conclusion, differ, variables } = simple;
    return { id: this.#nextId, hypotheses, conclusion, differ, variables, history };
  }

  readonly #enqueue: Take = (simple, history) => {
    this.#queue.add(this.#number(simple, history));
  };

  // Leaves out hypotheses that the adversary meets by itself; the shorter clause goes to the queue. The
  // derivation is not whole afterwards.
  #shorten({ hypotheses: all, conclusion, differ, history }: Clause): boolean {
    const hypotheses = this.#store.unmet(all);
    if (hypotheses.length === all.length) return false;
    for (const simple of this.#simplified({ hypotheses, conclusion, differ })) this.#enqueue(simple, history);
    return true;
  }

  #resolveAll(kept: Kept): void {
    const { clause, selected } = kept;
    if (selected >= 0) {
      for (const provider of this.#store.providers(clause.hypotheses[selected])) {
        this.#resolve(provider.clause, kept, this.#enqueue);
      }
      return;
    }
    for (const consumer of this.#store.consumers(kept)) this.#resolve(clause, consumer, this.#enqueue);
  }

  #resolve(provider: Clause, waiting: Kept, take: Take): void {
    const { clause: consumer, selected: hypothesis } = waiting;
    resolve(provider, waiting, this.#signature.bank, this.#bindings, (resolvent) => {
      for (const simple of this.#simplified(resolvent)) {
        const { sources, path } = simple;
        take(simple, { kind: 'resolution', provider, consumer, hypothesis, sources, path });
      }
    });
  }
}

function historyOf(rule: Rule, { sources, path }: SimpleClause): History {
  return { kind: 'rule', rule, sources, path };
}

function isExhausted(clauses: number, maximal: number, work: StepBudget): boolean {
  return clauses > maximal || (clauses % clausesInBlock === 0 && !work.takeBlock());
}
