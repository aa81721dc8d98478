import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { file, folder, segl } from '../../support/command-line.ts';

describe('metrics', () => {
  const model = [
    'protocol P',
    'entity A',
    'entity B',
    'key K shared by A, B',
    'data D of A',
    'phase f {',
    'message m A -> B: D',
    '}',
    'requirement R confidentiality "D stays secret"',
    'confidentiality D: A, B refines R',
    'attack lost {',
    'leak K',
    '}',
    '',
  ].join('\n');

  test('prints tables and the proposal, without a verdict on the active adversary', () => {
    const done = segl(['metrics', file('measured.segl', model)]);
    expect(done.status).toBe(0);
    expect(done.out).toMatch(/Security messages +1\n/u);
    expect(done.out).toMatch(/R +Confidentiality +1 +0 +differs\n/u);
    expect(done.out).toContain('2 Requirements are expressed: partly');
    expect(done.out).toContain('- no active analysis');
    expect(done.out).not.toMatch(/proved|violated/iu);
  });

  test('counts answers when told to verify, and ends as verify does', () => {
    const path = file('measured.segl', model);
    const done = segl(['metrics', path, '--verify', '--seconds', '60']);
    expect(done.status).toBe(segl(['verify', path]).status);
    expect(done.status).toBe(1);
    expect(done.out).toMatch(/Plain adversary +active +- +- +- +- +2 +0 +0 +2 +0 +0 +0\n/u);
    expect(done.out).toMatch(/eavesdropping +2 +2\n/u);
  });

  test('has a machine-readable form whose shape is kept', async () => {
    const done = segl(['metrics', '--json', '--verify', file('measured.segl', model)]);
    const parsed: unknown = JSON.parse(done.out);
    // How long it takes is another thing each time.
    const lines = JSON.stringify(parsed, null, 2)
      .replaceAll(folder, '')
      .replace(
        /"clauses": \d+,(\s*)"seconds": \d+(?:\.\d+)?(?=\s*\},\s*"standing")/u,
        '"clauses": "…",$1"seconds": "…"',
      )
      .replaceAll(/"engineVersion": "\d+"/gu, '"engineVersion": "…"');
    await expect(`${lines}\n`).toMatchFileSnapshot(join(import.meta.dirname, 'metrics.json'));
  });

  test('refuses what is no model, and goes on with the others', () => {
    const done = segl(['metrics', '--json', file('broken.segl', 'protocol'), file('measured.segl', model)]);
    expect(done.status).toBe(2);
    const [refused, fine] = done.out.trim().split('\n');
    expect(JSON.parse(refused ?? '')).toMatchObject({ error: { code: 'expected' } });
    expect(JSON.parse(fine ?? '')).toMatchObject({ schema: 4, tableOne: { messages: 1 }, active: null });
  });
});
