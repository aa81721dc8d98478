import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { reportKinds } from '#core/report/report-kind.ts';
import { inThisThread } from '#project/analyser.ts';
import { buildReport } from '#project/reports/build-report.ts';
import { ProjectSession } from '#project/session/project-session.ts';
import type { OpenProject } from '#project/session/open-project.ts';
import { sampleText } from '../../support/models/sample.ts';
import { reportResources } from '../../support/report/resources.ts';
import { codeOf, passphrase, quickPlatform, temporaryFolder, valueOf } from '../../support/vault-platform.ts';

const means = { analyser: inThisThread, resources: reportResources };

let session: ProjectSession;
let project: OpenProject;

beforeEach(async () => {
  session = new ProjectSession(quickPlatform);
  const path = join(temporaryFolder(), 'AMS.segl');
  project = valueOf(await session.create({ path, passphrase, projectName: 'AMS', text: sampleText }));
});

afterEach(() => {
  session.lock();
});

test.each(reportKinds)('a %s report that nobody waits for any more is not made', async (kind) => {
  const signal = AbortSignal.abort();
  expect(codeOf(await buildReport(project, { kind, locale: 'en' }, means, signal))).toBe('report-cancelled');
  expect(valueOf(await buildReport(project, { kind, locale: 'en' }, means)).pages).toBeGreaterThan(0);
});
