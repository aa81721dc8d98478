import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyseRun, checkText } from '#core/analysis/pipeline/analyse.ts';
import { writerOf } from '#core/interchange/formats.ts';
import { writeCsv } from '#core/interchange/csv/write-csv.ts';
import { createTranslate } from '#core/messages/catalogue.ts';
import { changed, sampleText } from '../../../support/models/sample.ts';

/** Reads comma-separated values character by character, as RFC 4180 says. */
function readCsv(text: string): readonly (readonly string[])[] {
  expect(text.startsWith('\ufeff')).toBe(true);
  const records: string[][] = [];
  let record: string[] = [];
  let field = '';
  let quoted = false;
  for (let at = 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (quoted) {
      if (character !== '"') field += character;
      else if (text.charAt(at + 1) === '"') {
        field += '"';
        at += 1;
      } else quoted = false;
    } else if (character === '"' && field === '') quoted = true;
    else if (character === ',') {
      record.push(field);
      field = '';
    } else if (character === '\r' && text.charAt(at + 1) === '\n') {
      records.push([...record, field]);
      record = [];
      field = '';
      at += 1;
    } else field += character;
  }
  expect([quoted, record, field]).toEqual([false, [], '']);
  return records;
}

/** How a spreadsheet begins to work something out. */
const formula = /^[\s\p{Cc}]*[=+\-@|]/u;

test('what is written is what is read, whatever stands in it, but for what would be worked out', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.array(
          fc.oneof(
            fc.string(),
            fc.string({ unit: 'binary' }),
            fc.constantFrom('"', ',', '\r\n', '=1+1', '\u0001=1', '|x', ' =1', '\t@x'),
          ),
          { minLength: 1, maxLength: 4 },
        ),
        {
          minLength: 1,
          maxLength: 4,
        },
      ),
      (records) => {
        const read = readCsv(writeCsv(records));
        expect(read).toEqual(
          records.map((each) => each.map((field) => (formula.test(field) ? `'${field}` : field))),
        );
        for (const field of read.flat()) expect(formula.test(field)).toBe(false);
      },
    ),
  );
});

function tableOf(text: string, locale: 'en' | 'nb' = 'en'): readonly (readonly string[])[] {
  const { executable } = checkText(text);
  const writer = writerOf('csv');
  if (executable === null || writer?.takes !== 'model') throw new Error('it is written');
  const record = analyseRun(executable.model, executable.run);
  return readCsv(writer.write({ executed: executable, record, name: 'm.segl' }, createTranslate(locale)));
}

test('the requirement table is marked, has a head, and a record for each element, holder and property', () => {
  const [marking, head, ...records] = tableOf(sampleText);
  expect(marking).toEqual(['STRENGT FORTROLIG']);
  expect(head).toHaveLength(9);
  // 19 elements: two properties at four entities, and one at the adversary.
  expect(records).toHaveLength(19 * (2 * 4 + 1));
  expect(new Set(records.map(({ length }) => length))).toEqual(new Set([9]));
  expect(records).toContainEqual([
    'READING',
    'Meter reading',
    'Data',
    'HES',
    'obtains',
    'yes',
    'yes',
    'agrees',
    'Operations',
  ]);
  expect(records).toContainEqual([
    'READING',
    'Meter reading',
    'Data',
    'MET',
    'originates',
    'yes',
    'yes',
    'originates',
    '',
  ]);
  expect(tableOf(sampleText, 'nb')[1]).toContain('Egenskap');
});

test('a label that is a formula stays words', () => {
  const records = tableOf(changed(sampleText, '"Meter reading"', '"=HYPERLINK(A1;B2)"'));
  expect(records.map(([, label]) => label)).toContain("'=HYPERLINK(A1;B2)");
});
