// A process of its own that prints the text of a project: Playwright cannot load the database.
import { passphraseOf } from '#vault/container/passphrase-slot.ts';
import { openVault } from '#vault/opening/open.ts';

const [path = '', phrase = ''] = process.argv.slice(2);
const opened = await openVault(path, passphraseOf(phrase));
if (!opened.ok) throw new Error(opened.error.code);
process.stdout.write(opened.value.texts.latest().text);
opened.value.close();
