import { demand, present } from './refusal.ts';
import type { Card } from './card.ts';
import { hex, listOf, object, orNull, whole } from './shapes.ts';
import { demandSignature } from './signatures.ts';

const rows = listOf(
  object({
    position: whole(1),
    id: hex(16),
    base_sequence: whole(0),
    base_generation: hex(16),
    signer: orNull(hex(16)),
    signature: orNull(hex(64)),
  }),
  100_000,
  1,
);
export type Opening = ReturnType<typeof rows>[number];

/** The rows of the table `opening`, in order, and each that is signed signed by whom it says. */
export function readOpenings(
  vault: string,
  read: readonly unknown[],
  known: readonly Card[],
): readonly Opening[] {
  const openings = rows(read);
  for (const [at, row] of openings.entries()) {
    demand(row.position === at + 1, 'opening: position');
    demand((row.signer === null) === (row.signature === null), 'opening: signature');
    if (row.signer === null || row.signature === null) continue;
    const card = present(
      known.find(({ fingerprint }) => fingerprint === row.signer),
      'opening: signer',
    );
    const before = openings[at - 1]?.id ?? null;
    const { position, id, base_sequence, base_generation, signer } = row;
    const list = ['segl opening v1', vault, position, before, id, base_sequence, base_generation, signer];
    demandSignature(card.signingKey, Buffer.from(row.signature, 'hex'), Buffer.from(JSON.stringify(list)));
  }
  return openings;
}

export interface Head {
  readonly sequence: number;
  readonly generation: string;
  readonly openings: readonly { readonly id: string; readonly baseSequence: number }[];
}

function goesOnFrom(one: Head, other: Head): boolean {
  const first = other.openings;
  if (!first.every(({ id }, at) => one.openings[at]?.id === id)) return false;
  const next = one.openings[first.length];
  if (next !== undefined) return next.baseSequence >= other.sequence;
  return one.sequence > other.sequence;
}

/** How the head of a file stands to the one that was seen before. */
export function relation(seen: Head, file: Head): 'same' | 'newer' | 'older' | 'forked' {
  if (seen.sequence === file.sequence && seen.generation === file.generation) return 'same';
  if (goesOnFrom(file, seen)) return 'newer';
  return goesOnFrom(seen, file) ? 'older' : 'forked';
}
