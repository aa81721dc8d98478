// A process of its own that does one thing, and is killed before the n-th file operation of that.
import { writeSync } from 'node:fs';
import { costBounds } from '#vault/container/envelope.ts';
import { realPlatform, type VaultPlatform } from '#vault/files/platform.ts';
import { act, actions, begin } from './actions.ts';

const [folder = '', name = '', operation = ''] = process.argv.slice(2);
const action = actions.find((each) => each === name);
if (action === undefined) throw new Error('nothing of that name');
let left = Infinity;

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

const { files } = realPlatform;
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
const acting = await begin(folder, action, platform);
left = Number(operation);
const done = await act(acting, action);
left = Infinity;
writeSync(1, done.ok ? 'done' : done.error.code);
process.kill(process.pid, 'SIGKILL');
