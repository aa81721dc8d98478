import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hashOf, isStamped, writeStamp } from '#setup/stamp.mjs';
import { root } from '../support/places.ts';

let folder: string;

beforeEach(() => {
  mkdirSync(join(root, 'out'), { recursive: true });
  folder = mkdtempSync(join(root, 'out', 'stamp-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('what is stamped is fresh until a byte or a name of its sources changes', () => {
  const sources = join(folder, 'sources');
  const stamp = join(folder, 'stamps', 'bundle');
  const hash = (): string => hashOf([relative(root, sources)]);
  mkdirSync(sources);
  writeFileSync(join(sources, 'a.ts'), 'one');
  expect(isStamped(stamp, hash())).toBe(false);
  writeStamp(stamp, hash());
  expect(isStamped(stamp, hash())).toBe(true);
  writeFileSync(join(sources, 'a.ts'), 'two');
  expect(isStamped(stamp, hash())).toBe(false);
  writeFileSync(join(sources, 'a.ts'), 'one');
  expect(isStamped(stamp, hash())).toBe(true);
  renameSync(join(sources, 'a.ts'), join(sources, 'b.ts'));
  expect(isStamped(stamp, hash())).toBe(false);
});
