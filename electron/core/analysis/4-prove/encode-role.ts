import type { Fact, Origin, Rule } from './clause.ts';
import { RunTerms, type Memory, type RunState } from './run-state.ts';
import { type TermNode, variablesOf } from '#core/theories/term-node.ts';
import type { Signature } from './signature.ts';
import type { Message } from '#core/protocol/message.ts';
import { endsOf, type Channel, type Role, type RoleStep } from '#core/protocol/protocol.ts';

/** Which events become conclusions, and which become hypotheses of what comes after them. */
export interface EventUse {
  readonly concluded: ReadonlySet<string>;
  readonly noted: ReadonlySet<string>;
  /** True when a concluded event carries what its run accepted of counters before. */
  readonly counters: boolean;
}

/**
 * A role's rules: for every send and every concluded event, that it happens whenever what was received
 * before can be had. Runs of one role are told apart by the values that they make, so that the rules hold
 * for any number of runs (Blanchet, cited above, section 4.2).
 */
export function roleRules(
  signature: Signature,
  role: Role,
  events: EventUse,
  memory: Memory,
): readonly Rule[] {
  const walk = new RoleWalk(signature, role, events, memory);
  return walk.rules();
}

class RoleWalk {
  readonly #signature: Signature;
  readonly #role: Role;
  readonly #events: EventUse;
  readonly #rules: Rule[] = [];
  readonly #terms: RunTerms;
  readonly #memory: Memory;

  constructor(signature: Signature, role: Role, events: EventUse, memory: Memory) {
    this.#memory = memory;
    this.#signature = signature;
    this.#role = role;
    this.#events = events;
    this.#terms = new RunTerms(signature, role, memory);
  }

