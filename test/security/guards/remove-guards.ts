// npm run guards: takes away each guard in turn, and shows the test that notices.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { without, type Guard } from './guard.ts';
import { writeResults } from './results.ts';
import { runTest, type Outcome } from './run-test.ts';
import { copyCheckout } from './scratch.ts';
import { guards } from './table.ts';

const { values } = parseArgs({
  options: { only: { type: 'string', multiple: true }, shard: { type: 'string' } },
});

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** The guards that the command line asks for. */
function chosen(): readonly Guard[] {
  const { only, shard = '1/1' } = values;
  const unknown = only?.find((id) => !guards.some((guard) => guard.id === id));
  if (unknown !== undefined) throw new Error(`there is no guard ${unknown}`);
  const [part = 1, of = 1] = shard.split('/').map(Number);
  return guards.filter(({ id }, index) => (only?.includes(id) ?? true) && index % of === part - 1);
}

/** The tests that fail where nothing was taken away: they would say nothing of a guard. */
function failingAnyway(folder: string, tried: readonly Guard[]): ReadonlySet<string> {
  const failing = new Set<string>();
  const asked = new Map(tried.map(({ noticedBy }) => [JSON.stringify(noticedBy), noticedBy]));
  for (const [key, noticing] of asked) {
    const outcome = runTest(folder, noticing);
    say(`with every guard: ${noticing.test} ${noticing.title ?? ''}: ${outcome.kind}`);
    if (outcome.kind !== 'passed') failing.add(key);
    if (outcome.kind === 'not-run') say(outcome.told);
  }
  return failing;
}

function tryWithout(folder: string, guard: Guard): Outcome {
  const path = join(folder, guard.file);
  const source = readFileSync(path, 'utf8');
  writeFileSync(path, without(guard, source));
  try {
    return runTest(folder, guard.noticedBy);
  } finally {
    writeFileSync(path, source);
  }
}

const tried = chosen();
const isPacked = tried.some(({ noticedBy }) => noticedBy.test.startsWith('test/security/package/'));
const { folder, remove } = copyCheckout(isPacked);
const outcomes = new Map<string, Outcome>();
try {
  const failing = failingAnyway(folder, tried);
  for (const guard of tried) {
    const outcome: Outcome = failing.has(JSON.stringify(guard.noticedBy))
      ? { kind: 'not-run', told: 'its test fails with the guard in its place' }
      : tryWithout(folder, guard);
    outcomes.set(guard.id, outcome);
    say(`without ${guard.id}: ${outcome.kind === 'failed' ? `noticed by "${outcome.test}"` : outcome.kind}`);
    if (outcome.kind === 'not-run') say(outcome.told);
    await writeResults(outcomes);
  }
} finally {
  remove();
}
const unnoticed = [...outcomes.values()].filter(({ kind }) => kind !== 'failed').length;
say(`${String(outcomes.size - unnoticed)} of ${String(outcomes.size)} guards are noticed when they are gone`);
process.exitCode = unnoticed === 0 ? 0 : 1;
