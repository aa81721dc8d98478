import { endsOf, type Role } from '#core/protocol/protocol.ts';
import { variablesOf, type Message } from '#core/protocol/message.ts';
import type { Rewrite, Theory } from '#core/protocol/theory.ts';

/**
 * True when whatever a role takes out of messages can be taken out by the rules of the theory, with keys that
 * satisfy `has`. Patterns may do more: the meaning of a role does not ask whether anybody could read like that.
 */
export function readsByRules(role: Role, theory: Theory, has: (key: Message) => boolean): boolean {
  const bound = new Set(role.parameters.map(({ name }) => name));
  return role.steps.every((step) => {
    if (step.kind === 'compute' || step.kind === 'number') bound.add(step.variable);
    if (step.kind !== 'receive' && step.kind !== 'match') return true;
    if (step.kind === 'receive')
      for (const end of endsOf(step.channel)) for (const name of variablesOf(end)) bound.add(name);
    // What is read in one place may be the key to another.
    let before = -1;
    while (bound.size > before) {
      before = bound.size;
      read(step.pattern, bound, theory, has);
    }
    return allIn(step.pattern, bound);
  });
}

function allIn(message: Message, bound: ReadonlySet<string>): boolean {
  return [...variablesOf(message)].every((name) => bound.has(name));
}

function read(pattern: Message, bound: Set<string>, theory: Theory, has: (key: Message) => boolean): void {
  if (pattern.kind === 'variable') bound.add(pattern.name);
  if (pattern.kind !== 'apply') return;
  const { symbol, args } = pattern;
  const open = theory.symbols.get(symbol)?.transparent === true;
  for (const [index, argument] of args.entries()) {
    const opens = (rewrite: Rewrite): boolean => {
      const key = keysOf(rewrite, symbol, args, index);
      return key?.every((each) => has(each) && allIn(each, bound)) === true;
    };
    if (open || theory.rewrites.some(opens)) read(argument, bound, theory, has);
  }
}

// What a destructor needs besides an application, to give the argument at this place; null when it does not.
function keysOf(
  { args: [whole, ...others], result }: Rewrite,
  symbol: string,
  args: readonly Message[],
  index: number,
): readonly Message[] | null {
  if (whole?.kind !== 'apply' || whole.symbol !== symbol || result.kind !== 'variable') return null;
  const wanted = whole.args[index];
  if (wanted?.kind !== 'variable' || wanted.name !== result.name) return null;
  const taken = new Map<string, Message>();
  const fits = whole.args.every((each, at) => {
    const argument = args[at];
    return argument !== undefined && take(each, argument, taken);
  });
  if (!fits) return null;
  const keys = others.map((each) => put(each, taken)).filter((each) => each !== null);
  return keys.length === others.length ? keys : null;
}

function take(pattern: Message, message: Message, taken: Map<string, Message>): boolean {
  if (pattern.kind === 'variable') {
    const first = !taken.has(pattern.name);
    if (first) taken.set(pattern.name, message);
    return first;
  }
  if (pattern.kind !== 'apply' || message.kind !== 'apply' || pattern.symbol !== message.symbol) return false;
  return pattern.args.every((each, index) => {
    const argument = message.args[index];
    return argument !== undefined && take(each, argument, taken);
  });
}

function put(pattern: Message, taken: ReadonlyMap<string, Message>): Message | null {
  if (pattern.kind === 'variable') return taken.get(pattern.name) ?? null;
  if (pattern.kind !== 'apply') return pattern;
  const args = pattern.args.map((each) => put(each, taken)).filter((each) => each !== null);
  return args.length === pattern.args.length ? { ...pattern, args } : null;
}
