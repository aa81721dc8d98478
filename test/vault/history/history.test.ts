import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { engineVersion } from '#core/analysis/record/record.ts';
import type { ActiveRecord } from '#core/analysis/record/verdict.ts';
import { emptyDossier } from '#core/dossier/dossier.ts';
import type { Author } from '#core/history/state.ts';
import { recoveryLogPath } from '#vault/files/file-names.ts';
import type { VaultPlatform } from '#vault/files/platform.ts';
import { createVault } from '#vault/opening/create.ts';
import { openVault } from '#vault/opening/open.ts';
import type { LedgerContent } from '#vault/repositories/ledger-entry.ts';
import { keepText } from '#vault/store/model-texts.ts';
import { keepDossier } from '#vault/store/stored-dossier.ts';
import type { Vault } from '#vault/vault.ts';
import { publicRecordOf, sampleText } from '../../support/report/documents.ts';
import { codeOf, passphrase, quickPlatform, temporaryFolder, valueOf } from '../../support/vault-platform.ts';
import { SetClock } from '../../support/year-of-work.ts';

const anne: Author = { name: 'Anne', fingerprint: 'f1' };
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];

const verdicts: ActiveRecord = {
  format: 2,
  engineVersion,
  inputHash: 'a'.repeat(64),
  bounds: { clauses: 10, seconds: 10 },
  cost: null,
  verdicts: [],
};

let clock: SetClock;
let platform: VaultPlatform;
let path: string;
let vault: Vault;

beforeEach(async () => {
  clock = new SetClock('2026-01-05T08:00:00.000Z');
  platform = { ...quickPlatform, clock, author: anne };
  path = join(temporaryFolder(), 'AMS.segl');
  vault = valueOf(await createVault({ path, passphrase, projectName: 'AMS', text: 'text 0' }, platform));
  return () => {
    vault.close();
  };
});

async function reopen(): Promise<void> {
  valueOf(vault.close());
  vault = valueOf(await openVault(path, passphrase, platform));
}

const save = (text: string): void => {
  clock.forward(minute);
  valueOf(vault.texts.save(text));
};
const purpose = (words: string): typeof emptyDossier => ({
  ...emptyDossier,
  scope: { ...emptyDossier.scope, purpose: words },
});
const textsOf = (): readonly (string | undefined)[] =>
  vault.history.states().map(({ id }) => valueOf(vault.history.content(id))?.text);
const kinds = (): readonly string[] => vault.audit.all().map(({ kind }) => kind);

test('every change is a state, with who made it, when, and out of which', async () => {
  save('text 1');
  valueOf(vault.dossier.save(purpose('why')));
  await reopen();
  const [first, second, third, ...more] = vault.history.states();
  expect(more).toEqual([]);
  expect(first).toMatchObject({ parents: [], cause: 'created', author: anne, name: null, origin: null });
  expect(second).toMatchObject({ parents: [first?.id], cause: 'edited', author: anne });
  expect(second?.createdAt).toBe('2026-01-05T08:01:00.000Z');
  expect(third).toEqual(vault.history.head);
  expect(third?.parents).toEqual([second?.id]);
  expect(valueOf(vault.history.content(second?.id ?? ''))).toEqual({ text: 'text 1', dossier: emptyDossier });
  expect(valueOf(vault.history.content(third?.id ?? ''))).toEqual({
    text: 'text 1',
    dossier: purpose('why'),
  });
  expect(valueOf(vault.history.content('0'.repeat(32)))).toBeNull();
});

test('what changes nothing makes no state, and several changes at once make one', () => {
  valueOf(vault.dossier.save(emptyDossier));
  save('text 0');
  expect(vault.history.states()).toHaveLength(1);
  valueOf(
    vault.store.change((change) => {
      keepText(change, 'text 1');
      keepDossier(change, purpose('why'));
      keepText(change, 'text 2');
    }),
  );
  expect(textsOf()).toEqual(['text 0', 'text 2']);
  valueOf(
    vault.store.change((change) => {
      keepText(change, 'text 3');
      keepText(change, 'text 2');
    }),
  );
  expect(vault.history.states()).toHaveLength(2);
});

