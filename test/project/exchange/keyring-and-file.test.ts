import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { openReceived } from '#project/exchange/received-file.ts';
import { prepareShare } from '#project/exchange/share.ts';
import { twoAnalysts, type Analyst } from '../../support/exchange/analysts.ts';
import { codeOf, filesOf, passphrase, temporaryFolder, valueOf } from '../../support/vault-platform.ts';

const text = 'protocol P "Protocol"\n\nentity A "A"\nentity B "B"\n';

let anne: Analyst;
let berit: Analyst;

beforeEach(async () => {
  [anne, berit] = await twoAnalysts();
  await anne.create(text);
  await berit.receive(await anne.share([berit]));
});

test('where the keyring was locked nothing is shared, opened or merged, and the project stays as it is', async () => {
  berit.say(text.replace('"B"', '"Berit"'));
  const bytes = await berit.share([anne]);
  const file = await anne.read(bytes);
  const before = anne.vault.history.states();
  const [log, recipients] = [anne.vault.audit.all(), [berit.fingerprint]];
  anne.keyring.lock();
  expect(codeOf(anne.tryMerge(file))).toBe('keyring-locked');
  expect(codeOf(await openReceived('a.sealed', bytes, anne.keyring))).toBe('keyring-locked');
  const parts = { history: 'all', documents: true, verdicts: false } as const;
  const order = { recipients, purpose: '', encryption: 'hybrid', ...parts } as const;
  expect(codeOf(await prepareShare(anne.project, anne.keyring, order, '2026-03-02T12:00:00.000Z'))).toBe(
    'keyring-locked',
  );
  expect([anne.vault.history.states(), anne.vault.audit.all()]).toEqual([before, log]);
  valueOf(await anne.keyring.unlock(passphrase));
  await anne.merge(bytes);
  expect(anne.text).toBe(berit.text);
});

test('where the keyring cannot be written, a merge leaves the project in the state that it was in', async () => {
  berit.say(text.replace('"B"', '"Berit"'));
  const file = await anne.read(await berit.share([anne]));
  const before = [anne.vault.history.states(), anne.vault.audit.all()];
  // Somebody put an older keyring there meanwhile.
  copyFileSync(join(berit.folder, 'Berit.keyring'), join(anne.folder, 'Anne.keyring'));
  expect(codeOf(anne.tryMerge(file))).toBe('keyring-changed');
  expect([anne.vault.history.states(), anne.vault.audit.all()]).toEqual(before);
});

test('a file that was put back is told, and one that went on by itself; what is merged from them loses nothing', async () => {
  anne.close();
  const old = join(temporaryFolder(), 'AMS.segl');
  copyFileSync(anne.path, old);
  await anne.open();
  anne.say(text.replace('"A"', '"Anne"'));
  anne.close();
  const newer = join(temporaryFolder(), 'AMS.segl');
  copyFileSync(anne.path, newer);
  copyFileSync(old, anne.path);
  const asFound = filesOf(anne.folder);
  for (let time = 0; time < 2; time += 1) {
    expect((await anne.open()).rollback).toBe('older');
    // Until she says which file counts, this one stays as it was put there, and the one that was seen stays remembered.
    expect(codeOf(anne.vault.texts.save('protocol Q "Q"\n'))).toBe('vault-undecided');
    expect(codeOf(await anne.vault.changePassphrase(passphrase, Buffer.from('another long one')))).toBe(
      'vault-undecided',
    );
    anne.close();
    expect(filesOf(anne.folder)['AMS.segl']).toEqual(asFound['AMS.segl']);
  }
  await anne.open();
  valueOf(anne.session.acceptFile());
  anne.say(text.replace('"A"', '"Anna"'));
  const fromOld = await anne.share([berit]);
  anne.close();
  expect((await anne.open()).rollback).toBe('same');
  anne.close();
  copyFileSync(newer, anne.path);
  expect((await anne.open()).rollback).toBe('forked');
  valueOf(anne.session.acceptFile());
  // What was sent from the older file is merged, with a question.
  await berit.merge(fromOld);
  const merged = await anne.merge(await berit.share([anne]));
  expect(merged.cause).toBe('merged');
  expect(anne.vault.audit.verify()).toEqual([]);
  expect(Object.keys(filesOf(anne.folder)).filter((name) => name.endsWith('.kept'))).toEqual([]);
});

test('after a crash between the writing of the file and of its head nobody is alarmed', async () => {
  const keyring = join(anne.folder, 'Anne.keyring');
  anne.close();
  anne.keyring.lock();
  const before = join(temporaryFolder(), 'Anne.keyring');
  copyFileSync(keyring, before);
  valueOf(await anne.keyring.unlock(passphrase));
  await anne.open();
  anne.say(text.replace('"A"', '"Anne"'));
  anne.close();
  anne.keyring.lock();
  // As if nothing of that had come to the keyring.
  copyFileSync(before, keyring);
  valueOf(await anne.keyring.unlock(passphrase));
  expect((await anne.open()).rollback).toBe('same');
  expect(anne.text).toBe(text.replace('"A"', '"Anne"'));
});
