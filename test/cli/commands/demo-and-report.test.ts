import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { passphraseOf } from '#vault/container/passphrase-slot.ts';
import { openVault } from '#vault/opening/open.ts';
import { folder, segl } from '../../support/command-line.ts';

describe('demo and report', () => {
  const out = join(folder, 'demo');
  const made = segl(['demo', '--out', out]);
  const [, vaultPassphrase = ''] = /AMS\.segl opens with: (\S+)/.exec(made.out) ?? [];

  test('writes a project worked through, its reports and its record', () => {
    expect(made).toMatchObject({ status: 0, err: '' });
    expect(readdirSync(out).toSorted()).toEqual([
      'AMS.segl',
      'full.pdf',
      'metrics.pdf',
      'public.pdf',
      'record.json',
    ]);
    expect(made.out).toMatch(/Symmetric keys\s+9/);
    expect(JSON.parse(readFileSync(join(out, 'record.json'), 'utf8'))).toMatchObject({ protocol: 'AMS' });
  });

  test('does not write over a project that is there', () => {
    const again = segl(['demo', '--out', out]);
    expect(again.status).toBe(2);
    expect(again.err.trimEnd().split('\n')).toHaveLength(1);
  });

  test('gives the same public report again from the project', () => {
    const done = segl(
      ['report', 'public', '--project', join(out, 'AMS.segl'), '--out', join(folder, 'again.pdf')],
      `${vaultPassphrase}\n`,
    );
    expect(done).toMatchObject({ status: 0, err: '' });
    expect(readFileSync(join(folder, 'again.pdf')).equals(readFileSync(join(out, 'public.pdf')))).toBe(true);
  });

  test('a report takes the place of a file only when it is told to', () => {
    const pdf = join(folder, 'kept.pdf');
    writeFileSync(pdf, 'what somebody wants to keep');
    const options = ['public', '--project', join(out, 'AMS.segl'), '--out', pdf];
    const refused = segl(['report', ...options], `${vaultPassphrase}\n`);
    expect(refused).toMatchObject({ status: 2, out: '' });
    expect(refused.err.trimEnd().split('\n')).toHaveLength(1);
    expect(readFileSync(pdf, 'utf8')).toBe('what somebody wants to keep');
    expect(segl(['report', ...options, '--force'], `${vaultPassphrase}\n`)).toMatchObject({ status: 0 });
    expect(readFileSync(pdf).equals(readFileSync(join(out, 'public.pdf')))).toBe(true);
  });

  test('writes the metrics report encrypted, without a name of the model, and notes it', async () => {
    const pdf = join(folder, 'metrics.pdf');
    const options = ['--project', join(out, 'AMS.segl'), '--out', pdf, '--language', 'nb'];
    const done = segl(['report', 'metrics', ...options], `${vaultPassphrase}\nskog-og-hei-99\n`);
    expect(done).toMatchObject({ status: 0, err: '' });
    const read = (args: readonly string[]): ReturnType<typeof spawnSync> =>
      spawnSync('pdftotext', [...args, pdf, '-'], { encoding: 'utf8' });
    expect(read([]).status).not.toBe(0);
    const { stdout } = read(['-upw', 'skog-og-hei-99']);
    expect(stdout).toContain('PROSJEKT: KONFIDENSIELT');
    expect(stdout).toContain('Sikkerhetsmeldinger');
    expect(stdout).not.toMatch(/K_mh|READING|Smart meter|AMS/u);
    const opened = await openVault(join(out, 'AMS.segl'), passphraseOf(vaultPassphrase));
    if (!opened.ok) throw new Error(opened.error.code);
    expect(opened.value.audit.all().map(({ kind }) => kind)).toContain('exported-metrics');
    opened.value.close();
  });

  test('refuses a wrong passphrase with one sentence and writes nothing', () => {
    const pdf = join(folder, 'never.pdf');
    const done = segl(
      ['report', 'full', '--project', join(out, 'AMS.segl'), '--out', pdf],
      'not the passphrase\n',
    );
    expect(done.status).toBe(2);
    expect(done.out).toBe('');
    expect(done.err.trimEnd().split('\n')).toHaveLength(1);
    expect(readdirSync(folder)).not.toContain('never.pdf');
  });

  test('refuses a report that does not exist', () => {
    const done = segl([
      'report',
      'secret',
      '--project',
      join(out, 'AMS.segl'),
      '--out',
      join(folder, 'x.pdf'),
    ]);
    expect(done.status).toBe(64);
  });
});
