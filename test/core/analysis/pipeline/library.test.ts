import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { analyse, checkText } from '#core/analysis/pipeline/analyse.ts';
import { verifyModel } from '#core/analysis/pipeline/verify-model.ts';

import { broken, unproved, within } from './broken.ts';
import { questionLine } from '../../../support/models/question-line.ts';
import { root } from '../../../support/places.ts';

const folder = join(root, 'resources', 'protocols');
const names = readdirSync(folder).map((file) => basename(file, '.segl'));

describe('the library of protocols', () => {
  it('has the protocols that attacks are known of', () => {
    const listed = [...Object.keys(broken), ...Object.keys(unproved), ...Object.keys(within)];
    expect(listed.filter((name) => !names.includes(name))).toEqual([]);
    expect(names.length).toBeGreaterThanOrEqual(28);
  });

  it.each(names)('%s: the known attacks are found, and everything else is proved', (name) => {
    const text = readFileSync(join(folder, `${name}.segl`), 'utf8');
    const { executable, diagnostics } = checkText(text);
    expect(diagnostics).toEqual([]);
    if (executable === null) return;
    const limits = { clauses: 20_000, cancelled: () => false, progress: () => undefined };
    const verdicts = verifyModel(executable.model, executable.run, limits);
    expect(verdicts.length).toBeGreaterThan(0);
    const answered = (kind: string): readonly string[] =>
      verdicts
        .filter(({ answer }) => answer === kind)
        .map(({ question }) => questionLine(question))
        .toSorted();
    expect(answered('violated')).toEqual([...(broken[name] ?? [])].toSorted());
    expect(answered('holds-within')).toEqual([...(within[name] ?? [])].toSorted());
    for (const { answer, runs } of verdicts) {
      if (answer === 'holds-within') expect(runs).toBeGreaterThanOrEqual(2);
    }
    expect(answered('undecided')).toEqual([...(unproved[name] ?? [])].toSorted());
    for (const { answer, trace } of verdicts) expect(trace === null).toBe(answer !== 'violated');
  });

  it.each(names)('%s can be opened in the window', (name) => {
    const text = readFileSync(join(folder, `${name}.segl`), 'utf8');
    expect(analyse({ text, inputHash: '0'.repeat(64) }).ok).toBe(true);
  });
});
