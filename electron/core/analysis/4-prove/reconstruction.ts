import type { Clause, Inequality, Rule } from './clause.ts';
import { derivationOf, type Derivation, type RuleNode } from './derivation-tree.ts';
import { type TermNode, type TermPairs, pairTerms } from '#core/theories/term-node.ts';
import { scheduleTrace, type GroundStep } from './schedule.ts';
import { Bindings } from '#core/theories/bindings.ts';
import type { Signature } from './signature.ts';
import { adversaryValue, honestAgent } from '#core/protocol/message.ts';
import type { Trace } from '#core/protocol/trace.ts';

interface Placed {
  readonly node: RuleNode;
  readonly rule: Rule;
  readonly conclusion: readonly TermNode[];
}

/** How many rules of the derivation may be looked at, over again for each pair of runs that is tried to be one. */
const maximalVisits = 20_000;

/** How often runs that turn out to be one are merged. */
const maximalRounds = 32;

/** The largest derivation that is turned into a trace, in rules. */
const maximalSize = 4000;

/**
 * The traces that a solved clause for a goal suggests: its derivation with values for all variables, every run
 * taken as far as the derivation needs; with as few runs as can be, and with as many as the derivation has.
 * None when the derivation mixes what one run cannot do; the replay judges what comes out.
 */
export function reconstruct(signature: Signature, clause: Clause): readonly Trace[] {
  // A tree for each: placing it gives its nodes their places.
  const traces = [true, false].map((frugal) => {
    const derivation = derivationOf(clause, maximalSize);
    return derivation === null ? null : new Placement(signature, frugal).trace(derivation);
  });
  return traces.filter((trace) => trace !== null);
}

class Placement {
  readonly #signature: Signature;
  readonly #bindings: Bindings;
  readonly #placed = new Map<RuleNode, Placed>();
  readonly #late: (() => TermPairs | undefined)[] = [];
  readonly #frugal: boolean;
  #visits = 0;
  #pairs: TermPairs = null;
  #variables = 0;

  constructor(signature: Signature, frugal: boolean) {
    this.#signature = signature;
    this.#frugal = frugal;
    this.#bindings = new Bindings(signature.bank, signature.work);
  }

