// A process of its own that shares a project with somebody no more, and is killed before the n-th file operation of that.
import { writeSync } from 'node:fs';
import { costBounds } from '#vault/container/envelope.ts';
import { passphraseOf } from '#vault/container/passphrase-slot.ts';
import { realPlatform, type VaultPlatform } from '#vault/files/platform.ts';
import { openVault } from '#vault/opening/open.ts';

const [path = '', words = '', slot = '', operation = ''] = process.argv.slice(2);
let left = Infinity;
const { files } = realPlatform;
/** An operation before which this may be the end. */
function counted<Given extends unknown[], Value>(
  work: (...given: Given) => Value,
): (...given: Given) => Value {
  return (...given) => {
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
    return work(...given);
  };
}

const platform: VaultPlatform = {
  ...realPlatform,
  cost: { memory: costBounds.memory.least, passes: costBounds.passes.least, lanes: 4 },
  files: {
    open: counted(files.open),
    write: counted(files.write),
    truncate: counted(files.truncate),
    sync: counted(files.sync),
    close: counted(files.close),
    rename: counted(files.rename),
    link: counted(files.link),
    unlink: counted(files.unlink),
  },
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
