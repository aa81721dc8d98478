import { describe, expect, test } from 'vitest';
import { analyseModel, checkText } from '#core/analysis/pipeline/analyse.ts';
import { emptyDossier, type Dossier } from '#core/dossier/dossier.ts';
import type { ActiveAnalysis, AnalysisCurrency } from '#core/analysis/record/active-analysis.ts';
import { traceMatrix, type TraceMatrix } from '#core/method/requirements/trace-matrix.ts';
import type { TracedRequirement } from '#core/method/requirements/trace-requirement.ts';
import type { TracedStatement } from '#core/method/requirements/trace-statement.ts';
import { untracedCount } from '#core/method/requirements/untraced.ts';
import type { SourceDocument } from '#core/dossier/source-document.ts';
import { analysisOf } from '../../../support/models/measured.ts';
import { changed } from '../../../support/models/sample.ts';

/** A command that is protected, and two that are not: one goes in the clear, one says nothing of when. */
const text = `protocol P "Commands"
entity H "Head-end"
entity M "Meter"
key K shared by H, M
counter C shared by H, M
data COMMAND of H
data NOTE of H
data LATE of H
phase operations {
  H advances C
  message m1 H -> M: aead[K](COMMAND, C ; H, M)
  M checks C
  message m2 H -> M: NOTE
  message m3 H -> M: aead[K](LATE ; H, M)
}
requirement SECRET confidentiality "Commands stay secret" source "Manual" "2"
requirement GENUINE integrity "Commands arrive as written" source "Manual" "3"
requirement ONCE replay-protection "A late command is taken once" source "Guide"
requirement OPEN confidentiality "A note stays secret" source "Manual" "2"
requirement UP availability "An answer comes in time" source "Manual" "9"
confidentiality COMMAND: H, M refines SECRET
integrity COMMAND: H refines GENUINE
integrity LATE: H refines ONCE
confidentiality NOTE: H, M refines OPEN
attack lost "The key is known" {
  leak K
}
`;

function source(title: string): SourceDocument {
  return {
    id: title,
    title,
    kind: 'vendor-document',
    owner: '',
    version: '',
    classification: 'strengt-fortrolig',
    note: '',
    file: null,
  };
}

const dossier: Dossier = { ...emptyDossier, sources: [source('Manual'), source('Unread')] };

function traced(from: string, analysis: ActiveAnalysis | null): TraceMatrix {
  const { executable, diagnostics } = checkText(from);
  if (executable === null) throw new Error(JSON.stringify(diagnostics));
  const { model, run } = executable;
  return traceMatrix(executable, analyseModel(model, run, '0'.repeat(64)), analysis, dossier);
}

function statusOf(matrix: TraceMatrix, name: string): string | undefined {
  return matrix.requirements.find(({ requirement }) => requirement.name === name)?.status;
}

function statuses(matrix: TraceMatrix): Readonly<Record<string, string>> {
  return Object.fromEntries(matrix.requirements.map(({ requirement, status }) => [requirement.name, status]));
}

function requirement(matrix: TraceMatrix, name: string): TracedRequirement {
  const found = matrix.requirements.find((each) => each.requirement.name === name);
  if (found === undefined) throw new Error(`no requirement ${name}`);
  return found;
}

function statement(matrix: TraceMatrix, key: string): TracedStatement {
  const found = matrix.statements.find((each) => each.key === key);
  if (found === undefined) throw new Error(`no statement ${key}`);
  return found;
}

const answered = analysisOf(text);

/** What was answered, with other words for one of the answers about the plain adversary. */
function answering(query: string, change: Partial<ActiveAnalysis['verdicts'][number]>): ActiveAnalysis {
  const verdicts = answered.verdicts.map((verdict) =>
    verdict.question.attack === null && verdict.question.key === query ? { ...verdict, ...change } : verdict,
  );
  if (!verdicts.some((verdict, index) => verdict !== answered.verdicts[index]))
    throw new Error('no such query');
  return { ...answered, verdicts };
}

