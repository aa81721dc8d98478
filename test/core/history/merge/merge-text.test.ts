import { describe, expect, test } from 'vitest';
import { emptyDossier } from '#core/dossier/dossier.ts';
import type { MergeAnswer } from '#core/history/merge/decision/place.ts';
import {
  mergeContents,
  resolve,
  type MergedContent,
  type MergePlan,
} from '#core/history/merge/merge-contents.ts';
import type { ProjectContent } from '#core/history/state.ts';
import { changed } from '../../../support/models/sample.ts';

const base = `// A small protocol.
protocol P "Small"

entity A
entity B // the other one

key K shared by A, B long-term
nonce N of A
data D of B

// Where it happens
phase run "Run" channel public adversary present {
  message m1 A -> B: N
  B makes D
  message m2 B -> A: mac[K](N, D)
  A checks N
}

phase later {
  A erases K
}

confidentiality D: A, B
integrity D: B

attack lost {
  leak K from later
}
`;

function content(text: string): ProjectContent {
  return { text, dossier: emptyDossier };
}

function planOf(mine: string, theirs: string, common = base): MergePlan {
  return mergeContents(content(common), content(mine), content(theirs));
}

function answered(plan: MergePlan, answer: MergeAnswer): MergedContent {
  const resolved = resolve(plan, new Map(plan.conflicts.map(({ id }) => [id, answer])));
  if (!resolved.ok) throw new Error('not answered');
  return resolved.value;
}

function merged(mine: string, theirs: string): string {
  const plan = planOf(mine, theirs);
  expect(plan.conflicts).toEqual([]);
  return answered(plan, 'mine').content.text;
}

describe('changes that are merged by themselves', () => {
  test('additions in different places, each with its comment, stand where they were put', () => {
    const mine = changed(base, 'nonce N of A\n', 'nonce N of A\n// mine\nnonce N2 of B\n');
    const theirs = changed(base, '  A checks N\n', '  A checks N\n  // theirs\n  message m3 A -> B: N\n');
    const both = changed(mine, '  A checks N\n', '  A checks N\n  // theirs\n  message m3 A -> B: N\n');
    expect(merged(mine, theirs)).toBe(both);
    expect(merged(theirs, mine)).toBe(both);
  });

  test('declarations added in one place stand in an order that does not tell which is whose', () => {
    const [one, other] = ['nonce N of A\nnonce NB of B\n', 'nonce N of A\nnonce NA of A\n'].map((insert) =>
      changed(base, 'nonce N of A\n', insert),
    );
    const both = changed(base, 'nonce N of A\n', 'nonce N of A\nnonce NA of A\nnonce NB of B\n');
    expect(merged(one ?? '', other ?? '')).toBe(both);
    expect(merged(other ?? '', one ?? '')).toBe(both);
  });

  test('a statement and the comment before it, the head of a phase and a step inside it', () => {
    const mine = changed(changed(base, 'entity A\n', '// Who begins\nentity A\n'), '"Run"', '"The run"');
    const theirs = changed(changed(base, 'entity A\n', 'entity A "Alice"\n'), 'N, D)', 'D, N)');
    expect(merged(mine, theirs)).toBe(
      changed(
        changed(changed(base, 'entity A\n', '// Who begins\nentity A "Alice"\n'), '"Run"', '"The run"'),
        'N, D)',
        'D, N)',
      ),
    );
  });

  test('the same change on both sides, and a step that one side moved and the other changed around', () => {
    const mine = changed(
      changed(base, 'of A', 'of B'),
      '  B makes D\n  message m2 B -> A: mac[K](N, D)\n',
      '  message m2 B -> A: mac[K](N, D)\n  B makes D\n',
    );
    const theirs = changed(changed(base, 'of A', 'of B'), 'A -> B: N', 'A -> B: A, N');
    const plan = planOf(mine, theirs);
    expect(plan.places.map(({ origin }) => origin).toSorted()).toEqual(['both', 'mine', 'theirs']);
    expect(plan.places.find(({ origin }) => origin === 'mine')).toMatchObject({
      change: 'moved',
      place: { aspect: 'position', within: 'run' },
    });
    expect(merged(mine, theirs)).toBe(changed(mine, 'A -> B: N', 'A -> B: A, N'));
  });

  test('what both made alike is in the plan although the texts are the same, and both of them stay to the letter', () => {
    const same = changed(base, 'data D of B', 'data  D  "Reading" of B').replace('integrity D: B\n', '');
    for (const text of [same, same.replaceAll('\n', '\r\n'), `${same}entity {`]) {
      const plan = planOf(text, text);
      expect(plan.conflicts).toEqual([]);
      expect(plan.places.length).toBeGreaterThan(1);
      expect(new Set(plan.places.map(({ origin }) => origin))).toEqual(new Set(['both']));
      expect(answered(plan, 'mine').content.text).toBe(text);
    }
    expect(planOf(base, base).places).toEqual([]);
  });

  test('a tick by its row and property, a line of an attack model, and layout alone against a change', () => {
    const mine = changed(
      changed(base, 'data D of B', 'data   D   of B'),
      'leak K from later',
      'leak K from run',
    );
    const theirs = changed(
      changed(base, 'data D of B', 'data D of A'),
      'integrity D: B',
      'integrity D: A, B',
    );
    expect(merged(mine, theirs)).toBe(
      changed(
        changed(changed(base, 'data D of B', 'data D of A'), 'integrity D: B', 'integrity D: A, B'),
        'from later',
        'from run',
      ),
    );
  });

  test('the ends of lines stay as they are where one side alone changed the text otherwise', () => {
    const windows = base.replaceAll('\n', '\r\n');
    const mine = changed(windows, 'entity A', 'entity A "Alice"');
    expect(merged(mine, changed(base, 'data D of B', 'data D of A'))).toBe(
      changed(mine, 'data D of B', 'data D of A'),
    );
  });
});

