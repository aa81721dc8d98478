import { expect, test } from 'vitest';
import { success } from '#core/result.ts';
import { PreparedReports } from '#project/session/prepared-reports.ts';
import type { ProducedReport } from '#report/produce.ts';

const reportOf = (sha256: string): ProducedReport => ({ bytes: new Uint8Array(1), pages: 1, sha256 });
const request = { kind: 'full', locale: 'en' } as const;

test('a prepared report is found by its own hash only, and once another is asked for no more', async () => {
  const reports = new PreparedReports();
  await reports.replace(request, () => Promise.resolve(success(reportOf('one'))));
  expect(reports.find('one')).toEqual({ ...reportOf('one'), ...request });
  expect(reports.find('two')).toBe(null);
  await reports.replace(request, () => Promise.resolve(success(reportOf('two'))));
  expect(reports.find('one')).toBe(null);
  expect(reports.find('two')).not.toBe(null);
});

test('of two reports under way the one that was asked for last counts, and the other is told to stop', async () => {
  const reports = new PreparedReports();
  const stopped: boolean[] = [];
  await reports.replace(request, async (signal) => {
    await reports.replace(request, () => Promise.resolve(success(reportOf('two'))));
    stopped.push(signal.aborted);
    return success(reportOf('one'));
  });
  expect(stopped).toEqual([true]);
  expect(reports.find('one')).toBe(null);
  expect(reports.find('two')).not.toBe(null);
});

test('nothing is prepared any more once it is thrown away, whatever was still under way', async () => {
  const reports = new PreparedReports();
  await reports.replace(request, () => Promise.resolve(success(reportOf('one'))));
  reports.discard();
  expect(reports.find('one')).toBe(null);
  await reports.replace(request, () => {
    reports.discard();
    return Promise.resolve(success(reportOf('two')));
  });
  expect(reports.find('two')).toBe(null);
});
