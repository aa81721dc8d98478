import type { Fact, Inequality, Origin, Rule } from '#core/analysis/proof/clause.ts';
import type { Cell } from '#core/analysis/proof/term-bank.ts';
import { Bindings, pairUp } from '#core/analysis/proof/unification.ts';
import { freshKey, type Vocabulary } from '#core/analysis/proof/vocabulary.ts';
import { adversaryConstant, anySort, type Message } from '#core/protocol/message.ts';
import type { Channel, Role, RoleStep } from '#core/protocol/protocol.ts';

/** Which events become conclusions, and which become hypotheses of what comes after them. */
export interface EventUse {
  readonly concluded: ReadonlySet<string>;
  readonly noted: ReadonlySet<string>;
}

/**
 * A role's rules: for every send and every concluded event, that it happens whenever what was received
 * before can be had. Runs of one role are told apart by the values that they make, so that the rules hold
 * for any number of runs (Blanchet, cited above, section 4.2).
 */
export function roleRules(vocabulary: Vocabulary, role: Role, events: EventUse): readonly Rule[] {
  const walk = new RoleWalk(vocabulary, role, events);
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
  readonly accepted: readonly { readonly counter: string; readonly value: Cell }[];
  readonly variables: number;
}

class RoleWalk {
  readonly #vocabulary: Vocabulary;
  readonly #role: Role;
  readonly #events: EventUse;
  readonly #rules: Rule[] = [];
  readonly #run: Cell;
  readonly #bindings: Bindings;

  constructor(vocabulary: Vocabulary, role: Role, events: EventUse) {
    this.#vocabulary = vocabulary;
    this.#role = role;
    this.#events = events;
    this.#bindings = new Bindings(vocabulary.bank);
    const { bank } = vocabulary;
    this.#run = bank.apply(bank.symbol(role.name, 'run', 0), [bank.variable(0, 0)]);
  }

  rules(): readonly Rule[] {
    const { bank } = this.#vocabulary;
    const bound = new Map<string, Cell>();
    this.#role.parameters.forEach(({ name, sort }, index) => {
      bound.set(name, bank.variable(index + 1, bank.sort(sort)));
    });
    let states: readonly State[] = [
      {
        bound,
        received: [],
        hypotheses: [],
        receives: [],
        differ: [],
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
        const value = this.#vocabulary.counter(step.value, this.#run);
        return [{ ...state, bound: new Map([...state.bound, [freshKey(step.value), value]]) }];
      }
      case 'accept':
        return this.#accept(state, step);
    }
  }

  #origin(state: State, step: number): Origin {
    const parameters = this.#role.parameters.map(({ name }) => this.#bound(state, name));
    return {
      kind: 'run',
      role: this.#role.name,
      step,
      run: this.#run,
      parameters,
      receives: state.receives,
    };
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
    const { hypotheses, differ } = state;
    this.#rules.push({ hypotheses, conclusion, differ, origin: this.#origin(state, index) });
  }

  #send(before: State, step: Extract<RoleStep, { kind: 'send' }>, index: number): readonly State[] {
    const state = this.#declare(before, [step.message, ...ends(step.channel)], false);
    const message = this.#cell(state, step.message);
    const epoch = this.#vocabulary.epochOf(step.phase);
    const { trust } = step.channel;
    if (trust === 'public' || trust === 'authentic') {
      this.#emit(state, this.#vocabulary.attacker(epoch, message), index);
    }
    if (trust !== 'public' || this.#vocabulary.protocol.passive) {
      const [from, to] = this.#ends(state, step.channel);
      this.#emit(state, this.#vocabulary.channel(step.label, from, to, message), index);
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
    const state = this.#declare(before, [step.pattern, ...ends(step.channel)], true);
    const message = this.#cell(state, step.pattern);
    const { passive } = this.#vocabulary.protocol;
    const hypothesis =
      step.channel.trust === 'public' && !passive
        ? this.#vocabulary.attacker(this.#vocabulary.epochOf(step.phase), message)
        : this.#vocabulary.channel(step.label, ...this.#ends(state, step.channel), message);
    return [
      {
        ...state,
        hypotheses: [...state.hypotheses, hypothesis],
        receives: [...state.receives, { step: index, hypothesis: state.hypotheses.length, message }],
      },
    ];
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
      this.#emit({ ...state, differ: [...state.differ, ...differ] }, fact, index);
    }
    return [noted.has(step.event) ? { ...state, hypotheses: [...state.hypotheses, fact] } : state];
  }

  #dishonest(parameter: string): Cell {
    const sort = this.#role.parameters.find(({ name }) => name === parameter)?.sort ?? anySort;
    return this.#vocabulary.message(adversaryConstant(sort), new Map());
  }

  // A run accepts no counter value twice; that other runs do not either is left out, which is sound.
  #accept(before: State, step: Extract<RoleStep, { kind: 'accept' }>): readonly State[] {
    const state = this.#declare(before, [step.value], false);
    const value = this.#cell(state, step.value);
    const differ = state.accepted
      .filter(({ counter }) => counter === step.counter)
      .map((earlier) => ({ left: earlier.value, right: value }));
    return [
      {
        ...state,
        differ: [...state.differ, ...differ],
        accepted: [...state.accepted, { counter: step.counter, value }],
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
        const parameters = this.#role.parameters.map(({ name }) => this.#bound(state, name));
        bound.set(
          freshKey(message.name),
          this.#vocabulary.fresh(message.name, [this.#run, ...parameters, ...state.received]),
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
        accepted: state.accepted.map(({ counter, value }) => ({ counter, value: put(value) })),
        variables: state.variables,
      });
      return false;
    });
    return found;
  }
}

function ends(channel: Channel): readonly Message[] {
  return channel.trust === 'public' ? [] : [channel.from, channel.to];
}
