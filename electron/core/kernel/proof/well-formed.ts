import { deliveryOf } from './clause.ts';
import { labelUses } from './names.ts';
import type { Work } from './work.ts';
import { anySort, type Constant, type Message } from '#core/protocol/message.ts';
import { messagesOf, type Protocol } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';
import { generator } from '#core/protocol/theory.ts';

/** Messages may be no deeper than this, so that walks over them stay within the stack. */
const maximalDepth = 400;

/**
 * Whether a protocol is written as the comments of its types say, as far as the argument needs it: every application has a symbol
 * of the theory and as many arguments, and roles alone make values.
 */
export function isWellFormed(protocol: Protocol, work: Work): boolean {
  const { theory, sorts, roles } = protocol;
  const symbols = [...theory.symbols];
  if (symbols.some(([name, symbol]) => name !== symbol.name)) return false;
  const exponentials = symbols.map(([, symbol]) => symbol).filter(({ exponential }) => exponential);
  if (exponentials.length > 1) return false;
  if (exponentials.some(({ arity, transparent }) => arity !== 2 || transparent)) return false;
  // A tuple counts as no atomic value, so that no variable of a sort stands for one.
  if (symbols.some(([, { transparent, sort }]) => transparent && sort !== anySort)) return false;
  if ((sorts.get(generator.name) ?? anySort) !== anySort) return false;
  const steps = roles.flatMap((role) => role.steps);
  if (!steps.flatMap(messagesOf).every((each) => isMessage(each, protocol, true, work))) return false;
  if (!fixedMessages(protocol).every((each) => isMessage(each, protocol, false, work))) return false;
  const uses = labelUses(protocol);
  if (protocol.passive && [...uses.values()].some(({ channels }) => channels === 'both')) return false;
  const deliveries = new Set([...uses.keys()].map(deliveryOf));
  if (steps.some((step) => step.kind === 'accept' && deliveries.has(step.memory))) return false;
  return true;
}

/** The constants that a protocol is written with. */
export function constantsOf(protocol: Protocol, work: Work): readonly Constant[] {
  const found: Constant[] = [];
  const steps = protocol.roles.flatMap((role) => role.steps);
  const open = [...steps.flatMap(messagesOf), ...fixedMessages(protocol)];
  for (let message = open.pop(); message !== undefined; message = open.pop()) {
    work.spend();
    if (message.kind === 'constant') found.push(message);
    else if (message.kind === 'apply') open.push(...message.args);
  }
  return [...new Map(found.map((each) => [JSON.stringify(each), each] as const)).values()];
}

// The messages that no run writes.
function fixedMessages({ exposures, theory, queries }: Protocol): readonly Message[] {
  return [
    ...exposures.map(({ message }) => message),
    ...theory.rewrites.flatMap(({ args, result }) => [...args, result]),
    ...theory.deductions.flatMap(({ premises, conclusion, differ = [] }) => [
      ...premises,
      conclusion,
      ...differ.map(([, other]) => other),
    ]),
    ...queries.flatMap(messagesOfQuery),
  ];
}

function messagesOfQuery(query: Query): readonly Message[] {
  if (query.kind !== 'correspondence') return [];
  return [query.end, ...query.needs, ...(query.enough === undefined ? [] : [query.enough])].flatMap(
    ({ args }) => args,
  );
}

// Without recursion, as messages may be deeper than the stack.
function isMessage(whole: Message, { theory }: Protocol, mayMake: boolean, work: Work): boolean {
  const open: (readonly [Message, number])[] = [[whole, 1]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    work.spend();
    const [message, depth] = next;
    if (depth > maximalDepth || (message.kind === 'fresh' && !mayMake)) return false;
    if (message.kind !== 'apply') continue;
    if (theory.symbols.get(message.symbol)?.arity !== message.args.length) return false;
    for (const part of message.args) open.push([part, depth + 1]);
  }
  return true;
}
