import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { checkEvidenceCommand } from '#cli/commands/check-evidence.ts';
import { evidenceOf } from '../../support/evidence.ts';

// Of two data, one is sent under a key and one is not.
const model = `protocol P
entity A
entity B
key K shared by A, B
data D of A
data E of A
phase p {
  message m A -> B: aead[K](D ; A, B), E
}
confidentiality D: A, B
confidentiality E: A, B
`;

const all = mkdtempSync(join(tmpdir(), 'segl-check-evidence-'));
afterAll(() => {
  rmSync(all, { recursive: true, force: true });
});
const genuine = join(all, 'genuine');
let sha256 = '';
beforeAll(() => {
  sha256 = evidenceOf(model, genuine);
});
afterEach(() => {
  process.exitCode = undefined;
});

interface Told {
  readonly status: unknown;
  readonly out: string;
  readonly err: string;
}

/** Gives the command, and hears what it says. */
function checked(...given: readonly string[]): Told {
  const said = { out: '', err: '' };
  const hear = (stream: 'out' | 'err') => (text: string | Uint8Array) => {
    said[stream] += String(text);
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(hear('out')),
    vi.spyOn(process.stderr, 'write').mockImplementation(hear('err')),
  ];
  try {
    checkEvidenceCommand().parse(given, { from: 'user' });
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return { status: process.exitCode, ...said };
}

interface Entry {
  question: string;
  answer: string;
  runs: number | null;
  evidence: string | null;
}

let copies = 0;

/** A copy with other answers, as somebody writes it who knows how folders are made. */
function stating(change: (entries: Entry[]) => Entry[], text = model): string {
  copies += 1;
  const folder = join(all, String(copies));
  cpSync(genuine, folder, { recursive: true });
  const path = join(folder, 'answers.json');
  const file = JSON.parse(readFileSync(path, 'utf8')) as { answers: Entry[] };
  const answers = change(file.answers);
  writeFileSync(path, JSON.stringify({ ...file, answers }));
  writeFileSync(join(folder, 'model.segl'), text);
  const listPath = join(folder, 'evidence.json');
  const list = JSON.parse(readFileSync(listPath, 'utf8')) as { files: { name: string; sha256: string }[] };
  const named = new Set(['model.segl', 'answers.json', ...answers.map(({ evidence }) => evidence)]);
  for (const { name } of list.files) if (!named.has(name)) rmSync(join(folder, name));
  const files = list.files
    .filter(({ name }) => named.has(name))
    .map(({ name }) => ({
      name,
      sha256: createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    }));
  writeFileSync(listPath, JSON.stringify({ ...list, files }));
  return folder;
}

const [onD, onE] = ['secrecy of D at A', 'secrecy of E at A'];
const change =
  (question: string, parts: Partial<Entry>) =>
  (entries: Entry[]): Entry[] =>
    entries.map((each) => (each.question === question ? { ...each, ...parts } : each));

describe('check-evidence', () => {
  test('accepts what was written, and tells each answer and what identifies it all', () => {
    const { status, out, err } = checked(genuine);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toContain('What A holds as D stays secret: holds: the proof is accepted\n');
    expect(out).toContain(
      'What A holds as E stays secret: violated: the attack happens, in the protocol and on the model\n',
    );
    expect(out).toContain('What the answers take for granted:\n');
    expect(out).toContain(`identified by SHA-256 ${sha256}`);
    expect(out).not.toMatch(/REFUSED|to no question/u);
  });

  test('tells the same to a machine', () => {
    const { status, out } = checked(genuine, '--json');
    expect(status).toBe(0);
    const told = JSON.parse(out) as { answers: { question: string; assumes: unknown[] }[] };
    expect(told).toMatchObject({ folder: genuine, sha256, unknown: [] });
    const accepted = { attack: null, evidence: 'accepted', code: null, detail: null };
    const of = (question: string): unknown => told.answers.find((each) => each.question === question);
    expect(of(onD)).toMatchObject({ ...accepted, question: onD, answer: 'holds' });
    expect(of(onD)).not.toMatchObject({ assumes: [] });
    expect(of(onE)).toMatchObject({ ...accepted, question: onE, answer: 'violated', assumes: [] });
  });

  test('takes the digits that it is given for those of the folder, in whatever case', () => {
    expect(checked(genuine, '--sha256', sha256.toUpperCase()).status).toBe(0);
    const other = checked(
      genuine,
      '--sha256',
      sha256.replace(/^./u, (first) => (first === '0' ? '1' : '0')),
    );
    expect(other.status).toBe(2);
    expect(other.out).toBe('');
    expect(other.err).toContain('This is not the evidence that these digits identify.');
  });

  test('refuses a folder that is none, or whose model has errors', () => {
    const nowhere = checked(join(all, 'nowhere'), '--json');
    expect(nowhere.status).toBe(2);
    expect(JSON.parse(nowhere.out)).toMatchObject({ error: { code: 'not-readable', file: 'evidence.json' } });
    const broken = checked(stating((entries) => entries, 'no model'));
    expect(broken).toMatchObject({ status: 2, out: '' });
    expect(broken.err).toContain('model.segl is not what its name says.');
  });

  test.each<[string, number, string, (entries: Entry[]) => Entry[]]>([
    ['is refused', 2, 'REFUSED: it rests on nothing', change(onD, { evidence: null })],
    [
      'has a proof of something else',
      2,
      'REFUSED: listening to the honest run, or that run itself, violates it',
      change(onE, { answer: 'holds', evidence: 'proofs/1.json' }),
    ],
    [
      'is missing',
      2,
      'REFUSED: there is no answer to this question, or more than one',
      (entries) => entries.filter(({ question }) => question !== onE),
    ],
    [
      'is about something else',
      2,
      '1 answer is to no question of the model.',
      (entries) => [...entries, { attack: null, ...entries[0], question: 'other' } as Entry],
    ],
    [
      'claims nothing',
      1,
      'undecided: nothing is claimed',
      change(onD, { answer: 'undecided', evidence: null }),
    ],
    [
      'was searched for',
      1,
      'no attack was found by searching, which was not done again',
      change(onD, { answer: 'holds-within', runs: 3, evidence: null }),
    ],
  ])('tells of an answer that %s', (_, status, sentence, changing) => {
    const told = checked(stating(changing));
    expect(told.status).toBe(status);
    expect(told.out).toContain(sentence);
  });

  test('accepts nothing where nothing is asked', () => {
    const text = model.replaceAll(/confidentiality.*\n/gu, '');
    expect(checked(stating(() => [], text)).status).toBe(1);
  });
});
