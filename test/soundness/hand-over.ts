import { apply, variable } from './notation.ts';
import type { Message, Sort } from '#core/protocol/message.ts';
import { endsOf, messagesOf, type Channel, type Role, type RoleStep } from '#core/protocol/protocol.ts';

/** The names of the agents of random protocols. */
export const parameterNames = ['A', 'B', 'C'] as const;

/** The names of the variables of a message. */
export function variableNames(message: Message): readonly string[] {
  if (message.kind === 'apply') return message.args.flatMap(variableNames);
  return message.kind === 'variable' ? [message.name] : [];
}

/** The names of the values in a message that a run makes. */
export function freshNames(message: Message): readonly string[] {
  if (message.kind === 'apply') return message.args.flatMap(freshNames);
  return message.kind === 'fresh' ? [message.name] : [];
}

/** The variables that a step can bind. */
export function boundBy(step: RoleStep): readonly string[] {
  switch (step.kind) {
    case 'receive':
      return [step.pattern, ...endsOf(step.channel)].flatMap(variableNames);
    case 'match':
      return variableNames(step.pattern);
    case 'compute':
    case 'number':
      return [step.variable];
    case 'send':
    case 'differ':
    case 'event':
    case 'accept':
    case 'clock':
      return [];
  }
}

/**
 * A role cut in two before a step: the first one hands what the second needs over on a secure channel of the agent
 * to itself, to one run of the second or, unless it is `once`, to any number of them.
 */
export function handedOver(
  whole: Role,
  cut: number,
  sorts: ReadonlyMap<string, Sort>,
  once: boolean,
): readonly Role[] {
  const [early, late] = [whole.steps.slice(0, cut), whole.steps.slice(cut)];
  const used = new Set(
    late.flatMap(messagesOf).flatMap((each) => [...variableNames(each), ...freshNames(each)]),
  );
  const written = early.flatMap(messagesOf);
  const made = [...new Set(written.flatMap(freshNames))];
  const bound = [...new Set(early.flatMap(boundBy))].filter((name) => !made.includes(name));
  const parts: readonly Message[] = [
    ...whole.parameters.map(({ name }) => variable(name)),
    ...bound
      .filter((name) => used.has(name) && !whole.parameters.some((each) => each.name === name))
      .map(variable),
    ...made.filter((name) => used.has(name)).map((name): Message => ({ kind: 'fresh', name })),
  ];
  const self = variable(whole.self ?? '');
  const channel: Channel = { trust: 'secure', from: self, to: self, once };
  const state = packed(parts);
  const label = `state of ${whole.name}`;
  const given = (message: Message): Message => received(message, made);
  const first = {
    ...whole,
    steps: [...early, step(early.at(-1)?.phase, { kind: 'send', label, message: state, channel })],
  };
  const second = {
    ...whole,
    name: `${whole.name} later`,
    sorts: new Map([...whole.sorts, ...made.map((name) => [name, sorts.get(name) ?? 'any'] as const)]),
    steps: [
      step(late[0]?.phase, { kind: 'receive', label, pattern: given(state), channel }),
      ...late.map((each) => rewritten(each, given)),
    ],
  };
  return [first, second];
}

type Undated = {
  [Kind in RoleStep['kind']]: Omit<Extract<RoleStep, { kind: Kind }>, 'phase'>;
}[RoleStep['kind']];

function step(phase: number | undefined, undated: Undated): RoleStep {
  return { phase: phase ?? 0, ...undated };
}

// Tuples have five parts at most.
function packed(parts: readonly Message[]): Message {
  if (parts.length <= 5) return apply(`tuple${parts.length}`, ...parts);
  return apply('tuple5', ...parts.slice(0, 4), packed(parts.slice(4)));
}

// What the first role made is a variable of the second.
function received(message: Message, made: readonly string[]): Message {
  if (message.kind === 'apply') return { ...message, args: message.args.map((each) => received(each, made)) };
  return message.kind === 'fresh' && made.includes(message.name) ? variable(message.name) : message;
}

function rewritten(each: RoleStep, put: (message: Message) => Message): RoleStep {
  switch (each.kind) {
    case 'send':
      return { ...each, message: put(each.message) };
    case 'receive':
      return { ...each, pattern: put(each.pattern) };
    case 'match':
      return { ...each, pattern: put(each.pattern), value: put(each.value) };
    case 'differ':
      return { ...each, left: put(each.left), right: put(each.right) };
    case 'compute':
    case 'event':
      return { ...each, args: each.args.map(put) };
    case 'number':
      return each;
    case 'accept':
      return {
        ...each,
        passed: each.passed.map(put),
        holder: each.holder.map(put),
        value: put(each.value),
      };
    case 'clock':
      return { ...each, passed: each.passed.map(put), value: put(each.value) };
  }
}
