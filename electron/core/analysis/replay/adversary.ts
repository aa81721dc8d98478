import { evaluate, matches, readings, type Binding } from '#core/analysis/replay/pattern.ts';
import type { Value, ValueTable } from '#core/analysis/replay/value.ts';
import { adversaryConstant, type Message, type Sort } from '#core/protocol/message.ts';
import { counterValuesOf, type Exposure, type Protocol } from '#core/protocol/protocol.ts';
import type { Deduction, Rewrite } from '#core/protocol/theory.ts';

/**
 * What the adversary of one execution has: everything it saw, taken apart as far as its abilities reach. Every
 * fact is a theorem of the protocol's theory; nothing is assumed that it could not have at that moment.
 */
export class Adversary {
  readonly #protocol: Protocol;
  readonly #table: ValueTable;
  readonly #known = new Set<Value>();
  readonly #counters: ReadonlySet<string>;
  readonly #agents = new Map<Sort, Set<Value>>();
  readonly #derivable = new Map<Value, boolean>();
  #phase = 0;
  #closed = true;

  constructor(protocol: Protocol, table: ValueTable) {
    this.#protocol = protocol;
    this.#table = table;
    this.#counters = new Set(protocol.roles.flatMap(counterValuesOf));
    for (const sort of protocol.agentSorts) this.meet(table.constant(adversaryConstant(sort).name));
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
    this.#closed = false;
    this.#derivable.clear();
  }

  /** Whether it can derive the value now. */
  derives(value: Value): boolean {
    this.#close();
    return this.#builds(value, new Set());
  }

  #expose(): void {
    for (const exposure of this.#protocol.exposures) {
      if (exposure.fromPhase > this.#phase) continue;
      for (const binding of this.#instances(exposure)) {
        const value = evaluate(exposure.message, binding, this.#table);
        if (value !== null) this.learn(value);
      }
    }
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
      for (const value of [...this.#known]) this.#split(value);
      for (const rewrite of this.#protocol.theory.rewrites) this.#compute(rewrite);
      for (const deduction of this.#protocol.theory.deductions) {
        if (deduction.use === 'analysis' && deduction.fromPhase <= this.#phase) this.#deduce(deduction);
      }
    }
  }

  #split(value: Value): void {
    if (value.kind !== 'apply') return;
    if (this.#protocol.theory.symbols.get(value.name)?.transparent !== true) return;
    for (const part of value.args) this.learn(part);
  }

  #compute(rewrite: Rewrite): void {
    for (const binding of this.#premises(rewrite.args)) {
      const result = evaluate(rewrite.result, binding, this.#table);
      if (result !== null) this.learn(result);
    }
  }

  #deduce(deduction: Deduction): void {
    for (const binding of this.#premises(deduction.premises)) {
      const result = evaluate(deduction.conclusion, binding, this.#table);
      if (result !== null) this.learn(result);
    }
  }

  // The ways to meet premises: those that a binding leaves open are found among what it has.
  #premises(premises: readonly Message[]): readonly Binding[] {
    let bindings: readonly Binding[] = [new Map()];
    const byOpenness = premises.toSorted((one, other) => composed(other) - composed(one));
    for (const premise of byOpenness) {
      bindings = bindings.flatMap((binding) => this.#meet(premise, binding, new Set()));
    }
    return bindings;
  }

  #meet(premise: Message, binding: Binding, visited: ReadonlySet<Value>): readonly Binding[] {
    const value = evaluate(premise, binding, this.#table);
    if (value !== null) return this.#builds(value, visited) ? [binding] : [];
    return [...this.#known].flatMap((known) => matches(premise, known, binding, noSorts, this.#table));
  }

  #builds(value: Value, visited: ReadonlySet<Value>): boolean {
    if (this.#known.has(value) || this.#public(value)) return true;
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
    return value.kind === 'fresh' && this.#counters.has(value.name);
  }

  #applies(value: Value, visited: ReadonlySet<Value>): boolean {
    if (value.kind !== 'apply') return false;
    if (this.#protocol.theory.symbols.get(value.name)?.private !== false) return false;
    return readings(value, this.#table).some(({ args }) =>
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
        return bindings.length > 0;
      });
    });
  }
}

const noSorts: ReadonlyMap<string, Sort> = new Map();

function composed(message: Message): number {
  return message.kind === 'apply' ? 1 + message.args.reduce((sum, each) => sum + composed(each), 0) : 0;
}
