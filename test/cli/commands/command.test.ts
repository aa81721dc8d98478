import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { passphraseOf } from '#vault/container/passphrase-slot.ts';
import { openVault } from '#vault/opening/open.ts';
import { changed, sampleText } from '../../support/models/sample.ts';
import { commandFile, file, folder, segl } from '../../support/command-line.ts';
import { root } from '../../support/places.ts';

test('says nothing more when nobody reads on', () => {
  const command = `"${process.execPath}" "${commandFile}" metrics "$1" | head -1`;
  const path = file('read.segl', sampleText);
  const done = spawnSync('sh', ['-c', command, 'sh', path], { encoding: 'utf8' });
  expect(done.stdout).toContain('AMS');
  expect(done.stderr).toBe('');
});

describe('verify of attack models', () => {
  const model = [
    'protocol P',
    'entity A',
    'entity B',
    'key K shared by A, B',
    'data D of A',
    'phase f {',
    'message m A -> B: aead[K](D ; B)',
    '}',
    'confidentiality D: A, B',
    'attack lost "The key is known" {',
    'leak K',
    '}',
    '',
  ].join('\n');

  test('asks everything once more under each', () => {
    const done = segl(['verify', file('lost.segl', model)]);
    expect(done.status).toBe(1);
    expect(done.out).toMatch(/Plain adversary:\n {4}What A holds as D stays secret: holds/u);
    expect(done.out).toMatch(/Under the attack model lost:\n {4}What A holds as D stays secret: violated/u);
    expect(done.out).toMatch(/\n {2}The analysis took [\d.]+ s, with [1-9]\d* clauses in its proofs\.\n$/u);
  });

  test('names the attack model and who must be honest in the machine-readable form', () => {
    const done = segl(['verify', '--json', file('lost.segl', model)]);
    const parsed: unknown = JSON.parse(done.out);
    expect(parsed).toMatchObject({
      cost: { clauses: expect.any(Number) as number, seconds: expect.any(Number) as number },
      verdicts: [
        { attack: null, requirement: 'secrecy', verdict: 'holds', honest: ['A', 'B'] },
        { attack: null, requirement: 'secrecy', verdict: 'holds' },
        { attack: 'lost', requirement: 'secrecy', verdict: 'violated' },
        { attack: 'lost', requirement: 'secrecy', verdict: 'violated' },
      ],
    });
  });
});

describe('guidelines', () => {
  const token = [
    'protocol P',
    'entity A',
    'entity B',
    'key K shared by A, B session',
    'nonce N of B',
    'phase f {',
    'message c B -> A: N',
    'message m A -> B: mac[K](A)',
    '}',
    '',
  ].join('\n');

  test('says where, why and which section, and is content with the mended design', () => {
    const path = file('token.segl', token);
    const done = segl(['guidelines', path]);
    expect(done.status).toBe(1);
    expect(done.out).toContain('warning: A token without freshness [token-without-freshness]');
    expect(done.out).toContain('AMI Security Analysis, sections 4.3, 6.2.3.');
    expect(done.out).toContain(
      `${path}:8:19: Nothing in what B gets from A in m shows that it is no repetition.`,
    );
    const mended = file('mended.segl', changed(token, 'mac[K](A)', 'mac[K](A, N)'));
    expect(segl(['guidelines', mended])).toEqual({
      status: 0,
      out: `${mended}: no departure from the guidelines was found.\n`,
      err: '',
    });
  });

  test('gives one line of JSON for each file, refused ones among them', () => {
    const [stale, refused] = [file('stale.segl', token), file('refused.segl', 'protocol P')];
    const done = segl(['guidelines', '--json', stale, refused]);
    expect(done.status).toBe(2);
    const parsed: unknown[] = done.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(parsed).toMatchObject([
      {
        file: stale,
        findings: [
          {
            code: 'token-without-freshness',
            severity: 'warning',
            sections: ['4.3', '6.2.3'],
            message: 'm',
            entities: ['A', 'B'],
            line: 8,
            column: 19,
          },
        ],
      },
      { file: refused, error: { code: 'no-entity' } },
    ]);
  });
});

