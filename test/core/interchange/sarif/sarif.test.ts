import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { verifyModel } from '#core/analysis/pipeline/verify-model.ts';
import { analyseModel, checkText } from '#core/analysis/pipeline/analyse.ts';
import type { Verdict } from '#core/analysis/record/verdict.ts';
import { fileReference } from '#core/interchange/format/file-reference.ts';
import { formatToRead, formats, writerOf } from '#core/interchange/formats.ts';
import { createTranslate } from '#core/messages/catalogue.ts';
import { unaskedOf, type Unasked } from '#core/method/requirements/unasked.ts';
import { root } from '../../../support/places.ts';

const fromOne = z.int().min(1);
const location = z.strictObject({
  physicalLocation: z.strictObject({
    artifactLocation: z.strictObject({ uri: z.literal('models/andrew%20rpc.segl') }),
    region: z
      .strictObject({
        startLine: fromOne,
        startColumn: fromOne,
        endLine: fromOne,
        endColumn: fromOne,
      })
      .optional(),
  }),
});
const result = z.strictObject({
  ruleId: z.string().min(1),
  ruleIndex: z.int().min(0),
  kind: z.enum(['fail', 'open', 'review']),
  level: z.enum(['error', 'none']),
  message: z.strictObject({ text: z.string().min(1) }),
  locations: z.tuple([location]),
  partialFingerprints: z.strictObject({ 'question/v1': z.string().min(1) }),
});
const driver = z.strictObject({
  name: z.literal('Segl'),
  version: z.string().min(1),
  rules: z.array(z.strictObject({ id: z.string().min(1) })),
});
const log = z.strictObject({
  $schema: z.url({ protocol: /^https$/u }),
  version: z.literal('2.1.0'),
  runs: z.tuple([
    z.strictObject({
      tool: z.strictObject({ driver }),
      columnKind: z.literal('utf16CodeUnits'),
      results: z.array(result),
    }),
  ]),
});

const text = readFileSync(join(root, 'resources/protocols/andrew-secure-rpc.segl'), 'utf8');
const { executable } = checkText(text);
if (executable === null) throw new Error('the protocol is executable');
const { model, run } = executable;
const options = { clauses: 2_000, cancelled: () => false, progress: () => undefined };
const verdicts = verifyModel(model, run, options);
const questions = verdicts.map(({ question }) => question);
const unasked = unaskedOf({ model, run }, analyseModel(model, run, ''), questions);

function written(found: readonly Verdict[], gaps: readonly Unasked[] = unasked): z.infer<typeof log> {
  const writer = writerOf('sarif');
  if (writer?.takes !== 'verdicts') throw new Error('SARIF is made of verdicts');
  const uri = fileReference('models/andrew rpc.segl');
  const findings = { uri, text, model, verdicts: found, unasked: gaps };
  return log.parse(JSON.parse(writer.write(findings, createTranslate('en'))));
}

describe('findings in SARIF 2.1.0', () => {
  test('have a result for every question that is not proved, at the line of its statement', () => {
    const [{ tool, results }] = written(verdicts).runs;
    const open = verdicts.filter(({ answer }) => answer !== 'holds');
    expect(open.some(({ answer }) => answer === 'violated')).toBe(true);
    expect(results.map(({ ruleId }) => ruleId).filter((id) => id !== 'not-asked')).toEqual(
      open.map(({ question }) => question.kind),
    );
    for (const { ruleId, ruleIndex, kind, level, locations } of results) {
      expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
      expect(level).toBe(kind === 'fail' ? 'error' : 'none');
      const { region } = locations[0].physicalLocation;
      if (region === undefined) throw new Error('every statement has its place');
      const { startLine, startColumn, endLine, endColumn } = region;
      expect(endLine).toBe(startLine);
      const statement = text.split('\n')[startLine - 1]?.slice(startColumn - 1, endColumn - 1);
      expect(statement).toMatch(/^(confidentiality|integrity|key-freshness) KNEW: [AB](, B)?$/u);
    }
  });

  test('say nothing of how an attack goes', () => {
    expect(verdicts.some(({ trace }) => trace !== null)).toBe(true);
    const told = JSON.stringify(written(verdicts).runs);
    for (const part of ['CHALLENGE', 'PROOF', 'RENEWAL', 'enc', 'm1']) expect(told).not.toContain(part);
  });

  test('are empty where all is proved', () => {
    const proved = verdicts.map((verdict): Verdict => ({
      ...verdict,
      answer: 'holds',
      reason: null,
      runs: null,
      attackTypes: [],
      trace: null,
    }));
    expect(written(proved).runs[0].results.filter(({ ruleId }) => ruleId !== 'not-asked')).toEqual([]);
  });

  test.each([
    ['undecided', 'time', null],
    ['holds-within', null, 3],
  ] as const)('tell a question that is %s from a failure and from a proof', (answer, reason, runs) => {
    const [first] = verdicts;
    if (first === undefined) throw new Error('something is asked');
    const open: Verdict = { ...first, answer, reason, runs, attackTypes: [], trace: null };
    const { results } = written([open], []).runs[0];
    expect(results).toMatchObject([{ ruleId: first.question.kind, kind: 'open', level: 'none' }]);
  });

  test('tell a statement about nothing as a failure', () => {
    const [first] = verdicts;
    if (first === undefined) throw new Error('something is asked');
    const vacuous: Verdict = { ...first, answer: 'vacuous', reason: null, attackTypes: [], trace: null };
    expect(written([vacuous], []).runs[0].results).toMatchObject([
      { kind: 'fail', level: 'error', message: { text: expect.stringContaining('vacuous') as unknown } },
    ]);
  });

  test('tell what is stated and was not asked, and that nothing was asked at all', () => {
    const [stated] = model.ticks;
    if (stated === undefined) throw new Error('something is ticked');
    const gap: Unasked = { attack: null, stated, entity: null, reason: 'not-followed' };
    const left = { ...gap, reason: 'out-of-scope' } as const;
    const notAsked = { ruleId: 'not-asked', kind: 'open', level: 'none' };
    expect(written(verdicts.slice(0, 1), [gap, left]).runs[0].results).toMatchObject(
      verdicts[0]?.answer === 'holds' ? [notAsked] : [{ ruleId: verdicts[0]?.question.kind }, notAsked],
    );
    expect(written([], []).runs[0].results).toMatchObject([
      { ...notAsked, message: { text: expect.stringContaining('Nothing was asked') as unknown } },
    ]);
  });
});

test('a file is referred to as a URI', () => {
  expect(fileReference('a b/ø#.segl')).toBe('a%20b/%C3%B8%23.segl');
  expect(fileReference('/a/b.segl')).toBe('file:///a/b.segl');
  expect(fileReference('C:\\a\\b.segl')).toBe('file:///C:/a/b.segl');
});

describe('the formats', () => {
  test('are told by the ending of a file, Segl otherwise', () => {
    const read = ['a.vp', 'a.spdl', 'a.segl', 'a.pv', 'a'].map((name) => formatToRead(name).id);
    expect(read).toEqual(['verifpal', 'scyther', 'segl', 'segl', 'segl']);
  });

  test('have names and endings of their own', () => {
    expect(new Set(formats.map(({ id }) => id)).size).toBe(formats.length);
    const endings = formats.flatMap((format) => format.endings);
    expect(new Set(endings).size).toBe(endings.length);
  });
});
