import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sampleText } from '../../support/models/sample.ts';
import { file, folder, segl } from '../../support/command-line.ts';
import { root } from '../../support/places.ts';
import { faultsOf } from '../../support/proverif/faults.ts';

describe('export', () => {
  const sample = readFileSync(join(root, 'resources/protocols/needham-schroeder-lowe.segl'), 'utf8');

  test('writes a model with one query for each question, in order', () => {
    const path = file('nsl.segl', sample);
    const asked = segl(['verify', '--json', path]).out.match(/"requirement":/gu);
    const done = segl(['export', path, '--to', 'proverif']);
    expect(done.status).toBe(0);
    expect(asked?.length).toBeGreaterThan(4);
    expect(done.out.match(/^query /gmu)).toHaveLength(asked?.length ?? 0);
    expect(done.out).toMatch(/^process$/mu);
    expect(done.err).toBe('');
  });

  test('writes the model itself for spreadsheets and tools of threat modelling, marked, and of nobody who attacks', () => {
    const path = file('ams.segl', sampleText);
    const out = join(folder, 'ams.csv');
    expect(segl(['export', path, '--to', 'csv', '--out', out])).toMatchObject({
      status: 0,
      out: '',
      err: '',
    });
    expect(readFileSync(out, 'utf8')).toMatch(/^\ufeffSTRENGT FORTROLIG\r\nElement,Label,Kind,/u);
    const done = segl(['export', path, '--to', 'otm']);
    expect(done).toMatchObject({ status: 0, err: '' });
    expect(JSON.parse(done.out)).toMatchObject({
      otmVersion: '0.2.0',
      project: { id: 'AMS', tags: ['STRENGT FORTROLIG'], attributes: { source: 'ams.segl' } },
    });
    for (const format of ['csv', 'otm']) {
      expect(segl(['export', path, '--to', format, '--attack', 'lost']).status).toBe(2);
      expect(segl(['export', path, '--to', format, '--afterwards']).status).toBe(2);
      const imported = file('other.vp', 'attacker[active]\n');
      expect(segl(['export', imported, '--to', format]).err).toContain('[nothing-asked]');
      const wrong = file('wrong.segl', 'protocol P\nentity\n');
      expect(segl(['export', wrong, '--to', format]).status).toBe(2);
    }
  });

  test('writes to a file, and tells where the written model says less', () => {
    const counted = file('counted.segl', sampleText);
    const out = join(folder, 'counted.pv');
    const done = segl(['export', counted, '--to', 'proverif', '--out', out]);
    expect(done.status).toBe(0);
    expect(done.out).toBe('');
    expect(done.err).toContain('counter');
    expect(readFileSync(out, 'utf8')).toContain('process');
  });

  test('writes findings for tools that collect them, at the lines of the model', () => {
    const path = file('found.segl', sample);
    const out = join(folder, 'nsl.sarif');
    expect(segl(['export', path, '--format', 'sarif', '--out', out]).status).toBe(0);
    const written = JSON.parse(readFileSync(out, 'utf8')) as { readonly version: string };
    expect(written.version).toBe('2.1.0');
    const imported = file('none.spdl', 'protocol P(A, B) { role A { }; role B { } }');
    expect(segl(['export', imported, '--format', 'sarif']).err).toContain('[nothing-asked]');
  });

  test('refuses an attack model that there is not', () => {
    const done = segl(['export', file('nsl.segl', sample), '--to', 'proverif', '--attack', 'nobody']);
    expect(done.status).toBe(2);
    expect(done.err).toContain('This model has no attack model of that name. [attack-model-unknown]');
    expect(done.out).toBe('');
  });

  test('refuses an attack model for a model that cannot have one', () => {
    const imported = file('none.spdl', 'protocol P(A, B) { role A { }; role B { } }');
    const done = segl(['export', imported, '--to', 'proverif', '--attack', 'nobody']);
    expect(done.status).toBe(2);
    expect(done.err).toContain('[attack-model-unknown]');
  });

  test('puts every question that is asked in a query or in a note, in the file and on standard error', () => {
    const model = join(root, 'test/core/interchange/proverif/models/attack-models.segl');
    const asked = segl(['verify', '--json', '--seconds', '1', model]).out;
    const { verdicts } = JSON.parse(asked) as {
      verdicts: readonly { readonly requirement: string; readonly attack: string | null }[];
    };
    const late = verdicts.filter(({ requirement }) => requirement === 'forward-secrecy');
    const done = segl(['export', model, '--to', 'proverif']);
    expect(done.status).toBe(0);
    const notes = done.err.split('\n').filter((line) => line.includes('Not asked in this file'));
    const queries = done.out.match(/^query /gmu) ?? [];
    expect(queries.length + notes.length).toBe(verdicts.length);
    expect(late.length).toBeGreaterThan(0);
    expect(notes.filter((note) => note.includes('forward-secrecy of K'))).toHaveLength(late.length);
    for (const note of notes) expect(done.out).toContain(note.slice(note.indexOf('Not asked')));
    const afterwards = segl(['export', model, '--to', 'proverif', '--afterwards']);
    expect(afterwards.out.match(/^query /gmu)).toHaveLength(late.length);
    expect(afterwards.out).toContain('attacker(x) phase 2 ==>');
    expect(faultsOf(afterwards.out)).toEqual([]);
  });

  test('tells about one adversary at a time', () => {
    const path = file('nsl.segl', sample);
    expect(segl(['export', path, '--to', 'proverif', '--afterwards']).err).toContain('[nothing-asked]');
    const both = ['--afterwards', '--attack', 'a'];
    expect(segl(['export', path, '--to', 'proverif', ...both]).status).toBe(64);
  });
});
