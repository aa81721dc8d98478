import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTranslate } from '#core/messages/catalogue.ts';
import { explainCell } from '#core/views/words/explain.ts';
import { recordOf } from '../../../support/models/sample.ts';

const folder = join(import.meta.dirname, 'samples');
const samples = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** What an analyst reads of a record: each cell with a requirement, its verdicts and its sentences. */
function reading(text: string): string {
  const translate = createTranslate('en');
  const { cells, metrics } = recordOf(text);
  const lines = cells
    .filter(({ confidentiality, integrity }) =>
      [confidentiality.verdict, integrity?.verdict ?? 'not-required'].some(
        (verdict) => verdict !== 'not-required',
      ),
    )
    .flatMap((cell) => [
      '',
      `${cell.element} at ${cell.entity}: ${cell.confidentiality.verdict}, ${cell.integrity?.verdict ?? '-'}`,
      ...explainCell(cell, translate).map((sentence) => `  ${sentence}`),
    ]);
  return [JSON.stringify(metrics), ...lines, ''].join('\n');
}

test('there are samples of each kind of finding', () => {
  expect(samples.length).toBeGreaterThanOrEqual(5);
});

test.each(samples)('%s reads as it was checked by hand', async (name) => {
  const own = join(folder, name);
  const text = readFileSync(join(own, 'model.segl'), 'utf8');
  await expect(reading(text)).toMatchFileSnapshot(join(own, 'expected.txt'));
});
