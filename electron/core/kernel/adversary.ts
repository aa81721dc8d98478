import { evaluate, matches, exponentOrders, type Binding } from './pattern.ts';
import type { Value, ValueTable } from './value.ts';
import { adversaryConstant, type Message, type Sort } from '#core/protocol/message.ts';
import type { Exposure, Protocol } from '#core/protocol/protocol.ts';
import type { Deduction, Rewrite } from '#core/protocol/theory.ts';

/**
 * The knowledge of the adversary of one execution: everything it saw, taken apart as far as its abilities reach. Every
 * fact is a theorem of the protocol's theory; nothing is assumed that it could not have at that moment.
 */
export class Adversary {
  readonly #protocol: Protocol;
  readonly #table: ValueTable;
  readonly #known = new Set<Value>();
  // Applications among it, by their symbol, and what was not taken apart yet.
  readonly #applications = new Map<string, Value[]>();
  #whole: Value[] = [];
  readonly #openings: readonly Opening[];
  readonly #agents = new Map<Sort, Set<Value>>();
  readonly #derivable = new Map<Value, boolean>();
  // The exposures of this phase that are not written out.
  #numerous: readonly Exposure[] = [];
  #phase = 0;
  #closed = true;

  constructor(protocol: Protocol, table: ValueTable) {
    this.#protocol = protocol;
    this.#table = table;
    this.#openings = protocol.theory.rewrites.map(openingOf);
    for (const sort of protocol.agentSorts) this.meet(table.constant(adversaryConstant(sort)));
    this.#expose();
  }

  /** Takes note of an agent, whose exposures it has from then on. */
  meet(agent: Value): void {
    const agents = this.#agents.get(agent.sort) ?? new Set<Value>();
    this.#agents.set(agent.sort, agents);
    if (agents.has(agent)) return;
    agents.add(agent);
    this.#expose();
  }

  /** The system goes to a later phase. */
  enter(phase: number): void {
    this.#phase = phase;
    this.#closed = false;
    this.#derivable.clear();
    this.#expose();
  }

  /** It sees a message. */
  learn(value: Value): void {
    if (this.#known.has(value)) return;
    this.#known.add(value);
    if (value.kind === 'apply') {
      const alike = this.#applications.get(value.name);
      if (alike === undefined) this.#applications.set(value.name, [value]);
      else alike.push(value);
      this.#whole.push(value);
    }
    this.#closed = false;
    this.#derivable.clear();
  }

  /** True when it can derive the value now. */
  derives(value: Value): boolean {
    this.#close();
    return this.#builds(value, new Set());
  }

  #expose(): void {
    const exposed = this.#protocol.exposures.filter(({ fromPhase }) => fromPhase <= this.#phase);
    this.#numerous = exposed.filter((exposure) => this.#isNumerous(exposure));
    // What is looked up has become more without anything having been learned.
    if (this.#numerous.length > 0) this.#derivable.clear();
    for (const exposure of exposed) {
      if (this.#numerous.includes(exposure)) continue;
      for (const binding of this.#instances(exposure)) {
        const value = evaluate(exposure.message, binding, this.#table);
        if (value !== null) this.learn(value);
      }
    }
  }

  // What many agents share has more values than can be written out: whether one is exposed is seen when it is asked for.
  #isNumerous({ variables }: Exposure): boolean {
    let instances = 1;
    for (const sort of variables.values()) instances *= this.#agents.get(sort)?.size ?? 0;
    return instances > mostInstances;
  }

  #isExposed(value: Value): boolean {
    return this.#numerous.some(({ message, variables }) =>
      matches(message, value, noBinding, variables, this.#table).some((binding) =>
        [...variables].every(([name, sort]) => {
          const agent = binding.get(name);
          return agent !== undefined && this.#agents.get(sort)?.has(agent) === true;
        }),
      ),
    );
  }

