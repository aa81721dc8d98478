import type { Capability } from '#core/interchange/verifpal/syntax.ts';

/**
 * A primitive of Verifpal (manual, "Primitives").
 *
 * - `constructor`: makes a term; `destructor`: rewrites to something or stays as it is;
 * - `public-key`, `key-exchange`: powers of the generator.
 */
export interface Primitive {
  readonly kind: 'constructor' | 'destructor' | 'public-key' | 'key-exchange';
  readonly arguments: readonly [least: number, most: number];
  /** The most results that one call has. */
  readonly outputs: number;
  /** The fewest results that a call names; where they are several, it can be no argument. */
  readonly leastOutputs: number;
  /**
   * The values that `weak` reveals to whoever has the result: arguments, or the first result to whoever has the second;
   * null when the primitive cannot be weak.
   */
  readonly weak: 'all' | 'first result' | readonly number[] | null;
  /** Arguments that a forger keeps as they were in the call without knowing them; all others are free. */
  readonly forgeable: readonly number[] | null;
  /** The argument that `malleable` lets the attacker replace. */
  readonly malleable: number | null;
}

function constructor(
  most: number,
  more: Partial<Omit<Primitive, 'kind' | 'arguments'>> & { readonly least?: number } = {},
): Primitive {
  const { least = most, ...capabilities } = more;
  const none = { outputs: 1, leastOutputs: 1, weak: null, forgeable: null, malleable: null };
  return { kind: 'constructor', arguments: [least, most], ...none, ...capabilities };
}

function destructor(arity: number, outputs = 1): Primitive {
  const none = { leastOutputs: 1, weak: null, forgeable: null, malleable: null };
  return { kind: 'destructor', arguments: [arity, arity], outputs, ...none };
}

/** The primitives by their names. */
export const primitives: ReadonlyMap<string, Primitive> = new Map<string, Primitive>([
  ['PUBKEY', { ...constructor(1, { weak: [0] }), kind: 'public-key' }],
  ['DH_KEX', { ...constructor(2), kind: 'key-exchange' }],
  ['HASH', constructor(5, { least: 1, weak: 'all' })],
  ['PW_HASH', constructor(5, { least: 1, weak: 'all' })],
  ['HKDF', constructor(3, { outputs: 5 })],
  ['MAC', constructor(2, { forgeable: [0] })],
  ['CONCAT', constructor(5, { least: 2 })],
  ['SPLIT', destructor(1, 5)],
  ['ASSERT', destructor(2)],
  ['ENC', constructor(2, { weak: [1], malleable: 1 })],
  ['DEC', destructor(2)],
  ['AEAD_ENC', constructor(3, { weak: [1], forgeable: [0] })],
  ['AEAD_DEC', destructor(3)],
  ['PKE_ENC', constructor(2, { weak: [1] })],
  ['PKE_DEC', destructor(2)],
  ['SIGN', constructor(2, { forgeable: [0] })],
  ['SIGNVERIF', destructor(3)],
  // The ring is a property of the call: a forger chooses the message only.
  ['RINGSIGN', constructor(4, { forgeable: [0, 1, 2] })],
  ['RINGSIGNVERIF', destructor(5)],
  ['BLIND', constructor(2)],
  ['UNBLIND', destructor(3)],
  ['SHAMIR_SPLIT', constructor(1, { outputs: 3, leastOutputs: 3 })],
  ['SHAMIR_JOIN', destructor(2)],
  ['KEM_ENCAP', constructor(2, { outputs: 2, leastOutputs: 2, weak: 'first result' })],
  ['KEM_DECAP', destructor(2)],
]);

/** True when a call of the primitive may be annotated with the capability. */
export function takesCapability(primitive: Primitive, kind: Capability['kind']): boolean {
  return primitive[kind] !== null;
}

/** The symbol of Diffie-Hellman powers. */
export const diffieHellmanSymbol = 'DH';

/** The symbol for one result, counted from 0, of a primitive applied to so many arguments. */
export function symbolOf(primitive: string, argumentCount: number, output: number, outputs: number): string {
  switch (primitive) {
    case 'HASH':
    case 'PW_HASH':
    case 'CONCAT':
      return `${primitive}_${argumentCount}`;
    case 'HKDF':
    case 'SHAMIR_SPLIT':
    case 'KEM_ENCAP':
      return `${primitive}_${output + 1}`;
    case 'SPLIT':
      return `SPLIT_${output + 1}_of_${outputs}`;
    default:
      return primitive;
  }
}
