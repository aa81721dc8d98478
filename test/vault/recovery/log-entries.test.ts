import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RecoveryLog } from '#vault/recovery/recovery-log.ts';
import { readLog } from '#vault/recovery/read-log.ts';
import { quickPlatform, temporaryFolder } from '../../support/vault-platform.ts';

const dataKey = Buffer.alloc(32, 7);
const base = { vault: 'a vault', generation: 'a writing' };

function begun(): { readonly log: RecoveryLog; readonly read: () => readonly string[] } {
  const path = join(temporaryFolder(), 'AMS.segl');
  const log = RecoveryLog.begin(path, base, dataKey, quickPlatform);
  const read = (): readonly string[] => {
    const { entries, end } = readLog(path, dataKey);
    return [...entries.map((entry) => entry.toString('utf8')), end];
  };
  return { log, read };
}

test('an entry that is taken back, since the database did not take its change, is not read after a kill', () => {
  const { log, read } = begun();
  log.append(Buffer.from('one'));
  log.append(Buffer.from('a long one that the database refuses'));
  log.takeBack();
  expect(read()).toEqual(['one', 'whole']);
  log.append(Buffer.from('two'));
  expect(read()).toEqual(['one', 'two', 'whole']);
  log.close();
});

test('the first entry can be taken back, too', () => {
  const { log, read } = begun();
  log.append(Buffer.from('refused'));
  log.takeBack();
  expect(read()).not.toContain('refused');
  expect(log.isEmpty).toBe(true);
  log.append(Buffer.from('one'));
  expect(read()).toEqual(['one', 'whole']);
  log.close();
});
