import { variablesOf } from '#core/interchange/proverif/terms.ts';
import type { Message } from '#core/protocol/message.ts';
import { generator, type Rewrite, type Theory } from '#core/protocol/theory.ts';

/**
 * ProVerif refuses a destructor that may give two results for the same arguments. Two checks tell where one
 * would: an exponential whose base and exponent are both to be found, as exponents commute, and two rewrites
 * of one symbol that apply to the same arguments and differ in their results.
 */

/** True when some exponential in the patterns may be split in two ways; `given` are variables known before. */
export function splitsExponents(
  patterns: readonly Message[],
  given: ReadonlySet<string>,
  theory: Theory,
): boolean {
  const isPower = (message: Message): boolean =>
    message.kind === 'apply' && theory.symbols.get(message.symbol)?.exponential === true;
  const determined = new Set(given);
  const powers: (readonly Message[])[] = [];
  const see = (message: Message, inside: boolean): void => {
    if (message.kind === 'variable' && !inside) determined.add(message.name);
    if (message.kind !== 'apply') return;
    if (isPower(message)) powers.push(message.args);
    for (const argument of message.args) see(argument, inside || isPower(message));
  };
  for (const pattern of patterns) see(pattern, false);
  const open = (message: Message | undefined): boolean =>
    message !== undefined && variablesOf([message]).some((name) => !determined.has(name));
  return powers.some(([base, exponent]) => open(base) && open(exponent) && !isGenerator(base));
}

function isGenerator(message: Message | undefined): boolean {
  return message?.kind === 'constant' && message.name === generator.name;
}

/** True when two of a symbol's rewrites give different results for the same arguments. */
export function rewritesDisagree(rewrites: readonly Rewrite[]): boolean {
  return rewrites.some((one, index) => rewrites.slice(index + 1).some((other) => conflict(one, other)));
}

type Substitution = Map<string, Message>;

function conflict(one: Rewrite, other: Rewrite): boolean {
  const apart = (message: Message): Message => renamed(message, "'");
  const substitution: Substitution = new Map();
  const overlaps = one.args.every((argument, index) => {
    const opposite = other.args[index];
    return opposite !== undefined && unify(argument, apart(opposite), substitution);
  });
  return overlaps && !unifiesTrivially(one.result, apart(other.result), substitution);
}

function renamed(message: Message, mark: string): Message {
  if (message.kind === 'variable') return { kind: 'variable', name: `${message.name}${mark}` };
  if (message.kind !== 'apply') return message;
  return { ...message, args: message.args.map((argument) => renamed(argument, mark)) };
}

function walk(message: Message, substitution: Substitution): Message {
  let found = message;
  while (found.kind === 'variable') {
    const next = substitution.get(found.name);
    if (next === undefined) return found;
    found = next;
  }
  return found;
}

function occurs(name: string, message: Message, substitution: Substitution): boolean {
  const found = walk(message, substitution);
  if (found.kind === 'variable') return found.name === name;
  return found.kind === 'apply' && found.args.some((argument) => occurs(name, argument, substitution));
}

function unify(left: Message, right: Message, substitution: Substitution): boolean {
  const [one, other] = [walk(left, substitution), walk(right, substitution)];
  if (one.kind === 'variable' || other.kind === 'variable') {
    const [variable, value] = one.kind === 'variable' ? [one, other] : [other, one];
    if (variable.kind !== 'variable') return false;
    if (value.kind === 'variable' && value.name === variable.name) return true;
    if (occurs(variable.name, value, substitution)) return false;
    substitution.set(variable.name, value);
    return true;
  }
  return sameHead(one, other) && pairs(one, other).every(([a, b]) => unify(a, b, substitution));
}

function unifiesTrivially(left: Message, right: Message, substitution: Substitution): boolean {
  const [one, other] = [walk(left, substitution), walk(right, substitution)];
  if (one.kind === 'variable' || other.kind === 'variable') {
    return one.kind === other.kind && 'name' in one && 'name' in other && one.name === other.name;
  }
  return sameHead(one, other) && pairs(one, other).every(([a, b]) => unifiesTrivially(a, b, substitution));
}

function sameHead(one: Message, other: Message): boolean {
  if (one.kind === 'apply') {
    return other.kind === 'apply' && one.symbol === other.symbol && one.args.length === other.args.length;
  }
  return other.kind === one.kind && other.name === one.name;
}

function pairs(one: Message, other: Message): readonly (readonly [Message, Message])[] {
  if (one.kind !== 'apply' || other.kind !== 'apply') return [];
  return one.args.flatMap((argument, index) => {
    const opposite = other.args[index];
    return opposite === undefined ? [] : [[argument, opposite] as const];
  });
}