describe('conflicts', () => {
  test('both changed one statement', () => {
    const plan = planOf(
      changed(base, 'data D of B', 'data D of A'),
      changed(base, 'data D of B', 'data D "Data" of B'),
    );
    expect(plan.conflicts).toMatchObject([
      {
        conflict: 'changed',
        place: {
          part: 'text',
          kind: 'statement',
          unit: 'element',
          aspect: 'statement',
          name: 'D',
          within: null,
        },
        base: 'data D of B',
        mine: 'data D of A',
        theirs: 'data D "Data" of B',
        answers: ['mine', 'theirs', 'base'],
      },
    ]);
    expect(answered(plan, 'base').content.text).toBe(base);
    expect(answered(plan, 'theirs').content.text).toBe(plan.theirs.text);
  });

  test('one removed what the other changed, also where that is inside a phase', () => {
    const plan = planOf(
      changed(base, '\nphase later {\n  A erases K\n}\n', ''),
      changed(base, 'A erases K', 'A, B erase K'),
    );
    expect(plan.conflicts).toMatchObject([
      { conflict: 'removed-by-mine', place: { unit: 'phase', name: 'later' } },
    ]);
    expect(answered(plan, 'mine').content.text).toBe(plan.mine.text);
    expect(answered(plan, 'theirs').content.text).toBe(plan.theirs.text);
  });

  test('both declared one name, and not alike', () => {
    const plan = planOf(
      changed(base, 'nonce N of A\n', 'nonce N of A\nnonce X of A\n'),
      changed(base, 'data D of B\n', 'data D of B\nconstant X\n'),
    );
    expect(plan.conflicts).toMatchObject([{ conflict: 'added', mine: 'nonce X of A', theirs: 'constant X' }]);
    expect(answered(plan, 'theirs').content.text).toContain('constant X');
    expect(answered(plan, 'theirs').content.text).not.toContain('nonce X');
  });

  test('steps that both put into one place: what comes first means something', () => {
    const mine = changed(base, '  A checks N\n', '  A checks N\n  message m3 A -> B: N\n');
    const theirs = changed(base, '  A checks N\n', '  A checks N\n  message m4 B -> A: D\n');
    const plan = planOf(mine, theirs);
    expect(plan.conflicts).toMatchObject([{ conflict: 'order', place: { kind: 'order', within: 'run' } }]);
    expect(answered(plan, 'mine').content.text).toContain('m3 A -> B: N\n  message m4');
    expect(answered(plan, 'theirs').content.text).toContain('m4 B -> A: D\n  message m3');
  });

  test('a step without a name that both changed can stand twice', () => {
    const plan = planOf(
      changed(base, 'A checks N', 'A checks N, D'),
      changed(base, 'A checks N', 'B checks N'),
    );
    expect(plan.conflicts).toMatchObject([
      { conflict: 'changed', answers: ['mine', 'theirs', 'base', 'both'] },
    ]);
    expect(answered(plan, 'both').content.text).toContain('  A checks N, D\n  B checks N\n');
  });

  test('phases in two orders', () => {
    const phase = 'phase later {\n  A erases K\n}\n\n';
    const early = changed(changed(base, phase, ''), '// Where', `${phase}// Where`);
    const third = changed(early, 'phase later', 'phase third {\n  B erases K\n}\n\nphase later');
    const last = changed(base, 'confidentiality', 'phase third {\n  B erases K\n}\n\nconfidentiality');
    const plan = planOf(third, last);
    expect(plan.conflicts.map(({ conflict }) => conflict)).toEqual(['order']);
  });

  test('comments that both wrote can stand one after the other', () => {
    const plan = planOf(
      changed(base, '// Where it', '// Here it'),
      changed(base, '// Where it', '// When it'),
    );
    expect(plan.conflicts).toMatchObject([
      { conflict: 'changed', place: { aspect: 'comment', name: 'run' } },
    ]);
    expect(answered(plan, 'both').content.text).toContain(
      '\n\n// Here it happens\n// When it happens\nphase run',
    );
  });

  test('an answer that is not offered is none', () => {
    const plan = planOf(
      changed(base, 'data D of B', 'data D of A'),
      changed(base, 'data D of B', 'data D "x" of B'),
    );
    const [id = ''] = plan.conflicts.map((conflict) => conflict.id);
    for (const answers of [new Map<string, MergeAnswer>(), new Map<string, MergeAnswer>([[id, 'both']])]) {
      expect(resolve(plan, answers)).toMatchObject({ ok: false, error: [{ id }] });
    }
  });
});

