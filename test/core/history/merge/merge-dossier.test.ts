import { describe, expect, test } from 'vitest';
import { emptyDossier, type Dossier } from '#core/dossier/dossier.ts';
import { unjudged, type Judgement } from '#core/dossier/assessment.ts';
import type { ScopeStatement } from '#core/dossier/scope.ts';
import type { SourceDocument } from '#core/dossier/source-document.ts';
import type { ThreatEntry } from '#core/dossier/threat-entry.ts';
import type { Treatment } from '#core/dossier/treatment.ts';
import type { MergeAnswer } from '#core/history/merge/decision/place.ts';
import {
  mergeContents,
  resolve,
  type MergedContent,
  type MergePlan,
} from '#core/history/merge/merge-contents.ts';
import { mergeNoticeKinds } from '#core/history/merge/notices.ts';
import { withField } from '#core/method/risk/policy-edit.ts';

const text = 'protocol P\n';
const treatment: Treatment = {
  ...{ id: 't', kind: 'manual-procedure', title: 'Seal', description: '', owner: 'Operator' },
  ...{ status: 'proposed', threats: ['a', 'b'], principle: null },
};
const judgement: Judgement = { level: 'low', reason: 'rare', edition: 0 };
const base: Dossier = {
  ...emptyDossier,
  owners: [
    { id: 'o1', organisation: 'Operator' },
    { id: 'o2', organisation: 'Vendor' },
  ],
  treatments: [treatment],
  assessments: [{ ...unjudged('a'), likelihood: judgement }],
};

function planOf(mine: Partial<Dossier>, theirs: Partial<Dossier>): MergePlan {
  const content = (part: Partial<Dossier>): MergePlan['mine'] => ({ text, dossier: { ...base, ...part } });
  return mergeContents(content({}), content(mine), content(theirs));
}

function answered(plan: MergePlan, answer: MergeAnswer): MergedContent {
  const resolved = resolve(plan, new Map(plan.conflicts.map(({ id }) => [id, answer])));
  if (!resolved.ok) throw new Error('not answered');
  for (const { kind } of resolved.value.notices) expect(mergeNoticeKinds).toContain(kind);
  return resolved.value;
}

test('fields of one entry are merged apart, and a list by its members', () => {
  const plan = planOf(
    { treatments: [{ ...treatment, status: 'decided', threats: ['a', 'c', 'b'] }] },
    { treatments: [{ ...treatment, title: 'Seals', threats: ['b', 'd'] }] },
  );
  expect(plan.conflicts).toEqual([]);
  const { treatments } = answered(plan, 'mine').content.dossier;
  expect(treatments).toEqual([{ ...treatment, status: 'decided', title: 'Seals', threats: ['c', 'b', 'd'] }]);
  expect(
    plan.places.map(({ origin, place }) => [origin, place.part === 'dossier' && [place.field, place.member]]),
  ).toEqual([
    ['theirs', ['title', null]],
    ['mine', ['status', null]],
    ['theirs', ['threats', 'a']],
    ['mine', ['threats', 'c']],
    ['theirs', ['threats', 'd']],
  ]);
});

test('a judgement is one with its reason', () => {
  const plan = planOf(
    { assessments: [{ ...unjudged('a'), likelihood: { ...judgement, level: 'high' } }] },
    {
      assessments: [
        { ...unjudged('a'), likelihood: { ...judgement, reason: 'very rare' }, impact: judgement },
      ],
    },
  );
  expect(plan.conflicts).toMatchObject([
    { conflict: 'changed', place: { section: 'assessments', entry: 'a', field: 'likelihood' } },
  ]);
  expect(answered(plan, 'mine').content.dossier.assessments).toEqual([
    { ...unjudged('a'), likelihood: { ...judgement, level: 'high' }, impact: judgement },
  ]);
});

test('an owner that one side removed is told, and a conflict where the other side changed it', () => {
  const [first = { id: '', organisation: '' }, second = { id: '', organisation: '' }] = base.owners;
  const silent = planOf({ owners: [first] }, {});
  expect(silent.places).toMatchObject([
    { origin: 'mine', change: 'removed', notable: true, place: { entry: 'o2' } },
  ]);
  expect(answered(silent, 'mine').notices).toEqual([
    { kind: 'owner-removed', id: 'o2', organisation: 'Vendor' },
  ]);
  const disputed = planOf({ owners: [first] }, { owners: [first, { ...second, organisation: 'Vendor AS' }] });
  expect(disputed.conflicts).toMatchObject([
    { conflict: 'removed-by-mine', place: { section: 'owners', entry: 'o2' } },
  ]);
  expect(answered(disputed, 'theirs').content.dossier.owners).toHaveLength(2);
  expect(answered(disputed, 'theirs').notices).toEqual([]);
});

test('an owner that both sides removed is told, too', () => {
  const gone = { owners: base.owners.slice(0, 1) };
  expect(answered(planOf(gone, gone), 'mine').notices).toEqual([
    { kind: 'owner-removed', id: 'o2', organisation: 'Vendor' },
  ]);
});

