// The checks of the project, one after the other, and what each of them counted.
import { readFileSync, rmSync } from 'node:fs';
import { coverageReport, sayCoverage } from './coverage.mjs';
import { inCheckout, nodePath } from './paths.mjs';
import { run } from './run.mjs';
import { say } from './say.mjs';

const tool = (...path) => inCheckout('node_modules', ...path);
const vitestReport = inCheckout('out', 'test', 'vitest.json');
const playwrightReport = inCheckout('out', 'test', 'playwright.json');

const vitest = (...args) => [nodePath, tool('vitest', 'vitest.mjs'), 'run', ...args];
const readVitest = (report) => ({ passed: report.numPassedTests, failed: report.numFailedTests });

const playwright = (...args) => [nodePath, tool('@playwright', 'test', 'cli.js'), 'test', ...args];
const readPlaywright = ({ stats }) => ({ passed: stats.expected, failed: stats.unexpected + stats.flaky });

/** What only reads the sources: each uses one processor. What takes longest begins. */
const staticChecks = [
  { name: 'lint', command: [nodePath, tool('eslint', 'bin', 'eslint.js'), '.', '--max-warnings=0'] },
  {
    name: 'format',
    command: [nodePath, tool('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level=warn', '.'],
  },
  { name: 'types', command: [nodePath, tool('typescript', 'bin', 'tsc'), '--build'] },
  {
    name: 'types of the window',
    command: [
      nodePath,
      tool('svelte-check', 'bin', 'svelte-check'),
      ...['--tsconfig', 'renderer/tsconfig.json', '--fail-on-warnings', '--output', 'human'],
    ],
  },
  { name: 'unused exports', command: [nodePath, tool('knip', 'bin', 'knip.js'), '--no-progress'] },
];

/**
 * Every step of a check: its name, its command, where it counts tests itself, how to read its report, and where there
 * is more to tell at its end, what tells it; or steps that are run together, two at a time.
 */
export const steps = [
  { together: staticChecks },
  {
    name: 'tests',
    command: vitest(),
    report: vitestReport,
    read: readVitest,
  },
  {
    name: 'end-to-end tests',
    command: playwright('--grep-invert', '@long'),
    report: playwrightReport,
    read: readPlaywright,
  },
];

// Others are tried at each run; so many percent of them must be noticed, and nothing may be said wrongly.
const mutation = (name, part, sample, least) => ({
  name,
  command: [
    nodePath,
    ...['--experimental-strip-types', '--no-warnings', inCheckout('test', 'mutation', 'mutate.ts')],
    ...['--part', part, ...sample, '--seed', String(Date.now() % 2 ** 31), '--at-least', String(least)],
  ],
});

/** What takes too long for every change. */
export const longSteps = [
  {
    name: 'random tests with many more cases, and long tests',
    command: vitest('--config', 'vitest.long.config.ts'),
    report: vitestReport,
    read: readVitest,
  },
  {
    name: 'long end-to-end tests',
    command: playwright('--grep', '@long'),
    report: playwrightReport,
    read: readPlaywright,
  },
  {
    name: 'tests with coverage',
    command: vitest('--coverage'),
    report: vitestReport,
    read: readVitest,
    writes: coverageReport,
    tell: sayCoverage,
  },
  {
    name: 'guards, each taken away',
    command: [
      nodePath,
      ...['--experimental-strip-types', '--no-warnings'],
      inCheckout('test', 'security', 'guards', 'remove-guards.ts'),
    ],
  },
  mutation('translation and encoder, a statement changed at a time', 'translation', ['--sample', '400'], 50),
  mutation('engines, a statement changed at a time', 'engine', ['--sample', '70'], 30),
];

/**
 * Runs every step, also after one failed, and answers with how many checks and tests passed and failed. A step
 * that fails without having counted a failed test counts as one.
 */
export async function runSteps(given) {
  const total = { passed: 0, failed: 0 };
  for (const step of given) {
    const counts = step.together ? await runTogether(step.together) : [await runStep(step)];
    for (const { passed, failed } of counts) {
      total.passed += passed;
      total.failed += failed;
    }
  }
  return total;
}

async function runTogether(steps) {
  const waiting = [...steps];
  const counts = [];
  const lane = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift())
      counts.push(await runStep(step));
  };
  await Promise.all([lane(), lane()]);
  return counts;
}

async function runStep(step) {
  say(`${step.name} …`);
  const begun = Date.now();
  for (const written of [step.report, step.writes]) if (written) rmSync(written, { force: true });
  const [program, ...args] = step.command.map((part) => (typeof part === 'function' ? part() : part));
  const status = await run(program, args, { output: 'inherit' });
  const count = step.report ? readReport(step) : { passed: status === 0 ? 1 : 0, failed: 0 };
  if (!hasTold(step)) count.failed += 1;
  if (status !== 0 && count.failed === 0) count.failed = 1;
  const seconds = Math.round((Date.now() - begun) / 1000);
  say(`${step.name}: ${count.failed > 0 ? 'FAILED' : 'passed'} in ${seconds} s`);
  return count;
}

function hasTold({ tell = () => undefined }) {
  try {
    tell();
    return true;
  } catch (error) {
    say(error.message);
    return false;
  }
}

// A step that left no report has failed, whatever its exit status says.
function readReport(step) {
  try {
    return step.read(JSON.parse(readFileSync(step.report, 'utf8')));
  } catch {
    return { passed: 0, failed: 1 };
  }
}
