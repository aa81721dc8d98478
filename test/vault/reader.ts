// A process of its own, perhaps of another user or with another view of the drives, that opens a project and tells how.
import { writeSync } from 'node:fs';
import { realPlatform } from '#vault/platform.ts';
import { openVault } from '#vault/vault.ts';

const [path = '', phrase = ''] = process.argv.slice(2);
const opened = await openVault(path, phrase, realPlatform);
const told = opened.ok
  ? {
      readOnly: opened.value.readOnly,
      recovered: opened.value.recovered,
      text: opened.value.latestRevision().text,
      same: opened.value.saveRevision(opened.value.latestRevision().text).ok,
      saved: outcome(opened.value.saveRevision('changed')),
      changed: outcome(await opened.value.changePassphrase(phrase, 'another passphrase', true)),
      closed: outcome(opened.value.close()),
    }
  : { code: opened.error.code };
writeSync(1, JSON.stringify(told));

function outcome(
  result: { readonly ok: true } | { readonly ok: false; readonly error: { readonly code: string } },
): string {
  return result.ok ? 'ok' : result.error.code;
}
