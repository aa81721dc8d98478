import { freshKey, type Signature } from '#core/analysis/4-prove/signature.ts';
import type { TermNode, TermPairs } from '#core/theories/term-node.ts';
import type { Inequality } from '#core/analysis/4-prove/clause.ts';
import { adversaryConstant, anySort, type Message, type Sort } from '#core/protocol/message.ts';
import { messagesOf, type Channel, type Role, type RoleStep } from '#core/protocol/protocol.ts';

/**
 * A role as terms: the strand of F. Thayer, J. Herzog and J. Guttman ("Strand spaces: proving security protocols
 * correct", 1999). Node n stands for the role's step n. Variables are numbered from 0.
 */
export interface Strand {
  readonly role: Role;
  readonly nodes: readonly StrandNode[];
  readonly parameters: readonly TermNode[];
  /** Its own agent is honest; none where it has no agent. */
  readonly honest: readonly Inequality[];
  readonly variables: number;
  /** The variables whose values the adversary has when the run gets them. */
  readonly given: ReadonlySet<number>;
}

/** The ends of a channel; null on the public one, which has none that anybody could be sure of. */
export interface ChannelEnds {
  readonly from: TermNode;
  readonly to: TermNode;
}

/** A message that is sent or received. */
export interface Transmission {
  readonly kind: 'send' | 'receive';
  readonly label: string;
  readonly trust: Channel['trust'];
  readonly ends: ChannelEnds | null;
  readonly message: TermNode;
}

/**
 * - `solve`: the run goes on only if one of the alternatives' pairs can be made equal.
 * - `event`: counts where a query starts from it only if all in `honest` differ.
 */
export type StrandNode = { readonly phase: number } & (
  | Transmission
  | { readonly kind: 'solve'; readonly alternatives: readonly Alternative[] }
  | { readonly kind: 'differ'; readonly pair: Inequality }
  | {
      readonly kind: 'event';
      readonly event: string;
      readonly args: readonly TermNode[];
      readonly honest: readonly Inequality[];
    }
  | { readonly kind: 'number'; readonly message: TermNode }
  | {
      readonly kind: 'accept';
      readonly memory: string;
      readonly passed: readonly TermNode[];
      readonly holder: readonly TermNode[];
      readonly value: TermNode;
    }
  | { readonly kind: 'clock' }
);

/** Two terms to be made equal. */
export type Equation = readonly [TermNode, TermNode];

/** A way to go on: the equations hold, and none of `unless`, rows of pattern and term, matches. */
export interface Alternative {
  readonly equations: readonly Equation[];
  readonly unless: readonly (readonly Equation[])[];
}

/** Equations as pairs to be unified or matched. */
export function pairsOf(equations: readonly Equation[]): TermPairs {
  let pairs: TermPairs = null;
  for (const [left, right] of equations) pairs = { left, right, next: pairs };
  return pairs;
}

/** The strand of a role whose run is identified by this term; its variables are numbered from `first`. */
export function strandOf(signature: Signature, role: Role, run: TermNode, first: number): Strand {
  return new StrandWriter(signature, role, run, first).strand();
}

class StrandWriter {
  readonly #signature: Signature;
  readonly #role: Role;
  readonly #run: TermNode;
  readonly #bound = new Map<string, TermNode>();
  readonly #first: number;
  readonly #given = new Set<number>();
  #next: number;

  constructor(signature: Signature, role: Role, run: TermNode, first: number) {
    this.#signature = signature;
    this.#role = role;
    this.#run = run;
    this.#first = first;
    this.#next = first;
  }

  strand(): Strand {
    const { parameters: declared, self } = this.#role;
    const parameters = declared.map(({ name, sort }) => this.#declare(name, sort));
    return {
      role: this.#role,
      parameters,
      honest: self === null ? [] : this.#honest([self]),
      nodes: this.#role.steps.map((step) => ({ ...this.#node(step), phase: step.phase })),
      variables: this.#next - this.#first,
      given: this.#given,
    };
  }

  #declare(name: string, sort: Sort): TermNode {
    const cell = this.#signature.bank.variable(this.#next, this.#signature.bank.sort(sort));
    this.#next += 1;
    this.#bound.set(name, cell);
    return cell;
  }

