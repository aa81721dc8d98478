import type { Message } from '#core/protocol/message.ts';
import type { FunctionSymbol, Rewrite, Theory } from '#core/protocol/theory.ts';
import { primitiveNames, theory as primitives, type PrimitiveName } from '#core/terms/theory.ts';

/** The symbol of a tuple of so many parts. */
export function tupleSymbol(parts: number): string {
  return `tuple ${parts}`;
}

/** Whether a symbol is that of a tuple. */
export function isTupleSymbol(name: string): boolean {
  return name.startsWith('tuple ');
}

/** The public half of a private one. */
export const publicHalf = 'pk';

/** The destructor that gives the content of a signature to whoever has the public half. */
export const verifySignature = 'verify';

/** The destructor that gives the content of a signature to anybody. */
export const signedContent = 'signed';

/** The destructor that gives the associated data of an authenticated encryption to anybody. */
export const associatedData = 'associated';

const variable = (name: string): Message => ({ kind: 'variable', name });
const [content, key, associated] = [variable('content'), variable('key'), variable('associated')];

function apply(symbol: string, ...args: readonly Message[]): Message {
  return { kind: 'apply', symbol, args };
}

function symbol(name: string, arity: number, traits: Partial<FunctionSymbol> = {}): FunctionSymbol {
  const plain = { transparent: false, private: false, exponential: false, sort: 'any' };
  return { name, arity, ...plain, ...traits };
}

// Key first, then content, then associated data.
function primitiveArity(name: PrimitiveName): number {
  const { key: kind, associated: second } = primitives[name];
  return 1 + (kind === 'none' ? 0 : 1) + (second ? 1 : 0);
}

function rewritesOf(name: PrimitiveName): readonly Rewrite[] {
  const { opens, associated: second } = primitives[name];
  const open = (args: readonly Message[], result: Message, destructor = `open ${name}`): Rewrite => ({
    symbol: destructor,
    args,
    result,
  });
  switch (opens) {
    case 'same-key': {
      const whole = second ? apply(name, key, content, associated) : apply(name, key, content);
      const readable = second ? [open([whole], associated, associatedData)] : [];
      return [open([whole, key], content), ...readable];
    }
    case 'other-half':
      return [open([apply(name, apply(publicHalf, key), content), key], content)];
    case 'anybody': {
      const whole = apply(name, key, content);
      const verified = open([whole, apply(publicHalf, key)], content, verifySignature);
      return [verified, open([whole], content, signedContent)];
    }
    case 'nobody':
      return [];
  }
}

/**
 * The theory of the primitives for the active analyses, drawn from the one data table of {@link primitives}.
 * `secrets` are the private functions that stand for what entities share from the start.
 */
export function algebraOf(secrets: readonly FunctionSymbol[], tuples: ReadonlySet<number>): Theory {
  const symbols = [
    ...primitiveNames.map((name) => symbol(name, primitiveArity(name))),
    symbol(publicHalf, 1),
    ...[...tuples].map((parts) => symbol(tupleSymbol(parts), parts, { transparent: true })),
    ...secrets,
  ];
  return {
    symbols: new Map(symbols.map((each) => [each.name, each])),
    rewrites: primitiveNames.flatMap(rewritesOf),
    deductions: [],
  };
}

/** A function that nobody can compute: what its agents share. */
export function sharedSymbol(name: string, arity: number, sort: string): FunctionSymbol {
  return symbol(name, arity, { private: true, sort });
}
