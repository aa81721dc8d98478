import type { Executor, Moment, RunState } from './execution.ts';
import type { Environment, Ground, GroundTable } from './ground.ts';
import { anotherNumber, numbersIn } from './numbers.ts';
import { adversaryConstant, anySort, type Message, type Sort } from '#core/protocol/message.ts';
import type { RoleStep } from '#core/protocol/protocol.ts';

type Receive = Extract<RoleStep, { kind: 'receive' }>;

/** How many messages are tried for one receive, and how many values for one variable in it. */
const maximalArrivals = 40;
const maximalValues = 14;

/**
 * Messages that may arrive at a receive: all that were sent for it, and a bounded choice of those that the
 * adversary can derive and that fit the pattern. Its variables take what the adversary has, agents, and values
 * that it makes up; compositions only where the pattern asks for them.
 */
export class Arrivals {
  readonly #table: GroundTable;
  readonly #executor: Executor;
  readonly #remembered = new Map<string, readonly Ground[]>();

  constructor(table: GroundTable, executor: Executor) {
    this.#table = table;
    this.#executor = executor;
  }

  of(moment: Moment, state: RunState, step: Receive): readonly Ground[] {
    const key = keyOf(moment, state, step, numbersIn(moment, this.#table));
    const remembered = this.#remembered.get(key);
    if (remembered !== undefined) return remembered;
    const found = this.#find(moment, state, step);
    this.#remembered.set(key, found);
    return found;
  }

  #find(moment: Moment, { role, environment }: RunState, step: Receive): readonly Ground[] {
    const sent = moment.sent.filter(({ label }) => label === step.label).map(({ message }) => message);
    const found = new Set(sent);
    if (this.#table.protocol.passive) return [...found];
    const values = this.#values(moment);
    for (const each of this.#instances(step.pattern, environment, role.sorts, values, moment)) {
      const message = this.#table.value(step.pattern, each);
      if (message !== null && moment.knowledge.derives(message)) found.add(message);
      if (found.size >= maximalArrivals) break;
    }
    return [...found];
  }

  // What variables may stand for, small values first; one that the adversary made up is always among them.
  #values(moment: Moment): readonly Ground[] {
    const { knowledge, runs } = moment;
    const { protocol } = this.#table;
    const numbers = numbersIn(moment, this.#table);
    const other = protocol.numberSorts.map((sort) => anotherNumber(sort, numbers, this.#table));
    const made = this.#table.constant(adversaryConstant(anySort));
    const agents = runs.flatMap(({ role, environment }) =>
      role.parameters.flatMap(({ name }) => environment.get(name) ?? []),
    );
    const known = [...knowledge.known].toSorted((one, other) => one.size - other.size);
    return [...new Set([...known, made, ...numbers, ...other, ...this.#executor.dishonest, ...agents])];
  }

  *#instances(
    pattern: Message,
    environment: Environment,
    sorts: ReadonlyMap<string, Sort>,
    values: readonly Ground[],
    moment: Moment,
  ): Generator<Environment> {
    if (this.#table.value(pattern, environment) !== null) {
      yield environment;
      return;
    }
    if (pattern.kind === 'variable') {
      const sort = sorts.get(pattern.name) ?? anySort;
      const typed =
        sort === anySort
          ? values
          : [this.#table.constant(adversaryConstant(sort)), ...this.#ofSort(values, sort)];
      for (const value of typed.slice(0, maximalValues)) {
        yield new Map([...environment, [pattern.name, value]]);
      }
    }
    if (pattern.kind !== 'apply') return;
    // As a whole it is something known; else it is built of parts.
    for (const known of moment.knowledge.known) {
      yield* this.#table.matches(pattern, known, environment, sorts);
    }
    yield* this.#parts(pattern.args, environment, sorts, values, moment);
  }

  #ofSort(values: readonly Ground[], sort: Sort): readonly Ground[] {
    return values.filter((value) => value.sort === sort);
  }

  *#parts(
    [first, ...others]: readonly Message[],
    environment: Environment,
    sorts: ReadonlyMap<string, Sort>,
    values: readonly Ground[],
    moment: Moment,
  ): Generator<Environment> {
    if (first === undefined) {
      yield environment;
      return;
    }
    for (const each of this.#instances(first, environment, sorts, values, moment)) {
      yield* this.#parts(others, each, sorts, values, moment);
    }
  }
}

// All that decides what may arrive.
function keyOf(
  { knowledge, runs, sent }: Moment,
  { role, environment, next }: RunState,
  { label }: Receive,
  numbers: readonly Ground[],
): string {
  const ids = (values: Iterable<Ground>): string => [...values].map(({ id }) => id).join(' ');
  const agents = runs.map((run) =>
    ids(run.role.parameters.flatMap(({ name }) => run.environment.get(name) ?? [])),
  );
  const sentFor = sent.filter((each) => each.label === label).map(({ message }) => message);
  return [
    role.name,
    next,
    knowledge.id,
    ids(environment.values()),
    ids(numbers),
    ids(sentFor),
    agents.join(),
  ].join('|');
}
