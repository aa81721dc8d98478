import { execFileSync } from 'node:child_process';
import { existsSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lockPath } from '#vault/files/file-names.ts';
import type { VaultPlatform } from '#vault/files/platform.ts';
import { lockProject } from '#vault/opening/project-lock.ts';
import { codeOf, quickPlatform, temporaryFolder, valueOf } from '../../support/vault-platform.ts';
import { root } from '../../support/places.ts';

/** What another process says that asks for the lock of a project. */
function elsewhere(path: string): string {
  const script = `
    import { lockProject } from '#vault/opening/project-lock.ts';
    import { realPlatform } from '#vault/files/platform.ts';
    const lock = lockProject(${JSON.stringify(path)}, realPlatform);
    console.log(lock.ok ? 'locked' : lock.error.code);
    if (lock.ok) lock.value.release();`;
  const options = ['--experimental-strip-types', '--no-warnings', '--input-type=module', '--eval', script];
  return execFileSync(process.execPath, options, { cwd: root, encoding: 'utf8' }).trim();
}

test('a project that is locked is locked for every other process, until it is let go of', () => {
  const path = join(temporaryFolder(), 'AMS.segl');
  const lock = valueOf(lockProject(path, quickPlatform));
  expect(elsewhere(path)).toBe('vault-in-use');
  // Whoever was refused has taken nothing from whoever has it.
  expect(elsewhere(path)).toBe('vault-in-use');
  lock.release();
  expect(existsSync(lockPath(path))).toBe(false);
  expect(elsewhere(path)).toBe('locked');
  valueOf(lockProject(path, quickPlatform)).release();
});

test('a lock whose file another process exchanged meanwhile is none', () => {
  const path = join(temporaryFolder(), 'AMS.segl');
  const { files } = quickPlatform;
  const platform: VaultPlatform = {
    ...quickPlatform,
    files: {
      ...files,
      open: (name, ...given) => {
        const file = files.open(name, ...given);
        // Whoever had the lock lets go of it, and the next one makes its own.
        unlinkSync(name);
        writeFileSync(name, '');
        return file;
      },
    },
  };
  expect(codeOf(lockProject(path, platform))).toBe('vault-in-use');
  // It is the other one's still.
  expect(existsSync(lockPath(path))).toBe(true);
});
