import type { Message } from '#core/protocol/message.ts';
import {
  generator,
  type Deduction,
  type FunctionSymbol,
  type Rewrite,
  type Theory,
} from '#core/protocol/theory.ts';
import {
  primitiveNames,
  theory as primitives,
  type PrimitiveFlaw,
  type PrimitiveName,
} from '#core/terms/theory.ts';

/** The symbol of a tuple of so many parts. */
export function tupleSymbol(parts: number): string {
  return `tuple ${parts}`;
}

/** The public half of a private one. */
export const publicHalf = 'pk';

/**
 * Exponentiation: of the generator by a private half it is the public half of a pair for key agreement, of a
 * public half by a private one what the two ends agree on.
 */
export const power = 'dh';

/** The destructor that gives the content of a signature to whoever has the public half. */
export const verifySignature = 'verify';

/** The destructor that gives the content of a signature to anybody. */
export const signedContent = 'signed';

/** The destructor that gives the associated data of an authenticated encryption to anybody. */
export const associatedData = 'associated';

const variable = (name: string): Message => ({ kind: 'variable', name });
const [content, key, associated] = [variable('content'), variable('key'), variable('associated')];
const changed = variable('changed');

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

// What a primitive makes of its parts, in the order of its arguments.
function whole(name: PrimitiveName, inside: Message = content): Message {
  const { key: kind, associated: second } = primitives[name];
  return apply(name, ...(kind === 'none' ? [] : [key]), inside, ...(second ? [associated] : []));
}

/** The deductions that the adversary can make from a phase on with a primitive that is broken in this way. */
export function primitiveFlaw(name: PrimitiveName, flaw: PrimitiveFlaw, fromPhase: number): Deduction {
  const { associated: second, commutes } = primitives[name];
  const deduce = (use: Deduction['use'], premises: readonly Message[], conclusion: Message): Deduction => ({
    name: `${flaw} ${name}`,
    use,
    premises,
    conclusion,
    fromPhase,
  });
  const left = apply(power, generator, variable('left'));
  switch (flaw) {
    case 'weak':
      return commutes
        ? deduce(
            'synthesis',
            [left, apply(power, generator, variable('right'))],
            apply(power, left, variable('right')),
          )
        : deduce('analysis', [whole(name)], content);
    case 'forgeable':
      return deduce('synthesis', [content, ...(second ? [associated] : [])], whole(name));
    case 'malleable':
      return deduce('synthesis', [whole(name), changed], whole(name, changed));
  }
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
 * `secrets` are the private functions that stand for what entities share from the start; `deductions` what an
 * attack model adds; `agreement` tells whether keys are agreed on by exponentiation.
 */
export function algebraOf(
  secrets: readonly FunctionSymbol[],
  tuples: ReadonlySet<number>,
  deductions: readonly Deduction[],
  agreement: boolean,
): Theory {
  const symbols = [
    ...primitiveNames
      .filter((name) => agreement || !primitives[name].commutes)
      .map((name) => symbol(name, primitiveArity(name), { exponential: primitives[name].commutes })),
    symbol(publicHalf, 1),
    ...[...tuples].map((parts) => symbol(tupleSymbol(parts), parts, { transparent: true })),
    ...secrets,
  ];
  return {
    symbols: new Map(symbols.map((each) => [each.name, each])),
    rewrites: primitiveNames.flatMap(rewritesOf),
    deductions,
  };
}

/** A function that nobody can compute: what its agents share. */
export function sharedSymbol(name: string, arity: number, sort: string): FunctionSymbol {
  return symbol(name, arity, { private: true, sort });
}
