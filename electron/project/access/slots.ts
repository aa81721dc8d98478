import type { AccessSlot } from '#contract/access-calls.ts';
import type { Recipients } from '#vault/access/recipients.ts';

/** Every key slot of a project's file, as it is told. */
export function slotsOf(access: Recipients): readonly AccessSlot[] {
  const { hasPassphrase, recovery } = access;
  return [
    ...(hasPassphrase ? [{ kind: 'passphrase' } as const] : []),
    ...access.list().map(({ slot, card }): AccessSlot => {
      if (card === null) return { kind: 'recipient', id: slot, person: null, addedAt: null };
      const { fingerprint, name, organisation, addedAt } = card;
      return { kind: 'recipient', id: slot, person: { fingerprint, name, organisation }, addedAt };
    }),
    ...(recovery === null ? [] : [{ kind: 'recovery', ...recovery } as const]),
  ];
}
