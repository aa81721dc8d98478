import type { Moment } from './execution.ts';
import type { Ground, GroundTable } from './ground.ts';
import { adversaryValue, type Sort } from '#core/protocol/message.ts';
import type { RoleStep } from '#core/protocol/protocol.ts';

/** What an agent has put into one of its memories. */
export interface Remembered {
  readonly memory: string;
  readonly value: Ground;
}

/** That one value must be smaller than another. */
export interface Below {
  readonly smaller: Ground;
  readonly greater: Ground;
}

/** What a clock has shown. */
export interface Shown {
  readonly clock: string;
  readonly value: Ground;
}

/** All that an execution has said about numbers. Which ones they are is open, as long as they can be in an order. */
export interface NumbersSaid {
  readonly remembered: readonly Remembered[];
  readonly order: readonly Below[];
  /** In the order in which it was shown. */
  readonly shown: readonly Shown[];
}

/** What is said in the beginning. */
export const nothingSaid: NumbersSaid = { remembered: [], order: [], shown: [] };

type Accept = Extract<RoleStep, { kind: 'accept' }>;

/** What is said after a value was added to a memory; null where it cannot be. */
export function accepted(
  said: NumbersSaid,
  { rule, memory, above }: Pick<Accept, 'rule' | 'memory' | 'above'>,
  holder: readonly Ground[],
  passed: readonly Ground[],
  value: Ground,
): NumbersSaid | null {
  const nameOf = (each: string): string => [each, ...holder.map(({ id }) => id)].join(' ');
  const within = (names: readonly string[]): readonly Ground[] =>
    said.remembered.filter((each) => names.includes(each.memory)).map((each) => each.value);
  const remembered = [...said.remembered, { memory: nameOf(memory), value }];
  if (rule === 'once') return within([nameOf(memory)]).includes(value) ? null : { ...said, remembered };
  const smaller = new Set([...within([memory, ...above].map(nameOf)), ...passed]);
  const isNew = (each: Ground): boolean =>
    !said.order.some((pair) => pair.smaller === each && pair.greater === value);
  const more = [...smaller].filter(isNew).map((each): Below => ({ smaller: each, greater: value }));
  const order = [...said.order, ...more];
  return reaches(order, value, value) ? null : { ...said, remembered, order };
}

// Whether the second is above the first, by one step or more.
function reaches(order: readonly Below[], from: Ground, to: Ground): boolean {
  const met = new Set<Ground>([from]);
  for (const each of met) {
    for (const { smaller, greater } of order) {
      if (smaller !== each) continue;
      if (greater === to) return true;
      met.add(greater);
    }
  }
  return false;
}

type Clock = Extract<RoleStep, { kind: 'clock' }>;

/** What is said after a clock showed a value; null where it cannot. */
export function shownBy(
  said: NumbersSaid,
  { clock, moves }: Pick<Clock, 'clock' | 'moves'>,
  passed: readonly Ground[],
  value: Ground,
): NumbersSaid | null {
  if (passed.includes(value)) return null;
  const periods = said.shown.filter((each) => each.clock === clock).map((each) => each.value);
  if (!periods.includes(value)) return { ...said, shown: [...said.shown, { clock, value }] };
  return !moves && periods.at(-1) === value ? said : null;
}

/** The numbers that runs have to do with at a moment. */
export function numbersIn({ runs }: Pick<Moment, 'runs'>, { protocol }: GroundTable): readonly Ground[] {
  const found = new Set<Ground>();
  const visit = (ground: Ground): void => {
    if (ground.kind === 'constant' && protocol.numberSorts.includes(ground.sort)) found.add(ground);
    ground.args.forEach(visit);
  };
  for (const { environment } of runs) for (const ground of environment.values()) visit(ground);
  return [...found];
}

/** A number of a sort that is none of these. */
export function anotherNumber(sort: Sort, used: readonly Ground[], table: GroundTable): Ground {
  for (let count = 1; ; count += 1) {
    const number = table.constant(adversaryValue(sort, count));
    if (!used.includes(number)) return number;
  }
}

/** Writes what is said; what is written alike allows the same. */
export function writtenNumbers({ remembered, order, shown }: NumbersSaid): string {
  return [
    remembered.map(({ memory, value }) => `${memory}=${value.id}`).toSorted(),
    order.map(({ smaller, greater }) => `${smaller.id}<${greater.id}`).toSorted(),
    shown.map(({ clock, value }) => `${clock}:${value.id}`),
  ]
    .map((each) => each.join())
    .join('/');
}
