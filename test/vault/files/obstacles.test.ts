import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { holderPath, lockPath, recoveryLogPath } from '#vault/files/file-names.ts';
import type { VaultPlatform } from '#vault/files/platform.ts';
import { machineClock } from '#vault/files/clock.ts';
import { createVault } from '#vault/opening/create.ts';
import { openVault } from '#vault/opening/open.ts';
import type { Vault } from '#vault/vault.ts';
import {
  codeOf,
  filesOf,
  passphrase,
  quickPlatform,
  temporaryFolder,
  valueOf,
} from '../../support/vault-platform.ts';

const open = (path: string, platform = quickPlatform): ReturnType<typeof openVault> =>
  openVault(path, passphrase, platform);

async function newVaultAt(path: string): Promise<Vault> {
  const start = { path, passphrase, projectName: 'AMS', text: 'text 0' };
  return valueOf(await createVault(start, quickPlatform));
}

const target = 'somebody else’s';
const servers: ReturnType<typeof createServer>[] = [];
afterAll(() => {
  for (const server of servers) server.close();
});

/** What somebody may put in the place of a file. */
const obstacles: Readonly<Record<string, (place: string) => void | Promise<void>>> = {
  pipe: (place) => {
    execFileSync('mkfifo', [place]);
  },
  folder: (place) => {
    mkdirSync(place);
    writeFileSync(join(place, 'in it'), target);
  },
  'link to a file': (place) => {
    writeFileSync(join(dirname(place), 'target'), target);
    symlinkSync(join(dirname(place), 'target'), place);
  },
  'link to nothing': (place) => {
    symlinkSync(join(dirname(place), 'nothing'), place);
  },
  'link to a device': (place) => {
    symlinkSync('/dev/zero', place);
  },
  socket: (place) =>
    new Promise((resolve) => {
      const server = createServer();
      servers.push(server);
      server.listen(place, resolve);
    }),
  'file of one byte': (place) => {
    writeFileSync(place, 'x');
  },
  'huge file without content': (place) => {
    writeFileSync(place, '');
    truncateSync(place, 2 ** 40);
  },
};
const names = Object.keys(obstacles);
const put = async (name: string, place: string): Promise<void> => obstacles[name]?.(place);

function assertNothingFollowed(folder: string): void {
  const followed = join(folder, 'target');
  if (existsSync(followed)) expect(readFileSync(followed, 'utf8')).toBe(target);
  expect(existsSync(join(folder, 'nothing'))).toBe(false);
}

describe.each(names)('a %s', (name) => {
  test('in the place of the project is refused at once', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'AMS.segl');
    await put(name, path);
    const before = lstatSync(path);
    const isContent = name.includes('file') || name === 'link to a device';
    const expected =
      name === 'link to nothing'
        ? ['vault-missing', 'vault-not-a-file']
        : isContent
          ? ['vault-not-a-vault', 'vault-not-a-file']
          : ['vault-not-a-file'];
    expect(expected).toContain(codeOf(await open(path)));
    expect(lstatSync(path).ino).toBe(before.ino);
    assertNothingFollowed(folder);
    const start = { path, passphrase, projectName: 'AMS', text: '' };
    // A link to nothing is where a link leads that the analyst made: there the project is made.
    expect(codeOf(await createVault(start, quickPlatform))).toBe('vault-exists');
    assertNothingFollowed(folder);
  });

  test.each([
    ['recovery log', recoveryLogPath],
    ['lock', lockPath],
    ['holder file', holderPath],
    ['journal of the lock', (path: string) => `${lockPath(path)}-journal`],
    ['WAL of the lock', (path: string) => `${lockPath(path)}-wal`],
    ['shared memory of the lock', (path: string) => `${lockPath(path)}-shm`],
  ])(
    'in the place of the %s is got out of the way, told, and neither followed nor lost',
    async (_place, place) => {
      const folder = temporaryFolder();
      const path = join(folder, 'AMS.segl');
      valueOf((await newVaultAt(path)).close());
      await put(name, place(path));
      const before = lstatSync(place(path));
      const opened = valueOf(await open(path));
      expect(opened.setAside).toBe(true);
      valueOf(opened.texts.save('text 1'));
      valueOf(opened.close());
      const kept = readdirSync(folder).filter((each) => each.endsWith('.kept'));
      expect(kept).toHaveLength(1);
      expect(lstatSync(join(folder, kept[0] ?? '')).ino).toBe(before.ino);
      assertNothingFollowed(folder);
      const again = valueOf(await open(path));
      expect(again.texts.latest().text).toBe('text 1');
      expect(again.setAside).toBe(false);
      valueOf(again.close());
    },
  );

  test('that comes into the place of the project while it is open is not written over', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'AMS.segl');
    const vault = await newVaultAt(path);
    valueOf(vault.texts.save('text 1'));
    renameSync(path, join(folder, 'moved'));
    await put(name, path);
    const before = lstatSync(path);
    expect(codeOf(vault.seal())).toBe('vault-displaced');
    expect(lstatSync(path).ino).toBe(before.ino);
    assertNothingFollowed(folder);
    renameSync(path, join(folder, 'obstacle'));
    renameSync(join(folder, 'moved'), path);
    valueOf(vault.close());
    const opened = valueOf(await open(path));
    expect(opened.texts.latest().text).toBe('text 1');
    valueOf(opened.close());
  });
});