test('a state is restored as a new one, also after closing, with what was found of its text', async () => {
  save('text 1');
  valueOf(vault.dossier.save(purpose('why')));
  const [, second] = vault.history.states();
  save('text 2');
  await reopen();
  const restored = valueOf(vault.history.restore(second?.id ?? ''));
  expect(restored).toMatchObject({ cause: 'restored', origin: second?.id });
  expect(vault.history.head).toEqual(restored);
  expect(vault.texts.latest().text).toBe('text 1');
  expect(valueOf(vault.dossier.read())).toEqual(emptyDossier);
  // The same text has the same number, so that its records are there.
  expect(vault.texts.latest().sequence).toBe(2);
  expect(valueOf(vault.history.restore(second?.id ?? ''))).toEqual(restored);
  expect(vault.audit.all().at(-1)).toMatchObject({ kind: 'restored', state: restored.id, author: anne });
  save('text 3');
  expect(vault.texts.latest().sequence).toBe(4);
  expect(codeOf(vault.history.restore('0'.repeat(32)))).toBe('vault-state-missing');
});

test('restoring changes who is an owner only with an entry of the ledger', () => {
  const grid = { id: 'a', organisation: 'Grid operator' };
  const before = vault.history.head.id;
  valueOf(vault.dossier.save({ ...emptyDossier, owners: [grid] }));
  const after = vault.history.head.id;
  valueOf(vault.history.restore(before));
  valueOf(vault.history.restore(after));
  const changes = valueOf(vault.ledger.read()).ownerChanges;
  expect(changes.map(({ kind }) => kind)).toEqual(['named', 'removed', 'named']);
  expect(kinds()).toEqual(['created', 'owner-named', 'restored', 'owner-removed', 'restored', 'owner-named']);
});

test('a change of the policy of risks is an event', () => {
  valueOf(vault.dossier.save(purpose('why')));
  expect(kinds()).toEqual(['created']);
  const [note, ...notes] = emptyDossier.riskPolicy.notes;
  if (note === undefined) throw new Error('the policy has notes');
  const riskPolicy = { ...emptyDossier.riskPolicy, notes: [{ ...note, text: 'another' }, ...notes] };
  valueOf(vault.dossier.save({ ...purpose('why'), riskPolicy }));
  expect(vault.audit.all().at(-1)).toMatchObject({ kind: 'policy-changed', state: vault.history.head.id });
});

test('named states, bases of shares and released ones stay, the others are thinned', async () => {
  const owners = [{ id: 'a', organisation: 'Grid operator' }];
  const letter = { approver: 'Head', day: '2026-01-31', fileHash: '1'.repeat(64) } as const;
  valueOf(vault.dossier.save({ ...emptyDossier, owners }));
  for (let number = 1; number <= 20; number += 1) {
    save(`text ${String(number)}`);
    const { id } = vault.history.head;
    if (number === 4) valueOf(vault.history.name(id, 'before the review'));
    if (number === 6) valueOf(vault.history.protect(id));
    if (number !== 8) continue;
    valueOf(
      vault.ledger.addApproval({
        owner: 'a',
        organisation: 'Grid operator',
        ...letter,
        decision: 'approved',
      }),
    );
    const record = publicRecordOf(sampleText);
    valueOf(vault.ledger.addRelease({ language: 'en', fileHash: letter.fileHash, record }, 10 - 1));
  }
  clock.forward(100 * day);
  save('text 21');
  await reopen();
  expect(textsOf()).toEqual(['text 4', 'text 6', 'text 8', 'text 20', 'text 21']);
  const [named, base, released, last, head] = vault.history.states();
  expect(named).toMatchObject({ name: 'before the review', parents: [] });
  expect([base?.parents, released?.parents]).toEqual([[named?.id], [base?.id]]);
  expect([last?.parents, head?.parents]).toEqual([[released?.id], [last?.id]]);
  expect(kinds()).toContain('thinned');
  expect(vault.audit.verify()).toEqual([]);

  valueOf(vault.history.name(named?.id ?? '', null));
  expect(valueOf(vault.history.thin())).toBe(1);
  expect(valueOf(vault.history.thin())).toBe(0);
  expect(codeOf(vault.history.name(named?.id ?? '', 'again'))).toBe('vault-state-missing');
  expect(codeOf(vault.history.protect(named?.id ?? ''))).toBe('vault-state-missing');
});

