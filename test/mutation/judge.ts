// One process for one mutant: says what is noticed of it.
import { readFileSync } from 'node:fs';
import { corpus } from './corpus.ts';
import type { Golden } from './golden.ts';
import { lookAt, noticed, remarksOn, remarksOnProofs, type Remark } from './judgement.ts';

const [, , goldenFile = '', mutated = ''] = process.argv;
const isEncoder = mutated === 'encoder';
const golden = JSON.parse(readFileSync(goldenFile, 'utf8')) as Readonly<Record<string, Golden>>;
const texts = corpus().map((text) => {
  const usual = golden[text.name];
  if (usual === undefined) throw new Error(`nothing is known of ${text.name}: begin anew, without --again`);
  return { text, usual };
});

/** How much work the texts may be, in all, of which the answers are looked at: the least first. Proofs alone are quick. */
const patience = isEncoder ? Infinity : 1_500;

const found = new Map<string, string>();
const isSettled = (): boolean => found.has('crash') || found.has('independent');

const changed = texts.filter(({ text, usual }) => {
  if (isSettled()) return false;
  if (isEncoder) return true;
  let isChanged = false;
  note(text.name, () => {
    const look = lookAt(text, usual);
    isChanged = look.isChanged;
    return look.remarks;
  });
  return isChanged;
});
let work = 0;
for (const { text, usual } of changed.toSorted((one, other) => one.usual.work - other.usual.work)) {
  work += usual.work;
  if (isSettled() || work > patience) break;
  note(text.name, () => (isEncoder ? remarksOnProofs : remarksOn)(text, usual));
}
const worst = ['crash', ...noticed].find((kind) => found.has(kind));
process.stdout.write(JSON.stringify(worst === undefined ? null : { kind: worst, what: found.get(worst) }));

function note(name: string, remarks: () => readonly Remark[]): void {
  try {
    for (const { kind, what } of remarks()) if (!found.has(kind)) found.set(kind, `${name}: ${what}`);
  } catch (error) {
    found.set('crash', `${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
