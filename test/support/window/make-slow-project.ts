// A process of its own that makes a project whose key takes long to derive: Playwright cannot load the database.
import { passphraseOf } from '#vault/container/passphrase-slot.ts';
import { realPlatform } from '#vault/files/platform.ts';
import { createVault } from '#vault/opening/create.ts';

const [path = '', phrase = ''] = process.argv.slice(2);
const made = await createVault(
  { path, passphrase: passphraseOf(phrase), projectName: 'Slow', text: 'protocol P "P"\n' },
  { ...realPlatform, cost: { memory: 256 * 1024, passes: 16, lanes: 1 } },
);
if (!made.ok) throw new Error(made.error.code);
made.value.close();
