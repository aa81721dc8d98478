import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Noticing } from './guard.ts';

/** What became of the tests of a guard. */
export type Outcome =
  | { readonly kind: 'passed' }
  /** `test` is the title of the first that failed. */
  | { readonly kind: 'failed'; readonly test: string }
  /** Nothing but a limit of time was overrun: something hung, and nobody said what is wrong. */
  | { readonly kind: 'timed-out'; readonly test: string }
  /** No test was run: the build failed, or no title matches. `told` is the end of what was printed. */
  | { readonly kind: 'not-run'; readonly told: string };

interface Told {
  readonly title: string;
  readonly status: 'passed' | 'failed' | 'timed-out';
}

const vitestReport = z.object({
  testResults: z.array(
    z.object({
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

const spec = z.object({
  title: z.string(),
  tests: z.array(z.object({ results: z.array(z.object({ status: z.string() })) })),
});
interface Suite {
  readonly specs: readonly z.output<typeof spec>[];
  readonly suites?: readonly Suite[] | undefined;
}
const suite: z.ZodType<Suite> = z.lazy(() =>
  z.object({ specs: z.array(spec), suites: z.array(suite).optional() }),
);
const playwrightReport = z.object({ suites: z.array(suite) });

/** Runs the tests of a guard in a checkout; a window is shown where there is a display, and else on none. */
export function runTest(checkout: string, { test, title }: Noticing): Outcome {
  const isWindow = test.endsWith('.spec.ts');
  // Where the configurations of both tools put what they tell.
  const report = join(checkout, 'out', 'test', isWindow ? 'playwright.json' : 'vitest.json');
  rmSync(report, { force: true });
  const command = isWindow ? playwright(test, title) : vitest(test, title);
  const [program = '', ...args] = command;
  const { stdout, stderr } = spawnSync(program, args, {
    cwd: checkout,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const told = readReport(report, isWindow);
  if (told.length === 0) return { kind: 'not-run', told: `${stdout}\n${stderr}`.trim().slice(-600) };
  const failed = told.find(({ status }) => status === 'failed');
  if (failed !== undefined) return { kind: 'failed', test: failed.title };
  const late = told.find(({ status }) => status === 'timed-out');
  return late === undefined ? { kind: 'passed' } : { kind: 'timed-out', test: late.title };
}

// Both tools take a regular expression that may match anywhere in a title.
const pattern = (title: string): string => title.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

function vitest(test: string, title: string | undefined): readonly string[] {
  const only = title === undefined ? [] : ['-t', pattern(title)];
  return [process.execPath, 'node_modules/vitest/vitest.mjs', 'run', test, ...only, '--bail=1'];
}

function playwright(test: string, title: string | undefined): readonly string[] {
  const only = title === undefined ? [] : ['-g', pattern(title)];
  const cli = 'node_modules/@playwright/test/cli.js';
  const run = [process.execPath, cli, 'test', test, ...only, '-x'];
  const hasDisplay = process.platform !== 'linux' || process.env['DISPLAY'] !== undefined;
  return hasDisplay ? run : ['xvfb-run', '-a', '-s', '-screen 0 1600x1200x24', ...run];
}

function readReport(path: string, isWindow: boolean): readonly Told[] {
  try {
    const report: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isWindow ? readPlaywright(report) : readVitest(report);
  } catch {
    return [];
  }
}

function readVitest(report: unknown): readonly Told[] {
  return vitestReport.parse(report).testResults.flatMap(({ assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'passed' || status === 'failed')
      .map(({ fullName, status, failureMessages }) => ({
        title: fullName.trim(),
        status:
          status === 'passed'
            ? 'passed'
            : (failureMessages ?? []).every((message) => /timed out in \d+ms/.test(message))
              ? 'timed-out'
              : 'failed',
      })),
  );
}

function readPlaywright(report: unknown): readonly Told[] {
  const specsOf = (each: Suite): readonly z.output<typeof spec>[] => [
    ...each.specs,
    ...(each.suites ?? []).flatMap(specsOf),
  ];
  return playwrightReport
    .parse(report)
    .suites.flatMap(specsOf)
    .flatMap(({ title, tests }) =>
      tests.flatMap(({ results }) =>
        results
          .filter(({ status }) => ['passed', 'failed', 'timedOut'].includes(status))
          .map(({ status }) => ({
            title,
            status: status === 'passed' ? 'passed' : status === 'failed' ? 'failed' : 'timed-out',
          })),
      ),
    );
}
