import { DatabaseSync } from 'node:sqlite';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writtenFiles } from '../support/exchange/written-project.ts';
import { phrase, temporaryFolder } from '../support/vault-platform.ts';
import { readCard } from './second-reader/card.ts';
import {
  authenticBody,
  dataKeyOfPassphrase,
  dataKeyOfRecovery,
  readContainer,
} from './second-reader/container.ts';
import { decryptDatabase } from './second-reader/database.ts';
import { sha256Hex } from './second-reader/digests.ts';
import { mergedStateId } from './second-reader/history.ts';
import { readHolder } from './second-reader/holder.ts';
import { readKeyring } from './second-reader/keyring.ts';
import { readOpenings, relation, type Head, type Opening } from './second-reader/openings.ts';
import { dataKeyOfIdentity } from './second-reader/recipients.ts';
import { combineShares, readShare } from './second-reader/recovery-shares.ts';
import { readSealedFile } from './second-reader/sealed-file.ts';

// What the program writes today, read by a reader that was written from the pages in resources/docs alone.
const files = await writtenFiles();
const cards = files.cards.map((card) => readCard(Buffer.from(card)));
const fingerprints = cards.map(({ fingerprint }) => fingerprint);

interface ReadProject {
  readonly head: Head;
  readonly openings: readonly Opening[];
  readonly slots: readonly unknown[];
}

function readProject(file: Buffer): ReadProject {
  const container = readContainer(file);
  const dataKey = dataKeyOfPassphrase(container, phrase);
  const path = join(temporaryFolder(), 'plain.db');
  writeFileSync(path, decryptDatabase(Buffer.from(authenticBody(container, dataKey)), dataKey));
  const database = new DatabaseSync(path, { readOnly: true });
  const { vault, sequence, generation } = container.header;
  const rows = database.prepare('SELECT * FROM opening ORDER BY position').all();
  const openings = readOpenings(vault, rows, cards);
  const slots = database
    .prepare('SELECT slot FROM recipient')
    .all()
    .map(({ slot }) => slot);
  database.close();
  const before = openings.filter((row) => row.base_sequence < sequence);
  const seen = before.map((row) => ({ id: row.id, baseSequence: row.base_sequence }));
  return { head: { sequence, generation, openings: seen }, openings, slots };
}

test('cards say who somebody is', () => {
  expect(cards).toMatchObject([
    { name: 'Kari Nordmann', organisation: 'Norsk Regnesentral' },
    { name: 'Ola Nordmann', organisation: 'Ola Nordmann' },
  ]);
});