test('a link to a project, or to its folder, opens the project itself, and the link stays', async () => {
  const folder = temporaryFolder();
  const [real, links] = [join(folder, 'real'), join(folder, 'links')];
  mkdirSync(real);
  mkdirSync(links);
  valueOf((await newVaultAt(join(real, 'AMS.segl'))).close());
  symlinkSync(join(real, 'AMS.segl'), join(links, 'project.segl'));
  symlinkSync(real, join(links, 'home'));
  for (const path of [join(links, 'project.segl'), join(links, 'home', 'AMS.segl')]) {
    const opened = valueOf(await open(path));
    expect(codeOf(await open(join(real, 'AMS.segl')))).toBe('vault-in-use');
    valueOf(opened.texts.save(`through ${path}`));
    valueOf(opened.close());
    expect(readdirSync(links).toSorted()).toEqual(['home', 'project.segl']);
    expect(lstatSync(join(links, 'project.segl')).isSymbolicLink()).toBe(true);
  }
});

// Every length at which one of the names beside a project becomes too long.
test.each([200, ...Array.from({ length: 30 }, (_, index) => 226 + index)])(
  'a project with a name of %i bytes is made, recovered and opened',
  async (length) => {
    const folder = temporaryFolder();
    const path = join(
      folder,
      `${'å'.repeat(Math.floor((length - 5) / 2))}${length % 2 === 0 ? 'a' : ''}.segl`,
    );
    expect(Buffer.byteLength(path.slice(folder.length + 1))).toBe(length);
    const vault = await newVaultAt(path);
    valueOf(vault.texts.save('text 1'));
    const [container, log] = [readFileSync(path), readFileSync(recoveryLogPath(path))];
    valueOf(vault.close());
    writeFileSync(path, container);
    writeFileSync(recoveryLogPath(path), log);
    const opened = valueOf(await open(path));
    expect([opened.recovered, opened.texts.latest().text]).toEqual([true, 'text 1']);
    valueOf(opened.close());
    expect(Object.keys(filesOf(folder))).toHaveLength(1);
  },
);

test('a name that is too long for the drive says so', async () => {
  const path = join(temporaryFolder(), `${'a'.repeat(256)}.segl`);
  expect(codeOf(await open(path))).toBe('vault-name-too-long');
  const start = { path, passphrase, projectName: 'AMS', text: '' };
  expect(codeOf(await createVault(start, quickPlatform))).toBe('vault-name-too-long');
});

test('a drive that goes while a project is open is told as that, at saving and at sealing', async () => {
  const path = join(temporaryFolder(), 'AMS.segl');
  valueOf((await newVaultAt(path)).close());
  let gone = false;
  const { files } = quickPlatform;
  const platform: VaultPlatform = {
    ...quickPlatform,
    files: {
      ...files,
      write: (file, bytes, position) => {
        if (gone) throw Object.assign(new Error('gone'), { code: 'EIO' });
        files.write(file, bytes, position);
      },
    },
  };
  const vault = valueOf(await open(path, platform));
  gone = true;
  expect(codeOf(vault.texts.save('text 1'))).toBe('vault-media-gone');
  expect(codeOf(vault.seal())).toBe('vault-media-gone');
  gone = false;
  valueOf(vault.texts.save('text 1'));
  valueOf(vault.close());
});

const memory = '/dev/shm';
const isOtherDrive = existsSync(memory) && statSync(memory).dev !== statSync(tmpdir()).dev;
test.runIf(isOtherDrive)('where another drive is by now, nothing is written', async () => {
  const folder = join(temporaryFolder(), 'drive');
  const other = mkdtempSync(join(memory, 'segl-test-'));
  mkdirSync(folder);
  const vault = await newVaultAt(join(folder, 'AMS.segl'));
  valueOf(vault.texts.save('text 1'));
  renameSync(folder, `${folder}.gone`);
  symlinkSync(other, folder);
  expect(codeOf(vault.seal())).toBe('vault-media-gone');
  expect(readdirSync(other)).toEqual([]);
  // It comes back.
  rmSync(folder);
  renameSync(`${folder}.gone`, folder);
  valueOf(vault.close());
  rmSync(other, { recursive: true });
  expect(valueOf(await open(join(folder, 'AMS.segl'))).texts.latest().text).toBe('text 1');
});

test('an opening that breaks down leaves the project to be opened again', async () => {
  const path = join(temporaryFolder(), 'AMS.segl');
  valueOf((await newVaultAt(path)).close());
  const platform: VaultPlatform = {
    ...quickPlatform,
    clock: {
      ...machineClock,
      now: () => {
        throw new Error('no clock');
      },
    },
  };
  expect((await open(path, platform)).ok).toBe(false);
  const start = { path: join(dirname(path), 'new.segl'), passphrase, projectName: 'AMS', text: '' };
  expect((await createVault(start, platform)).ok).toBe(false);
  valueOf(valueOf(await open(path)).close());
  valueOf(valueOf(await createVault(start, quickPlatform)).close());
});
