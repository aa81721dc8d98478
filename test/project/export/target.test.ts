import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { checkTarget, writeTarget } from '#project/export/target.ts';
import { realFiles } from '#vault/files/platform.ts';
import { createVault } from '#vault/opening/create.ts';
import {
  codeOf,
  filesOf,
  passphrase,
  quickPlatform,
  temporaryFolder,
  valueOf,
} from '../../support/vault-platform.ts';

const bytes = new TextEncoder().encode('a report');

let folder: string;
let project: string;

beforeEach(() => {
  folder = realpathSync(temporaryFolder());
  project = join(folder, 'AMS.segl');
  writeFileSync(project, 'SEGL and the rest of a container');
});

const at = (name: string): string => join(folder, name);

/** The code with which a place is refused, also when somebody asks to write there at once, which changes nothing. */
function refused(path: string, of: string | null = project): string {
  const before = namesAndBytes();
  const code = codeOf(checkTarget(path, of));
  expect(codeOf(writeTarget(path, bytes, { project: of, mayReplace: true }))).toBe(code);
  expect(namesAndBytes()).toEqual(before);
  return code;
}

function namesAndBytes(): readonly (readonly [string, string])[] {
  return readdirSync(folder, { withFileTypes: true }).map((entry) => [
    entry.name,
    entry.isFile() ? readFileSync(at(entry.name), 'latin1') : '',
  ]);
}

describe('nothing is written over a project', () => {
  test.each([
    ['its own file', (): string => project],
    ['its own file by a roundabout way', (): string => `${folder}/./sub/../AMS.segl`],
    [
      'its own file through a folder that is a link',
      (): string => {
        symlinkSync(folder, at('elsewhere'));
        return at('elsewhere/AMS.segl');
      },
    ],
    [
      'another name of its own file',
      (): string => {
        linkSync(project, at('other.pdf'));
        return at('other.pdf');
      },
    ],
    [
      'another name of its working copy, in another folder',
      (): string => {
        writeFileSync(at('.AMS.segl.work'), 'encrypted');
        linkSync(at('.AMS.segl.work'), at('sub/report.pdf'));
        return at('sub/report.pdf');
      },
    ],
    ['its working copy, there or not', (): string => at('.AMS.segl.work')],
    ['the journal of its working copy', (): string => at('.AMS.segl.work-journal')],
    ['a container that is being written', (): string => at('.AMS.segl.0123456789abcdef.new')],
    ['a working copy that is being written', (): string => at('..AMS.segl.work.0123456789abcdef.new')],
    ['the backup of an earlier version', (): string => at('AMS.segl.version-4.backup')],
    ['its name as a careless file system sees it', (): string => at('ams.SEGL')],
    [
      'the name of a project that was moved away meanwhile',
      (): string => {
        renameSync(project, at('sub/moved'));
        return project;
      },
    ],
  ])('%s', (_, make) => {
    mkdirSync(at('sub'));
    expect(refused(make())).toBe('target-is-project');
  });

  test('nor over one that is not open', async () => {
    const path = at('Another.segl');
    const start = { path, passphrase, projectName: 'Another', text: '' };
    valueOf(valueOf(await createVault(start, quickPlatform)).close());
    expect(refused(path)).toBe('target-is-project');
    expect(refused(path, null)).toBe('target-is-project');
  });
});

describe('nothing but an ordinary file is replaced, and nothing is followed', () => {
  test.each([
    [
      'target-is-link',
      'a link to another file',
      (): string => {
        writeFileSync(at('other'), 'something else');
        symlinkSync(at('other'), at('link.pdf'));
        return at('link.pdf');
      },
    ],
    [
      'target-is-link',
      'a link to the project',
      (): string => {
        symlinkSync(project, at('link.pdf'));
        return at('link.pdf');
      },
    ],
    [
      'target-is-link',
      'a link that leads nowhere',
      (): string => {
        symlinkSync(at('nowhere'), at('link.pdf'));
        return at('link.pdf');
      },
    ],
    [
      'target-is-no-file',
      'a pipe',
      (): string => {
        execFileSync('mkfifo', [at('pipe.pdf')]);
        return at('pipe.pdf');
      },
    ],
    ['target-is-no-file', 'a device', (): string => '/dev/null'],
    [
      'target-is-folder',
      'a folder',
      (): string => {
        mkdirSync(at('folder.pdf'));
        return at('folder.pdf');
      },
    ],
    ['target-is-folder', 'a path that ends as a folder', (): string => at('none/')],
    ['target-folder-missing', 'a folder that is not there', (): string => at('none/report.pdf')],
    ['target-folder-missing', 'a file in the place of the folder', (): string => `${project}/report.pdf`],
    ['target-name-too-long', 'a name that is too long', (): string => at(`${'x'.repeat(300)}.pdf`)],
  ])('%s: %s', (code, _, make) => {
    expect(refused(make())).toBe(code);
  });
});

test('the name of a project is its own however its letters are put together', () => {
  const name = 'M\u00e5ler.segl';
  writeFileSync(at(name), 'SEGL and the rest of a container');
  for (const each of [name, `.${name}.work`, `${name}.version-4.backup`]) {
    expect(refused(at(each.normalize('NFD')), at(name))).toBe('target-is-project');
  }
});

test('a file goes to the folder that was judged, not to where a link leads by then', () => {
  mkdirSync(at('sub'));
  symlinkSync(at('sub'), at('elsewhere'));
  expect(valueOf(checkTarget(at('elsewhere/report.pdf'), project)).path).toBe(at('sub/report.pdf'));
});

test.each([
  ['target-is-link', symlinkSync],
  ['target-is-project', linkSync],
  ['target-is-folder', (_project: string, path: string): unknown => mkdirSync(path, { recursive: true })],
])('what is put in its place while a file is written is not replaced: %s', (code, put) => {
  const path = at('report.pdf');
  // Another program, once the bytes are on the disk: the place was free when it was judged first.
  const sync = (file: number): void => {
    realFiles.sync(file);
    put(project, path);
  };
  const files = { ...realFiles, sync };
  const written = writeTarget(path, bytes, { project, mayReplace: true }, files);
  const before = namesAndBytes().filter(([name]) => !name.endsWith('.tmp'));
  expect(codeOf(written)).toBe(code);
  expect(namesAndBytes()).toEqual(before);
});

test('a file that is there is replaced only where it may be', () => {
  const path = at('report.pdf');
  expect(checkTarget(path, project)).toMatchObject({ value: { path, replaces: false } });
  valueOf(writeTarget(path, bytes, { project, mayReplace: false }));
  expect(lstatSync(path).mode & 0o777).toBe(0o600);
  chmodSync(path, 0o644);
  writeFileSync(path, 'what somebody wants to keep');
  expect(checkTarget(path, project)).toMatchObject({ value: { replaces: true } });
  expect(codeOf(writeTarget(path, bytes, { project, mayReplace: false }))).toBe('target-exists');
  expect(readFileSync(path, 'utf8')).toBe('what somebody wants to keep');
  valueOf(writeTarget(path, bytes, { project, mayReplace: true }));
  expect(readFileSync(path, 'utf8')).toBe('a report');
  expect(Object.keys(filesOf(folder))).toEqual(['AMS.segl', 'report.pdf']);
});

test('a name as long as names can be is no reason to fail', () => {
  const path = at(`${'x'.repeat(251)}.pdf`);
  valueOf(writeTarget(path, bytes, { project, mayReplace: false }));
  expect(readFileSync(path, 'utf8')).toBe('a report');
});
