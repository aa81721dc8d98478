import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { answerKinds } from '#core/analysis/record/verdict.ts';
import { verdictChangeKinds } from '#core/method/comparison/compare-verdicts.ts';
import { weakeningKinds } from '#core/method/comparison/weakening.ts';
import { passphraseOf } from '#vault/container/passphrase-slot.ts';
import { createVault } from '#vault/opening/create.ts';
import { file, folder, segl } from '../../support/command-line.ts';

const text = `protocol P
entity A
entity B
key K shared by A, B long-term
data D of A
phase one {
  message m A -> B: D, mac[K](D)
}
integrity D: A
`;

const earlier = file('earlier.segl', text);

describe('compare', () => {
  test('says nothing of what means the same, and ends with 0', () => {
    const later = file('same.segl', `// reviewed\n${text.replace('entity B', 'entity B "Receiver"')}`);
    const done = segl(['compare', earlier, later, '--pin']);
    expect(done).toMatchObject({ status: 0, err: '' });
    expect(done.out).toContain('Nothing of what the texts mean differs.');
    expect(JSON.parse(segl(['compare', earlier, later, '--json']).out)).toMatchObject({
      renamed: [],
      statements: [],
      verdicts: [],
      weakened: [],
      threats: [],
      risks: [],
    });
  });

  test('ends with 1 where an answer got worse, and says which and through what', () => {
    const later = file('worse.segl', text.replace(', mac[K](D)', ''));
    const done = segl(['compare', earlier, later]);
    expect(done.status).toBe(1);
    expect(done.out).toContain('~ one: message m A -> B: D, mac[K](D)  ->  message m A -> B: D');
    expect(done.out).toContain('WORSE: holds; now: violated');
    expect(segl(['compare', later, earlier]).status).toBe(0);
  });

  test('ends with 1 for a dropped question where what is asked is pinned, and tells it in any case', () => {
    const later = file('gutted.segl', text.replace('integrity D: A\n', ''));
    const free = segl(['compare', earlier, later]);
    expect(free.status).toBe(0);
    expect(free.out).toContain('NO LONGER ASKED; before: holds');
    expect(segl(['compare', earlier, later, '--pin']).status).toBe(1);
  });

  test('ends with 1 for a weaker adversary where what is asked is pinned', () => {
    const later = file('trusting.segl', text.replace('A -> B:', 'A -> B over secure:'));
    expect(segl(['compare', earlier, later]).status).toBe(0);
    const pinned = segl(['compare', earlier, later, '--pin']);
    expect(pinned.status).toBe(1);
    expect(pinned.out).toContain('message m goes over a channel that is trusted more: public; now: secure');
  });

  test('refuses a file with an error', () => {
    const broken = file('broken.segl', 'protocol');
    const done = segl(['compare', earlier, broken]);
    expect(done.status).toBe(2);
    expect(done.err).toContain(broken);
    expect(segl(['compare', earlier]).status).toBe(64);
  });
});

describe('compare of projects', () => {
  const passphrases = ['correct horse battery', 'another long passphrase'] as const;
  const made = [text, text.replace('integrity D: A\n', '')].map((own, place) =>
    createVault({
      path: join(folder, `project-${place}.segl`),
      passphrase: passphraseOf(passphrases[place] ?? ''),
      projectName: 'Compared',
      text: own,
    }).then((created) => {
      if (!created.ok) throw new Error(created.error.code);
      const closed = created.value.close();
      if (!closed.ok) throw new Error(closed.error.code);
      return join(folder, `project-${place}.segl`);
    }),
  );

  test('opens each with a line of standard input, in order', async () => {
    const [one = '', other = ''] = await Promise.all(made);
    const done = segl(['compare', one, other, '--pin'], `${passphrases.join('\n')}\n`);
    expect(done).toMatchObject({ status: 1, err: '' });
    expect(done.out).toContain('NO LONGER ASKED; before: holds');
    expect(segl(['compare', one, other], `${passphrases.toReversed().join('\n')}\n`)).toMatchObject({
      status: 2,
      out: '',
    });
  });

  test('takes a model beside a project', async () => {
    const [one = '', other = ''] = await Promise.all(made);
    const done = segl(['compare', earlier, one, '--json', '--pin'], `${passphrases[0]}\n`);
    expect(done).toMatchObject({ status: 0, err: '' });
    expect(segl(['compare', other, earlier, '--pin'], `${passphrases[1]}\n`).status).toBe(0);
    const missing = segl(['compare', earlier, one]);
    expect(missing.status).toBe(2);
    expect(missing.err).toContain(one);
  });
});

test('what compare gives to programs keeps its shape', () => {
  const later = file(
    'shape.segl',
    `${text.replace(', mac[K](D)', '').replaceAll(/\bB\b/gu, 'Other').replace('long-term', 'session')}attack a {\n}\n`,
  );
  const entry = z.strictObject({
    kind: z.enum(['added', 'removed', 'changed']),
    id: z.string(),
    fields: z.array(
      z.strictObject({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
    ),
  });
  const statement = z.strictObject({
    kind: z.enum(['added', 'removed', 'changed', 'moved']),
    part: z.string(),
    within: z.string().nullable(),
    from: z.string().nullable(),
    before: z.string().nullable(),
    after: z.string().nullable(),
  });
  const fields = z.array(
    z.strictObject({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
  );
  const shape = z.strictObject({
    earlier: z.string(),
    later: z.string(),
    renamed: z.array(z.strictObject({ kind: z.string(), before: z.string(), after: z.string() })).min(1),
    statements: z.array(statement).min(1),
    verdicts: z
      .array(
        z.strictObject({
          kind: z.enum(verdictChangeKinds),
          attack: z.string().nullable(),
          question: z.string(),
          instead: z.string().nullable(),
          before: z.enum(answerKinds).nullable(),
          after: z.enum(answerKinds).nullable(),
          limited: z.boolean(),
          through: z.array(statement),
        }),
      )
      .min(1),
    weakened: z
      .array(
        z.strictObject({
          kind: z.enum(weakeningKinds),
          attack: z.string().nullable(),
          question: z.string().nullable(),
          names: z.array(z.string()),
          before: z.string().nullable(),
          after: z.string().nullable(),
        }),
      )
      .min(1),
    threats: z.array(entry).min(1),
    risks: z.array(entry),
    dossier: z.strictObject({
      scope: fields,
      statements: z.array(entry),
      sources: z.array(entry),
      threats: z.array(entry),
      riskPolicy: fields,
      assessments: z.array(entry),
      treatments: z.array(entry),
      confirmations: z.array(entry),
      effort: z.array(entry),
      owners: z.array(entry),
      releasedItems: z.array(entry),
    }),
    tableOne: z.strictObject({
      before: z.record(z.string(), z.number()),
      after: z.record(z.string(), z.number()),
    }),
  });
  const told = shape.parse(JSON.parse(segl(['compare', earlier, later, '--json']).out));
  expect(told.renamed).toEqual([{ kind: 'entity', before: 'B', after: 'Other' }]);
  expect(told.weakened.map(({ kind }) => kind)).toEqual(['lifetime']);
});
