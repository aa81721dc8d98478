import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { changed, sampleText } from '../../support/models/sample.ts';
import { file, folder, segl } from '../../support/command-line.ts';

describe('check', () => {
  test('gives one line of JSON for each file, in order, and the worst status', () => {
    const good = file('good.segl', sampleText);
    const bad = file('bad.segl', 'protocol P\nentity A\nphase f {\nmessage m A -> X: A\n}\n');
    const done = segl(['check', bad, good, join(folder, 'none.segl'), '--json']);
    expect(done.status).toBe(2);
    const lines = done.out
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(lines).toHaveLength(3);
    expect(lines[0]).toEqual({
      file: bad,
      error: { code: 'unknown-name', message: '“X” is not declared.', line: 4, column: 16 },
    });
    expect(lines[1]).toMatchObject({ file: good, protocol: 'AMS', metrics: { tableOne: { messages: 28 } } });
    expect(lines[2]).toMatchObject({ error: { code: 'file-unreadable', line: null, column: null } });
    expect(done.err.trimEnd().split('\n')).toHaveLength(2);
  });

  test('says nothing on standard error and ends well when all agrees', () => {
    const done = segl(['check', file('good.segl', sampleText)]);
    expect(done).toMatchObject({ status: 0, err: '' });
    expect(done.out).toMatch(/Security messages\s+28/);
    expect(done.out).toContain('What an active adversary can do is not known before it is asked about.');
  });

  test('says of a model without requirements that nothing was compared or asked, and ends with 1', () => {
    const bare = file(
      'bare.segl',
      'protocol Bare\nentity A\nentity B\ndata X of A\nphase run {\n  message m A -> B: X\n}\n',
    );
    const checked = segl(['check', bare]);
    expect(checked).toMatchObject({ status: 1 });
    expect(checked.err).toContain('No requirement has been stated yet.');
    expect(checked.out).not.toContain('0 discrepancies');
    const verified = segl(['verify', bare]);
    expect(verified).toMatchObject({ status: 1 });
    expect(verified.out).toContain('Nothing was asked');
    expect(segl(['threats', bare])).toMatchObject({ status: 1 });
    expect(segl(['requirements', bare, '--verify'])).toMatchObject({ status: 1 });
  });

  test('ends with 1 and a sentence when there are discrepancies', () => {
    const text = changed(sampleText, 'confidentiality READING: HES, MET', 'confidentiality READING: MET');
    const done = segl(['check', file('one.segl', text)]);
    expect(done.status).toBe(1);
    expect(done.err).toContain('1 discrepancy.');
  });

  test('tells what a listener obtains under an attack model, and what that cannot show', () => {
    const text = `${sampleText}\nattack taken {\n  leak K_ch_master from operations\n}\n`;
    const plain = segl(['check', file('attacked.segl', text)]);
    expect(plain.out).not.toContain('Under taken');
    const done = segl(['check', file('attacked.segl', text), '--attack-model', 'taken']);
    expect(done).toMatchObject({ status: plain.status, err: '' });
    expect(done.out).toContain(
      'Under taken, a listener obtains 5 elements more: K_mc_join, K_mc, K_ch_master, K_ch_kek, K_ch.',
    );
    expect(done.out).toContain('K_ch_master leaks to the adversary, as the attack model assumes.');
    expect(done.out).toContain('What an active adversary gains beyond it is asked under Verdicts.');
    const told: unknown = JSON.parse(
      segl(['check', file('attacked.segl', text), '--attack-model', 'taken', '--json']).out,
    );
    expect(told).toMatchObject({
      attacked: { attack: 'taken', gained: ['K_mc_join', 'K_mc', 'K_ch_master', 'K_ch_kek', 'K_ch'] },
    });
    const unknown = segl(['check', file('attacked.segl', text), '--attack-model', 'other']);
    expect(unknown.status).toBe(2);
    expect(unknown.err).toContain('(taken) [attack-model-unknown]');
    const imported = file('other.vp', 'attacker[active]\n');
    expect(segl(['check', imported, '--attack-model', 'taken']).status).toBe(64);
  });

  test('refuses what is not text', () => {
    const done = segl(['check', file('binary.segl', Buffer.from([0xff, 0xfe, 0x00, 0xd8])), '--json']);
    expect(done.status).toBe(2);
    expect(JSON.parse(done.out)).toMatchObject({ error: { code: 'file-not-text' } });
  });
});
