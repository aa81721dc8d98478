import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { replaceFile } from '#vault/files/replace-file.ts';
import { scratchFolder } from '../../support/report/documents.ts';

test('writing replaces a file whole', () => {
  const file = join(scratchFolder(), 'report.pdf');
  writeFileSync(file, 'old and longer');
  replaceFile(file, new TextEncoder().encode('new'));
  expect(readFileSync(file, 'utf8')).toBe('new');
});
