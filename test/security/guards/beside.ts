import type { Guard } from './guard.ts';

const guards = 'test/vault/database/database.test.ts';
const planted = 'test/vault/recovery/planted.test.ts';
const synced = { test: 'test/vault/recovery/crash.test.ts', title: 'a saving waits for the disk' } as const;

/** A setting of SQLite that is another. The check behind it, that it was taken, goes by the same rows. */
function setting(id: string, pragma: string, instead: string, what: string, title: string): Guard {
  return {
    id,
    items: [24],
    what,
    file: 'electron/vault/database/database.ts',
    text: `    connection.pragma('${pragma}');\n`,
    instead: `    connection.pragma('${instead}');\n`,
    noticedBy: { test: guards, title },
  };
}

export const besideGuards: readonly Guard[] = [
  setting(
    'temporary-tables',
    'temp_store = 2',
    'temp_store = 1',
    'temporary tables are in memory',
    'a sorting that is larger than any cache',
  ),
  setting(
    'secure-delete',
    'secure_delete = ON',
    'secure_delete = OFF',
    'what is taken away is overwritten',
    'what was taken away is not in the database',
  ),
  setting(
    'journal-in-memory',
    'journal_mode = MEMORY',
    'journal_mode = DELETE',
    'there is no journal beside the database',
    'nothing of a transaction is in a file',
  ),
  {
    id: 'wrong-key-refused',
    items: [27],
    what: 'a database that any key opens is refused',
    file: 'electron/vault/database/working-copy.ts',
    text: '    if (image.length > 0) assertWrongKeyRefused(path, platform.random(32), platform.nativeBinding);\n',
    instead: '',
    noticedBy: { test: guards, title: 'a project whose database opens with another key' },
  },
  {
    id: 'untouched-working-copy',
    items: [34],
    what: 'what is played into a working copy is found',
    file: 'electron/vault/database/working-copy.ts',
    text: 'if (!isUntouched(path, descriptor, image)) {',
    instead: 'if (!isUntouched(path, descriptor, image) && image.length < 0) {',
    noticedBy: { test: planted, title: 'what is played into a working copy' },
  },
  {
    id: 'log-of-this-writing',
    items: [36],
    what: 'a log of another writing of the container is not taken over',
    file: 'electron/vault/recovery/recovered-work.ts',
    text: 'return base?.vault === vault && base.generation === generation;',
    instead: 'return base !== null && vault + generation !== base.generation;',
    noticedBy: { test: planted },
  },
  {
    id: 'place-in-log',
    items: [34, 36],
    what: 'an entry of the log stands in its own place',
    file: 'electron/vault/recovery/log-format.ts',
    text: '`segl recovery entry v1 ${String(place)}`',
    instead: '`segl recovery entry v1 ${String(place * 0)}`',
    noticedBy: { test: planted, title: 'a recovery log that is' },
  },
  {
    id: 'synced-folder',
    items: [29],
    what: 'the names in the folder are on the disk',
    file: 'electron/vault/files/atomic-file.ts',
    text: '    files.sync(folder);\n',
    instead: '',
    noticedBy: synced,
  },
  {
    id: 'synced-log',
    items: [29, 37],
    what: 'what is saved is on the disk',
    file: 'electron/vault/recovery/recovery-log.ts',
    text: '      files.write(this.#file, bytes, position);\n      files.sync(this.#file);\n',
    instead: '      files.write(this.#file, bytes, position);\n',
    noticedBy: synced,
  },
  {
    id: 'newer-schema',
    items: [31],
    what: 'a project of a newer schema is refused untouched',
    file: 'electron/vault/opening/open.ts',
    text: "  if (version > schemaVersion) return refuse('vault-newer');\n",
    instead: '',
    noticedBy: {
      test: 'test/vault/migrations/migration.test.ts',
      title: 'a project of a newer version is refused',
    },
  },
  {
    id: 'header-length',
    items: [33],
    what: 'a header is bounded before it is read',
    file: 'electron/vault/container/envelope.ts',
    text: 'headerLength > maximumHeaderLength || ',
    instead: '',
    noticedBy: { test: guards, title: 'a header is read within its bounds' },
  },
  {
    id: 'recent-files',
    items: [25, 38],
    what: "the desktop's list of recent files learns no path",
    file: 'electron/main/main.ts',
    text: 'keepOutOfRecentFiles();\n',
    instead: 'void keepOutOfRecentFiles;\n',
    noticedBy: { test: 'test/security/recent-files.spec.ts', title: 'no file of the user learns' },
  },
  {
    id: 'former-owners',
    items: [43],
    what: 'who once had a say keeps it',
    file: 'electron/core/publication/approval.ts',
    text: "return approvals.every(isSettled) ? null : 'former-owner-unheard';",
    instead: 'return null;',
    noticedBy: { test: 'test/vault/store/former-owners.test.ts' },
  },
  {
    id: 'not-over-a-project',
    items: [35],
    what: 'a report is not written over a project',
    file: 'electron/project/export/target.ts',
    text: "    if (there !== undefined && isProjectFile(place)) return failure({ code: 'target-is-project' });\n",
    instead: '',
    noticedBy: { test: 'test/project/export/target.test.ts', title: 'nor over one that is not open' },
  },
  {
    id: 'report-follows-no-link',
    items: [35],
    what: 'a report does not follow a link',
    file: 'electron/project/export/target.ts',
    text: "    if (there?.isSymbolicLink() === true) return failure({ code: 'target-is-link' });\n",
    instead: '',
    noticedBy: { test: 'test/project/export/target.test.ts' },
  },
];
