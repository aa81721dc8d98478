import type { Fact, Inequality } from './clause.ts';
import { pairTerms, type TermNode } from '#core/theories/term-node.ts';
import { Bindings } from '#core/theories/bindings.ts';
import { freshKey, type Signature } from './signature.ts';
import { adversaryConstant, anySort, type Message } from '#core/protocol/message.ts';
import type { Role } from '#core/protocol/protocol.ts';

/**
 * How much of a run its rules remember. `full`: all that was received before, also in the values that the run
 * makes. `medium`: all that was received, but not in those values. `slim`: only what binds the parts of the
 * conclusion. The less, the more is derived and the faster.
 */
export type Memory = 'full' | 'medium' | 'slim';

/** A run that has come some way: what it has bound, received and passed. */
export interface RunState {
  readonly bound: ReadonlyMap<string, TermNode>;
  /** The terms that were bound by receiving, in order: later fresh values depend on them. */
  readonly received: readonly TermNode[];
  /** The numbers that it was given: what it makes later can be told apart by them, however little it remembers. */
  readonly numbers: readonly TermNode[];
  readonly hypotheses: readonly Fact[];
  readonly receives: readonly {
    readonly step: number;
    readonly hypothesis: number;
    readonly message: TermNode;
  }[];
  readonly differ: readonly Inequality[];
  readonly accepted: readonly Accepted[];
  readonly variables: number;
}

/** A counter's value that a run has accepted for a holder. */
export interface Accepted {
  readonly counter: string;
  readonly holder: readonly TermNode[];
  readonly value: TermNode;
}

/** The terms of one run of a role: how it binds what it makes, receives and compares. */
export class RunTerms {
  /** The identity of the run. */
  readonly run: TermNode;
  readonly #signature: Signature;
  readonly #role: Role;
  readonly #memory: Memory;
  readonly #bindings: Bindings;

  constructor(signature: Signature, role: Role, memory: Memory) {
    this.#signature = signature;
    this.#role = role;
    this.#memory = memory;
    this.#bindings = new Bindings(signature.bank, signature.work);
    const { bank } = signature;
    this.run = bank.apply(bank.symbol(role.name, 'run', 0), [bank.variable(0, 0)]);
  }

  /** The run before its first step; null where its own agent is dishonest, so that the adversary does it. */
  begin(): RunState | null {
    const bound = new Map<string, TermNode>();
    this.#role.parameters.forEach(({ name, sort }, index) => {
      bound.set(name, this.#signature.agent(index + 1, sort));
    });
    const { self } = this.#role;
    const own = self === null ? undefined : bound.get(self);
    const differ = self === null || own === undefined ? [] : [{ left: own, right: this.dishonest(self) }];
    if (differ.some(({ left, right }) => left === right)) return null;
    const variables = bound.size + 1;
    return {
      bound,
      received: [],
      numbers: [],
      hypotheses: [],
      receives: [],
      differ,
      accepted: [],
      variables,
    };
  }

  /** Its agents, in the order of the role's parameters. */
  agents(state: RunState): readonly TermNode[] {
    return this.#role.parameters.map(({ name }) => this.bound(state, name));
  }

  /** The term that a name stands for. */
  bound(state: RunState, name: string): TermNode {
    const cell = state.bound.get(name);
    if (cell === undefined) throw new Error(`${name} is not bound`);
    return cell;
  }

  /** A message as a term; everything in it must be bound. */
  cell(state: RunState, message: Message): TermNode {
    return this.#signature.message(message, state.bound);
  }

  /** The dishonest agent of a parameter's sort. */
  dishonest(parameter: string): TermNode {
    const sort = this.#role.parameters.find(({ name }) => name === parameter)?.sort ?? anySort;
    return this.#signature.message(adversaryConstant(sort), new Map());
  }

  /** Variables of a rule of the theory, apart from those of the role. */
  freshVariables(
    state: RunState,
    messages: readonly Message[],
  ): { readonly state: RunState; readonly variables: ReadonlyMap<string, TermNode> } {
    const variables = new Map<string, TermNode>();
    let count = state.variables;
    const visit = (message: Message): void => {
      if (message.kind === 'apply') message.args.forEach(visit);
      if (message.kind !== 'variable' || variables.has(message.name)) return;
      variables.set(message.name, this.#signature.bank.variable(count, 0));
      count += 1;
    };
    messages.forEach(visit);
    return { state: { ...state, variables: count }, variables };
  }

  /** Binds variables and fresh values that occur for the first time. */
  declare(state: RunState, messages: readonly Message[], receiving: boolean): RunState {
    const { bank } = this.#signature;
    const bound = new Map(state.bound);
    const received = [...state.received];
    let { variables } = state;
    const visit = (message: Message): void => {
      if (message.kind === 'apply') message.args.forEach(visit);
      if (message.kind === 'variable' && !bound.has(message.name)) {
        const sort = bank.sort(this.#role.sorts.get(message.name) ?? anySort);
        const made = bank.variable(variables, sort);
        variables += 1;
        bound.set(message.name, made);
        if (receiving) received.push(made);
      }
      if (message.kind === 'fresh' && !bound.has(freshKey(message.name))) {
        bound.set(
          freshKey(message.name),
          this.#signature.fresh(message.name, [
            this.run,
            ...this.agents(state),
            ...(this.#memory === 'full' ? state.received : state.numbers),
          ]),
        );
      }
    };
    messages.forEach(visit);
    return { ...state, bound, received, variables };
  }

  /** The states after making pairs equal: several where a theory allows it, none when they cannot be. */
  equate(state: RunState, pairs: readonly (readonly [TermNode, TermNode])[]): readonly RunState[] {
    const found: RunState[] = [];
    const left = pairs.map(([one]) => one);
    const right = pairs.map(([, other]) => other);
    this.#bindings.unify(pairTerms(left, right, null), () => {
      const memo = new Map<number, TermNode>();
      const put = (cell: TermNode): TermNode => this.#bindings.resolve(cell, memo);
      found.push({
        bound: new Map([...state.bound].map(([name, cell]) => [name, put(cell)])),
        received: state.received.map(put),
        numbers: state.numbers.map(put),
        hypotheses: state.hypotheses.map((fact) => ({ ...fact, args: fact.args.map(put) })),
        receives: state.receives.map((receive) => ({ ...receive, message: put(receive.message) })),
        differ: state.differ.map(({ left: one, right: other }) => ({ left: put(one), right: put(other) })),
        accepted: state.accepted.map(({ counter, holder, value }) => ({
          counter,
          holder: holder.map(put),
          value: put(value),
        })),
        variables: state.variables,
      });
      return false;
    });
    return found;
  }
}
