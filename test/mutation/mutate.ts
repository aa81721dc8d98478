// npm run mutate: changes one statement of the translation, the encoder or the engines at a time, and tells who notices.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Compiler } from './compiler.ts';
import { Coverage } from './coverage.ts';
import { enginePart } from './engine/part.ts';
import { whyEquivalent } from './equivalent.ts';
import type { Mutant } from './mutant.ts';
import { numbersFrom } from './random-row.ts';
import type { Result } from './result.ts';
import { translationPart } from './translation-part.ts';
import { root } from '../support/places.ts';

const { values } = parseArgs({
  options: {
    // The translation with the encoder, or everything between the encoder and the answer.
    part: { type: 'string', default: 'translation' },
    file: { type: 'string', default: '' },
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    // Takes what was worked out before as it is.
    again: { type: 'boolean', default: false },
    // How many percent must be noticed, by whomever.
    'at-least': { type: 'string', default: '0' },
    // Of the engines: also tells each wrong answer that there would be if nobody judged them.
    'without-judges': { type: 'boolean', default: false },
    jobs: { type: 'string', default: '2' },
  },
});

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const part = [translationPart, enginePart].find(({ name }) => name === values.part);
if (part === undefined) throw new Error('--part translation or --part engine');
const sample = values.sample === undefined ? part.sample : Number(values.sample);

const folder = join(root, 'out', 'mutation', part.name);
const goldenFile = join(folder, 'golden.json');
const covered = join(folder, 'coverage');
const before = (script: string, args: readonly string[], env: NodeJS.ProcessEnv): void => {
  const flags = ['--no-warnings', join(import.meta.dirname, script), ...args];
  execFileSync(process.execPath, flags, { env: { ...process.env, ...env } });
};
mkdirSync(folder, { recursive: true });
if (!values.again || !existsSync(covered) || !existsSync(goldenFile)) {
  rmSync(covered, { recursive: true, force: true });
  before(part.comeBy, [goldenFile], { NODE_V8_COVERAGE: covered });
  if (part.writeGolden !== part.comeBy) before(part.writeGolden, [goldenFile], {});
}
const coverage = new Coverage(covered);
const compiler = new Compiler(part.sources);
const bySource = part.sources
  .filter((file) => file.includes(values.file))
  .map((file) => compiler.mutants(file));
const all = bySource.flat();
const seed = Number(values.seed);
const waiting = part.everySource
  ? inTurn(bySource.map((mutants, index) => shuffled(mutants, seed + index))).toReversed()
  : shuffled(all, seed);
say(`${all.length} mutants`);

// Whoever goes on with what was begun has judged some already.
const resultFile = join(folder, `results-${values.seed}.json`);
const results: Result[] =
  values.again && existsSync(resultFile) ? (JSON.parse(readFileSync(resultFile, 'utf8')) as Result[]) : [];
const known = new Set(results.map(({ mutant }) => keyOf(mutant)));

let judged = results.filter(({ outcome }) => outcome !== 'compiler' && outcome !== 'equivalent').length;
// The compiler looks at each before a process is started for it.
const { judge } = part;
async function work(): Promise<void> {
  for (let mutant = next(); mutant !== null; mutant = next()) {
    note(await judge(mutant, goldenFile));
  }
}

function next(): Mutant | null {
  while (judged < sample) {
    const mutant = waiting.pop();
    if (mutant === undefined) return null;
    if (known.has(keyOf(mutant))) continue;
    if (whyEquivalent(mutant) !== null) note({ mutant, outcome: 'equivalent', what: whyEquivalent(mutant) });
    else if (!compiler.takes(mutant)) note({ mutant, outcome: 'compiler', what: null });
    else {
      judged += 1;
      if (coverage.reaches(mutant.file, mutant.start)) return mutant;
      note({ mutant, outcome: 'unreached', what: null });
    }
  }
  return null;
}

function note(result: Result): void {
  results.push(result);
  const { outcome, mutant, what } = result;
  if (outcome !== 'compiler') {
    say(
      `${outcome} ${mutant.file}:${mutant.line} ${mutant.operator}: ${inLine(mutant.was)} => ${inLine(mutant.text)}${what === null ? '' : ` (${what})`}`,
    );
  }
  writeFileSync(resultFile, JSON.stringify(results, null, 1));
}

function keyOf({ file, start, end, text }: Mutant): string {
  return JSON.stringify([file, start, end, text]);
}

function inLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 120 ? `${line.slice(0, 117)}...` : line;
}

function shuffled<Each>(list: readonly Each[], seed: number): Each[] {
  const random = numbersFrom(seed);
  const mixed = [...list];
  for (let place = mixed.length - 1; place > 0; place -= 1) {
    const other = random() % (place + 1);
    const [one, two] = [mixed[place], mixed[other]];
    if (one === undefined || two === undefined) continue;
    mixed[place] = two;
    mixed[other] = one;
  }
  return mixed;
}

// The first of each list, then the second of each.
function inTurn<Each>(lists: readonly (readonly Each[])[]): readonly Each[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, place) =>
    lists.flatMap((list) => list.slice(place, place + 1)),
  ).flat();
}

await Promise.all(Array.from({ length: Number(values.jobs) }, work));
const share = part.tell(results, say, values['without-judges']);
process.exitCode = share >= Number(values['at-least']) ? 0 : 1;