  rules(): readonly Rule[] {
    const begun = this.#terms.begin();
    let states: readonly RunState[] = begun === null ? [] : [begun];
    this.#role.steps.forEach((step, index) => {
      states = states.flatMap((state) => this.#take(state, step, index));
    });
    return this.#rules;
  }

  #take(state: RunState, step: RoleStep, index: number): readonly RunState[] {
    switch (step.kind) {
      case 'send':
        return this.#send(state, step, index);
      case 'receive':
        return this.#receive(state, step, index);
      case 'match': {
        const next = this.#terms.declare(state, [step.pattern, step.value], false);
        return this.#terms.equate(next, [
          [this.#terms.cell(next, step.pattern), this.#terms.cell(next, step.value)],
        ]);
      }
      case 'differ': {
        const next = this.#terms.declare(state, [step.left, step.right], false);
        const left = this.#terms.cell(next, step.left);
        const right = this.#terms.cell(next, step.right);
        return [{ ...next, differ: [...next.differ, { left, right }] }];
      }
      case 'compute':
        return this.#compute(state, step);
      case 'event':
        return this.#event(state, step, index);
      case 'number':
        return this.#number(state, step, index);
      case 'accept':
        return this.#accept(state, step);
      // That a clock only moves on is left out, which is sound.
      case 'clock':
        return [state];
    }
  }

  #origin(state: RunState, step: number): Origin {
    return {
      kind: 'run',
      role: this.#role.name,
      step,
      run: this.#terms.run,
      parameters: this.#terms.agents(state),
      receives: state.receives,
    };
  }

  #emit(state: RunState, conclusion: Fact, index: number): void {
    const { differ } = state;
    const hypotheses = this.#memory !== 'slim' ? state.hypotheses : this.#binding(state, conclusion);
    this.#rules.push({ hypotheses, conclusion, differ, origin: this.#origin(state, index) });
  }

  // The hypotheses that bind a part of the conclusion, or of what is kept; and all that was noted.
  #binding(state: RunState, conclusion: Fact): readonly Fact[] {
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
      const noted = this.#signature.predicates.isNoted(fact.predicate);
      if (!noted && ![...(firsts[index] ?? [])].some((variable) => needed.has(variable))) continue;
      for (const variable of variablesOf(fact.args)) needed.add(variable);
      kept.unshift(fact);
    }
    return kept;
  }

  #send(before: RunState, step: Extract<RoleStep, { kind: 'send' }>, index: number): readonly RunState[] {
    const state = this.#terms.declare(before, [step.message, ...endsOf(step.channel)], false);
    const message = this.#terms.cell(state, step.message);
    const epoch = this.#signature.epochOf(step.phase);
    const { trust } = step.channel;
    if (trust === 'public' || trust === 'authentic') {
      this.#emit(state, this.#signature.attacker(epoch, message), index);
    }
    if (trust !== 'public' || this.#signature.protocol.passive) {
      const [from, to] = this.#ends(state, step.channel);
      const once = trust !== 'public' && step.channel.once ? this.#terms.run : null;
      for (const fact of this.#onChannel(step.label, from, to, message, once)) this.#emit(state, fact, index);
    }
    return [state];
  }

  // The public channel has no ends that anybody could be sure of.
  #ends(state: RunState, channel: Channel): readonly [TermNode, TermNode] {
    if (channel.trust !== 'public')
      return [this.#terms.cell(state, channel.from), this.#terms.cell(state, channel.to)];
    const nobody = this.#signature.bank.constant({ kind: 'constant', name: 'nobody' }, 0);
    return [nobody, nobody];
  }

  #receive(
    before: RunState,
    step: Extract<RoleStep, { kind: 'receive' }>,
    index: number,
  ): readonly RunState[] {
    const declared = this.#terms.declare(before, [step.pattern, ...endsOf(step.channel)], true);
    const message = this.#terms.cell(declared, step.pattern);
    const { passive } = this.#signature.protocol;
    const isOnce = step.channel.trust !== 'public' && step.channel.once && this.#memory !== 'slim';
    const sender = this.#signature.bank.variable(declared.variables, 0);
    // What is delivered once, no other run gets: the run that sent it is taken like a number that is accepted once.
    const state = isOnce
      ? {
          ...declared,
          variables: declared.variables + 1,
          accepted: [
            ...declared.accepted,
            { counter: `delivery of ${step.label}`, holder: [], value: sender },
          ],
        }
      : declared;
    const hypotheses =
      step.channel.trust === 'public' && !passive
        ? [this.#signature.attacker(this.#signature.epochOf(step.phase), message)]
        : this.#onChannel(
            step.label,
            ...this.#ends(state, step.channel),
            message,
            step.channel.trust !== 'public' && step.channel.once ? sender : null,
          );
    return [
      {
        ...state,
        hypotheses: [...state.hypotheses, ...hypotheses],
        receives: [...state.receives, { step: index, hypothesis: state.hypotheses.length, message }],
      },
    ];
  }

  // What a slim memory keeps of a tuple on a channel is each part by itself, with the agents, and never who sent it.
  #onChannel(
    label: string,
    from: TermNode,
    to: TermNode,
    message: TermNode,
    sender: TermNode | null,
  ): readonly Fact[] {
    const slim = this.#memory === 'slim';
    const parts = slim ? this.#signature.splitting(label) : null;
    if (parts === null) return [this.#signature.channel(label, from, to, message, slim ? null : sender)];
    const together = message.args.filter((_, index) => !parts.includes(index));
    return parts.flatMap((part) => {
      const cell = message.args[part];
      return cell === undefined
        ? []
        : [this.#signature.channelPart(label, part, [from, to, ...together, cell])];
    });
  }

  #event(before: RunState, step: Extract<RoleStep, { kind: 'event' }>, index: number): readonly RunState[] {
    const { concluded, noted } = this.#events;
    // What is made in an event is made by then, whether it is told or not.
    const state = this.#terms.declare(before, step.args, false);
    if (!concluded.has(step.event) && !noted.has(step.event)) return [state];
    const fact = this.#signature.event(
      step.event,
      this.#terms.run,
      step.args.map((argument) => this.#terms.cell(state, argument)),
    );
    if (concluded.has(step.event)) {
      const differ = step.honest.map((name) => ({
        left: this.#terms.bound(state, name),
        right: this.#terms.dishonest(name),
      }));
      const hypotheses = [...state.hypotheses, ...this.#acceptedFacts(state)];
      this.#emit({ ...state, hypotheses, differ: [...state.differ, ...differ] }, fact, index);
    }
    return [noted.has(step.event) ? { ...state, hypotheses: [...state.hypotheses, fact] } : state];
  }

  #acceptedFacts(state: RunState): readonly Fact[] {
    if (!this.#events.counters) return [];
    return state.accepted.map(({ counter, holder, value }) =>
      this.#signature.accepted(counter, this.#terms.run, [...holder, value]),
    );
  }

  // The adversary has all numbers.
  #number(before: RunState, step: Extract<RoleStep, { kind: 'number' }>, index: number): readonly RunState[] {
    const variable: Message = { kind: 'variable', name: step.variable };
    const state = this.#terms.declare(before, [variable], true);
    const message = this.#terms.cell(state, variable);
    const has = this.#signature.attacker(this.#signature.epochOf(step.phase), message);
    return [
      {
        ...state,
        numbers: [...state.numbers, message],
        hypotheses: [...state.hypotheses, has],
        receives: [...state.receives, { step: index, hypothesis: state.hypotheses.length, message }],
      },
    ];
  }

  // A run accepts no counter value twice for one holder; that other runs do not either is left out, which is sound. A slim memory
  // leaves out even that: the adversary has all values of counters, so that clauses which differ only in what
  // must not be equal would be many and say little.
  #accept(before: RunState, step: Extract<RoleStep, { kind: 'accept' }>): readonly RunState[] {
    const state = this.#terms.declare(before, [...step.passed, ...step.holder, step.value], false);
    const value = this.#terms.cell(state, step.value);
    const holder = step.holder.map((message) => this.#terms.cell(state, message));
    const earlier = state.accepted
      .filter(({ counter, holder: other }) => counter === step.memory && isSameRow(other, holder))
      .map((each) => each.value);
    const passed = step.passed.map((message) => this.#terms.cell(state, message));
    const differ = (this.#memory === 'slim' ? [] : [...earlier, ...passed]).map((left) => ({
      left,
      right: value,
    }));
    return [
      {
        ...state,
        differ: [...state.differ, ...differ],
        accepted: [...state.accepted, { counter: step.memory, holder, value }],
      },
    ];
  }

  #compute(before: RunState, step: Extract<RoleStep, { kind: 'compute' }>): readonly RunState[] {
    const state = this.#terms.declare(before, step.args, false);
    const args = step.args.map((argument) => this.#terms.cell(state, argument));
    const found: RunState[] = [];
    for (const rewrite of this.#signature.protocol.theory.rewrites) {
      if (rewrite.symbol !== step.symbol) continue;
      const own = this.#terms.freshVariables(state, [...rewrite.args, rewrite.result]);
      const patterns = rewrite.args.map((argument) => this.#signature.message(argument, own.variables));
      const result = this.#signature.message(rewrite.result, own.variables);
      const next = { ...own.state, bound: new Map([...own.state.bound, [step.variable, result]]) };
      found.push(
        ...this.#terms.equate(
          next,
          args.map((argument, index) => [argument, patterns[index] ?? argument]),
        ),
      );
    }
    if (!step.checked) {
      const stuck = this.#signature.bank.apply(this.#signature.symbol(step.symbol), args);
      found.push({ ...state, bound: new Map([...state.bound, [step.variable, stuck]]) });
    }
    return found;
  }
}

function isSameRow(one: readonly TermNode[], other: readonly TermNode[]): boolean {
  return one.length === other.length && one.every((cell, index) => cell === other[index]);
}
