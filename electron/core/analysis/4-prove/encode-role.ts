import type { Fact, Inequality, Origin, Rule } from './clause.ts';
import { variablesOf, type Cell } from './term-bank.ts';
import { Bindings, pairUp } from './unification.ts';
import { freshKey, type Vocabulary } from './vocabulary.ts';
import { adversaryConstant, anySort, type Message } from '#core/protocol/message.ts';
import { endsOf, type Channel, type Role, type RoleStep } from '#core/protocol/protocol.ts';

/** Which events become conclusions, and which become hypotheses of what comes after them. */
export interface EventUse {
  readonly concluded: ReadonlySet<string>;
  readonly noted: ReadonlySet<string>;
  /** Whether a concluded event carries what its run accepted of counters before. */
  readonly counters: boolean;
}

/**
 * How much of a run its rules remember. `full`: all that was received before, also in the values that the run
 * makes. `medium`: all that was received, but not in those values. `slim`: only what binds the parts of the
 * conclusion. The less, the more is derived and the faster.
 */
export type Memory = 'full' | 'medium' | 'slim';

/**
 * A role's rules: for every send and every concluded event, that it happens whenever what was received
 * before can be had. Runs of one role are told apart by the values that they make, so that the rules hold
 * for any number of runs (Blanchet, cited above, section 4.2).
 */
export function roleRules(
  vocabulary: Vocabulary,
  role: Role,
  events: EventUse,
  memory: Memory,
): readonly Rule[] {
  const walk = new RoleWalk(vocabulary, role, events, memory);
  return walk.rules();
}

/** A run that has come some way: what it has bound, received and passed. */
interface State {
  readonly bound: ReadonlyMap<string, Cell>;
  /** What was bound by receiving, in order: later fresh values depend on it. */
  readonly received: readonly Cell[];
  readonly hypotheses: readonly Fact[];
  readonly receives: readonly {
    readonly step: number;
    readonly hypothesis: number;
    readonly message: Cell;
  }[];
  readonly differ: readonly Inequality[];
  readonly accepted: readonly Accepted[];
  readonly variables: number;
}

interface Accepted {
  readonly counter: string;
  readonly holder: readonly Cell[];
  readonly value: Cell;
}

class RoleWalk {
  readonly #vocabulary: Vocabulary;
  readonly #role: Role;
  readonly #events: EventUse;
  readonly #rules: Rule[] = [];
  readonly #run: Cell;
  readonly #bindings: Bindings;
  readonly #memory: Memory;

  constructor(vocabulary: Vocabulary, role: Role, events: EventUse, memory: Memory) {
    this.#memory = memory;
    this.#vocabulary = vocabulary;
    this.#role = role;
    this.#events = events;
    this.#bindings = new Bindings(vocabulary.bank, vocabulary.pulse);
    const { bank } = vocabulary;
    this.#run = bank.apply(bank.symbol(role.name, 'run', 0), [bank.variable(0, 0)]);
  }

  rules(): readonly Rule[] {
    const bound = new Map<string, Cell>();
    this.#role.parameters.forEach(({ name, sort }, index) => {
      bound.set(name, this.#vocabulary.agent(index + 1, sort));
    });
    const { self } = this.#role;
    const own = self === null ? undefined : bound.get(self);
    const differ = self === null || own === undefined ? [] : [{ left: own, right: this.#dishonest(self) }];
    // A role of an agent that is dishonest here: the adversary does it.
    if (differ.some(({ left, right }) => left === right)) return [];
    let states: readonly State[] = [
      {
        bound,
        received: [],
        hypotheses: [],
        receives: [],
        differ,
        accepted: [],
        variables: bound.size + 1,
      },
    ];
    this.#role.steps.forEach((step, index) => {
      states = states.flatMap((state) => this.#take(state, step, index));
    });
    return this.#rules;
  }