describe('a text that cannot be parsed', () => {
  test('is merged by lines', () => {
    const mine = changed(base, 'entity A\n', 'entity\n');
    const theirs = changed(base, 'integrity D: B', 'integrity D: A');
    const plan = planOf(mine, theirs);
    expect(plan.places.map(({ place }) => place)).toMatchObject([
      { kind: 'lines', line: 4 },
      { kind: 'lines', line: 24 },
    ]);
    expect(answered(plan, 'mine').content.text).toBe(changed(mine, 'integrity D: B', 'integrity D: A'));
  });

  test('has conflicts where both changed the same lines, and both can stand', () => {
    const plan = planOf(changed(base, 'entity A\n', 'entity\n'), changed(base, 'entity A\n', 'entity C\n'));
    expect(plan.conflicts).toMatchObject([
      { conflict: 'changed', place: { kind: 'lines', line: 4 }, mine: 'entity\n' },
    ]);
    expect(answered(plan, 'both').content.text).toContain('entity\nentity C\n');
  });

  test('takes no longer for being hostile', () => {
    const lines = '{\n'.repeat(60_000);
    const [mine, theirs] = [`${lines}x\n${lines}`, `y\n${lines}z\n${lines}`];
    const begun = performance.now();
    planOf(mine, theirs, `${lines}${lines}a\n`);
    expect(performance.now() - begun).toBeLessThan(30_000);
  });
});

describe('two changes that go together in no place and yet contradict', () => {
  test('a name that one side gave up and the other uses is told', () => {
    const mine = base.replaceAll(/\bD\b/gu, 'READING');
    const theirs = changed(base, '  A checks N\n', '  A checks N\n  message m3 A -> B: D\n');
    const { notices } = answered(planOf(mine, theirs), 'mine');
    expect(notices).toEqual([{ kind: 'text-refused', codes: ['unknown-name'] }]);
  });

  test('one error more of a kind that a side had already is told', () => {
    const wrong = changed(base, 'leak K', 'leak Z');
    const mine = wrong.replaceAll(/\bD\b/gu, 'READING');
    const theirs = changed(wrong, '  A checks N\n', '  A checks N\n  message m3 A -> B: D\n');
    const { notices } = answered(planOf(mine, theirs, wrong), 'mine');
    expect(notices).toEqual([{ kind: 'text-refused', codes: ['unknown-name'] }]);
  });

  test('nothing is told of errors that a side had already', () => {
    const mine = changed(base, 'leak K', 'leak Z');
    expect(answered(planOf(mine, changed(base, 'entity A\n', 'entity A "x"\n')), 'mine').notices).toEqual([]);
  });
});
