import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { protocolNameSchema } from '#contract/library-calls.ts';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { createTranslate, locales } from '#core/messages/catalogue.ts';
import { emptyModel } from '#main/handlers/new-project.ts';
import { libraryText, readLibrary } from '#project/library/library.ts';
import { root } from '../../support/places.ts';
import { temporaryFolder } from '../../support/vault-platform.ts';

const folder = join(root, 'resources', 'protocols');

test('every protocol of the library is offered with what it is, and can be analysed', async () => {
  const protocols = await readLibrary(folder);
  expect(protocols).toHaveLength(readdirSync(folder).length);
  for (const { name, title, about, text } of protocols) {
    expect(protocolNameSchema.safeParse(name).success).toBe(true);
    expect([title === '', about === '']).toEqual([false, false]);
    expect(checkText(text).diagnostics).toEqual([]);
    expect(await libraryText(folder, name)).toBe(text);
  }
  expect(new Set(protocols.map(({ title }) => title)).size).toBe(protocols.length);
});

test('no name leads out of the library', async () => {
  const other = temporaryFolder();
  writeFileSync(join(other, 'secret.segl'), 'protocol S\n');
  for (const name of ['../secret', join(other, 'secret'), 'secret', '', '.'])
    expect(await libraryText(folder, name)).toBeNull();
});

test.each(locales)('an empty project begins without errors, whatever it is called (%s)', (locale) => {
  for (const name of ['AMS', 'a "quoted" \\ name', 'a\nb', ''])
    expect(checkText(emptyModel(name, createTranslate(locale))).diagnostics).toEqual([]);
});
