import { costBounds } from '#vault/container/envelope.ts';
import { realPlatform, type VaultPlatform } from '#vault/files/platform.ts';

let left = Infinity;

/** From now on, this process is killed right before its n-th file operation. */
export function killBefore(operation: number): void {
  left = operation;
}

/** From now on, this process lives. */
export function letLive(): void {
  left = Infinity;
}

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

/** The real platform, with cheap derivations, whose file operations are counted. */
export const killingPlatform: VaultPlatform = {
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
