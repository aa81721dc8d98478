import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { checkedOnce } from '#contract/checked-once.ts';
import { analysisRecordSchema } from '#contract/record-schema.ts';
import { analyseHere } from '#project/analyser.ts';
import { sampleText } from '../support/models/sample.ts';
import { valueOf } from '../support/vault-platform.ts';

test('a value is checked at the first border only, and nothing that was not checked passes for it', () => {
  const check = vi.fn(() => true);
  const schema = checkedOnce(z.strictObject({ name: z.string() }).refine(check));
  const read = schema.parse({ name: 'a' });
  expect(schema.parse(read)).toBe(read);
  expect(check).toHaveBeenCalledTimes(1);
  expect(schema.parse({ name: 'a' })).toEqual(read);
  expect(check).toHaveBeenCalledTimes(2);
  for (const other of [{ name: 1 }, { ...read, more: 1 }, null, 'a', []]) {
    expect(schema.safeParse(other).success).toBe(false);
  }
});

test('a record with anything else in it is refused', () => {
  const record = valueOf(analyseHere(sampleText));
  expect(analysisRecordSchema.parse(structuredClone(record))).toEqual(record);
  expect(analysisRecordSchema.safeParse({ ...record, inputHash: 'x' }).success).toBe(false);
  expect(analysisRecordSchema.safeParse({ ...record, path: '/home' }).success).toBe(false);
});
