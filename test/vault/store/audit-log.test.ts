import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, expect, test } from 'vitest';
import { EventRepository } from '#vault/repositories/events.ts';
import { eventId } from '#vault/repositories/audit-event.ts';
import { createVault } from '#vault/opening/create.ts';
import { brokenLinks } from '#vault/repositories/audit-event.ts';
import { migrate } from '#vault/migrations/migrate.ts';
import type { Connection } from '#vault/database/database.ts';
import { EarlierProject } from '../../support/earlier-project.ts';
import { passphrase, quickPlatform, temporaryFolder, valueOf } from '../../support/vault-platform.ts';

let connection: Connection;
let events: EventRepository;

const broken = (): readonly (readonly [string, string | undefined])[] =>
  brokenLinks(events.all(), events.tips()).map(({ kind, event }) => [kind, event?.kind]);

beforeEach(() => {
  connection = new Database(':memory:');
  const at = '2026-01-01T00:00:00.000Z';
  new EarlierProject(connection, 6)
    .text('', at)
    .event('created', at)
    .event('opened', at)
    .event('exported-full', '2026-01-02T00:00:00.000Z', 'a'.repeat(64))
    .event('opened', '2026-01-03T00:00:00.000Z');
  valueOf(migrate(connection));
  for (const table of ['audit_event']) {
    for (const guard of ['unchanged', 'kept', 'unreplaced'])
      connection.exec(`DROP TRIGGER ${table}_${guard}`);
  }
  events = new EventRepository(connection);
});

test('the lines of an earlier version are linked one to another, without an author', () => {
  const all = events.all();
  expect(all.map(({ kind }) => kind)).toEqual(['created', 'opened', 'exported-full', 'opened']);
  expect(all.map(({ previous }) => previous)).toEqual([[], ...all.slice(0, -1).map(({ id }) => [id])]);
  expect(all.every(({ author, state }) => author === null && state === null)).toBe(true);
  expect(all.map((event) => eventId('1', event))).toEqual(all.map(({ id }) => id));
  expect(broken()).toEqual([]);
});

test('a second beginning is noticed, even where the log is said to end with it', () => {
  const content = { previous: [], createdAt: '2026-01-04T00:00:00.000Z', kind: 'opened' } as const;
  const event = { ...content, author: null, state: null, fileHash: null };
  events.unite([{ id: eventId('1', event), ...event }]);
  expect(broken()).toEqual([['unlinked', 'opened']]);
});

test.each<[string, string, readonly (readonly [string, string | undefined])[]]>([
  [
    'changed',
    `UPDATE audit_event SET kind = 'exported-public' WHERE sequence = 3`,
    [
      ['cut-off', 'exported-public'],
      ['unlinked', 'opened'],
    ],
  ],
  [
    'dated otherwise',
    'UPDATE audit_event SET created_at = created_at + 1 WHERE sequence = 2',
    [
      ['cut-off', 'opened'],
      ['unlinked', 'exported-full'],
    ],
  ],
  [
    'taken away',
    'DELETE FROM audit_event WHERE sequence = 2',
    [
      ['cut-off', 'created'],
      ['unlinked', 'exported-full'],
    ],
  ],
  ['taken away at the beginning', 'DELETE FROM audit_event WHERE sequence = 1', [['unlinked', 'opened']]],
  [
    'taken away at the end',
    'DELETE FROM audit_event WHERE sequence = 4',
    [
      ['cut-off', 'exported-full'],
      ['end-missing', undefined],
    ],
  ],
  [
    'added behind the log',
    `INSERT INTO audit_event (previous, created_at, kind)
     SELECT previous, created_at, 'recovered' FROM audit_event WHERE sequence = 2`,
    [['cut-off', 'recovered']],
  ],
  [
    'added twice',
    `INSERT INTO audit_event (previous, created_at, kind)
     SELECT previous, created_at, kind FROM audit_event WHERE sequence = 2`,
    [['unlinked', 'opened']],
  ],
])('a line that was %s is noticed', (_, statement, expected) => {
  connection.exec(statement);
  expect(broken()).toEqual(expected);
});

test('a log that was moved to another project is noticed', () => {
  connection.exec(`UPDATE project SET id = '2'`);
  expect(broken().length).toBeGreaterThan(2);
});

test('a line is read after what it followed, also where the clock was set back', () => {
  events.append({
    ...{ kind: 'restored', createdAt: '2025-01-01T00:00:00.000Z' },
    ...{ author: null, state: null, fileHash: null },
  });
  expect(events.all().at(-1)?.kind).toBe('restored');
});

test('lines say who did it and on which state', async () => {
  const author = { name: 'Anne', fingerprint: 'f1' };
  const path = join(temporaryFolder(), 'AMS.segl');
  const start = { path, passphrase, projectName: 'AMS', text: '' };
  const vault = valueOf(await createVault(start, { ...quickPlatform, author }));
  const first = vault.history.head.id;
  valueOf(vault.texts.save('text 1'));
  valueOf(vault.audit.add('exported-full', 'a'.repeat(64)));
  valueOf(vault.audit.add('shared', 'b'.repeat(64), first));
  valueOf(vault.audit.noteFailedOpenings(['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:05.000Z']));
  expect(vault.audit.all().map(({ kind, author: by, state }) => [kind, by?.name, state === first])).toEqual([
    ['created', 'Anne', true],
    ['exported-full', 'Anne', false],
    ['shared', 'Anne', true],
    ['opening-failed', undefined, false],
    ['opening-failed', undefined, false],
  ]);
  expect(vault.audit.all().at(-1)?.createdAt).toBe('2026-01-01T00:00:05.000Z');
  expect(vault.audit.verify()).toEqual([]);
  valueOf(vault.close());
});
