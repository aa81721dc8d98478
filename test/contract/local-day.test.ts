import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
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
  const made = `import { OpenProject } from './electron/project/session/open-project.ts';
    import { projectSource } from './electron/project/reports/project-source.ts';
    const instant = '2026-01-31T23:30:00.000Z';
    const vault = {
      project: { name: 'AMS' },
      dossier: { read: () => ({ ok: true, value: {} }) },
      texts: {
        latest: () => ({ text: '', sequence: 1 }),
        all: () => [{ sequence: 1, createdAt: instant }],
      },
      verdicts: { latest: () => null },
    };
    const clock = { now: () => new Date(instant), elapsed: () => 0 };
    const source = projectSource(new OpenProject(vault, 'AMS.segl', clock));
    process.stdout.write([source.value.day, ...source.value.history.map(({ day }) => day)].join(' '));`;
  expect(runIn('Pacific/Kiritimati', made)).toBe('2026-02-01 2026-02-01');
  expect(runIn('Etc/GMT+12', made)).toBe('2026-01-31 2026-01-31');
});
