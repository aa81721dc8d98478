import { createHash } from 'node:crypto';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { judgeEvidence } from '#cli/evidence/judge-evidence.ts';
import { readEvidence } from '#cli/evidence/read-evidence.ts';
import { writeEvidence } from '#cli/evidence/write-evidence.ts';
import { evidenceOf } from '../../support/evidence.ts';

// Some of it holds, and some is violated.
const text = `protocol P
entity A
entity B
key K shared by A, B
nonce N of B
data D of A
data E of A
data F of A
phase p {
  message m1 B -> A: N
  message m2 A -> B: aead[K](D, N, A), E
  B checks N
}
phase q {
  message m3 A -> B: F
}
confidentiality D: A, B
confidentiality E: A, B
integrity D: A
integrity F: A
authentication A to B: injective-agreement on D in p
`;

const all = mkdtempSync(join(tmpdir(), 'segl-evidence-'));
afterAll(() => {
  rmSync(all, { recursive: true, force: true });
});

const genuine = join(all, 'genuine');
let sha256 = '';

beforeAll(() => {
  sha256 = evidenceOf(text, genuine);
});

/** What is found in a folder: one line for each question that is not accepted, or why it is no evidence. */
function found(folder: string): string | readonly string[] {
  const read = readEvidence(folder);
  if (!read.ok) return `${read.error.code} ${read.error.file}`;
  const judged = judgeEvidence(read.value);
  if (judged === null) return 'the model has errors';
  const lines = judged.answers.flatMap(({ question, found: { kind, ...more } }) => {
    if (kind === 'accepted') return [];
    return [
      `${question.key}: ${kind}${'code' in more ? ` ${more.code} ${more.detail ?? ''}`.trimEnd() : ''}`,
    ];
  });
  return [...lines, ...judged.unknown.map(({ question }) => `${question}: unknown`)];
}

interface Entry {
  question: string;
  answer: string;
  runs: number | null;
  evidence: string | null;
}

let copies = 0;

/** A copy of the genuine evidence; `change` is given what is in a file, which it may change. */
function forged(
  name: string,
  change: (content: never) => unknown,
  { rehashed = true }: { readonly rehashed?: boolean } = {},
): string {
  copies += 1;
  const folder = join(all, `forged-${String(copies)}`);
  cpSync(genuine, folder, { recursive: true });
  const path = join(folder, name);
  const content = JSON.parse(readFileSync(path, 'utf8')) as never;
  const changed = change(content);
  writeFileSync(path, JSON.stringify(changed ?? content));
  if (rehashed) rehash(folder);
  return folder;
}

// What a forger does who knows how the list is made, and that what nobody names is not taken.
function rehash(folder: string): void {
  const path = join(folder, 'evidence.json');
  const list = JSON.parse(readFileSync(path, 'utf8')) as { files: { name: string; sha256: string }[] };
  const { answers } = JSON.parse(readFileSync(join(folder, 'answers.json'), 'utf8')) as { answers: Entry[] };
  const named = new Set(['model.segl', 'answers.json', ...answers.map(({ evidence }) => evidence)]);
  for (const { name } of list.files) if (!named.has(name)) rmSync(join(folder, name));
  list.files = list.files.filter(({ name }) => named.has(name));
  writeFileSync(path, JSON.stringify(list));
  relist(folder);
}

// The list with the digits of all files as they are now.
function relist(folder: string): void {
  const path = join(folder, 'evidence.json');
  const list = JSON.parse(readFileSync(path, 'utf8')) as { files: { name: string; sha256: string }[] };
  for (const each of list.files)
    each.sha256 = createHash('sha256')
      .update(readFileSync(join(folder, each.name)))
      .digest('hex');
  writeFileSync(path, JSON.stringify(list));
}

const entryOf = ({ answers }: { answers: Entry[] }, question: string): Entry => {
  const entry = answers.find((each) => each.question === question);
  if (entry === undefined) throw new Error(`nothing is asked as ${question}`);
  return entry;
};

const holds = 'secrecy of D at B';
const violated = 'secrecy of E at A';

