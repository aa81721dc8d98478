import type { Arrival } from './arrival.ts';
import { coinciding } from './names.ts';
import type { Model } from '#core/language/model.ts';
import type { Message } from '#core/protocol/message.ts';
import { mapMessages, type Role, type RoleStep } from '#core/protocol/protocol.ts';

/** Which entity stands in the place of which. */
type Turn = ReadonlyMap<string, string>;

/**
 * The roles of a model in which one agent may play several entities. What such agents share is one for each set of them,
 * whoever plays what: as a function of who plays which entity it has several names, and which of them is meant must not
 * depend on that. So every role is there once for each way of naming it; that runs with different names share nothing only
 * sets runs apart that are the same with one name.
 */
export class TurnedRoles {
  readonly #turns: readonly Turn[];
  readonly #owners: ReadonlyMap<string, readonly string[]>;
  readonly #renamed = new Map<string, string>();

  constructor(model: Model, { messages }: Arrival) {
    this.#owners = new Map(
      [...messages].map(([name, message]) => [
        name,
        message.kind === 'apply'
          ? message.args.flatMap((each) => (each.kind === 'variable' ? [each.name] : []))
          : [],
      ]),
    );
    const groups = new Map(
      model.entities.map(({ name }) => coinciding(name, model)).map((group) => [group[0], group] as const),
    );
    const turns = [...groups.values()].reduce<readonly Turn[]>(
      (sofar, group) =>
        sofar.flatMap((turn) => permutations(group).map((more) => new Map([...turn, ...more]))),
      [new Map()],
    );
    this.#turns = turns.filter((turn) => [...turn].some(([from, to]) => from !== to));
  }

  /** The values that runs make under another name in a turned role than in the usual one, with that. */
  get renamed(): ReadonlyMap<string, string> {
    return this.#renamed;
  }

  /** The roles, and each in every other way. */
  of(roles: readonly Role[]): readonly Role[] {
    return [
      ...roles,
      ...this.#turns.flatMap((turn, index) => roles.map((role) => this.#turned(role, turn, index + 1))),
    ];
  }

  #turned(role: Role, turn: Turn, number: number): Role {
    const mark = (name: string): string => `${name}, turned ${number}`;
    const put = (message: Message): Message => {
      switch (message.kind) {
        case 'fresh': {
          this.#renamed.set(mark(message.name), message.name);
          return { ...message, name: mark(message.name) };
        }
        case 'apply':
          return { ...message, args: this.#argsOf(message.symbol, message.args, turn).map(put) };
        case 'variable':
        case 'constant':
          return message;
      }
    };
    const step = (each: RoleStep): RoleStep => {
      const changed = mapMessages(each, put);
      return 'purpose' in changed && changed.purpose === 'state'
        ? { ...changed, label: mark(changed.label) }
        : changed;
    };
    return { ...role, name: mark(role.name), steps: role.steps.map(step), variant: 'coincides' };
  }

  // What is shared, with the places of its owners turned; the same where some of them do not share it.
  #argsOf(symbol: string, args: readonly Message[], turn: Turn): readonly Message[] {
    const owners = this.#owners.get(symbol);
    if (owners?.length !== args.length) return args;
    const turned = owners.map((owner) => args[owners.indexOf(turn.get(owner) ?? owner)]);
    return turned.every((each) => each !== undefined) ? turned : args;
  }
}

// Every way to put entities in each other's places; of many only their exchanges in pairs.
function permutations(names: readonly string[]): readonly Turn[] {
  if (names.length > 3) {
    const pairs = names.flatMap((one, index) => names.slice(index + 1).map((other) => [one, other] as const));
    return [
      new Map(),
      ...pairs.map(
        ([one, other]): Turn =>
          new Map([
            [one, other],
            [other, one],
          ]),
      ),
    ];
  }
  const orders = (left: readonly string[]): readonly (readonly string[])[] =>
    left.length === 0
      ? [[]]
      : left.flatMap((first) =>
          orders(left.filter((name) => name !== first)).map((rest) => [first, ...rest]),
        );
  return orders(names).map(
    (order): Turn => new Map(names.map((name, index) => [name, order[index] ?? name])),
  );
}
