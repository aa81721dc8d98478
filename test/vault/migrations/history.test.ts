import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { emptyDossier, type Dossier } from '#core/dossier/dossier.ts';
import { engineVersion } from '#core/analysis/record/record.ts';
import { readHead } from '#vault/container/container.ts';
import { encodeContainer } from '#vault/container/envelope.ts';
import { nextEnvelope } from '#vault/container/next-envelope.ts';
import { openDatabase } from '#vault/database/database.ts';
import { encodeChanges, type Change } from '#vault/database/recorded-statements.ts';
import { migrate } from '#vault/migrations/migrate.ts';
import { createVault } from '#vault/opening/create.ts';
import { openVault } from '#vault/opening/open.ts';
import { RecoveryLog } from '#vault/recovery/recovery-log.ts';
import { repositoriesOn, type Repositories } from '#vault/repositories/repositories.ts';
import type { Vault } from '#vault/vault.ts';
import { EarlierProject } from '../../support/earlier-project.ts';
import { filledDossier } from '../../support/report/filled-dossier.ts';
import { publicRecordOf, sampleText } from '../../support/report/documents.ts';
import {
  dataKeyIn,
  passphrase,
  quickPlatform,
  remembering,
  temporaryFolder,
  valueOf,
} from '../../support/vault-platform.ts';
import { SetClock } from '../../support/year-of-work.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 0, 1, 8, minute)).toISOString();

const grid = { id: 'a', organisation: 'Grid operator' };
const meter = { id: 'b', organisation: 'Meter vendor' };
const owned = (base: Dossier, ...owners: readonly (typeof grid)[]): Dossier => ({ ...base, owners });
const file = '1'.repeat(64);
const letter = { approver: 'Head', day: '2026-01-31', fileHash: file };
const record = publicRecordOf(sampleText);
const document = Buffer.from('a source document');

/** A database of this version with everything in it that its program could keep. */
function earlier(connection: Database.Database, version: number): EarlierProject {
  const project = new EarlierProject(connection, version)
    .text('text 1', at(0))
    .event('created', at(0))
    .text('text 2\n'.repeat(300), at(2))
    .text(sampleText, at(4))
    .record('analysis_record', 2, { engineVersion, inputHash: '2'.repeat(64) }, at(2));
  if (version >= 3) {
    project
      .dossier(emptyDossier, owned(filledDossier, grid, meter), at(1))
      // Saved together with the second text.
      .dossier(owned(filledDossier, grid, meter), owned(filledDossier, grid), at(2))
      .dossier(owned(filledDossier, grid), owned({ ...filledDossier, threats: [] }, grid, meter), at(3));
  }
  if (version >= 4) project.document(document, at(3));
  if (version >= 5) {
    project
      .letter({ owner: 'a', organisation: 'Grid operator', ...letter, decision: 'approved' }, at(5))
      .letter({ owner: 'b', organisation: 'Meter vendor', ...letter, decision: 'withdrawn' }, at(5))
      .event('approved-public', at(5), file)
      .event('approval-withdrawn', at(5), file);
  }
  if (version >= 6) {
    project
      .overruling(
        { owner: 'b', organisation: 'Meter vendor', fileHash: file, approval: 2, reason: 'Wound up' },
        at(6),
      )
      .release({ revision: 3, fileHash: file, record, approvals: [1], overrulings: [1] }, at(7))
      .event('released-public', at(7), file);
  }
  return project;
}

