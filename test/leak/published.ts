import { join } from 'node:path';
import fc from 'fast-check';
import { aggregate } from '#core/publication/aggregate.ts';
import type { Locale } from '#core/messages/catalogue.ts';
import type { ReportDocument } from '#core/report/document/document.ts';
import type { PublicRecord } from '#core/publication/public-record.ts';
import { publicReport, type PublicationStatus } from '#core/report/public/public-report.ts';
import { renderPdf } from '#report/render.ts';
import { analysed, type Analysed } from '../support/report/documents.ts';
import { withOtherFindings } from './other-findings.ts';
import { projectOf, secrets, shapes, type RandomProject } from './random-project.ts';
import { root } from '../support/places.ts';

const fontFolder = join(root, 'resources', 'fonts');

/** The way of a project into a file. A test that plants a leak replaces a part of it. */
export interface Way {
  readonly aggregated: (project: RandomProject, analysis: Analysed) => PublicRecord;
  readonly written: (record: PublicRecord, project: RandomProject) => ReportDocument;
}

/** The way that Segl goes. */
export function ownWay(language: Locale, status: PublicationStatus): Way {
  return {
    aggregated: ({ dossier, findings }, { model, run, record }) => {
      const counted = aggregate({ model, run, record: withOtherFindings(record, findings), dossier });
      if (!counted.ok) throw new Error(counted.error.measure);
      return counted.value;
    },
    written: (record) => publicReport(record, status, language),
  };
}

/** A project with its record and its file. */
export interface Published {
  readonly project: RandomProject;
  readonly record: string;
  readonly bytes: Buffer;
}

/** Publishes projects, each for itself. */
export async function publish(projects: readonly RandomProject[], way: Way): Promise<readonly Published[]> {
  const published: Published[] = [];
  for (const project of projects) {
    const record = way.aggregated(project, analysed(project.text));
    const { bytes } = await renderPdf(way.written(record, project), { fontFolder });
    published.push({ project, record: JSON.stringify(record), bytes: Buffer.from(bytes) });
  }
  return published;
}

/** Random projects: of each of some shapes so many that differ in all that is not public. */
export function randomProjects(seed: number, shapeCount: number, perShape: number): readonly RandomProject[] {
  const drawn = fc.sample(shapes, { numRuns: shapeCount, seed });
  const rest = fc.sample(secrets, { numRuns: shapeCount * perShape, seed: seed + 1 });
  return rest.map((secret, index) => {
    const shape = drawn[index % shapeCount];
    if (shape === undefined) throw new Error('a shape for every secret');
    return projectOf(shape, secret);
  });
}