  #honest(names: readonly string[]): readonly Inequality[] {
    return names.flatMap((name) => {
      const left = this.#bound.get(name);
      const sort = this.#role.parameters.find((each) => each.name === name)?.sort ?? anySort;
      const right = this.#signature.message(adversaryConstant(sort), this.#bound);
      return left === undefined ? [] : [{ left, right }];
    });
  }

  #node(
    step: RoleStep,
  ): StrandNode extends infer Node ? (Node extends StrandNode ? Omit<Node, 'phase'> : never) : never {
    const before = this.#next;
    for (const message of messagesOf(step)) this.#visit(message);
    switch (step.kind) {
      case 'send':
      case 'receive':
        if (step.kind === 'receive' && step.channel.trust === 'public' && !this.#signature.protocol.passive) {
          this.#give(this.#cell(step.pattern), before);
        }
        return {
          kind: step.kind,
          label: step.label,
          trust: step.channel.trust,
          ends: this.#ends(step.channel),
          message: this.#cell(step.kind === 'send' ? step.message : step.pattern),
        };
      case 'match':
        return {
          kind: 'solve',
          alternatives: [{ equations: [[this.#cell(step.pattern), this.#cell(step.value)]], unless: [] }],
        };
      case 'differ':
        return { kind: 'differ', pair: { left: this.#cell(step.left), right: this.#cell(step.right) } };
      case 'compute':
        return { kind: 'solve', alternatives: this.#results(step) };
      case 'event': {
        const { event } = step;
        return { kind: 'event', event, args: this.#cells(step.args), honest: this.#honest(step.honest) };
      }
      case 'number': {
        const message = this.#cell({ kind: 'variable', name: step.variable });
        this.#give(message, before);
        return { kind: 'number', message };
      }
      case 'accept': {
        const { memory } = step;
        const [passed, holder] = [this.#cells(step.passed), this.#cells(step.holder)];
        return { kind: 'accept', memory, passed, holder, value: this.#cell(step.value) };
      }
      // Whether the clock can have shown it, the replay tells.
      case 'clock':
        return { kind: 'clock' };
    }
  }

  // What stands open in a message from the adversary it had itself.
  #give(cell: TermNode, before: number): void {
    if (cell.symbol < 0) {
      if (cell.variable >= before) this.#given.add(cell.variable);
    } else if (this.#signature.bank.isOpen(cell)) {
      for (const part of cell.args) this.#give(part, before);
    }
  }

  // Each rewrite of the destructor, with variables of its own; and its application where it may be stuck.
  #results(step: Extract<RoleStep, { kind: 'compute' }>): readonly Alternative[] {
    const args = this.#cells(step.args);
    const result = this.#declare(step.variable, anySort);
    const { theory } = this.#signature.protocol;
    const found = theory.rewrites
      .filter(({ symbol, args: patterns }) => symbol === step.symbol && patterns.length === args.length)
      .map((rewrite) => {
        const own = new Map<string, TermNode>();
        const declare = (message: Message): void => {
          if (message.kind === 'apply') message.args.forEach(declare);
          if (message.kind !== 'variable' || own.has(message.name)) return;
          own.set(message.name, this.#signature.bank.variable(this.#next, 0));
          this.#next += 1;
        };
        [...rewrite.args, rewrite.result].forEach(declare);
        const pairs = args.map((argument, index): Equation => {
          const pattern = rewrite.args[index];
          return [argument, pattern === undefined ? argument : this.#signature.message(pattern, own)];
        });
        return { arguments: pairs, result: this.#signature.message(rewrite.result, own) };
      });
    const computed = found.map((each): Alternative => ({
      equations: [...each.arguments, [result, each.result]],
      unless: [],
    }));
    if (step.checked) return computed;
    const stuck = this.#signature.bank.apply(this.#signature.symbol(step.symbol), args);
    const unless = found.map((each) => each.arguments.map(([term, pattern]): Equation => [pattern, term]));
    return [...computed, { equations: [[result, stuck]], unless }];
  }

  #ends(channel: Channel): ChannelEnds | null {
    return channel.trust === 'public' ? null : { from: this.#cell(channel.from), to: this.#cell(channel.to) };
  }

  // Binds variables and fresh values that occur for the first time.
  #visit(message: Message): void {
    if (message.kind === 'apply') for (const part of message.args) this.#visit(part);
    if (message.kind === 'variable' && !this.#bound.has(message.name)) {
      this.#declare(message.name, this.#role.sorts.get(message.name) ?? anySort);
    }
    if (message.kind === 'fresh') this.#freshValue(message.name);
  }

  #freshValue(name: string): void {
    this.#bound.set(freshKey(name), this.#signature.fresh(name, [this.#run]));
  }

  #cell(message: Message): TermNode {
    return this.#signature.message(message, this.#bound);
  }

  #cells(messages: readonly Message[]): readonly TermNode[] {
    return messages.map((message) => this.#cell(message));
  }
}
