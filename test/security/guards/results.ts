import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { checklist, checklistItems } from './checklist.ts';
import type { Guard } from './guard.ts';
import { notYet } from './not-yet.ts';
import type { Outcome } from './run-test.ts';
import { root } from './scratch.ts';
import { guards } from './table.ts';

const path = join(root, 'test', 'security', 'README.md');

/** What the table says of a guard that was noticed begins so. */
const noticed = 'noticed:';

/** What the table says of a guard that was never taken away. */
export const untried = '**not tried**';

/** The results that the table has, by guard. */
export function readResults(): ReadonlyMap<string, string> {
  const results = new Map<string, string>();
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const cells = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
    const id = /^`([^`]+)`/.exec(cells[2] ?? '')?.[1];
    if (id !== undefined) results.set(id, cells[5] ?? '');
  }
  return results;
}

/** Whether a result says that a test noticed it by what it asserts. */
export function isNoticed(result: string | undefined): boolean {
  return result?.startsWith(noticed) ?? false;
}

/** What the table says of an outcome. */
function tell(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'passed':
      return '**not noticed**';
    case 'failed':
      return `${noticed} ${outcome.test.replaceAll('|', '\\|').replaceAll('`', "'")}`;
    case 'timed-out':
      return '**only by a limit of time**';
    case 'not-run':
      return '**no test was run**';
  }
}

/** Writes the table: new results, and the older ones of guards that were not tried again. */
export async function writeResults(fresh: ReadonlyMap<string, Outcome>): Promise<void> {
  const older = readResults();
  const resultOf = ({ id }: Guard): string => {
    const outcome = fresh.get(id);
    return outcome === undefined ? (older.get(id) ?? untried) : tell(outcome);
  };
  const rows = checklistItems.flatMap((item) =>
    guards
      .filter(({ items: [first] }) => first === item)
      .map(
        (guard) =>
          `| ${guard.items.join(', ')} | \`${guard.id}\`: ${guard.what} | ${guard.file} | ${guard.noticedBy.test} | ${resultOf(guard)} |`,
      ),
  );
  const missing = notYet.map(({ item, reason }) => `| ${String(item)} | ${checklist[item]} | ${reason} |`);
  const text = `# Guards, taken away one at a time

Written by \`npm run guards\`, which takes away each guard in a copy of the checkout, builds what it has to, and runs the
test that should notice. \`npm run guards -- --only ID\` tries one, \`-- --shard 1/4\` a quarter of them; the other rows
stay. A guard is one entry in \`guards/\`; \`guards.test.ts\` sees to it that each can still be taken away.

| Items | Guard | File | Test | Result |
| --- | --- | --- | --- | --- |
${rows.join('\n')}

## What has no guard to take away, or none yet

| Item | What | Why |
| --- | --- | --- |
${missing.join('\n')}
`;
  const options = await resolveConfig(path);
  writeFileSync(path, await format(text, { ...options, filepath: path }));
}
