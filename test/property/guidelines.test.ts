import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { lintDesign } from '#core/method/guidelines/lint-design.ts';
import { describeFinding } from '#core/method/guidelines/describe-finding.ts';
import { createTranslate } from '#core/messages/catalogue.ts';
import { modelText } from './models.ts';
import { root } from '../support/places.ts';
import { runs } from '../support/random.ts';

const translate = createTranslate('en');
const resources = join(root, 'resources');
const texts = ['protocols', 'sample'].flatMap((folder) =>
  readdirSync(join(resources, folder)).map((name) => readFileSync(join(resources, folder, name), 'utf8')),
);

/** Ways to spoil a line of a model. Many of the results can still be executed. */
const spoilings: readonly ((line: string) => string)[] = [
  (line) => (/[{}]/u.test(line) ? line : ''),
  (line) => line.replace(/ ;[^)]*\)/u, ')'),
  (line) => line.replaceAll('aead[', 'enc[').replaceAll(' ; ', ', '),
  (line) => line.replaceAll(/sign\[sk\(\w+\)\]/gu, 'hash'),
  (line) => line.replaceAll('enc[', 'mac['),
  (line) => line.replaceAll('shared by', 'low entropy shared by'),
  (line) => line.replaceAll('session', 'long-term'),
  (line) => line.replace('channel public', 'channel confidential'),
  (line) => line.replace(/\((\w+), /u, '('),
];

/** A model that comes with Segl, spoilt in a few places. */
const spoilt = fc
  .tuple(
    fc.constantFrom(...texts),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom(...spoilings)), { maxLength: 4 }),
  )
  .map(([text, edits]) => {
    const lines = text.split('\n');
    for (const [place, spoil] of edits) {
      const index = place % lines.length;
      lines[index] = spoil(lines[index] ?? '');
    }
    return lines.join('\n');
  });

test('whatever the model, findings stand in its text, speak of its names, and can be told', () => {
  let found = 0;
  fc.assert(
    fc.property(fc.oneof({ arbitrary: spoilt, weight: 4 }, { arbitrary: modelText, weight: 1 }), (text) => {
      const { executable } = checkText(text);
      if (executable === null) return;
      const { model, run } = executable;
      const elements = new Set(model.elements.map(({ name }) => name));
      const entities = new Set(model.entities.map(({ name }) => name));
      const messages = new Set(run.deliveries.map(({ step }) => step.name));
      const told = lintDesign(model, run).map((finding) => {
        found += 1;
        const { start, end } = finding.span;
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
        if (finding.message !== null) expect(messages.has(finding.message)).toBe(true);
        expect(finding.elements.filter((name) => !elements.has(name))).toEqual([]);
        expect(finding.entities.filter((name) => !entities.has(name))).toEqual([]);
        return `${finding.code} ${String(start)} ${describeFinding(finding, translate)}`;
      });
      expect(new Set(told).size).toBe(told.length);
    }),
    { numRuns: runs(1000) },
  );
  // A property of nothing would be true of anything.
  expect(found).toBeGreaterThan(100);
});
