import fc from 'fast-check';
import { expect, test } from 'vitest';
import { failureCodes } from '#contract/failures.ts';
import { parseCard } from '#exchange/card/card.ts';
import { combineShares } from '#exchange/recovery/recovery-key.ts';
import { parseShare } from '#exchange/recovery/share-text.ts';
import { contentMembers } from '#exchange/sealed/content.ts';
import { sha256Of } from '#vault/files/sha256.ts';
import { readSealed, type Opened } from '#exchange/sealed/read.ts';
import type { Member } from '#exchange/sealed/members.ts';
import {
  composedByKari,
  encryptedFor,
  identityOfPerson,
  sharedProject,
  signedAnew,
  tarOf,
} from '../support/exchange/sample.ts';
import recovery from '../support/exchange/recovery-shares.json' with { type: 'json' };
import { runs } from '../support/random.ts';

const kari = await identityOfPerson('kari');
const ola = await identityOfPerson('ola');
const composed = await composedByKari();
const tar = await tarOf(composed.members);
const sealed = await encryptedFor(tar, [ola.card.ageKey]);

/** One thing that happens to bytes: a place among them, as a part of the whole, and what happens there. */
interface Harm {
  readonly place: number;
  readonly kind: 'flip' | 'set' | 'cut' | 'drop' | 'repeat' | 'insert' | 'move';
  readonly length: number;
  readonly byte: number;
}

const harms = fc.array(
  fc.record<Harm>({
    place: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    kind: fc.constantFrom('flip', 'set', 'cut', 'drop', 'repeat', 'insert', 'move'),
    length: fc.oneof(fc.nat(8), fc.constantFrom(512, 1024), fc.nat(3_000)),
    byte: fc.oneof(fc.nat(255), fc.constantFrom(0, 10, 32, 34, 45, 48, 55, 92, 120, 255)),
  }),
  { minLength: 1, maxLength: 4 },
);

function harmed(bytes: Uint8Array, list: readonly Harm[]): Uint8Array {
  return list.reduce((before, { place, kind, length, byte }) => {
    const start = Math.floor(place * before.length);
    const [left, part, right] = [
      before.subarray(0, start),
      before.subarray(start, start + length),
      before.subarray(start + length),
    ];
    switch (kind) {
      case 'flip':
        return before.length === 0 ? before : before.with(start, (before[start] ?? 0) ^ (1 << (byte & 7)));
      case 'set':
        return before.length === 0 ? before : before.with(start, byte);
      case 'cut':
        return left;
      case 'drop':
        return Buffer.concat([left, right]);
      case 'repeat':
        return Buffer.concat([left, part, part, right]);
      case 'insert':
        return Buffer.concat([left, new Uint8Array(length).fill(byte), part, right]);
      case 'move':
        return Buffer.concat([part, left, right]);
    }
  }, bytes);
}

const noted = ({ name, bytes }: Member): string => `${name} ${sha256Of(bytes)}`;

/** Reads what may be anything: refused with a code that has a sentence, or opened. Whatever is thrown fails the test. */
async function openedOrRefused(bytes: Uint8Array): Promise<Opened | null> {
  const read = await readSealed(bytes, ola);
  if (read.ok) return read.value;
  expect(failureCodes).toContain(read.error.code);
  expect(read.error.code).toMatch(/^sealed-/u);
  return null;
}

test('an encrypted file that was harmed is refused, or is what it was', async () => {
  await fc.assert(
    fc.asyncProperty(harms, async (list) => {
      const opened = await openedOrRefused(harmed(sealed, list));
      if (opened !== null) expect(opened.shared).toEqual(sharedProject);
    }),
    { numRuns: runs(1_200) },
  );
});

test('an archive that was harmed before it was encrypted is refused, or is what it was', async () => {
  await fc.assert(
    fc.asyncProperty(harms, async (list) => {
      const opened = await openedOrRefused(await encryptedFor(harmed(tar, list), [ola.card.ageKey]));
      if (opened !== null) expect(opened.shared).toEqual(sharedProject);
    }),
    { numRuns: runs(1_100) },
  );
});

test('members that were harmed by one who signs them are refused, or have one form', async () => {
  const place = fc.integer({ min: 3, max: composed.members.length - 1 });
  await fc.assert(
    fc.asyncProperty(place, harms, async (which, list) => {
      const members = composed.members.map((member, index): Member => {
        return index === which ? { ...member, bytes: harmed(member.bytes, list) } : member;
      });
      const signed = signedAnew({ ...composed, members }, kari);
      const opened = await openedOrRefused(await encryptedFor(await tarOf(signed), [ola.card.ageKey]));
      if (opened !== null)
        expect(contentMembers(opened.shared).map(noted)).toEqual(members.slice(3).map(noted));
    }),
    { numRuns: runs(1_100) },
  );
});

test('a card that was harmed is refused, or is the same', () => {
  const bytes = new TextEncoder().encode(kari.card.text);
  fc.assert(
    fc.property(harms, (list) => {
      const read = parseCard(harmed(bytes, list));
      if (read.ok) expect(read.value).toEqual(kari.card);
      else expect(failureCodes).toContain(read.error.code);
    }),
    { numRuns: runs(3_000) },
  );
});

test('a share that was harmed is refused, or is the same, and never makes another key', async () => {
  const [first = '', second = ''] = recovery.printed;
  const bytes = new TextEncoder().encode(first);
  await fc.assert(
    fc.asyncProperty(harms, async (list) => {
      const typed = new TextDecoder().decode(harmed(bytes, list));
      const share = parseShare(typed);
      if (share.ok) expect(share).toEqual(parseShare(first));
      const combined = await combineShares([typed, second]);
      if (combined.ok) expect(combined.value.key.toString('hex')).toBe(recovery.key);
      else expect(failureCodes).toContain(combined.error.code);
    }),
    { numRuns: runs(3_000) },
  );
});

test('anything at all is refused', async () => {
  const anything = fc.uint8Array({ maxLength: 2_000 });
  await fc.assert(
    fc.asyncProperty(anything, async (bytes) => {
      expect(await openedOrRefused(bytes)).toBeNull();
      const header = new TextEncoder().encode('age-encryption.org/v1\n-> X25519 ');
      expect(await openedOrRefused(Buffer.concat([header, bytes]))).toBeNull();
      expect(parseCard(bytes).ok).toBe(false);
    }),
    { numRuns: runs(300) },
  );
});
