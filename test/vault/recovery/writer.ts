// A process of its own that saves and seals until it is killed, and says which saving was done.
import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { passphraseOf } from '#vault/container/passphrase-slot.ts';
import { openVault } from '#vault/opening/open.ts';
import { realPlatform } from '#vault/files/platform.ts';

const [path = '', phrase = '', first = '0'] = process.argv.slice(2);
const opened = await openVault(path, passphraseOf(phrase), realPlatform);
if (!opened.ok) throw new Error(opened.error.code);
for (let count = Number(first); ; count += 1) {
  const saved = opened.value.texts.save(`text ${String(count)}`);
  if (!saved.ok) throw new Error(saved.error.code);
  writeSync(1, `${String(count)}\n`);
  if (count % 2 === 0 && !opened.value.documents.add('note.bin', randomBytes(50_000)).ok)
    throw new Error('document');
  if (count % 3 === 0 && !opened.value.seal().ok) throw new Error('seal');
}
