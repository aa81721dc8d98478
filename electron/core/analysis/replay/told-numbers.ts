import { memoriesOf, quietNumber, type MemoryUse } from '#core/analysis/3-translate/names.ts';
import { largest } from '#core/largest.ts';
import { Replayer } from '#core/kernel/execution.ts';
import type { Element, Model } from '#core/language/model.ts';
import { constantSort, type Constant, type GroundMessage, type Message } from '#core/protocol/message.ts';
import type { Protocol, RoleStep } from '#core/protocol/protocol.ts';
import { startsOf, type Trace } from '#core/protocol/trace.ts';
import type { ChosenNumbers } from '#core/semantics/told-attack.ts';

/** How far apart the numbers are with which counters and clocks begin. */
const distance = 10_000;

/** The numbers of a trace: which each constant stands for, those that runs are given, and those that all begins with. */
export interface ToldNumbers {
  readonly of: (constant: Constant) => number | null;
  readonly chosen: (run: number) => ChosenNumbers;
  readonly starts: ReadonlyMap<string, number>;
}

/**
 * Chooses numbers so that what a trace accepts as greater than another is greater: the protocol leaves open which numbers
 * they are.
 */
export function numbersOf(protocol: Protocol, model: Model, trace: Trace): ToldNumbers {
  return new Choosing(protocol, model).choose(trace);
}

class Choosing {
  readonly #protocol: Protocol;
  readonly #counters: ReadonlyMap<string, { readonly element: Element; readonly start: number }>;
  readonly #quiet: ReadonlyMap<string, { readonly counter: string; readonly number: number }>;
  readonly #uses: ReadonlyMap<string, MemoryUse>;
  /** For each number those that are smaller. */
  readonly #smaller = new Map<string, Set<string>>();
  /** The least that it may be, by where it is used. */
  readonly #least = new Map<string, number>();
  readonly #memories = new Map<string, readonly string[]>();
  /** What a counter of an agent came to last, by entity and holder. */
  readonly #last = new Map<string, string>();
  readonly #shown = new Map<string, readonly string[]>();
  readonly #runs = new Map<number, { moved: Map<string, string[]>; shown: Map<string, string[]> }>();