describe.each([1, 2, 3, 4, 5, 6])('a project of version %i', (version) => {
  function migrated(): { readonly connection: Database.Database; readonly content: Repositories } {
    const connection = new Database(':memory:');
    connection.pragma('foreign_keys = ON');
    earlier(connection, version);
    valueOf(migrate(connection));
    expect(connection.pragma('foreign_key_check')).toEqual([]);
    return { connection, content: repositoriesOn(connection) };
  }

  test('has a state of every moment at which text or dossier changed', () => {
    const { content } = migrated();
    const states = content.states.all();
    const said = states.map(({ createdAt, text, dossier }) => ({
      createdAt,
      text: content.revisions.get(text)?.text,
      dossier: valueOf(content.dossier.get(dossier)),
    }));
    const [one, two, three] = ['text 1', 'text 2\n'.repeat(300), sampleText];
    const both = owned(filledDossier, grid, meter);
    const without = owned({ ...filledDossier, threats: [] }, grid, meter);
    expect(said).toEqual(
      version < 3
        ? [
            { createdAt: at(0), text: one, dossier: emptyDossier },
            { createdAt: at(2), text: two, dossier: emptyDossier },
            { createdAt: at(4), text: three, dossier: emptyDossier },
          ]
        : [
            { createdAt: at(0), text: one, dossier: emptyDossier },
            { createdAt: at(1), text: one, dossier: both },
            { createdAt: at(2), text: two, dossier: owned(filledDossier, grid) },
            { createdAt: at(3), text: two, dossier: without },
            { createdAt: at(4), text: three, dossier: without },
          ],
    );
    expect(states.map(({ parents }) => parents)).toEqual([[], ...states.slice(0, -1).map(({ id }) => [id])]);
    expect(states.map(({ cause }) => cause)).toEqual(['created', ...states.slice(1).map(() => 'edited')]);
    expect(content.states.head()?.id).toBe(states.at(-1)?.id);
    expect(content.revisions.all().map(({ sequence, createdAt }) => [sequence, createdAt])).toEqual([
      [1, at(0)],
      [2, at(2)],
      [3, at(4)],
    ]);
    expect(content.revisions.put('text 4', at(9)).sequence).toBe(4);
  });

  test('has the same ledger, and the same audit log', () => {
    const { content, connection } = migrated();
    const ledger = valueOf(content.ledger.read());
    const changes = ledger.ownerChanges.map(({ kind, owner, recordedAt }) => [kind, owner, recordedAt]);
    // At one instant: the second is a thousandth of a second later.
    const second = at(1).replace('.000', '.001');
    expect(changes).toEqual(
      version < 3
        ? []
        : [
            ['named', 'a', at(1)],
            ['named', 'b', second],
            ['removed', 'b', at(2)],
            ['named', 'b', at(3)],
          ],
    );
    if (version >= 5) {
      expect(ledger.approvals).toEqual([
        {
          sequence: 1,
          ...letter,
          owner: 'a',
          organisation: 'Grid operator',
          decision: 'approved',
          recordedAt: at(5),
        },
        {
          ...{ sequence: 2, ...letter, owner: 'b', organisation: 'Meter vendor', decision: 'withdrawn' },
          recordedAt: at(5).replace('.000', '.001'),
        },
      ]);
    }
    if (version >= 6) {
      expect(ledger.overrulings).toMatchObject([
        { owner: 'b', approval: 2, reason: 'Wound up', recordedAt: at(6) },
      ]);
      expect(ledger.releases).toEqual([
        {
          ...{ sequence: 1, createdAt: at(7), language: 'en', fileHash: file, record },
          ...{ approvals: [1], overrulings: [1] },
        },
      ]);
      const [release] = valueOf(content.ledger.entries()).filter(({ kind }) => kind === 'release');
      expect(release?.fields).toMatchObject({ state: content.states.head()?.id });
    }
    const kinds = ['created', 'approved-public', 'approval-withdrawn', 'released-public'];
    expect(content.events.all().map(({ kind }) => kind)).toEqual(
      kinds.slice(0, version >= 6 ? 4 : version >= 5 ? 3 : 1),
    );
    if (version >= 4) expect(content.documents.size()).toBe(document.length);
    // Whoever is named next is compared with who was named last.
    content.ledger.nameOwners([grid], at(9));
    expect(valueOf(content.ledger.read()).ownerChanges.at(-1)).toMatchObject(
      version < 3 ? { kind: 'named', owner: 'a' } : { kind: 'removed', owner: 'b' },
    );
    expect(connection.prepare('SELECT count(*) FROM analysis_record').pluck().get()).toBe(1);
  });

  test('has the same history in every copy, so that copies can be merged', () => {
    const [one, other] = [migrated().content, migrated().content];
    expect(one.states.all()).toEqual(other.states.all());
    expect(one.events.all()).toEqual(other.events.all());
    expect(valueOf(one.ledger.entries())).toEqual(valueOf(other.ledger.entries()));
  });
});

test('a clock that was set back changes no order', () => {
  const connection = new Database(':memory:');
  new EarlierProject(connection, 6)
    .text('text 1', at(9))
    .text('text 2', at(3))
    .dossier(emptyDossier, owned(emptyDossier, grid), at(5))
    .text('text 3', at(4))
    .letter({ owner: 'a', organisation: 'G', ...letter, decision: 'approved' }, at(9))
    .letter({ owner: 'a', organisation: 'G', ...letter, decision: 'withdrawn' }, at(3));
  valueOf(migrate(connection));
  const { states, revisions, ledger } = repositoriesOn(connection);
  const [head] = [states.head()];
  expect(revisions.get(head?.text ?? 0)?.text).toBe('text 3');
  const decisions = valueOf(ledger.read()).approvals.map(({ decision }) => decision);
  expect(decisions).toEqual(['approved', 'withdrawn']);
});

