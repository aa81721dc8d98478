import { sortIn } from '#core/interchange/proverif/events.ts';
import { anySort, type Message, type Sort } from '#core/protocol/message.ts';
import { messagesOf, type Protocol, type Role } from '#core/protocol/protocol.ts';

/** A form that a value with something new in it has: the variable `new` stands for it, any other variable for anything. */
export interface NovelForm {
  readonly message: Message;
  /** The sort of what is new. */
  readonly sort: Sort;
  /** How many symbols are around it. */
  readonly depth: number;
  /** True where what is new is a number, and no value that some run makes. */
  readonly isNumber: boolean;
}

/** The variable of a form for what is new. */
export const newPart = 'new';

/** How many forms a query asks for at most. */
const maximalForms = 40;

/**
 * The forms that the values of an event can have with something new in them, for all that the protocol's own terms show:
 * what is new stands in the event's value itself, or in a term of some role that a variable in it stands for. No query of
 * ProVerif asks for a part at whatever depth, but for these forms it does. Null where they are too many.
 */
export function novelForms(protocol: Protocol, event: string): readonly NovelForm[] | null {
  const built = baseForms(protocol);
  const found = new Map<string, NovelForm>();
  for (const role of protocol.roles) {
    for (const step of role.steps) {
      if (step.kind !== 'event' || step.event !== event) continue;
      const [value] = step.args;
      if (value === undefined) continue;
      for (const form of formsOf(value, role, protocol, built)) found.set(JSON.stringify(form), form);
    }
  }
  return found.size > maximalForms ? null : [...found.values()];
}

// The terms of all roles that have something new in them, cut down to what is around it.
function baseForms(protocol: Protocol): readonly NovelForm[] {
  const found = new Map<string, NovelForm>();
  const see = (message: Message, role: Role): void => {
    for (const form of formsOf(message, role, protocol, [])) found.set(JSON.stringify(form), form);
    if (message.kind === 'apply') for (const argument of message.args) see(argument, role);
  };
  for (const role of protocol.roles) {
    for (const step of role.steps) for (const message of messagesOf(step)) see(message, role);
  }
  return [...found.values()];
}

function formsOf(
  message: Message,
  role: Role,
  protocol: Protocol,
  built: readonly NovelForm[],
): readonly NovelForm[] {
  switch (message.kind) {
    case 'fresh':
      return [form(protocol.sorts.get(message.name) ?? anySort, false)];
    case 'constant': {
      const sort = protocol.sorts.get(message.name) ?? anySort;
      return protocol.numberSorts.includes(sort) ? [form(sort, true)] : [];
    }
    case 'variable': {
      const sort = sortIn(message.name, role);
      if (protocol.numberSorts.includes(sort)) return [form(sort, true)];
      return built.filter((each) => sort === anySort || rootSort(each, protocol) === sort);
    }
    case 'apply':
      return message.args.flatMap((argument, index) =>
        formsOf(argument, role, protocol, built).map((inner) => ({
          ...inner,
          depth: inner.depth + 1,
          message: {
            ...message,
            args: message.args.map((_, place): Message =>
              place === index ? inner.message : { kind: 'variable', name: `part ${inner.depth} ${place}` },
            ),
          },
        })),
      );
  }
}

function form(sort: Sort, isNumber: boolean): NovelForm {
  return { message: { kind: 'variable', name: newPart }, sort, depth: 0, isNumber };
}

function rootSort({ message, sort }: NovelForm, protocol: Protocol): Sort {
  return message.kind === 'apply' ? (protocol.theory.symbols.get(message.symbol)?.sort ?? anySort) : sort;
}
