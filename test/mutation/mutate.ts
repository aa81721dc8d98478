// npm run mutate: changes one statement of the translation or of the encoder at a time, and tells who notices.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Compiler, mutableFiles } from './compiler.ts';
import { Coverage } from './coverage.ts';
import { whyEquivalent } from './equivalent.ts';
import type { Mutant } from './mutant.ts';
import { numbersFrom } from './random-row.ts';
import { tell } from './report.ts';
import { runMutant, type Result } from './run-mutant.ts';
import { root } from '../support/places.ts';

const { values } = parseArgs({
  options: {
    file: { type: 'string', default: '' },
    sample: { type: 'string', default: '400' },
    seed: { type: 'string', default: '1' },
    // Takes what was worked out before as it is.
    again: { type: 'boolean', default: false },
    // How many percent must be noticed, by whomever.
    'at-least': { type: 'string', default: '0' },
    jobs: { type: 'string', default: '2' },
  },
});

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const folder = join(root, 'out', 'mutation');
const goldenFile = join(folder, 'golden.json');
const covered = join(folder, 'coverage');
const before = (script: string, args: readonly string[], env: NodeJS.ProcessEnv): void => {
  const flags = ['--no-warnings', join(import.meta.dirname, script), ...args];
  execFileSync(process.execPath, flags, { env: { ...process.env, ...env } });
};
mkdirSync(folder, { recursive: true });
if (!values.again || !existsSync(covered)) {
  rmSync(covered, { recursive: true, force: true });
  before('come-by.ts', [], { NODE_V8_COVERAGE: covered });
}
if (!values.again || !existsSync(goldenFile)) before('write-golden.ts', [goldenFile], {});
const coverage = new Coverage(covered);
const compiler = new Compiler();
const all = mutableFiles()
  .filter((file) => file.includes(values.file))
  .flatMap((file) => compiler.mutants(file));
const waiting = shuffled(all, Number(values.seed));
say(`${all.length} mutants`);

// Whoever goes on with what was begun has judged some already.
const resultFile = join(folder, `results-${values.seed}.json`);
const results: Result[] =
  values.again && existsSync(resultFile) ? (JSON.parse(readFileSync(resultFile, 'utf8')) as Result[]) : [];
const known = new Set(results.map(({ mutant }) => keyOf(mutant)));

let judged = results.filter(({ outcome }) => outcome !== 'compiler' && outcome !== 'equivalent').length;
// The compiler looks at each before a process is started for it.
async function work(): Promise<void> {
  for (let mutant = next(); mutant !== null; mutant = next()) {
    const result = await runMutant(mutant, goldenFile);
    note(result);
  }
}

function next(): Mutant | null {
  while (judged < Number(values.sample)) {
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

await Promise.all(Array.from({ length: Number(values.jobs) }, work));
const share = tell(results, say);
process.exitCode = share >= Number(values['at-least']) ? 0 : 1;