test('what is in a list twice stays twice', () => {
  const change = { day: '2030-01-01', assessed: 3 };
  const riskPolicy = { ...base.riskPolicy, setOn: '2029-01-01', changes: [change, change] };
  const plan = planOf({ riskPolicy }, { treatments: [{ ...treatment, status: 'decided' }] });
  expect(plan.conflicts).toEqual([]);
  expect(answered(plan, 'mine').content.dossier.riskPolicy.changes).toEqual([change, change]);
});

test('what both added under one identifier is merged field by field', () => {
  const added: Treatment = { ...treatment, id: 'new' };
  const plan = planOf(
    { treatments: [treatment, { ...added, threats: ['x'] }] },
    { treatments: [treatment, { ...added, owner: 'Vendor', threats: ['y'] }] },
  );
  expect(plan.conflicts).toMatchObject([
    { conflict: 'added', place: { entry: 'new', field: 'owner' }, answers: ['mine', 'theirs'] },
  ]);
  expect(answered(plan, 'theirs').content.dossier.treatments[1]).toEqual({
    ...added,
    owner: 'Vendor',
    threats: ['x', 'y'],
  });
});

test('levels of the scope, fields of the matrix and words are merged each by themselves', () => {
  const { scope, riskPolicy } = base;
  const cell = { likelihood: 'low', impact: 'low', note: null } as const;
  const plan = planOf(
    {
      scope: {
        purpose: 'One',
        levels: scope.levels.with(0, { level: 'requirements', coverage: 'covered', reason: 'read' }),
      },
      riskPolicy: { ...riskPolicy, matrix: withField(riskPolicy.matrix, { ...cell, risk: 'high' }) },
    },
    {
      scope: {
        purpose: 'Two',
        levels: scope.levels.with(1, { level: 'design', coverage: 'partly', reason: 'time' }),
      },
      riskPolicy: {
        ...riskPolicy,
        matrix: withField(riskPolicy.matrix, { ...cell, impact: 'high', risk: 'high' }),
      },
    },
  );
  expect(plan.conflicts).toMatchObject([
    { place: { section: 'scope', field: 'purpose' }, answers: ['mine', 'theirs', 'base', 'both'] },
  ]);
  const { dossier } = answered(plan, 'both').content;
  expect(dossier.scope.purpose).toBe('One\n\nTwo');
  expect(dossier.scope.levels.map(({ coverage }) => coverage)).toEqual(['covered', 'partly', 'not-covered']);
  expect(
    dossier.riskPolicy.matrix.filter(({ likelihood, risk }) => likelihood === 'low' && risk === 'high'),
  ).toHaveLength(2);
});

test('words of both that would be longer than any can be are not offered together', () => {
  const { scope } = base;
  const said = (words: string): Partial<Dossier> => ({ scope: { ...scope, purpose: words } });
  const offered = (length: number): readonly string[] =>
    planOf(said('a'.repeat(length)), said('b'.repeat(length))).conflicts.flatMap(({ answers }) => answers);
  expect(offered(24_999)).toContain('both');
  expect(offered(25_000)).toEqual(['mine', 'theirs', 'base']);
});

test('judgements made on one side under criteria that the other side changed are told', () => {
  const set = { ...base.riskPolicy, setOn: '2030-01-01' };
  const judged = { ...judgement, edition: 1 };
  const mine = {
    riskPolicy: set,
    assessments: [{ ...unjudged('a'), likelihood: judgement, impact: judged }],
  };
  const other = withField(set.matrix, { likelihood: 'low', impact: 'low', risk: 'high', note: null });
  const plan = planOf(mine, { riskPolicy: { ...set, matrix: other } });
  expect(plan.conflicts).toEqual([]);
  expect(answered(plan, 'mine').notices).toEqual([{ kind: 'judged-under-other-criteria', threats: ['a'] }]);
  expect(answered(planOf(mine, { riskPolicy: set }), 'mine').notices).toEqual([]);
  // Criteria are what stands in words, too.
  const words: readonly Partial<Dossier['riskPolicy']>[] = [
    { notes: [...set.notes, { mark: '***', text: 'Ask the owner first.' }] },
    { meanings: set.meanings.map((each) => ({ ...each, impact: 'Lives are at risk.' })) },
  ];
  for (const said of words) {
    const reworded = planOf(mine, { riskPolicy: { ...set, ...said } });
    expect(answered(reworded, 'mine').notices).toEqual([
      { kind: 'judged-under-other-criteria', threats: ['a'] },
    ]);
  }
});

test('judgements that both sides had already are not told to be of one side, whatever criteria come of both', () => {
  const { riskPolicy } = base;
  const cell = { likelihood: 'low', impact: 'low', risk: 'high', note: null } as const;
  const changed = (impact: 'low' | 'high'): Partial<Dossier> => ({
    riskPolicy: { ...riskPolicy, matrix: withField(riskPolicy.matrix, { ...cell, impact }) },
  });
  const plan = planOf(changed('low'), changed('high'));
  expect(plan.places).toHaveLength(2);
  expect(answered(plan, 'mine').notices).toEqual([]);
});

