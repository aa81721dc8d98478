// A process of its own that shares a project with somebody no more, and is killed before the n-th file operation of that.
import { writeSync } from 'node:fs';
import { passphraseOf } from '#vault/container/passphrase-slot.ts';
import { openVault } from '#vault/opening/open.ts';
import { killBefore, killingPlatform, letLive } from '../../support/killing-platform.ts';

const [path = '', words = '', slot = '', operation = ''] = process.argv.slice(2);
const opened = await openVault(path, passphraseOf(words), killingPlatform);
if (!opened.ok) throw new Error(opened.error.code);
const saved = opened.value.texts.save('text 1');
if (!saved.ok) throw new Error(saved.error.code);
killBefore(Number(operation));
const removed = await opened.value.recipients.remove(slot, { passphrase: passphraseOf(words) });
letLive();
writeSync(1, removed.ok ? 'removed' : removed.error.code);
// As a crash leaves it.
process.kill(process.pid, 'SIGKILL');