test('nothing is thinned away while the ledger cannot be read: it may name any state', () => {
  for (let number = 1; number <= 5; number += 1) save(`text ${String(number)}`);
  clock.forward(100 * day);
  const unknown = JSON.parse(
    '{"kind":"share","recordedAt":"2026-01-05T09:00:00.000Z","fields":{"later":1}}',
  ) as LedgerContent;
  valueOf(
    vault.store.change(({ content }) => {
      content.ledger.add(unknown);
    }),
  );
  expect(codeOf(vault.ledger.read())).toBe('vault-damaged');
  expect(valueOf(vault.history.thin())).toBe(0);
  expect(textsOf()).toHaveLength(6);
});

test('the history is thinned by itself while a project is open for long', () => {
  for (let number = 1; number <= 640; number += 1) {
    clock.forward(minute);
    valueOf(vault.texts.save(`text ${String(number)}`));
  }
  expect(vault.history.states().length).toBeLessThan(420);
  expect(vault.texts.latest().text).toBe('text 640');
});

test('verdicts stay although the state with their text was thinned away', async () => {
  save('text 1');
  valueOf(vault.verdicts.keep(2, verdicts));
  save('text 2');
  clock.forward(200 * day);
  save('text 3');
  clock.forward(hour);
  await reopen();
  expect(textsOf()).toEqual(['text 2', 'text 3']);
  expect(vault.verdicts.latest()?.text).toBe('text 1');
});

test('of records the newest twenty stay, and those of named and released states', () => {
  for (let number = 1; number <= 30; number += 1) {
    save(`text ${String(number)}`);
    if (number === 3) valueOf(vault.history.name(vault.history.head.id, 'third'));
    const inputHash = String(number).padStart(64, '0');
    valueOf(vault.verdicts.keep(number + 1, { ...verdicts, inputHash }));
  }
  const kept = Array.from({ length: 30 }, (_, index) => index + 1).filter(
    (number) => vault.verdicts.on(number + 1) !== null,
  );
  expect(kept).toEqual([3, ...Array.from({ length: 20 }, (_, index) => index + 11)]);
});

test('thinning and what came after it are there after a kill', async () => {
  for (let number = 1; number <= 150; number += 1) save(`text ${String(number)}\n${'line\n'.repeat(number)}`);
  clock.forward(3 * day);
  valueOf(vault.history.thin());
  save('text 151');
  const states = vault.history.states();
  const contents = textsOf();
  const [container, log] = [readFileSync(path), readFileSync(recoveryLogPath(path))];
  valueOf(vault.close());
  writeFileSync(path, container);
  writeFileSync(recoveryLogPath(path), log);
  vault = valueOf(await openVault(path, passphrase, platform));
  expect(vault.recovered).toBe(true);
  expect(vault.history.states()).toEqual(states);
  expect(textsOf()).toEqual(contents);
});

test('a change that the disk refuses leaves no trace in what is read or saved afterwards', async () => {
  let full = false;
  valueOf(vault.close());
  const files = {
    ...platform.files,
    sync: (file: number) => {
      if (full) throw Object.assign(new Error('disk full'), { code: 'ENOSPC' });
      platform.files.sync(file);
    },
  };
  vault = valueOf(await openVault(path, passphrase, { ...platform, files }));
  full = true;
  expect(codeOf(vault.texts.save('refused'))).toBe('vault-disk-full');
  full = false;
  save('accepted');
  expect(textsOf()).toEqual(['text 0', 'accepted']);
  await reopen();
  expect(textsOf()).toEqual(['text 0', 'accepted']);
});