function asOf(currency: AnalysisCurrency): ActiveAnalysis {
  return { ...answered, currency };
}

describe('a requirement stands', () => {
  const matrix = traced(text, answered);

  test('as the worst of what refines it', () => {
    expect(statuses(matrix)).toEqual({
      SECRET: 'holds',
      GENUINE: 'holds',
      ONCE: 'violated',
      OPEN: 'violated',
      UP: 'out-of-scope',
    });
    const both = traced(changed(text, 'refines ONCE', 'refines ONCE, GENUINE'), answered);
    expect(statusOf(both, 'GENUINE')).toBe('violated');
  });

  test('under an attack model by the answers under that model', () => {
    const attacks = matrix.requirements.map(({ attacks: under }) => under);
    expect(attacks[0]).toEqual([{ attack: 'lost', status: 'violated' }]);
    expect(attacks[4]).toEqual([{ attack: 'lost', status: 'out-of-scope' }]);
    expect(statement(matrix, 'confidentiality COMMAND').attacks[0]?.verdicts.length).toBeGreaterThan(0);
  });

  test('as outdated where another version of the engine answered', () => {
    expect(statusOf(traced(text, { ...answered, engineVersion: 'earlier' }), 'SECRET')).toBe('outdated');
  });

  test('as open where no active adversary was asked about, unless a listener alone breaks it', () => {
    const unasked = traced(text, null);
    expect(statusOf(unasked, 'SECRET')).toBe('open');
    expect(statusOf(unasked, 'OPEN')).toBe('violated');
    expect(requirement(unasked, 'SECRET').attacks).toEqual([{ attack: 'lost', status: 'open' }]);
  });

  test('as differing where the table says that nothing assures integrity, and nobody has shown an attack', () => {
    const without = {
      ...answered,
      verdicts: answered.verdicts.filter(({ question }) => question.element !== 'LATE'),
    };
    expect(statusOf(traced(text, without), 'ONCE')).toBe('differs');
  });

  test('as open where nothing refines it', () => {
    const unrefined = traced(changed(text, 'COMMAND: H, M refines SECRET', 'COMMAND: H, M'), answered);
    expect(statusOf(unrefined, 'SECRET')).toBe('open');
    expect(requirement(unrefined, 'SECRET').attacks[0]?.status).toBe('open');
  });

  test.each([
    ['undecided', { answer: 'undecided', reason: 'limit' }],
    ['holds-within', { answer: 'holds-within', runs: 2 }],
    ['violated', { answer: 'violated' }],
  ] as const)('as %s when one of its answers is that', (status, change) => {
    const one = traced(text, answering('secrecy of COMMAND at M', change));
    expect(statusOf(one, 'SECRET')).toBe(status);
    expect(statusOf(one, 'GENUINE')).toBe('holds');
  });

  test('never better than outdated by the answers to another text, and not by a part of the answers', () => {
    expect(statusOf(traced(text, asOf('outdated')), 'SECRET')).toBe('outdated');
    expect(statusOf(traced(text, asOf('outdated')), 'ONCE')).toBe('differs');
    expect(statusOf(traced(text, asOf('under-way')), 'SECRET')).toBe('open');
    expect(statusOf(traced(text, asOf('under-way')), 'ONCE')).toBe('violated');
  });

  test('as unsourced when it would hold and has no source', () => {
    const sourceless = traced(changed(text, 'stay secret" source "Manual" "2"', 'stay secret"'), answered);
    expect(statusOf(sourceless, 'SECRET')).toBe('unsourced');
    const bounded = answering('secrecy of COMMAND at M', { answer: 'holds-within', runs: 2 });
    const both = traced(changed(text, 'stay secret" source "Manual" "2"', 'stay secret"'), bounded);
    expect(statusOf(both, 'SECRET')).toBe('holds-within');
  });

  test('as unfitting when nothing that refines it asks for what its kind demands', () => {
    for (const kind of ['entity-authentication', 'forward-secrecy', 'key-freshness', 'key-confirmation']) {
      const other = traced(changed(text, 'SECRET confidentiality', `SECRET ${kind}`), answered);
      expect(statusOf(other, 'SECRET'), kind).toBe('unfitting');
      expect(other.untraced.unfitting, kind).toEqual(['SECRET']);
    }
  });

  test('as differing where a permission is never used', () => {
    const wider = changed(
      changed(text, 'entity M "Meter"', 'entity M "Meter"\nentity X'),
      'COMMAND: H, M',
      'COMMAND: H, M, X',
    );
    expect(statusOf(traced(wider, analysisOf(wider)), 'SECRET')).toBe('differs');
  });
});