  #take(state: State, step: RoleStep, index: number): readonly State[] {
    switch (step.kind) {
      case 'send':
        return this.#send(state, step, index);
      case 'receive':
        return this.#receive(state, step, index);
      case 'match': {
        const next = this.#declare(state, [step.pattern, step.value], false);
        return this.#equate(next, [[this.#cell(next, step.pattern), this.#cell(next, step.value)]]);
      }
      case 'differ': {
        const next = this.#declare(state, [step.left, step.right], false);
        const left = this.#cell(next, step.left);
        const right = this.#cell(next, step.right);
        return [{ ...next, differ: [...next.differ, { left, right }] }];
      }
      case 'compute':
        return this.#compute(state, step);
      case 'event':
        return this.#event(state, step, index);
      case 'advance': {
        const value = this.#vocabulary.counter(step.value, [this.#run, ...this.#agents(state)]);
        return [{ ...state, bound: new Map([...state.bound, [freshKey(step.value), value]]) }];
      }
      case 'accept':
        return this.#accept(state, step);
    }
  }

  #origin(state: State, step: number): Origin {
    return {
      kind: 'run',
      role: this.#role.name,
      step,
      run: this.#run,
      parameters: this.#agents(state),
      receives: state.receives,
    };
  }

  #agents(state: State): readonly Cell[] {
    return this.#role.parameters.map(({ name }) => this.#bound(state, name));
  }

  #bound(state: State, name: string): Cell {
    const cell = state.bound.get(name);
    if (cell === undefined) throw new RangeError(`${name} is not bound`);
    return cell;
  }

  #cell(state: State, message: Message): Cell {
    return this.#vocabulary.message(message, state.bound);
  }

  #emit(state: State, conclusion: Fact, index: number): void {
    const { differ } = state;
    const hypotheses = this.#memory !== 'slim' ? state.hypotheses : this.#binding(state, conclusion);
    this.#rules.push({ hypotheses, conclusion, differ, origin: this.#origin(state, index) });
  }

  // The hypotheses that bind a part of the conclusion, or of what is kept; and all that was noted.
  #binding(state: State, conclusion: Fact): readonly Fact[] {
    const firsts: ReadonlySet<number>[] = [];
    const seen = new Set<number>(Array.from({ length: this.#role.parameters.length + 1 }).keys());
    for (const fact of state.hypotheses) {
      const own = [...variablesOf(fact.args)].filter((variable) => !seen.has(variable));
      own.forEach((variable) => seen.add(variable));
      firsts.push(new Set(own));
    }
    const needed = new Set(
      variablesOf([...conclusion.args, ...state.differ.flatMap(({ left, right }) => [left, right])]),
    );
    const kept: Fact[] = [];
    for (let index = state.hypotheses.length - 1; index >= 0; index -= 1) {
      const fact = state.hypotheses[index];
      if (fact === undefined) continue;
      const noted = this.#vocabulary.predicates.isNoted(fact.predicate);
      if (!noted && ![...(firsts[index] ?? [])].some((variable) => needed.has(variable))) continue;
      for (const variable of variablesOf(fact.args)) needed.add(variable);
      kept.unshift(fact);
    }
    return kept;
  }

  #send(before: State, step: Extract<RoleStep, { kind: 'send' }>, index: number): readonly State[] {
    const state = this.#declare(before, [step.message, ...endsOf(step.channel)], false);
    const message = this.#cell(state, step.message);
    const epoch = this.#vocabulary.epochOf(step.phase);
    const { trust } = step.channel;
    if (trust === 'public' || trust === 'authentic') {
      this.#emit(state, this.#vocabulary.attacker(epoch, message), index);
    }
    if (trust !== 'public' || this.#vocabulary.protocol.passive) {
      const [from, to] = this.#ends(state, step.channel);
      for (const fact of this.#onChannel(step.label, from, to, message)) this.#emit(state, fact, index);
    }
    return [state];
  }

  // The public channel has no ends that anybody could be sure of.
  #ends(state: State, channel: Channel): readonly [Cell, Cell] {
    if (channel.trust !== 'public') return [this.#cell(state, channel.from), this.#cell(state, channel.to)];
    const nobody = this.#vocabulary.bank.constant('nobody', 0);
    return [nobody, nobody];
  }

  #receive(before: State, step: Extract<RoleStep, { kind: 'receive' }>, index: number): readonly State[] {
    const state = this.#declare(before, [step.pattern, ...endsOf(step.channel)], true);
    const message = this.#cell(state, step.pattern);
    const { passive } = this.#vocabulary.protocol;
    const hypotheses =
      step.channel.trust === 'public' && !passive
        ? [this.#vocabulary.attacker(this.#vocabulary.epochOf(step.phase), message)]
        : this.#onChannel(step.label, ...this.#ends(state, step.channel), message);
    return [
      {
        ...state,
        hypotheses: [...state.hypotheses, ...hypotheses],
        receives: [...state.receives, { step: index, hypothesis: state.hypotheses.length, message }],
      },
    ];
  }

  // What a slim memory keeps of a tuple on a channel is each part by itself, with the agents.
  #onChannel(label: string, from: Cell, to: Cell, message: Cell): readonly Fact[] {
    const parts = this.#memory === 'slim' ? this.#vocabulary.splitting(label) : null;
    if (parts === null) return [this.#vocabulary.channel(label, from, to, message)];
    const together = message.args.filter((_, index) => !parts.includes(index));
    return parts.flatMap((part) => {
      const cell = message.args[part];
      return cell === undefined
        ? []
        : [this.#vocabulary.channelPart(label, part, [from, to, ...together, cell])];
    });
  }

  #event(before: State, step: Extract<RoleStep, { kind: 'event' }>, index: number): readonly State[] {
    const { concluded, noted } = this.#events;
    if (!concluded.has(step.event) && !noted.has(step.event)) return [before];
    const state = this.#declare(before, step.args, false);
    const fact = this.#vocabulary.event(
      step.event,
      this.#run,
      step.args.map((argument) => this.#cell(state, argument)),
    );
    if (concluded.has(step.event)) {
      const differ = step.honest.map((name) => ({
        left: this.#bound(state, name),
        right: this.#dishonest(name),
      }));
      const hypotheses = [...state.hypotheses, ...this.#acceptedFacts(state)];
      this.#emit({ ...state, hypotheses, differ: [...state.differ, ...differ] }, fact, index);
    }
    return [noted.has(step.event) ? { ...state, hypotheses: [...state.hypotheses, fact] } : state];
  }

  #acceptedFacts(state: State): readonly Fact[] {
    if (!this.#events.counters) return [];
    return state.accepted.map(({ counter, holder, value }) =>
      this.#vocabulary.accepted(counter, this.#run, [...holder, value]),
    );
  }

  #dishonest(parameter: string): Cell {
    const sort = this.#role.parameters.find(({ name }) => name === parameter)?.sort ?? anySort;
    return this.#vocabulary.message(adversaryConstant(sort), new Map());
  }

  // A run accepts no counter value twice for one holder; that other runs do not either is left out, which is sound. A slim memory
  // leaves out even that: the adversary has all values of counters, so that clauses which differ only in what
  // must not be equal would be many and say little.
  #accept(before: State, step: Extract<RoleStep, { kind: 'accept' }>): readonly State[] {
    const state = this.#declare(before, [...step.holder, step.value], false);
    const value = this.#cell(state, step.value);
    const holder = step.holder.map((message) => this.#cell(state, message));
    const differ = (this.#memory === 'slim' ? [] : state.accepted)
      .filter(({ counter, holder: other }) => counter === step.counter && isSameRow(other, holder))
      .map((earlier) => ({ left: earlier.value, right: value }));
    return [
      {
        ...state,
        differ: [...state.differ, ...differ],
        accepted: [...state.accepted, { counter: step.counter, holder, value }],
      },
    ];
  }

  #compute(before: State, step: Extract<RoleStep, { kind: 'compute' }>): readonly State[] {
    const state = this.#declare(before, step.args, false);
    const args = step.args.map((argument) => this.#cell(state, argument));
    const found: State[] = [];
    for (const rewrite of this.#vocabulary.protocol.theory.rewrites) {
      if (rewrite.symbol !== step.symbol) continue;
      const own = this.#fresh(state, [...rewrite.args, rewrite.result]);
      const patterns = rewrite.args.map((argument) => this.#vocabulary.message(argument, own.variables));
      const result = this.#vocabulary.message(rewrite.result, own.variables);
      const next = { ...own.state, bound: new Map([...own.state.bound, [step.variable, result]]) };
      found.push(
        ...this.#equate(
          next,
          args.map((argument, index) => [argument, patterns[index] ?? argument]),
        ),
      );
    }
    if (!step.checked) {
      const stuck = this.#vocabulary.bank.apply(this.#vocabulary.symbol(step.symbol), args);
      found.push({ ...state, bound: new Map([...state.bound, [step.variable, stuck]]) });
    }
    return found;
  }

  // Variables of a rule of the theory, apart from those of the role.
  #fresh(
    state: State,
    messages: readonly Message[],
  ): { readonly state: State; readonly variables: ReadonlyMap<string, Cell> } {
    const variables = new Map<string, Cell>();
    let count = state.variables;
    const visit = (message: Message): void => {
      if (message.kind === 'apply') message.args.forEach(visit);
      if (message.kind !== 'variable' || variables.has(message.name)) return;
      variables.set(message.name, this.#vocabulary.bank.variable(count, 0));
      count += 1;
    };
    messages.forEach(visit);
    return { state: { ...state, variables: count }, variables };
  }

  // Binds variables and fresh values that occur for the first time.
  #declare(state: State, messages: readonly Message[], receiving: boolean): State {
    const { bank } = this.#vocabulary;
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
          this.#vocabulary.fresh(message.name, [
            this.#run,
            ...this.#agents(state),
            ...(this.#memory === 'full' ? state.received : []),
          ]),
        );
      }
    };
    messages.forEach(visit);
    return { ...state, bound, received, variables };
  }

  // The states after making pairs equal: several when exponents commute, none when they cannot be.
  #equate(state: State, pairs: readonly (readonly [Cell, Cell])[]): readonly State[] {
    const found: State[] = [];
    const left = pairs.map(([one]) => one);
    const right = pairs.map(([, other]) => other);
    this.#bindings.unify(pairUp(left, right, null), () => {
      const memo = new Map<number, Cell>();
      const put = (cell: Cell): Cell => this.#bindings.resolve(cell, memo);
      found.push({
        bound: new Map([...state.bound].map(([name, cell]) => [name, put(cell)])),
        received: state.received.map(put),
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

function isSameRow(one: readonly Cell[], other: readonly Cell[]): boolean {
  return one.length === other.length && one.every((cell, index) => cell === other[index]);
}
