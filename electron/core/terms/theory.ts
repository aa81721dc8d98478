/**
 * The theory of the primitives, as data. Everything that has to know what a primitive does reads it here.
 *
 * - `key`: what stands in the brackets: a symmetric key, the public or the private half of a pair, or nothing.
 * - `associated`: whether authenticated but unencrypted data may follow a semicolon.
 * - `opens`: what takes the content out: the same key, the other half of the pair, anybody, or nobody.
 * - `commutes`: key and content are halves of two pairs, and exchanging which half is private changes nothing
 *   (Diffie and Hellman 1976): whoever has the private half of one and the public half of the other has it.
 * - `flaws`: how an attack model may break it. `weak`: whoever has the result gets the content without the key
 *   (where it commutes: whoever has both public halves gets the result). `forgeable`: it can be made without
 *   the key. `malleable`: its content can be changed without the key. Flaws that would give the adversary
 *   nothing new are left out.
 * - `table3`: what the primitive gives alone, from the paper's Table 3: integrity, data origin
 *   authentication, non-repudiation, and entity authentication (only together with something fresh).
 */
export const theory = {
  enc: {
    key: 'symmetric',
    associated: false,
    opens: 'same-key',
    commutes: false,
    flaws: ['weak', 'forgeable', 'malleable'],
    table3: { integrity: true, origin: true, nonRepudiation: false, entity: 'with-freshness' },
  },
  aead: {
    key: 'symmetric',
    associated: true,
    opens: 'same-key',
    commutes: false,
    flaws: ['weak', 'forgeable', 'malleable'],
    table3: { integrity: true, origin: true, nonRepudiation: false, entity: 'with-freshness' },
  },
  mac: {
    key: 'symmetric',
    associated: false,
    opens: 'nobody',
    commutes: false,
    flaws: ['weak', 'forgeable', 'malleable'],
    table3: { integrity: true, origin: true, nonRepudiation: false, entity: 'with-freshness' },
  },
  hash: {
    key: 'none',
    associated: false,
    opens: 'nobody',
    commutes: false,
    flaws: ['weak'],
    table3: { integrity: false, origin: false, nonRepudiation: false, entity: 'no' },
  },
  kdf: {
    key: 'symmetric',
    associated: false,
    opens: 'nobody',
    commutes: false,
    flaws: ['weak', 'forgeable'],
    table3: { integrity: false, origin: false, nonRepudiation: false, entity: 'no' },
  },
  penc: {
    key: 'public',
    associated: false,
    opens: 'other-half',
    commutes: false,
    flaws: ['weak', 'malleable'],
    table3: { integrity: false, origin: false, nonRepudiation: false, entity: 'with-freshness' },
  },
  sign: {
    key: 'private',
    associated: false,
    opens: 'anybody',
    commutes: false,
    flaws: ['forgeable', 'malleable'],
    table3: { integrity: true, origin: true, nonRepudiation: true, entity: 'with-freshness' },
  },
  dh: {
    key: 'private',
    associated: false,
    opens: 'nobody',
    commutes: true,
    flaws: ['weak'],
    table3: { integrity: false, origin: false, nonRepudiation: false, entity: 'no' },
  },
} as const satisfies Record<string, Primitive>;

/** How a primitive can be broken. */
export const primitiveFlaws = ['weak', 'forgeable', 'malleable'] as const;
export type PrimitiveFlaw = (typeof primitiveFlaws)[number];

/** One row of the theory. */
export interface Primitive {
  readonly key: 'symmetric' | 'public' | 'private' | 'none';
  readonly associated: boolean;
  readonly opens: 'same-key' | 'other-half' | 'anybody' | 'nobody';
  readonly commutes: boolean;
  readonly flaws: readonly PrimitiveFlaw[];
  readonly table3: {
    readonly integrity: boolean;
    readonly origin: boolean;
    readonly nonRepudiation: boolean;
    readonly entity: 'with-freshness' | 'no';
  };
}

export type PrimitiveName = keyof typeof theory;

/** Tells whether a name is that of a primitive. */
export function isPrimitiveName(name: string): name is PrimitiveName {
  return Object.hasOwn(theory, name);
}

/** The names of all primitives, in the order of the table. */
export const primitiveNames: readonly PrimitiveName[] = Object.keys(theory).filter(isPrimitiveName);