/** Puts a project of version 6 in the place of a new one; answers its key. */
async function vaultOfVersion6(path: string): Promise<Buffer> {
  const { platform, drawn } = remembering();
  valueOf(valueOf(await createVault({ path, passphrase, projectName: 'AMS', text: '' }, platform)).close());
  const dataKey = dataKeyIn(drawn);
  const { envelope } = valueOf(readHead(path));
  const database = join(temporaryFolder(), 'body.db');
  const connection = valueOf(openDatabase(database, dataKey, undefined));
  earlier(connection, 6);
  connection.close();
  const body = readFileSync(database);
  writeFileSync(
    path,
    encodeContainer(nextEnvelope(envelope, envelope.slots, body, dataKey, quickPlatform), body),
  );
  return dataKey;
}

// As the program of version 6 wrote them: a text, a withdrawal, an owner that is taken away.
const left: readonly Change[] = [
  {
    sql: 'INSERT INTO revision (parent, created_at, text) VALUES (?, ?, ?) RETURNING *',
    parameters: [3, at(20), 'text 4'],
  },
  {
    sql: `INSERT INTO approval (created_at, owner, organisation, approver, day, file_hash, decision)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
    parameters: [at(21), 'a', 'Grid operator', 'Head', '2026-02-01', file, 'withdrawn'],
  },
  {
    sql: 'INSERT INTO dossier_change (created_at, section, entry, content) VALUES (?, ?, ?, ?)',
    parameters: [at(22), 'owners', 'b', null],
  },
  {
    sql: 'INSERT INTO audit_event (created_at, kind, file_hash) VALUES (?, ?, ?)',
    parameters: [at(22), 'owner-removed', null],
  },
];

// A clock by which nothing is thinned yet.
const platform = { ...quickPlatform, clock: new SetClock(at(30)) };

function checkLeft(vault: Vault): void {
  expect(vault.texts.latest()).toMatchObject({ sequence: 4, text: 'text 4' });
  expect(vault.history.states().map(({ createdAt }) => createdAt)).toEqual([
    ...[0, 1, 2, 3, 4].map(at),
    ...[at(20), at(22)],
  ]);
  const ledger = valueOf(vault.ledger.read());
  expect(ledger.approvals.at(-1)).toMatchObject({ sequence: 3, decision: 'withdrawn', recordedAt: at(21) });
  expect(ledger.ownerChanges.at(-1)).toMatchObject({ kind: 'removed', owner: 'b', recordedAt: at(22) });
  expect(vault.audit.verify()).toEqual([]);
}

test('work that version 6 left after a crash is taken over, with what was saved on it after another crash', async () => {
  const path = join(temporaryFolder(), 'AMS.segl');
  const dataKey = await vaultOfVersion6(path);
  const { vault: id, generation } = valueOf(readHead(path)).envelope;
  const log = RecoveryLog.begin(path, { vault: id, generation }, dataKey, quickPlatform);
  for (const change of left) log.append(encodeChanges({ schema: 6, changes: [change] }));
  log.close();
  const opened = valueOf(await openVault(path, passphrase, platform));
  expect([opened.recovered, opened.setAside]).toEqual([true, false]);
  checkLeft(opened);

  // Killed before it is sealed: entries of both schemas stand in one log.
  valueOf(opened.history.name(opened.history.head.id, 'after the crash'));
  const states = opened.history.states();
  const events = opened.audit.all();
  const elsewhere = join(temporaryFolder(), 'AMS.segl');
  copyFileSync(path, elsewhere);
  copyFileSync(join(path, '..', '.AMS.segl.work'), join(elsewhere, '..', '.AMS.segl.work'));
  valueOf(opened.close());
  const again = valueOf(await openVault(elsewhere, passphrase, platform));
  expect([again.recovered, again.setAside]).toEqual([true, false]);
  checkLeft(again);
  expect(again.history.states()).toEqual(states);
  expect(again.audit.all().slice(0, events.length)).toEqual(events);
  valueOf(again.close());
});