test('a keyring holds the identity, the cards of colleagues, and what was seen', async () => {
  const { content, own, colleagues } = await readKeyring(files.keyring, phrase);
  expect(own).toEqual(cards[0]);
  expect(colleagues).toEqual([cards[1]]);
  expect(content.sent.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(content.seen).toMatchObject([{ signer: fingerprints[1], sequence: 1 }]);
  const { head } = readProject(files.project);
  const { vault } = readContainer(files.project).header;
  expect(content.heads).toEqual([{ vault, ...head }]);
});

describe('a project', () => {
  const container = readContainer(files.project);
  const dataKey = dataKeyOfPassphrase(container, phrase);

  test('opens in each of the three ways with one data key', async () => {
    const byIdentity = await dataKeyOfIdentity(container, files.secrets.hybrid);
    expect(Buffer.from(byIdentity.dataKey)).toEqual(dataKey);
    for (const left of [0, 1, 2]) {
      const shares = files.recoveryShares.filter((_, at) => at !== left);
      expect(dataKeyOfRecovery(container, combineShares(shares))).toEqual(dataKey);
    }
    const [share = ''] = files.recoveryShares;
    expect(container.header.vault).toMatch(new RegExp(`^${readShare(share).vaultStart}`));
    expect(authenticBody(container, dataKey)).toHaveLength(container.header.bodyLength);
  });

  test('has a signed row for each opening, and a row for each slot of a recipient', () => {
    const { openings, slots } = readProject(files.project);
    expect(openings.map(({ signer }) => signer)).toEqual(openings.map(() => fingerprints[0]));
    expect(openings.length).toBeGreaterThan(1);
    const named = container.header.slots.flatMap((slot) => (slot.kind === 'recipient' ? [slot.id] : []));
    expect(slots.toSorted()).toEqual(named.toSorted());
  });

  test('has rows that stand where they came about, by whom they say', () => {
    const { openings } = readProject(files.project);
    const { vault } = container.header;
    const [first, second, ...rest] = openings;
    if (first === undefined || second === undefined) throw new Error('there are two');
    const harmed = [
      [{ ...first, id: second.id }, second, ...rest],
      [first, { ...second, base_sequence: 1 }, ...rest],
      [first, { ...second, signer: fingerprints[1] }, ...rest],
      [{ ...second, position: 1 }, ...rest.map((row) => ({ ...row, position: row.position - 1 }))],
    ];
    for (const rows of harmed) expect(() => readOpenings(vault, rows, cards)).toThrow('signature');
    expect(() => readOpenings(vault, [second, ...rest], cards)).toThrow('position');
  });

  test('goes on from what it was', () => {
    const [earlier, later] = [readProject(files.earlierProject).head, readProject(files.project).head];
    expect([relation(earlier, later), relation(later, earlier), relation(later, later)]).toEqual([
      'newer',
      'older',
      'same',
    ]);
    const elsewhere = { ...earlier, sequence: earlier.sequence + 3, generation: 'f'.repeat(32) };
    expect(relation(elsewhere, later)).toBe('forked');
  });

  test('has a file beside it that says who has it open', () => {
    const earlier = readContainer(files.earlierProject);
    const key = dataKeyOfPassphrase(earlier, phrase);
    const { name, fingerprint, opening } = readHolder(files.holder, earlier.header.vault, key);
    expect({ name, fingerprint }).toEqual({ name: 'Kari Nordmann', fingerprint: fingerprints[0] });
    expect(readProject(files.project).openings[1]?.id).toBe(opening);
  });
});

describe('a sealed file', () => {
  test.each(files.shares)(
    '$order.encryption, with history $order.history, documents $order.documents, verdicts $order.verdicts',
    async ({ order: { encryption, history, documents, verdicts, recipients, purpose }, bytes }) => {
      const read = await readSealedFile(bytes, files.secrets[encryption]);
      expect(read.signer).toEqual(cards[0]);
      expect(read.manifest).toMatchObject({ purpose, recipients: recipients.toSorted() });
      const along = read.states.filter(({ content }) => content !== null);
      const named = read.states.filter(({ name }) => name !== null);
      expect(along).toHaveLength({ none: 1, named: 1 + named.length, all: read.states.length }[history]);
      expect(read.documents.size).toBe(documents ? 1 : 0);
      expect(read.verdicts !== null).toBe(verdicts);
      const kinds = new Set(read.ledger.map(({ kind }) => kind));
      expect(kinds).toEqual(
        new Set([
          'owner',
          'approval',
          'overruling',
          'release',
          ...(read.manifest.sequence > 1 ? ['share'] : []),
        ]),
      );
    },
  );

  test('names a merge by its parents and its outcome', async () => {
    const { states, manifest, text, audit } = await readSealedFile(files.merged.bytes, files.secrets.hybrid);
    const head = states.find(({ id }) => id === manifest.head);
    expect(head).toMatchObject({ cause: 'merged', content: { text: sha256Hex(files.text) } });
    expect(text).toBe(files.text);
    expect(head === undefined ? null : mergedStateId(head)).toBe(manifest.head);
    expect(audit.find(({ kind }) => kind === 'merged')?.previous).toHaveLength(2);
  });
});
