// A process of its own that has a project open until it is killed.
import { writeSync } from 'node:fs';
import { passphraseOf } from '#vault/container/passphrase-slot.ts';
import { realPlatform } from '#vault/files/platform.ts';
import { openVault } from '#vault/opening/open.ts';

const [path = '', words = '', name = ''] = process.argv.slice(2);
const platform = { ...realPlatform, author: { name, fingerprint: null } };
const opened = await openVault(path, passphraseOf(words), platform);
if (!opened.ok) throw new Error(opened.error.code);
writeSync(1, 'open\n');
setInterval(() => undefined, 60_000);
