import { diffieHellmanSymbol } from '#core/interchange/verifpal/primitives.ts';
import type { GroundMessage } from '#core/protocol/message.ts';
import { generator } from '#core/protocol/theory.ts';

/** Writes an application as Verifpal does: powers as public keys and exchanged keys, primitives without their arity. */
export function writeApplication(
  symbol: string,
  args: readonly string[],
  [base]: readonly GroundMessage[],
): string | null {
  if (symbol === diffieHellmanSymbol) {
    const isPublicKey = base?.kind === 'constant' && base.name === generator.name;
    return isPublicKey ? `PUBKEY(${args[1] ?? ''})` : `DH_KEX(${args.join(', ')})`;
  }
  const [, many] = /^(HASH|PW_HASH|CONCAT)_\d+$/u.exec(symbol) ?? [];
  if (many !== undefined) return `${many}(${args.join(', ')})`;
  const [, whole, result] = /^(HKDF|SHAMIR_SPLIT|KEM_ENCAP|SPLIT)_(\d+)(?:_of_\d+)?$/u.exec(symbol) ?? [];
  if (whole !== undefined) return `${whole}(${args.join(', ')})[${result ?? ''}]`;
  // What an annotated call gives away.
  const [, capability] = /^((?:weak|forgeable|malleable)(?: \w+)?) from \d+$/u.exec(symbol) ?? [];
  return capability === undefined ? null : `${capability}: ${args.join(', ')}`;
}
