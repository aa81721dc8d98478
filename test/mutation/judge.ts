// One process for one mutant: says what is noticed of it.
import { readFileSync } from 'node:fs';
import { corpus } from './corpus.ts';
import type { Golden } from './golden.ts';
import { noticed, remarksOn, type Remark } from './judgement.ts';

const [, , goldenFile = '', isAlwaysAsked = ''] = process.argv;
const golden = JSON.parse(readFileSync(goldenFile, 'utf8')) as Readonly<Record<string, Golden>>;

const found = new Map<string, string>();
for (const text of corpus()) {
  const usual = golden[text.name];
  if (usual === undefined) throw new Error(`nothing is known of ${text.name}`);
  const remarks = crashOr(() => remarksOn(text, usual, isAlwaysAsked === 'always'));
  for (const { kind, what } of remarks) {
    if (!found.has(kind)) found.set(kind, `${text.name}: ${what}`);
  }
  if (found.has('crash') || found.has('independent')) break;
}
const worst = ['crash', ...noticed].find((kind) => found.has(kind));
process.stdout.write(JSON.stringify(worst === undefined ? null : { kind: worst, what: found.get(worst) }));

function crashOr(work: () => readonly Remark[]): readonly (Remark | { kind: 'crash'; what: string })[] {
  try {
    return work();
  } catch (error) {
    return [{ kind: 'crash', what: error instanceof Error ? error.message : String(error) }];
  }
}
