import { expect, test } from 'vitest';
import { emptyDossier, type Dossier } from '#core/dossier/dossier.ts';
import { unjudged, type Judgement } from '#core/dossier/assessment.ts';
import type { SourceDocument } from '#core/dossier/source-document.ts';
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
