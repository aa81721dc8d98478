// A process of its own, perhaps of another user or with another view of the drives, that opens a project and tells how.
import { writeSync } from 'node:fs';
import { passphraseOf } from '#vault/container/passphrase-slot.ts';
import { realPlatform } from '#vault/files/platform.ts';
import { openVault } from '#vault/opening/open.ts';

const [path = '', words = ''] = process.argv.slice(2);
const [phrase, next] = [passphraseOf(words), passphraseOf('another passphrase')];
const opened = await openVault(path, phrase, realPlatform);
const told = opened.ok
  ? {
      readOnly: opened.value.readOnly,
      recovered: opened.value.recovered,
      text: opened.value.texts.latest().text,
      same: opened.value.texts.save(opened.value.texts.latest().text).ok,
      saved: outcome(opened.value.texts.save('changed')),
      changed: outcome(await opened.value.changePassphrase(phrase, next, true)),
      closed: outcome(opened.value.close()),
    }
  : { code: opened.error.code };
writeSync(1, JSON.stringify(told));

function outcome(
  result: { readonly ok: true } | { readonly ok: false; readonly error: { readonly code: string } },
): string {
  return result.ok ? 'ok' : result.error.code;
}