describe('what leads nowhere', () => {
  const { untraced } = traced(text, answered);

  test('is told of documents: those that no requirement cites, and those that are not among the sources', () => {
    expect(untraced.uncitedDocuments).toEqual(['Unread']);
    expect(untraced.unknownDocuments).toEqual(['Guide']);
    expect(untracedCount(untraced)).toBe(2);
  });

  test('is told of requirements; availability need not be refined', () => {
    expect(untraced).toMatchObject({ withoutSource: [], unrefined: [], unfitting: [] });
    const loose = changed(text, 'confidentiality NOTE: H, M refines OPEN\n', '');
    expect(traced(loose, answered).untraced.unrefined).toEqual(['OPEN']);
    const unread = changed(text, 'late command is taken once" source "Guide"', 'late command is taken once"');
    expect(traced(unread, answered).untraced).toMatchObject({
      withoutSource: ['ONCE'],
      unknownDocuments: [],
    });
  });

  test('is told of ticks and claims', () => {
    expect(untraced).toMatchObject({ withoutRequirement: [], withoutVerdict: [], outdated: [] });
    const loose = `${changed(text, ' refines GENUINE', '')}authentication H to M: aliveness\n`;
    expect(traced(loose, answered).untraced).toMatchObject({
      withoutRequirement: ['integrity COMMAND', 'authentication H to M: aliveness'],
      withoutVerdict: ['authentication H to M: aliveness'],
    });
    expect(traced(text, null).untraced.withoutVerdict).toHaveLength(4);
    expect(traced(text, asOf('outdated')).untraced).toMatchObject({ withoutVerdict: [] });
    expect(traced(text, asOf('outdated')).untraced.outdated).toHaveLength(4);
  });
});

test('documents lead to the requirements that cite them, section by section', () => {
  const { documents } = traced(text, null);
  expect(
    documents.map(({ title, document, citations }) => [
      title,
      document !== null,
      citations.map((each) => `${each.requirement} ${each.reference.section ?? '-'}`),
    ]),
  ).toEqual([
    ['Manual', true, ['SECRET 2', 'GENUINE 3', 'OPEN 2', 'UP 9']],
    ['Unread', true, []],
    ['Guide', false, ['ONCE -']],
  ]);
});

test('claims that differ in their phase only are answered each about its own', () => {
  const phases = `protocol P
entity H
entity M
key K shared by H, M
data X of H
data Y of H
phase one {
  message m1 H -> M: X
}
phase two {
  message m2 H -> M: aead[K](Y ; H, M)
}
requirement FIRST entity-authentication "Known in the first" source "Manual" "1"
requirement SECOND entity-authentication "Known in the second" source "Manual" "2"
`;
  const first = 'authentication H to M: aliveness in one refines FIRST\n';
  const second = 'authentication H to M: aliveness in two refines SECOND\n';
  for (const claims of [first + second, second + first]) {
    const claimed = phases + claims;
    expect(statuses(traced(claimed, analysisOf(claimed)))).toEqual({ FIRST: 'violated', SECOND: 'holds' });
  }
});