  trace(root: RuleNode): Trace | null {
    if (!this.#place(root)) return null;
    let found: Trace | null = null;
    this.#bindings.unify(this.#pairs, () =>
      this.#connectLate(this.#late, () =>
        this.#mergeRuns(0, () => {
          found = this.#ground(root);
          return found !== null;
        }),
      ),
    );
    return found;
  }

  // What a part is of may be known only once other parts have been put in.
  #connectLate(late: readonly (() => TermPairs | undefined)[], done: () => boolean): boolean {
    if (late.length === 0) return done();
    const waiting: (() => TermPairs | undefined)[] = [];
    let pairs: TermPairs = null;
    for (const each of late) {
      const more = each();
      if (more === undefined) waiting.push(each);
      for (let pair: TermPairs = more ?? null; pair !== null; pair = pair.next) {
        pairs = { left: pair.left, right: pair.right, next: pairs };
      }
    }
    return (
      waiting.length < late.length && this.#bindings.unify(pairs, () => this.#connectLate(waiting, done))
    );
  }

  // Where the derivation has one run in several places, its agents and what it received are the same.
  #mergeRuns(round: number, done: () => boolean): boolean {
    const memo = new Map<number, TermNode>();
    const put = (cell: TermNode): TermNode => this.#bindings.resolve(cell, memo);
    const runs = new Map<TermNode, { parameters: readonly TermNode[]; received: Map<number, TermNode> }>();
    let pairs: TermPairs = null;
    this.#visits += this.#placed.size;
    for (const { rule } of this.#placed.values()) {
      const { origin } = rule;
      if (origin.kind !== 'run') continue;
      const run = put(origin.run);
      const parameters = origin.parameters.map(put);
      const known = runs.get(run) ?? { parameters, received: new Map<number, TermNode>() };
      runs.set(run, known);
      pairs = pairTerms(known.parameters, parameters, pairs);
      for (const { step, message } of origin.receives) {
        const earlier = known.received.get(step);
        if (earlier === undefined) known.received.set(step, put(message));
        else pairs = { left: earlier, right: put(message), next: pairs };
      }
    }
    let settled = true;
    for (let each: TermPairs = pairs; each !== null; each = each.next) settled &&= each.left === each.right;
    if (settled) return this.#joinRuns([...runs], round, done);
    return round < maximalRounds && this.#bindings.unify(pairs, () => this.#mergeRuns(round + 1, done));
  }

  // Makes one run of two of the same role where that is possible: the fewer runs, the likelier that they can
  // be had.
  #joinRuns(
    runs: readonly (readonly [TermNode, { readonly parameters: readonly TermNode[] }])[],
    round: number,
    done: () => boolean,
  ): boolean {
    if (!this.#frugal) return done();
    for (const [index, [one, { parameters }]] of runs.entries()) {
      for (const [other, more] of runs.slice(index + 1)) {
        if (other.symbol !== one.symbol || this.#visits >= maximalVisits) continue;
        const pairs = { left: one, right: other, next: pairTerms(parameters, more.parameters, null) };
        if (this.#bindings.unify(pairs, () => this.#mergeRuns(round, done))) return true;
      }
    }
    return done();
  }

  // Gives every rule of the tree variables of its own and notes what must be equal.
  #place(node: RuleNode): boolean {
    const rule = this.#rename(node.rule);
    this.#placed.set(node, { node, rule, conclusion: rule.conclusion.args });
    return node.children.every((child, index) => {
      const wanted = rule.hypotheses[index];
      if (child === null || wanted === undefined) return true;
      return this.#connect(wanted.args, () => wanted.args, child);
    });
  }

  #connect(
    now: readonly TermNode[] | null,
    wanted: () => readonly TermNode[] | null,
    child: Derivation,
  ): boolean {
    if (child.kind === 'tuple') {
      for (const [part, inner] of child.children) {
        if (inner === null) continue;
        const component = (): readonly TermNode[] | null => {
          const whole = wanted()?.[0];
          const cell = whole === undefined ? undefined : this.#bindings.walk(whole).args[part];
          return cell === undefined ? null : [cell];
        };
        if (!this.#connect(null, component, inner)) return false;
      }
      return true;
    }
    if (!this.#place(child)) return false;
    const placed = this.#placed.get(child);
    if (placed === undefined) return false;
    if (now !== null && child.path.length === 0) {
      this.#pairs = pairTerms(now, placed.conclusion, this.#pairs);
      return true;
    }
    this.#late.push(() => {
      const left = wanted();
      const right = this.#part(placed.conclusion, child.path);
      return left === null || right === null ? undefined : pairTerms(left, right, null);
    });
    return true;
  }

  #part(conclusion: readonly TermNode[], path: readonly number[]): readonly TermNode[] | null {
    if (path.length === 0) return conclusion;
    let cell = conclusion[0];
    for (const index of path) cell = cell === undefined ? undefined : this.#bindings.walk(cell).args[index];
    return cell === undefined ? null : [cell];
  }

  #rename(rule: Rule): Rule {
    const base = this.#variables;
    let highest = 0;
    const memo = new Map<number, TermNode>();
    const move = (cell: TermNode): TermNode => {
      if (cell.ground) return cell;
      const known = memo.get(cell.id);
      if (known !== undefined) return known;
      const { bank } = this.#signature;
      if (cell.symbol < 0) highest = Math.max(highest, cell.variable + 1);
      const made =
        cell.symbol < 0
          ? bank.variable(cell.variable + base, cell.sort)
          : bank.apply(cell.symbol, cell.args.map(move));
      memo.set(cell.id, made);
      return made;
    };
    const renamed: Rule = {
      hypotheses: rule.hypotheses.map((fact) => ({ ...fact, args: fact.args.map(move) })),
      conclusion: { ...rule.conclusion, args: rule.conclusion.args.map(move) },
      differ: rule.differ.map(({ left, right }) => ({ left: move(left), right: move(right) })),
      origin:
        rule.origin.kind === 'adversary'
          ? rule.origin
          : {
              ...rule.origin,
              run: move(rule.origin.run),
              parameters: rule.origin.parameters.map(move),
              receives: rule.origin.receives.map((each) => ({ ...each, message: move(each.message) })),
            },
    };
    this.#variables = base + highest;
    return renamed;
  }

  // Values for the variables that are left: new runs, honest agents, the adversary's own values.
  #ground(root: RuleNode): Trace | null {
    const values = new Map<number, TermNode>();
    const memo = new Map<number, TermNode>();
    const put = (cell: TermNode): TermNode => this.#fill(this.#bindings.resolve(cell, memo), values);
    const steps: GroundStep[] = [];
    const differ: Inequality[] = [];
    const visit = (node: Derivation): void => {
      const children = node.kind === 'rule' ? node.children : [...node.children.values()];
      for (const child of children) if (child !== null) visit(child);
      const placed = node.kind === 'rule' ? this.#placed.get(node) : undefined;
      if (placed === undefined) return;
      differ.push(...placed.rule.differ);
      const { origin } = placed.rule;
      if (origin.kind !== 'run') return;
      steps.push({
        role: origin.role,
        step: origin.step,
        run: put(origin.run),
        parameters: origin.parameters.map(put),
        receives: origin.receives.map(({ step, message }) => ({ step, message: put(message) })),
      });
    };
    visit(root);
    if (differ.some(({ left, right }) => put(left) === put(right))) return null;
    return scheduleTrace(this.#signature, steps);
  }

  #fill(cell: TermNode, values: Map<number, TermNode>): TermNode {
    if (cell.ground) return cell;
    const { bank, protocol } = this.#signature;
    if (cell.symbol >= 0)
      return bank.apply(
        cell.symbol,
        cell.args.map((part) => this.#fill(part, values)),
      );
    const known = values.get(cell.variable);
    if (known !== undefined) return known;
    const sort = bank.sortName(cell.sort);
    const agent = protocol.agentSorts.includes(sort);
    const own = agent ? honestAgent(sort, values.size) : adversaryValue(sort, values.size);
    const made = bank.constant(own, cell.sort);
    values.set(cell.variable, made);
    return made;
  }
}
