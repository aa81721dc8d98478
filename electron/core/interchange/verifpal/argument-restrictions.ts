import { diffieHellmanSymbol } from '#core/interchange/verifpal/primitives.ts';
import type { Message } from '#core/protocol/message.ts';
import { generator } from '#core/protocol/theory.ts';

type Restricted = 'public key' | 'exchanged key' | 'encapsulation';

/** By primitive and place: what may not stand there (Verifpal manual, "Primitives"). */
const restrictions: ReadonlyMap<string, readonly (readonly Restricted[])[]> = new Map([
  ['PUBKEY', [['public key', 'exchanged key']]],
  ['DH_KEX', [['exchanged key'], ['public key', 'exchanged key']]],
  [
    'KEM_ENCAP',
    [
      ['exchanged key', 'encapsulation'],
      ['public key', 'exchanged key'],
    ],
  ],
  ['KEM_DECAP', [['public key', 'exchanged key']]],
]);

/** True where Verifpal refuses a primitive with a value, as it is in an undisturbed run, in this place. */
export function isRestricted(primitive: string, place: number, honest: Message): boolean {
  const kind = kindOf(honest);
  return kind !== null && restrictions.get(primitive)?.[place]?.includes(kind) === true;
}

function kindOf(message: Message): Restricted | null {
  if (message.kind !== 'apply') return null;
  if (message.symbol.startsWith('KEM_')) return 'encapsulation';
  if (message.symbol !== diffieHellmanSymbol) return null;
  const [base] = message.args;
  return base?.kind === 'constant' && base.name === generator.name ? 'public key' : 'exchanged key';
}