describe('format', () => {
  const laidOut =
    'protocol P\n\nentity A "a"\nentity B\n\nphase f {\n  // said\n  message m A -> B: A, B\n}\n';
  const untidy = 'protocol   P\nentity A "a"\nentity B\n\n\nphase f\n{\nmessage m A->B: (A,B) // said\n}';

  test('lays a text out, keeps its comments and rights, and is then content', () => {
    const path = file('untidy.segl', untidy);
    chmodSync(path, 0o640);
    const checked = segl(['format', '--check', path]);
    expect(checked.status).toBe(1);
    expect(checked.err).toContain(path);
    expect(readFileSync(path, 'utf8')).toBe(untidy);
    expect(segl(['format', path]).status).toBe(0);
    expect(readFileSync(path, 'utf8')).toBe(laidOut);
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(segl(['format', path, '--check']).status).toBe(0);
  });

  test('leaves alone what it cannot read whole, and goes on with the others', () => {
    const broken = file('broken.segl', `${untidy}\nconfidentiality\n`);
    const fine = file('fine.segl', untidy);
    const done = segl(['format', broken, fine]);
    expect(done.status).toBe(2);
    expect(done.err).toContain('[expected]');
    expect(readFileSync(broken, 'utf8')).toContain('protocol   P');
    expect(readFileSync(fine, 'utf8')).toBe(laidOut);
  });

  test('leaves alone a file that is no text', () => {
    const bytes = Buffer.from([0xff, 0xfe, 0x00]);
    const sealed = file('sealed.segl', bytes);
    expect(segl(['format', sealed]).err).toContain('[file-not-text]');
    expect(readFileSync(sealed)).toEqual(bytes);
  });
});

describe('check of a Verifpal model', () => {
  const model = (sent: string): string =>
    [
      'attacker[active]',
      'principal Alice[ knows private k generates m e = ENC(k, m) ]',
      'principal Bob[ knows private k ]',
      `Alice -> Bob: ${sent}`,
      'queries[ confidentiality? m ]',
      '',
    ].join('\n');

  test('gives the result code in the order of the queries', () => {
    const kept = segl(['check', file('kept.vp', model('e')), '--json']);
    expect(JSON.parse(kept.out)).toMatchObject({ sessions: 2, resultCode: 'c0' });
    expect(kept.status).toBe(0);
    const lost = segl(['check', file('lost.vp', model('m')), '--json', '--sessions', '1']);
    expect(JSON.parse(lost.out)).toMatchObject({ sessions: 1, resultCode: 'c1' });
    expect(lost.status).toBe(1);
  });

  test('tells an attack message by message', () => {
    const lost = segl(['check', file('told.vp', model('m'))]);
    expect(lost.out).toMatch(/confidentiality\? m: violated\n +run 1, Alice, sends “Alice -> Bob: m”: m#1\n/);
  });

  test('refuses what it cannot express with its name and place', () => {
    const refused = segl(['check', file('odd.vp', model('e').replace('ENC(', 'ENCODE('))]);
    expect(refused.status).toBe(2);
    expect(refused.out).toBe('');
    expect(refused.err).toMatch(/odd\.vp:2:1: .*ENCODE.* \[verifpal-unknown-primitive\]/);
  });
});

describe('check of a Scyther protocol', () => {
  const text = (answer: string): string =>
    [
      'protocol asking(I,R) {',
      `role I { fresh n: Nonce; send_1(I,R, n); recv_2(R,I, ${answer}); claim_i1(I, Alive); claim_i2(I, Secret, n); claim_i3(I, Nisynch); }`,
      `role R { var n: Nonce; recv_1(I,R, n); send_2(R,I, ${answer}); }`,
      '}',
    ].join('\n');

  test('lists the claims with their verdicts', () => {
    const signed = segl(['check', file('signed.spdl', text('{n,I}sk(R)')), '--json']);
    expect(JSON.parse(signed.out)).toMatchObject({
      claims: [
        { role: 'I', label: 'i1', claim: 'Alive', verdict: 'holds' },
        { role: 'I', label: 'i2', claim: 'Secret', verdict: 'violated' },
        { role: 'I', label: 'i3', claim: 'Nisynch', verdict: 'holds', reason: null },
      ],
    });
    expect(signed.status).toBe(1);
    const open = segl(['check', file('open.spdl', text('n,I')), '--json']);
    expect(JSON.parse(open.out)).toMatchObject({
      claims: [
        { verdict: 'violated', attack: [{ kind: 'send' }, { kind: 'receive', label: 'asking.2' }] },
        { verdict: 'violated' },
        { verdict: 'violated' },
      ],
    });
  });

  test('says that what can be reached is reached', () => {
    const reached = text('n,I').replace('claim_i1(I, Alive)', 'claim_i1(I, Reachable)');
    const done = segl(['check', file('reached.spdl', reached), '--json']);
    expect(JSON.parse(done.out)).toMatchObject({
      claims: [{ claim: 'Reachable', verdict: 'holds' }, {}, {}],
    });
  });

  test('refuses what it cannot read', () => {
    const refused = segl(['check', file('odd.spdl', text('{n,I}sk(X)'))]);
    expect(refused.status).toBe(2);
    expect(refused.err).toContain('[scyther-undeclared]');
  });
});

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
    expect(afterwards.out).toContain('attacker(x) phase 2 ==> false');
  });

  test('tells about one adversary at a time', () => {
    const path = file('nsl.segl', sample);
    expect(segl(['export', path, '--to', 'proverif', '--afterwards']).err).toContain('[nothing-asked]');
    const both = ['--afterwards', '--attack', 'a'];
    expect(segl(['export', path, '--to', 'proverif', ...both]).status).toBe(64);
  });
});

