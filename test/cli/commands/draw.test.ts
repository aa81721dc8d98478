import { existsSync, readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sampleText } from '../../support/models/sample.ts';
import { file, folder, segl } from '../../support/command-line.ts';

const model = file('ams.segl', sampleText);

describe('draw', () => {
  test.each([
    ['interaction', [], 'Head-end system'],
    ['protection', [], 'Meter master key'],
    ['protection', ['--layout', 'tree', '--key', 'K_mh_master'], 'still protected'],
    ['protection', ['--layout', 'matrix'], 'the key encrypts it'],
    ['system', [], 'Keeps long-term'],
  ])('the %s view (%s), marked, and the same every time', (view, options, text) => {
    const named = [view, ...options].join('-').replaceAll('--', '');
    const paths = ['one', 'two'].map((each) => join(folder, `${named}-${each}.svg`));
    for (const path of paths) {
      const done = segl(['draw', model, '--view', view, ...options, '--out', path, '--json']);
      expect(done).toMatchObject({ status: 0, err: '' });
      const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
      expect(JSON.parse(done.out)).toEqual({ file: model, view, out: path, sha256 });
    }
    const [one = '', two = ''] = paths.map((path) => readFileSync(path, 'utf8'));
    expect(one).toBe(two);
    expect(one).toContain('STRENGT FORTROLIG');
    expect(one).toContain(text);
  });

  test('as PDF, and in bokmål', () => {
    const pdf = join(folder, 'system.pdf');
    expect(segl(['draw', model, '--view', 'system', '--out', pdf]).status).toBe(0);
    expect(readFileSync(pdf).subarray(0, 5).toString('latin1')).toBe('%PDF-');
    const svg = join(folder, 'nb.svg');
    expect(segl(['draw', model, '--view', 'system', '--language', 'nb', '--out', svg]).status).toBe(0);
    expect(readFileSync(svg, 'utf8')).toContain('Langlivet');
  });

  test('the attack on what a question asks, and nothing where there is none', () => {
    const path = join(import.meta.dirname, '../../../resources/protocols/needham-schroeder-public-key.segl');
    const asked = segl(['verify', path, '--json']);
    const { verdicts } = JSON.parse(asked.out) as { verdicts: readonly { verdict: string }[] };
    const violated = verdicts.findIndex(({ verdict }) => verdict === 'violated');
    expect(violated).toBeGreaterThanOrEqual(0);
    const out = join(folder, 'attack.svg');
    const draw = (question: number): ReturnType<typeof segl> =>
      segl(['draw', path, '--view', 'attack', '--question', String(question), '--out', out]);
    expect(draw(verdicts.length + 1)).toMatchObject({ status: 2 });
    expect(existsSync(out)).toBe(false);
    expect(draw(violated + 1).status).toBe(0);
    expect(readFileSync(out, 'utf8')).toContain('<svg');
  });

  test('a file that is there stays as it is', () => {
    const there = file('there.svg', 'mine');
    const done = segl(['draw', model, '--view', 'system', '--out', there]);
    expect(done.status).toBe(2);
    expect(done.err).toContain('[target-exists]');
    expect(readFileSync(there, 'utf8')).toBe('mine');
  });

  test.each([
    [['--view', 'system', '--layout', 'tree', '--out', 'x.svg']],
    [['--view', 'protection', '--key', 'K_mh', '--out', 'x.svg']],
    [['--view', 'attack', '--out', 'x.svg']],
    [['--view', 'interaction', '--attack', 'lost', '--out', 'x.svg']],
    [['--view', 'system', '--out', 'x.png']],
    [['--view', 'nothing', '--out', 'x.svg']],
  ])('what a view has not is misuse: %j', (options) => {
    expect(segl(['draw', model, ...options]).status).toBe(64);
    expect(existsSync(join(folder, 'x.svg'))).toBe(false);
  });

  test('a key and an attack model that are not there are told', () => {
    const tree = ['--view', 'protection', '--layout', 'tree', '--key', 'NONE', '--out', 'x.svg'];
    expect(segl(['draw', model, ...tree]).err).toContain('[key-unknown]');
    const system = ['--view', 'system', '--attack', 'NONE', '--out', 'x.svg'];
    expect(segl(['draw', model, ...system]).err).toContain('[attack-model-unknown]');
  });
});
