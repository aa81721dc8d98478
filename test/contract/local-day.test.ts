import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { root } from '../support/places.ts';

// Command, main process and vault state days by the one, the window by the other.
const modules = ['electron/contract/local-day.ts', 'renderer/shared/today.ts'];

/** What a program writes that runs in a time zone. */
function runIn(zone: string, program: string): string {
  return execFileSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: root,
    env: { ...process.env, TZ: zone },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

const daysIn = (zone: string, module: string, instants: readonly string[]): readonly string[] =>
  runIn(
    zone,
    `import { localDay } from './${module}';
    process.stdout.write(${JSON.stringify(instants)}.map((each) => localDay(each)).join(' '));`,
  ).split(' ');

test.each(modules)('%s: a day is that of the analyst, in every time zone', (module) => {
  const instants = ['2026-01-31T11:30:00.000Z', '2026-01-31T23:30:00.000Z', '2026-03-01T00:30:00.000Z'];
  expect(daysIn('Pacific/Kiritimati', module, instants)).toEqual(['2026-02-01', '2026-02-01', '2026-03-01']);
  expect(daysIn('Etc/GMT+12', module, instants)).toEqual(['2026-01-30', '2026-01-31', '2026-02-28']);
});

test("a report's day and those of its history are in the same calendar, whoever makes it", () => {
  const folder = mkdtempSync(join(tmpdir(), 'segl-days-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const made = (
    file: string,
  ): string => `import { OpenProject } from './electron/project/session/open-project.ts';
    import { projectSource } from './electron/project/reports/project-source.ts';
    import { createVault } from './electron/vault/opening/create.ts';
    import { realPlatform } from './electron/vault/files/platform.ts';
    import { costBounds } from './electron/vault/container/envelope.ts';
    const cost = { memory: costBounds.memory.least, passes: costBounds.passes.least, lanes: 4 };
    const clock = { ...realPlatform.clock, now: () => new Date('2026-01-31T23:30:00.000Z') };
    const start = { path: ${JSON.stringify(join(folder, file))}, projectName: 'AMS', text: '' };
    const passphrase = Buffer.from('a passphrase for tests');
    const { value: vault } = await createVault({ ...start, passphrase }, { ...realPlatform, cost, clock });
    const { history, day } = projectSource(new OpenProject(vault, start.path, clock)).value;
    const days = [day, ...history.days, ...history.events].map((each) => each.day ?? each);
    process.stdout.write([...new Set(days), history.days.length, history.events.length].join(' '));
    vault.close();`;
  expect(runIn('Pacific/Kiritimati', made('east.segl'))).toBe('2026-02-01 1 1');
  expect(runIn('Etc/GMT+12', made('west.segl'))).toBe('2026-01-31 1 1');
});