  constructor(protocol: Protocol, model: Model) {
    this.#protocol = protocol;
    const numbers = model.elements.filter(({ kind }) => kind === 'counter' || kind === 'timestamp');
    this.#counters = new Map(
      numbers.map((element, index) => [element.name, { element, start: (index + 1) * distance }]),
    );
    this.#quiet = quietNumbersOf(this.#counters, protocol);
    this.#uses = memoriesOf(model);
  }

  choose(trace: Trace): ToldNumbers {
    const player = new Replayer(this.#protocol);
    const selfOf = new Map(this.#protocol.roles.map(({ name, self }) => [name, self ?? '']));
    const entities = new Map(startsOf(trace).map(({ run, role }) => [run, selfOf.get(role) ?? '']));
    for (const [index, action] of trace.actions.entries()) {
      const step = action.kind === 'step' ? player.nextStep(action.run) : undefined;
      player.take(action, index);
      if (action.kind !== 'step' || step === undefined) continue;
      const nameOf = (message: Message): string => {
        const value = player.valueIn(action.run, message);
        return value?.kind === 'constant' ? value.name : String(value?.key ?? '');
      };
      this.#note(step, action.run, action.received, nameOf);
      if (step.kind === 'number' && !step.anew && action.received?.kind === 'constant')
        this.#takeForLast(step.of, entities.get(action.run) ?? '', action.received.name, nameOf);
    }
    return {
      of: (constant) =>
        this.#protocol.numberSorts.includes(constantSort(constant, this.#protocol))
          ? this.#countOf(constant.name)
          : null,
      chosen: (run) => {
        const { moved, shown } = this.#runs.get(run) ?? { moved: new Map(), shown: new Map() };
        return { moved: this.#counted(moved), shown: this.#counted(shown) };
      },
      starts: new Map([...this.#counters].map(([name, { start }]) => [name, start])),
    };
  }

  #counted(names: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, readonly number[]> {
    return new Map([...names].map(([name, all]) => [name, all.map((each) => this.#countOf(each))]));
  }

  #note(
    step: RoleStep,
    run: number,
    received: GroundMessage | null,
    nameOf: (message: Message) => string,
  ): void {
    if (step.kind === 'number' && received?.kind === 'constant') {
      this.#give(run, step.of, step.anew, received.name);
      return;
    }
    if (step.kind === 'accept' && step.rule === 'increasing') {
      const holder = step.holder.map(nameOf).join(' ');
      const own = (memory: string): string => `${memory} ${holder}`;
      const value = nameOf(step.value);
      const known = this.#uses.get(step.memory);
      if (known === undefined) throw new RangeError('every memory is for something');
      const { element: counter, use, entity } = known;
      const key = `${counter} ${entity} ${holder}`;
      // Whoever counts on comes past what it showed last; what comes may be older.
      const last = use === 'counted' ? this.#last.get(key) : undefined;
      const earlier = [
        ...[step.memory, ...step.above].flatMap((memory) => this.#memories.get(own(memory)) ?? []),
        ...(last === undefined ? [] : [last]),
      ];
      this.#greater(value, [...earlier, ...step.passed.map(nameOf)], counter, 1);
      this.#memories.set(own(step.memory), [...(this.#memories.get(own(step.memory)) ?? []), value]);
      this.#last.set(key, value);
    }
    if (step.kind === 'clock') {
      const value = nameOf(step.value);
      const shown = this.#shown.get(step.clock) ?? [];
      if (shown.includes(value)) return;
      this.#greater(value, [...shown, ...step.passed.map(nameOf)], step.clock, step.moves ? 1 : 0);
      this.#shown.set(step.clock, [...shown, value]);
    }
  }

  // A counter that is not moved on in a run shows what its holder came to last, or more: other runs may have moved it on, or
  // something that the text does not show.
  #takeForLast(name: string, entity: string, value: string, nameOf: (message: Message) => string): void {
    const counter = this.#counters.get(name);
    if (counter?.element.kind !== 'counter' || this.#smaller.has(value)) return;
    const sharing = [...new Set([entity, ...counter.element.holders])];
    const holder = sharing.map((each) => nameOf({ kind: 'variable', name: each })).join(' ');
    const key = `${name} ${entity} ${holder}`;
    const last = this.#last.get(key);
    if (last === value) return;
    if (last === undefined) this.#counts.set(value, counter.start);
    else this.#greater(value, [last], name, 1);
    this.#last.set(key, value);
  }

  #give(run: number, name: string, anew: boolean, value: string): void {
    const known = this.#runs.get(run) ?? {
      moved: new Map<string, string[]>(),
      shown: new Map<string, string[]>(),
    };
    this.#runs.set(run, known);
    const numbers = anew ? known.moved : known.shown;
    numbers.set(name, [...(numbers.get(name) ?? []), value]);
  }

  #greater(value: string, earlier: readonly string[], counter: string, past: number): void {
    const smaller = this.#smaller.get(value) ?? new Set();
    this.#smaller.set(value, smaller);
    for (const each of earlier) if (each !== value) smaller.add(each);
    const least = this.#quietEnd(counter) + past;
    this.#least.set(value, Math.max(this.#least.get(value) ?? 0, least));
  }

  readonly #counts = new Map<string, number>();
  readonly #used = new Set<number>();

  #countOf(name: string, above: readonly string[] = []): number {
    const known = this.#counts.get(name);
    if (known !== undefined) return known;
    const smaller = [...(this.#smaller.get(name) ?? [])].filter((each) => !above.includes(each));
    const counts = smaller.map((each) => this.#countOf(each, [...above, name]) + 1);
    const quiet = this.#quiet.get(name)?.number ?? null;
    let count = quiet ?? Math.max(this.#least.get(name) ?? 1, ...counts);
    while (quiet === null && this.#used.has(count)) count += 1;
    this.#used.add(count);
    this.#counts.set(name, count);
    return count;
  }

  // The number that a counter or clock had come to when the adversary came.
  #quietEnd(name: string): number {
    const counted = [...this.#quiet.values()].filter(({ counter }) => counter === name);
    return largest(
      counted.map(({ number }) => number),
      this.#counters.get(name)?.start ?? 0,
    );
  }
}

/** The numbers from before the adversary came, by their constants: as far from the beginning as they were counted. */
function quietNumbersOf(
  counters: ReadonlyMap<string, { readonly element: Element; readonly start: number }>,
  protocol: Protocol,
): ReadonlyMap<string, { readonly counter: string; readonly number: number }> {
  const found = new Map<string, { counter: string; number: number }>();
  for (const [counter, { element, start }] of counters) {
    const first = element.kind === 'timestamp' ? start - 1 : start;
    for (let count = 0; protocol.sorts.has(quietNumber(counter, count)); count += 1)
      found.set(quietNumber(counter, count), { counter, number: first + count });
  }
  return found;
}
