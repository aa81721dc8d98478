import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { judgeEvidence } from '#cli/evidence/judge-evidence.ts';
import { readEvidence } from '#cli/evidence/read-evidence.ts';
import { writeEvidence } from '#cli/evidence/write-evidence.ts';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { verifyAndCompare } from '#core/analysis/pipeline/verify-model.ts';
import { Foundations } from '#core/evidence/foundations.ts';

// Some of it holds, some is violated, and something is about nothing.
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

function evidenceOf(model: string, folder: string): string {
  const { executable } = checkText(model);
  if (executable === null) throw new Error('the model can be executed');
  const foundations = new Foundations();
  const verdicts = verifyAndCompare(executable.model, executable.run, {
    clauses: 10_000,
    cancelled: () => false,
    progress: foundations.note,
  });
  const written = writeEvidence(
    folder,
    model,
    verdicts.map((verdict, index) => foundations.stated(verdict, index)),
  );
  if (!written.ok) throw new Error(written.error);
  return written.value;
}

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
  for (const each of list.files)
    each.sha256 = createHash('sha256')
      .update(readFileSync(join(folder, each.name)))
      .digest('hex');
  writeFileSync(path, JSON.stringify(list));
}

// The list with the digits of one file as it is now.
function relist(folder: string, name: string): void {
  const path = join(folder, 'evidence.json');
  const list = JSON.parse(readFileSync(path, 'utf8')) as { files: { name: string; sha256: string }[] };
  for (const each of list.files)
    if (each.name === name)
      each.sha256 = createHash('sha256')
        .update(readFileSync(join(folder, name)))
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
    relist(folder, 'answers.json');
    expect(found(folder)).toBe('not-used attacks/1.json');
  });

  test('whose model is no UTF-8 is refused', () => {
    const folder = forged('answers.json', () => undefined);
    const path = join(folder, 'model.segl');
    writeFileSync(path, Buffer.concat([readFileSync(path), Buffer.from('# \xff\n', 'latin1')]));
    relist(folder, 'model.segl');
    expect(found(folder)).toBe('malformed model.segl');
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
