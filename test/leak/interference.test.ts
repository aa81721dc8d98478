import { expect, test } from 'vitest';
import { isCount, type PublicRecord } from '#core/publication/public-record.ts';
import { analysed } from '../support/report/documents.ts';
import { withOtherFindings } from './other-findings.ts';
import { ownWay, publish, randomProjects, type Published, type Way } from './published.ts';
import { runs, seed } from '../support/random.ts';

/** How many projects of one shape are compared: a file takes a quarter of a second. */
const perShape = runs(2);

/** Files that differ though their projects have the same record under the way that counts. */
function differing(published: readonly Published[]): number {
  const files = new Map<string, Buffer>();
  return published.filter(({ record, bytes }) => {
    const first = files.get(record);
    files.set(record, first ?? bytes);
    return first !== undefined && Buffer.compare(first, bytes) !== 0;
  }).length;
}

/** The records that projects have in truth, whatever a planted leak makes of them. */
function inTruth(published: readonly Published[]): readonly Published[] {
  const { aggregated } = ownWay('en', 'draft');
  return published.map(({ project, bytes }) => {
    const record = JSON.stringify(aggregated(project, analysed(project.text)));
    return { project, record, bytes };
  });
}

test('projects with equal public records give byte-identical files, whatever else they are', async () => {
  const drafts = await publish(randomProjects(seed, 25, perShape), ownWay('en', 'draft'));
  const finals = await publish(randomProjects(seed + 7, 25, perShape), ownWay('en', 'final'));
  const published = [...drafts, ...finals];
  expect(published).toHaveLength(2 * 25 * perShape);
  for (const group of [drafts, finals]) {
    const records = new Set(group.map(({ record }) => record));
    // Projects of one shape have one record; most shapes differ.
    expect(records.size, `seed ${String(seed)}`).toBeLessThanOrEqual(25);
    expect(records.size).toBeGreaterThan(15);
    expect(new Set(group.map(({ project }) => project.text)).size).toBe(group.length);
    expect(differing(group), `seed ${String(seed)}`).toBe(0);
  }
  // A draft is never taken for a final file.
  const bytesOf = (group: readonly Published[]): ReadonlySet<string> =>
    new Set(group.map(({ bytes }) => bytes.toString('latin1')));
  expect([...bytesOf(drafts)].filter((file) => bytesOf(finals).has(file))).toEqual([]);
}, 1_200_000);

const own = ownWay('en', 'draft');

function counting(count: number): PublicRecord['keyHierarchyLevels'] {
  if (!isCount(count)) throw new Error('out of bounds');
  return count;
}

const planted: Readonly<Record<string, Way>> = {
  'the aggregator lets the length of a name through': {
    ...own,
    aggregated: (project, analysis) => ({
      ...own.aggregated(project, analysis),
      keyHierarchyLevels: counting(analysis.model.name.length),
    }),
  },
  'the aggregator lets a decision through': {
    ...own,
    aggregated: (project, analysis) => {
      const record = own.aggregated(project, analysis);
      const rejected = project.dossier.threats.filter(({ decision }) => decision === 'rejected');
      return { ...record, threats: { ...record.threats, replay: counting(rejected.length) } };
    },
  },
  'the aggregator lets a finding through': {
    ...own,
    aggregated: (project, analysis) => {
      const { discrepancies } = withOtherFindings(analysis.record, project.findings);
      return {
        ...own.aggregated(project, analysis),
        keyHierarchyLevels: counting(discrepancies.adversaryObtains),
      };
    },
  },
  'the aggregator tells which requirements are refined': {
    ...own,
    aggregated: (project, analysis) => {
      const refining = analysis.model.ticks.filter(({ refines }) => refines.length > 0);
      return { ...own.aggregated(project, analysis), keyHierarchyLevels: counting(refining.length) };
    },
  },
  'the renderer puts rows in the order of the project': {
    ...own,
    written: (record, project) => {
      const document = own.written(record, project);
      const first = analysed(project.text).model.elements[0]?.kind ?? 'data';
      const flip = first === 'counter' || first === 'nonce' || first === 'data';
      return {
        ...document,
        blocks: document.blocks.map((block) =>
          block.kind === 'table' && flip ? { ...block, rows: block.rows.toReversed() } : block,
        ),
      };
    },
  },
  'the renderer names the analyst’s first threat in the file’s properties': {
    ...own,
    written: (record, project) => ({
      ...own.written(record, project),
      title: project.dossier.scope.purpose,
    }),
  },
  'the renderer sets a space wider when a file is kept': {
    ...own,
    written: (record, project) => {
      const document = own.written(record, project);
      const kept = project.dossier.sources.length > 0;
      return { ...document, pageNumber: document.pageNumber.replaceAll(' ', kept ? '\u2002' : ' ') };
    },
  },
};

test.each(Object.entries(planted))('a leak is seen: %s', async (_, way) => {
  const published = await publish(randomProjects(11, 2, 4), way);
  expect(differing(inTruth(published))).toBeGreaterThan(0);
});