  #instances(exposure: Exposure): readonly Binding[] {
    let bindings: readonly Binding[] = [new Map()];
    for (const [name, sort] of exposure.variables) {
      const agents = [...(this.#agents.get(sort) ?? [])];
      bindings = bindings.flatMap((binding) => agents.map((agent) => new Map([...binding, [name, agent]])));
    }
    return bindings;
  }

  // Takes apart until nothing new comes.
  #close(): void {
    while (!this.#closed) {
      this.#closed = true;
      const whole = this.#whole;
      this.#whole = [];
      for (const value of whole) this.#split(value);
      for (const opening of this.#openings) this.#compute(opening);
      for (const deduction of this.#protocol.theory.deductions) {
        if (deduction.use === 'analysis' && deduction.fromPhase <= this.#phase) this.#deduce(deduction);
      }
    }
  }

  #split(value: Value): void {
    if (this.#protocol.theory.symbols.get(value.name)?.transparent !== true) return;
    for (const part of value.args) this.learn(part);
  }

  #compute({ rewrite, first, others, pending, seen }: Opening): void {
    if (first === null) {
      this.#conclude(this.#premises(rewrite.args), rewrite.result);
      return;
    }
    const applications = this.#applications.get(first.symbol) ?? [];
    for (; seen.count < applications.length; seen.count += 1) {
      const application = applications[seen.count];
      if (application !== undefined)
        pending.push(...matches(first, application, noBinding, noSorts, this.#table));
    }
    const waiting = pending.splice(0);
    for (const start of waiting) {
      const met = others.every((premise) => this.#meet(premise, start, noValues).length > 0);
      if (met) this.#conclude([start], rewrite.result);
      else pending.push(start);
    }
  }

  #conclude(bindings: readonly Binding[], conclusion: Message): void {
    for (const binding of bindings) {
      const result = evaluate(conclusion, binding, this.#table);
      if (result !== null) this.learn(result);
    }
  }

  #deduce(deduction: Deduction): void {
    const met = this.#premises(deduction.premises).filter((binding) =>
      areApart(deduction, binding, this.#table),
    );
    this.#conclude(met, deduction.conclusion);
  }

  // The ways to meet premises: those that a binding leaves open are found among what it has.
  #premises(premises: readonly Message[]): readonly Binding[] {
    let bindings: readonly Binding[] = [noBinding];
    for (const premise of byOpenness(premises)) {
      bindings = bindings.flatMap((binding) => this.#meet(premise, binding, noValues));
    }
    return bindings;
  }

  #meet(premise: Message, binding: Binding, visited: ReadonlySet<Value>): readonly Binding[] {
    const value = evaluate(premise, binding, this.#table);
    if (value !== null) return this.#builds(value, visited) ? [binding] : [];
    return this.#candidates(premise).flatMap((known) =>
      matches(premise, known, binding, noSorts, this.#table),
    );
  }

  // What it has that a premise may be.
  #candidates(premise: Message): readonly Value[] {
    return premise.kind === 'apply' ? [...(this.#applications.get(premise.symbol) ?? [])] : [...this.#known];
  }

  #builds(value: Value, visited: ReadonlySet<Value>): boolean {
    if (this.#known.has(value) || this.#public(value) || this.#isExposed(value)) return true;
    if (visited.has(value)) return false;
    const remembered = this.#derivable.get(value);
    if (remembered !== undefined) return remembered;
    const deeper = new Set([...visited, value]);
    const found = this.#applies(value, deeper) || this.#synthesises(value, deeper);
    // A negative answer found inside a cycle may depend on the cycle, so it is kept only at the outside.
    if (found || visited.size === 0) this.#derivable.set(value, found);
    return found;
  }

  #public(value: Value): boolean {
    if (value.kind === 'constant') return !this.#protocol.secrets.has(value.name);
    return false;
  }

  #applies(value: Value, visited: ReadonlySet<Value>): boolean {
    if (value.kind !== 'apply') return false;
    if (this.#protocol.theory.symbols.get(value.name)?.private !== false) return false;
    return exponentOrders(value, this.#table).some(({ args }) =>
      args.every((argument) => this.#builds(argument, visited)),
    );
  }

  #synthesises(value: Value, visited: ReadonlySet<Value>): boolean {
    return this.#protocol.theory.deductions.some((deduction) => {
      if (deduction.use !== 'synthesis' || deduction.fromPhase > this.#phase) return false;
      return matches(deduction.conclusion, value, new Map(), noSorts, this.#table).some((start) => {
        let bindings: readonly Binding[] = [start];
        for (const premise of deduction.premises) {
          bindings = bindings.flatMap((binding) => this.#meet(premise, binding, visited));
        }
        return bindings.some((binding) => areApart(deduction, binding, this.#table));
      });
    });
  }
}

/**
 * How a destructor's result is computed. Where one premise is an application that tells everything, `first` is that
 * and `others` are the rest; each way to read it in what the adversary has waits until the rest is met, and is done
 * with then. Otherwise `first` is null.
 */
interface Opening {
  readonly rewrite: Rewrite;
  readonly first: Extract<Message, { kind: 'apply' }> | null;
  readonly others: readonly Message[];
  readonly pending: Binding[];
  /** How many applications were read. */
  readonly seen: { count: number };
}

function openingOf(rewrite: Rewrite): Opening {
  const [first, ...others] = byOpenness(rewrite.args);
  const common = { rewrite, pending: [], seen: { count: 0 } };
  return first?.kind === 'apply' && tells(first, [...others, rewrite.result])
    ? { ...common, first, others }
    : { ...common, first: null, others: [] };
}

/** So many values of one exposure are written out. */
const mostInstances = 1_000;

const noSorts: ReadonlyMap<string, Sort> = new Map();
const noBinding: Binding = new Map();
const noValues: ReadonlySet<Value> = new Set();

// Whether the values that must differ do.
function areApart({ differ = [] }: Deduction, binding: Binding, table: ValueTable): boolean {
  return differ.every(([name, other]) => binding.get(name) !== evaluate(other, binding, table));
}

function byOpenness(premises: readonly Message[]): readonly Message[] {
  return premises.toSorted((one, other) => composed(other) - composed(one));
}

// Whether a message has all the variables of others.
function tells(message: Message, others: readonly Message[]): boolean {
  const has = new Set(variablesOf(message));
  return has.size > 0 && others.flatMap(variablesOf).every((name) => has.has(name));
}

function variablesOf(message: Message): readonly string[] {
  if (message.kind === 'variable') return [message.name];
  return message.kind === 'apply' ? message.args.flatMap(variablesOf) : [];
}

function composed(message: Message): number {
  return message.kind === 'apply' ? 1 + message.args.reduce((sum, each) => sum + composed(each), 0) : 0;
}
