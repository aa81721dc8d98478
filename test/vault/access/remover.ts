// A process of its own that shares a project with somebody no more, and is killed before the n-th file operation of that.
import { writeSync } from 'node:fs';
import { costBounds } from '#vault/container/envelope.ts';
import { passphraseOf } from '#vault/container/passphrase-slot.ts';
import { realPlatform, type FileOperations, type VaultPlatform } from '#vault/files/platform.ts';
import { openVault } from '#vault/opening/open.ts';

const [path = '', words = '', slot = '', operation = ''] = process.argv.slice(2);
let left = Infinity;
const { files } = realPlatform;
const counted = Object.fromEntries(
  Object.entries(files).map(([name, work]) => [
    name,
    (...given: readonly unknown[]): unknown => {
      left -= 1;
      if (left === 0) process.kill(process.pid, 'SIGKILL');
      return Reflect.apply(work, files, given);
    },
  ]),
) as unknown as FileOperations;
const platform: VaultPlatform = {
  ...realPlatform,
  cost: { memory: costBounds.memory.least, passes: costBounds.passes.least, lanes: 4 },
  files: counted,
};
const opened = await openVault(path, passphraseOf(words), platform);
if (!opened.ok) throw new Error(opened.error.code);
const saved = opened.value.texts.save('text 1');
if (!saved.ok) throw new Error(saved.error.code);
left = Number(operation);
const removed = await opened.value.recipients.remove(slot, { passphrase: passphraseOf(words) });
left = Infinity;
writeSync(1, removed.ok ? 'removed' : removed.error.code);
// As a crash leaves it.
process.kill(process.pid, 'SIGKILL');