describe('evidence', () => {
  test('that nobody touched is accepted, and tells itself from any other', () => {
    expect(found(genuine)).toEqual([]);
    const read = readEvidence(genuine);
    expect(read.ok && read.value.sha256).toBe(sha256);
    const { answers } = JSON.parse(readFileSync(join(genuine, 'answers.json'), 'utf8')) as {
      answers: Entry[];
    };
    const told = answers.map(({ question, answer, evidence }) => [question, answer, evidence?.split('/')[0]]);
    expect(told).toContainEqual([holds, 'holds', 'proofs']);
    expect(told).toContainEqual([violated, 'violated', 'attacks']);
  });

  test.each(['model.segl', 'answers.json', 'proofs/1.json', 'attacks/1.json'])(
    'with a changed byte in %s is refused',
    (name) => {
      copies += 1;
      const folder = join(all, `forged-${String(copies)}`);
      cpSync(genuine, folder, { recursive: true });
      const bytes = readFileSync(join(folder, name));
      bytes.writeUInt8((bytes.at(-2) ?? 0) ^ 1, bytes.length - 2);
      writeFileSync(join(folder, name), bytes);
      expect(found(folder)).toBe(`changed ${name}`);
    },
  );

  test('with a file that nobody lists, with one that is missing, or with a link, is refused', () => {
    const more = forged('answers.json', () => undefined, { rehashed: true });
    writeFileSync(join(more, 'proofs', 'more.json'), '{}');
    expect(found(more)).toBe('not-listed proofs/more.json');
    const less = forged('answers.json', () => undefined);
    rmSync(join(less, 'proofs', '1.json'));
    expect(found(less)).toBe('not-readable proofs/1.json');
    symlinkSync(join(genuine, 'proofs', '1.json'), join(less, 'proofs', '1.json'));
    expect(found(less)).toBe('not-readable proofs/1.json');
    expect(found(join(all, 'nowhere'))).toBe('not-readable evidence.json');
  });

  test.each([
    ['a path out of the folder', { name: '../genuine/model.segl' }],
    ['a name of another kind', { name: 'proofs/x.json' }],
    ['something else', { format: 'x' }],
  ])('whose list has %s is refused', (_, other) => {
    const folder = forged(
      'evidence.json',
      (list: { files: object[] }) => ({ ...list, files: [...list.files, { ...list.files[0], ...other }] }),
      { rehashed: false },
    );
    expect(found(folder)).toBe('malformed evidence.json');
  });

  test('with a proof that no answer rests on is refused', () => {
    const folder = forged(
      'answers.json',
      (file: { answers: Entry[] }) => {
        Object.assign(entryOf(file, violated), { answer: 'undecided', evidence: null });
      },
      { rehashed: false },
    );
    const [, , name] = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted();
    expect(name).toBe('attacks/1.json');
    expect(found(folder)).toBe('changed answers.json');
    relist(folder);
    expect(found(folder)).toBe('not-used attacks/1.json');
  });

  test.each([
    ['an open answer', { answer: 'undecided' }],
    ['an answer about nothing', { answer: 'vacuous' }],
    ['an attack', { answer: 'violated' }],
    ['a search', { answer: 'holds-within', runs: 2 }],
    ['a proof, within so many runs', { answer: 'holds', runs: 2 }],
  ])('with a proof for %s is refused', (_, other) => {
    const folder = forged('answers.json', (file: { answers: Entry[] }) => {
      Object.assign(entryOf(file, holds), other);
    });
    expect(found(folder)).toMatch(/^malformed proofs\/\d+\.json$/u);
  });

  test('in which something holds within no number of runs is refused', () => {
    const folder = forged('answers.json', (file: { answers: Entry[] }) => {
      Object.assign(entryOf(file, holds), { answer: 'holds-within', evidence: null });
    });
    expect(found(folder)).toBe('malformed answers.json');
  });

  test('whose model is no UTF-8 is refused', () => {
    const folder = forged('answers.json', () => undefined);
    const path = join(folder, 'model.segl');
    writeFileSync(path, Buffer.concat([readFileSync(path), Buffer.from('# \xff\n', 'latin1')]));
    relist(folder);
    expect(found(folder)).toBe('malformed model.segl');
  });

  test('is read byte for byte: what a model begins with belongs to it', () => {
    const folder = forged('answers.json', () => undefined);
    const path = join(folder, 'model.segl');
    writeFileSync(path, Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), readFileSync(path)]));
    relist(folder);
    const read = readEvidence(folder);
    expect(read.ok && Buffer.from(read.value.text, 'utf8').equals(readFileSync(path))).toBe(true);
  });

  test('with a file that is larger than any is refused before it is read', () => {
    const folder = forged('answers.json', () => undefined);
    truncateSync(join(folder, 'proofs', '1.json'), 256 * 1024 * 1024 + 1);
    expect(found(folder)).toBe('not-readable proofs/1.json');
  });

  test('without its model, or with one that has errors, is refused', () => {
    const folder = forged(
      'evidence.json',
      (list: { files: { name: string }[] }) => {
        list.files = list.files.filter(({ name }) => name !== 'model.segl');
      },
      { rehashed: false },
    );
    rmSync(join(folder, 'model.segl'));
    expect(found(folder)).toBe('not-listed model.segl');
    const nonsense = forged('answers.json', () => undefined);
    writeFileSync(join(nonsense, 'model.segl'), 'no model');
    relist(nonsense);
    expect(found(nonsense)).toBe('the model has errors');
  });

  test.each<[string, (file: Record<string, unknown> & { answers: Record<string, unknown>[] }) => unknown]>([
    ['of another format', (file) => ({ ...file, format: 'segl answers 2' })],
    ['with something beside them', (file) => ({ ...file, note: 'all of it holds' })],
    [
      'with something beside one',
      ({ answers, ...file }) => ({ ...file, answers: answers.map((each) => ({ ...each, note: '' })) }),
    ],
    [
      'of a kind that there is not',
      ({ answers, ...file }) => ({
        ...file,
        answers: answers.map((each) => ({ ...each, answer: 'proved' })),
      }),
    ],
    [
      'within no run',
      ({ answers, ...file }) => ({ ...file, answers: answers.map((each) => ({ ...each, runs: 0 })) }),
    ],
    [
      'within a part of a run',
      ({ answers, ...file }) => ({ ...file, answers: answers.map((each) => ({ ...each, runs: 1.5 })) }),
    ],
    [
      'that rest on a file of no kind',
      ({ answers, ...file }) => ({
        ...file,
        answers: answers.map((each) => ({ ...each, evidence: 'model.segl' })),
      }),
    ],
  ])('whose answers are %s is refused', (_, change) => {
    const folder = forged('answers.json', change, { rehashed: false });
    relist(folder);
    expect(found(folder)).toMatch(/^malformed (?:answers\.json|model\.segl)$/u);
  });

  interface Listed {
    files: { name: string; sha256: string }[];
  }
  test.each<[string, (list: Listed & Record<string, unknown>) => unknown]>([
    ['is of another format', (list) => ({ ...list, format: 'segl evidence 2' })],
    ['says more', (list) => ({ ...list, note: 'all of it holds' })],
    ['says more of a file', (list) => ({ ...list, files: list.files.map((each) => ({ ...each, size: 1 })) })],
    [
      'has too few digits',
      (list) => ({ ...list, files: list.files.map((each) => ({ ...each, sha256: each.sha256.slice(1) })) }),
    ],
    [
      'has a file without a number',
      (list) => ({ ...list, files: [...list.files, { ...list.files[0], name: 'proofs/0.json' }] }),
    ],
  ])('whose list %s is refused', (_, change) => {
    const folder = forged('evidence.json', change, { rehashed: false });
    expect(found(folder)).toBe('malformed evidence.json');
  });

  type ProofEntry = Record<string, unknown> & {
    clauses: Record<string, unknown>[];
    view: Record<string, unknown>;
    terms: Record<string, unknown>[];
  };
  test.each<[string, (file: ProofEntry) => unknown]>([
    ['is of another format', (file) => ({ ...file, format: 'segl proof 2' })],
    ['says more', (file) => ({ ...file, note: 'it holds' })],
    [
      'says more in a clause',
      (file) => ({ ...file, clauses: file.clauses.map((each) => ({ ...each, note: '' })) }),
    ],
    [
      'selects a part of a hypothesis',
      (file) => ({ ...file, clauses: file.clauses.map((each) => ({ ...each, selected: 0.5 })) }),
    ],
    ['says more in its view', (file) => ({ ...file, view: { ...file.view, note: '' } })],
    ['sees phases that there are not', (file) => ({ ...file, view: { ...file.view, lastPhase: -1 } })],
    [
      'says more of a term',
      (file) => ({ ...file, terms: file.terms.map((each) => ({ ...each, note: '' })) }),
    ],
    ['names terms that come later', (file) => ({ ...file, terms: file.terms.toReversed() })],
    ['has fewer terms than its clauses name', (file) => ({ ...file, terms: file.terms.slice(0, -1) })],
    [
      'says more of a constant',
      (file) => ({
        ...file,
        terms: [...file.terms, { kind: 'constant', constant: { kind: 'constant', name: 'X', note: '' } }],
      }),
    ],
  ])('with a proof that %s is refused', (_, change) => {
    const folder = forged('proofs/1.json', change);
    expect(found(folder)).toBe('malformed proofs/1.json');
  });

  test.each<[string, (file: Record<string, unknown> & { actions: Record<string, unknown>[] }) => unknown]>([
    ['is of another format', (file) => ({ ...file, format: 'segl attack 2' })],
    ['says more', (file) => ({ ...file, note: 'it happens' })],
    [
      'says more of an action',
      (file) => ({ ...file, actions: file.actions.map((each) => ({ ...each, note: '' })) }),
    ],
    [
      'has a part of a run',
      (file) => ({ ...file, actions: file.actions.map((each) => ({ ...each, run: 0.5 })) }),
    ],
  ])('with an attack that %s is refused', (_, change) => {
    const folder = forged('attacks/1.json', change);
    expect(found(folder)).toBe('malformed attacks/1.json');
  });

  test('tells what is taken for granted of what holds, and of nothing else', () => {
    const read = readEvidence(genuine);
    const judged = read.ok ? judgeEvidence(read.value) : null;
    const told = judged?.answers.map(({ answer, assumes }) => [answer, assumes.length > 0]) ?? [];
    expect(new Set(told.map(([answer, isTold]) => `${String(answer)} ${String(isTold)}`))).toEqual(
      new Set(['holds true', 'violated false']),
    );
  });

  test('without an answer, with two to one question, or with one to a question that is not asked, is refused', () => {
    const without = forged('answers.json', (file: { answers: Entry[] }) => {
      file.answers = file.answers.filter(({ question }) => question !== violated);
    });
    expect(found(without)).toEqual([`${violated}: missing`]);
    const twice = forged('answers.json', (file: { answers: Entry[] }) => {
      file.answers.push(entryOf(file, holds));
    });
    expect(found(twice)).toEqual([`${holds}: missing`]);
    const renamed = forged('answers.json', (file: { answers: Entry[] }) => {
      entryOf(file, violated).question = 'secrecy of E at C';
    });
    expect(found(renamed)).toEqual([`${violated}: missing`, 'secrecy of E at C: unknown']);
  });

  test('in which what is violated is said to hold is refused', () => {
    const bare = forged('answers.json', (file: { answers: Entry[] }) => {
      Object.assign(entryOf(file, violated), { answer: 'holds', evidence: null });
    });
    expect(found(bare)).toEqual([`${violated}: refused violated-anyway`]);
    const borrowed = forged('answers.json', (file: { answers: Entry[] }) => {
      const { evidence } = entryOf(file, holds);
      Object.assign(entryOf(file, 'agreement of B with A on F'), { answer: 'holds', evidence });
    });
    expect(found(borrowed)).toEqual(['agreement of B with A on F: refused proof-refused query-unknown']);
    const searched = forged('answers.json', (file: { answers: Entry[] }) => {
      Object.assign(entryOf(file, violated), { answer: 'holds-within', runs: 3, evidence: null });
    });
    expect(found(searched)).toEqual([`${violated}: refused violated-anyway`]);
  });

  test('in which what holds is said to be violated, or to be about nothing, is refused', () => {
    const attacked = forged('answers.json', (file: { answers: Entry[] }) => {
      const { evidence } = entryOf(file, violated);
      Object.assign(entryOf(file, holds), { answer: 'violated', evidence });
    });
    expect(found(attacked)).toEqual([`${holds}: refused attack-refused`]);
    const empty = forged('answers.json', (file: { answers: Entry[] }) => {
      Object.assign(entryOf(file, holds), { answer: 'vacuous', evidence: null });
    });
    expect(found(empty)).toEqual([`${holds}: refused not-vacuous`]);
  });

  test('in which nothing is claimed is told as such, and no more', () => {
    const given = forged('answers.json', (file: { answers: Entry[] }) => {
      Object.assign(entryOf(file, holds), { answer: 'undecided', evidence: null });
    });
    expect(found(given)).toEqual([`${holds}: claims-nothing`]);
  });

  test('without one of the clauses of a proof is refused, unless the others are one as well', () => {
    const { evidence } = entryOf(
      JSON.parse(readFileSync(join(genuine, 'answers.json'), 'utf8')) as { answers: Entry[] },
      holds,
    );
    const name = evidence ?? '';
    const { clauses } = JSON.parse(readFileSync(join(genuine, name), 'utf8')) as { clauses: unknown[] };
    const refused = clauses.map((_, index) => {
      const folder = forged(name, (file: { clauses: unknown[] }) => {
        file.clauses.splice(index, 1);
      });
      return found(folder).length > 0;
    });
    expect(refused.length).toBeGreaterThan(5);
    expect(refused.filter((each) => !each).length).toBeLessThan(refused.length / 2);
  });

  test.each<
    [
      string,
      (file: {
        clauses: { differ: unknown[]; hypotheses: unknown[]; selected: number | null }[];
        goals: { query: string; clauses: unknown[] }[];
        terms: object[];
        view: { lastPhase: number };
      }) => void,
    ]
  >([
    ['no goals', (file) => (file.goals = file.goals.map((goal) => ({ ...goal, clauses: [] })))],
    [
      'the goals of another question',
      (file) =>
        (file.goals = file.goals.map((goal, index) => ({
          ...goal,
          clauses: file.goals[(index + 1) % file.goals.length]?.clauses ?? [],
        }))),
    ],
    [
      'a clause that needs more',
      (file) => {
        for (const each of file.clauses) each.hypotheses.push(...each.hypotheses.slice(0, 1));
      },
    ],
    ['phases that are left out', (file) => (file.view.lastPhase = 0)],
    [
      'a term that stands in itself',
      (file) => (file.terms[0] = { kind: 'apply', symbol: 'hash', args: [0] }),
    ],
    ['a term that there is not', (file) => (file.terms = file.terms.slice(0, 1))],
  ])('whose proofs have %s is not accepted', (_, change) => {
    const folder = forged('proofs/1.json', change);
    expect(found(folder)).not.toEqual([]);
  });

  test('of a model that is another now is refused', () => {
    const folder = forged('answers.json', () => undefined);
    const path = join(folder, 'model.segl');
    writeFileSync(path, text.replace('aead[K](D, N, A)', 'aead[K](D, N, A), D'));
    rehash(folder);
    const lines = found(folder);
    expect(lines).toContain(`${holds}: refused violated-anyway`);
  });

  test('whose attack was cut short, or says what nobody can say, is refused', () => {
    const name = 'attacks/1.json';
    const cut = forged(name, (file: { actions: unknown[] }) => {
      file.actions.pop();
    });
    expect(found(cut)).not.toEqual([]);
    const unknown = forged(name, (file: { actions: { kind: string; role?: string }[] }) => {
      for (const each of file.actions) if (each.kind === 'start') each.role = 'nobody';
    });
    expect(found(unknown)).not.toEqual([]);
    const deep = forged('answers.json', () => undefined);
    const nested = `${'{"kind":"apply","symbol":"hash","args":['.repeat(50_000)}${']}'.repeat(50_000)}`;
    writeFileSync(
      join(deep, name),
      `{"format":"segl attack 1","actions":[{"kind":"step","run":0,"received":${nested}}]}`,
    );
    rehash(deep);
    expect(found(deep)).toBe(`malformed ${name}`);
  });
});

describe('writing evidence', () => {
  test('never changes what lies in a folder, and says where it cannot be', () => {
    const before = readFileSync(join(genuine, 'evidence.json'));
    expect(writeEvidence(genuine, text, [])).toEqual({ ok: false, error: 'folder-not-empty' });
    expect(readFileSync(join(genuine, 'evidence.json')).equals(before)).toBe(true);
    const inFile = join(genuine, 'model.segl', 'evidence');
    expect(writeEvidence(inFile, text, [])).toEqual({ ok: false, error: 'folder-not-writable' });
  });
});
