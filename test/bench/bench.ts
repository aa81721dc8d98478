import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyse, checkText } from '#core/analysis/analyse.ts';
import { analyseActively } from '#core/analysis/verify/active.ts';
import { sampleText } from '../core/sample.ts';
import { family } from './family.ts';

/**
 * How long the analyses take, and how that grows with the model: `npm run bench`. Times are of this machine and
 * this moment, best of several; the exponent says by which power of the number of messages a time grows.
 */
const limitSeconds = 60;
const milliseconds = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`;

function best(times: number, work: () => void): number {
  let least = Infinity;
  for (let round = 0; round < times; round += 1) {
    const start = performance.now();
    work();
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

interface Size {
  readonly messages: number;
  readonly time: number;
}

function growth(sizes: readonly Size[]): void {
  let previous: Size | null = null;
  for (const size of sizes) {
    const exponent =
      previous === null
        ? null
        : Math.log(size.time / previous.time) / Math.log(size.messages / previous.messages);
    const grows = exponent === null ? '' : `, grows by the power ${exponent.toFixed(2)}`;
    say(`  ${size.messages} messages: ${milliseconds(size.time)}${grows}`);
    previous = size;
  }
}

function countMessages(text: string): number {
  return text.match(/^\s*message /gmu)?.length ?? 0;
}

function verifyText(text: string): { readonly answers: readonly string[]; readonly time: number } {
  const { executable } = checkText(text);
  if (executable === null) throw new Error('the model is executable');
  const start = performance.now();
  const end = start + limitSeconds * 1000;
  const verdicts = analyseActively(executable.model, executable.run, {
    clauses: 100_000,
    cancelled: () => performance.now() > end,
    progress: () => undefined,
  });
  return { answers: verdicts.map(({ answer }) => answer.kind), time: performance.now() - start };
}

function tally(answers: readonly string[]): string {
  const kinds = ['holds', 'violated', 'undecided'];
  return kinds.map((kind) => `${answers.filter((each) => each === kind).length} ${kind}`).join(', ');
}

say('From a keystroke to the consistency of the bundled example:');
const inputHash = '0'.repeat(64);
say(`  ${milliseconds(best(20, () => analyse({ text: sampleText, inputHash })))}`);

say('Consistency of a family of models:');
growth(
  [1, 33, 348].map((rounds) => {
    const text = family(rounds);
    return {
      messages: countMessages(text),
      time: best(rounds > 100 ? 1 : 3, () => analyse({ text, inputHash })),
    };
  }),
);

say('Active adversary, all questions of the bundled example:');
const cold = verifyText(sampleText);
say(`  first: ${milliseconds(cold.time)} (${tally(cold.answers)})`);
const warm = best(3, () => verifyText(sampleText));
say(`  warm: ${milliseconds(warm)}; first to warm ${(cold.time / warm).toFixed(1)}`);

say(`Active adversary, a family of models, at most ${limitSeconds} s each:`);
const active = [1, 4, 10].map((rounds) => {
  const text = family(rounds);
  return { messages: countMessages(text), ...verifyText(text) };
});
growth(active);
for (const { messages, answers } of active) say(`  ${messages} messages: ${tally(answers)}`);

say('The library of protocols:');
const folder = join(import.meta.dirname, '..', '..', 'resources', 'protocols');
const library = readdirSync(folder).map((name) => verifyText(readFileSync(join(folder, name), 'utf8')));
const sum = library.reduce((total, { time }) => total + time, 0);
say(
  `  ${library.length} protocols: ${milliseconds(sum)} (${tally(library.flatMap(({ answers }) => answers))})`,
);

say(`Memory: ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MB`);