test('sources that come to have one title are told', () => {
  const source: SourceDocument = {
    ...{
      id: 's1',
      title: 'Design note',
      kind: 'other',
      owner: '',
      version: '',
      classification: 'open',
      note: '',
    },
    file: null,
  } as const;
  const plan = planOf({ sources: [source] }, { sources: [{ ...source, id: 's2' }] });
  expect(answered(plan, 'mine').notices).toEqual([
    { kind: 'title-of-several-sources', title: 'Design note' },
  ]);
});

describe('what one side names and the other renamed or removed is told', () => {
  const model = `protocol P
entity A
entity B
data D of A
phase run {
  message m A -> B: D
}
attack lost {
  leak D
}
`;
  const source: SourceDocument = {
    ...{ id: 's', title: 'Design note', kind: 'other', owner: '', version: '', classification: 'open' },
    ...{ note: '', file: null },
  } as const;
  const own: ThreatEntry = {
    ...{ id: 'o', decision: 'accepted', reason: '', title: 'Stolen laptop', description: '', seen: null },
    ...{ requirements: [], citations: [] },
    own: {
      ...{ attackType: 'eavesdropping', adversary: 'insider', breaches: ['confidentiality'] },
      ...{ targets: ['D'], phase: 'run', attackModel: 'lost' },
    },
  };
  const citation = { document: 'Design note', section: null, page: null, quotation: null };
  const statement: ScopeStatement = {
    ...{ id: 'x', subject: 'entity', inside: true, text: 'B', reason: '' },
    citations: [citation],
  };

  interface Said {
    readonly text?: string;
    readonly dossier?: Partial<Dossier>;
  }
  function told(base: Partial<Dossier>, mine: Said, theirs: Said): readonly string[] {
    const content = (said: Said): MergePlan['mine'] => ({
      text: said.text ?? model,
      dossier: { ...emptyDossier, ...base, ...said.dossier },
    });
    const sides = [content(mine), content(theirs)] as const;
    const names = [sides, [sides[1], sides[0]] as const].map(([one, other]) => {
      const plan = mergeContents(content({}), one, other);
      expect(plan.conflicts).toEqual([]);
      return answered(plan, 'mine').notices.map((notice) =>
        notice.kind === 'name-of-nothing' ? notice.name : notice.kind,
      );
    });
    // Whoever asks is told the same.
    expect(names[0]).toEqual(names[1]);
    return names[0] ?? [];
  }

  test('a source that is cited in a statement, or in the text', () => {
    const base = { sources: [source] };
    const gone = { dossier: { sources: [] } };
    expect(told(base, gone, { dossier: { statements: [statement] } })).toEqual(['Design note']);
    const cited = model.replace('data D of A', 'data D of A source "Design note" "2"');
    expect(told(base, gone, { text: cited })).toEqual(['Design note']);
    const renamed = { dossier: { sources: [{ ...source, title: 'Design note 2' }] } };
    expect(told(base, renamed, { text: cited })).toEqual(['Design note']);
  });

  test('an own threat that is assessed or treated', () => {
    const base = { threats: [own] };
    const gone = { dossier: { threats: [] } };
    expect(told(base, gone, { dossier: { assessments: [unjudged('o')] } })).toEqual(['Stolen laptop']);
    expect(told(base, gone, { dossier: { treatments: [{ ...treatment, threats: ['o'] }] } })).toEqual([
      'Stolen laptop',
    ]);
    // What is decided about a generated threat can be taken back; the threat comes back by itself.
    const decided = { ...own, id: 'eavesdropping/D', own: null };
    const judged = { assessments: [unjudged('eavesdropping/D')] };
    expect(told({ threats: [decided] }, gone, { dossier: judged })).toEqual([]);
  });

  test('an attack model, a phase or a target of an own threat: what answers it is gone', () => {
    const added = { dossier: { threats: [own] } };
    expect(told({}, { text: model.replace('attack lost', 'attack stolen') }, added)).toEqual(['lost']);
    expect(told({}, { text: model.replace('phase run', 'phase operations') }, added)).toEqual(['run']);
    expect(told({}, { text: model.replaceAll(/\bD\b/gu, 'READING') }, added)).toEqual(['D']);
    const asked = { dossier: { threats: [{ ...own, own: null, requirements: ['R'] }] } };
    const required = `${model}requirement R confidentiality "Readings stay"\n`;
    expect(told({}, { text: `${model}// more\n` }, asked)).toEqual([]);
    expect(
      answered(
        mergeContents(
          { text: required, dossier: emptyDossier },
          { text: model, dossier: emptyDossier },
          { text: required, dossier: { ...emptyDossier, ...asked.dossier } },
        ),
        'mine',
      ).notices,
    ).toEqual([{ kind: 'name-of-nothing', name: 'R' }]);
  });

  test('not what a side named in vain already, nor what is in a text that cannot be parsed', () => {
    const cited = { dossier: { statements: [statement] } };
    expect(told({}, cited, { text: `${model}// more\n` })).toEqual([]);
    expect(told({}, { text: `${model}attack {` }, { dossier: { threats: [own] } })).toEqual([]);
  });
});