describe('verify', () => {
  interface Verdict {
    readonly requirement: string;
    readonly element: string;
    readonly entity: string;
    readonly verdict: string;
    readonly trace: { readonly steps: readonly { readonly message: string }[] } | null;
  }
  interface Verified {
    readonly status: number | null;
    readonly found: readonly Verdict[];
    readonly unasked: readonly { readonly requirement: string | null; readonly reason: string }[];
  }
  const verdicts = (text: string): Verified => {
    const done = segl(['verify', file('verified.segl', text), '--json']);
    const { verdicts: found, unasked } = JSON.parse(done.out) as {
      verdicts: readonly Verdict[];
      unasked: Verified['unasked'];
    };
    return { status: done.status, found, unasked };
  };

  test('proves every tick of the example for any number of runs, and names what one requirement lacks', () => {
    const { status, found, unasked } = verdicts(sampleText);
    expect(found.filter(({ verdict }) => verdict !== 'holds')).toEqual([]);
    expect(found.length).toBeGreaterThan(40);
    expect(unasked).toMatchObject([{ requirement: 'R1', reason: 'not-fitting' }]);
    expect(status).toBe(1);
    const fitting = verdicts(
      changed(sampleText, 'requirement R1 entity-authentication', 'requirement R1 integrity'),
    );
    expect(fitting).toMatchObject({ status: 0, unasked: [] });
  });

  test('finds that an instruction is obeyed twice when its counter is not checked', () => {
    const at = sampleText.indexOf('message o2');
    const text =
      sampleText.slice(0, at) + changed(sampleText.slice(at), '  MET checks C_mc_down, C_mh_down\n', '');
    const { status, found } = verdicts(text);
    const [violated, ...others] = found.filter(({ verdict }) => verdict !== 'holds');
    expect(others).toEqual([]);
    expect(violated).toMatchObject({
      requirement: 'injective-agreement',
      element: 'COMMAND',
      entity: 'MET',
      verdict: 'violated',
      attackTypes: ['replay'],
    });
    const receipts = violated?.trace?.steps.filter(({ message }) => message === 'o2') ?? [];
    expect(receipts).toHaveLength(3);
    expect(status).toBe(1);
  });

  test('finds that a concentrator can have a reading counted twice when its counter is not checked', () => {
    const at = sampleText.indexOf('message o4');
    const text =
      sampleText.slice(0, at) +
      changed(sampleText.slice(at), 'HES checks C_ch_up, C_mh_up', 'HES checks C_ch_up');
    const { found } = verdicts(text);
    const open = found.filter(({ verdict }) => verdict !== 'holds');
    expect(open.map(({ requirement, element, verdict }) => [requirement, element, verdict])).toEqual([
      ['injective-agreement', 'READING', 'violated'],
    ]);
  });

  test('proves nothing when it is stopped', () => {
    const done = segl(['verify', file('stopped.segl', sampleText), '--json', '--clauses', '5']);
    expect(done.out).not.toContain('"holds"');
    expect(done.status).toBe(1);
    expect(segl(['verify', 'x', '--clauses', '0']).status).toBe(64);
  });
});

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

  test('refuses what is not text', () => {
    const done = segl(['check', file('binary.segl', Buffer.from([0xff, 0xfe, 0x00, 0xd8])), '--json']);
    expect(done.status).toBe(2);
    expect(JSON.parse(done.out)).toMatchObject({ error: { code: 'file-not-text' } });
  });
});

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
    expect(done.out).toMatch(/Plain adversary +active +- +- +- +- +2 +0 +0 +2 +0 +0\n/u);
    expect(done.out).toMatch(/eavesdropping +2 +2\n/u);
  });

  test('has a machine-readable form whose shape is kept', async () => {
    const done = segl(['metrics', '--json', '--verify', file('measured.segl', model)]);
    const parsed: unknown = JSON.parse(done.out);
    // How long it takes is another thing each time.
    const lines = JSON.stringify(parsed, null, 2)
      .replaceAll(folder, '')
      .replace(
        /"clauses": [1-9]\d*,(\s*)"seconds": \d+(?:\.\d+)?(?=\s*\},\s*"standing")/u,
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
    expect(JSON.parse(fine ?? '')).toMatchObject({ schema: 3, tableOne: { messages: 1 }, active: null });
  });
});
