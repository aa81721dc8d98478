import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyse } from '#core/analysis/pipeline/analyse.ts';
import { sampleText } from '../support/models/sample.ts';
import { checkProofsOf } from './check-proofs.ts';
import { exploding } from './exploding.ts';
import { family, type Rounds } from '../support/models/family.ts';
import { verifyInFreshProcess } from './fresh-process.ts';
import { timeReport } from './report.ts';
import { limitSeconds, verifyText } from './verification.ts';
import { root } from '../support/places.ts';

/**
 * How long the analyses take, and how that grows with the model: `npm run bench`. Times are of this machine and
 * this moment, best of several; the exponent says by which power of the number of messages a time grows. What is
 * measured in a process of its own includes that the code is compiled while it runs.
 */
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
  readonly size: number;
  readonly time: number;
}

function growth(sizes: readonly Size[], unit = 'messages'): void {
  let previous: Size | null = null;
  for (const each of sizes) {
    const exponent =
      previous === null ? null : Math.log(each.time / previous.time) / Math.log(each.size / previous.size);
    const grows = exponent === null ? '' : `, grows by the power ${exponent.toFixed(2)}`;
    say(`  ${each.size} ${unit}: ${milliseconds(each.time)}${grows}`);
    previous = each;
  }
}

function countMessages(text: string): number {
  return text.match(/^\s*message /gmu)?.length ?? 0;
}

function tally(answers: readonly string[]): string {
  const kinds = ['holds', 'holds-within', 'violated', 'undecided'];
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
      size: countMessages(text),
      time: best(rounds > 100 ? 1 : 3, () => analyse({ text, inputHash })),
    };
  }),
);

for (const { name, unit, sizes, text, work } of exploding) {
  say(`${name}:`);
  const measured = sizes.map((size) => {
    const whole = text(size);
    return {
      size,
      time: best(2, () => {
        work(whole);
      }),
    };
  });
  growth(measured, unit);
}

const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MB`;

say('Full report, without verdicts, of the bundled example and of a family of models:');
for (const text of [sampleText, family(4), family(16)]) {
  await timeReport(text);
  const { time, pages } = await timeReport(text);
  const perPage = time / pages / best(20, () => analyse({ text: sampleText, inputHash }));
  say(
    `  ${countMessages(text)} messages: ${pages} pages, ${milliseconds(time)}; ` +
      `a page takes ${perPage.toFixed(1)} times as long as the consistency of the example`,
  );
}

say('Active adversary, all questions of the bundled example:');
const cold = verifyInFreshProcess(1, 'alike');
say(`  first: ${milliseconds(cold.time)} (${tally(cold.answers)}), ${megabytes(cold.memory)}`);
const warm = best(10, () => verifyText(sampleText));
say(`  warm: ${milliseconds(warm)}; first to warm ${(cold.time / warm).toFixed(1)}`);

const families: Readonly<Record<Rounds, string>> = {
  alike: 'rounds that are alike but for their keys',
  labelled: 'rounds that each carry a label of their own',
};
say(`Active adversary, families of models, each model in a process of its own, at most ${limitSeconds} s:`);
for (const kind of ['alike', 'labelled'] as const) {
  say(` ${families[kind]}`);
  const sizes = [1, 4, 10, 33].map((rounds) => ({
    size: countMessages(family(rounds, kind)),
    ...verifyInFreshProcess(rounds, kind),
  }));
  growth(sizes);
  for (const { size, answers, memory } of sizes) {
    say(`  ${size} messages: ${tally(answers)}; at most ${megabytes(memory)}`);
  }
}

say('The checker of proofs, for a family of models, by the clauses of the proofs:');
const checked = [1, 2, 4, 8].map((rounds) => checkProofsOf(family(rounds, 'labelled')));
growth(
  checked.map(({ clauses, time }) => ({ size: clauses, time })),
  'clauses',
);
for (const { proofs, clauses, time, proving } of checked) {
  say(
    `  ${proofs} proofs with ${clauses} clauses: ${(time / proving).toFixed(1)} times as long as the prover`,
  );
}

say('The library of protocols:');
const folder = join(root, 'resources', 'protocols');
const library = readdirSync(folder).map((name) => verifyText(readFileSync(join(folder, name), 'utf8')));
const sum = library.reduce((total, { time }) => total + time, 0);
say(
  `  ${library.length} protocols: ${milliseconds(sum)} (${tally(library.flatMap(({ answers }) => answers))})`,
);

say(`  at most ${megabytes(process.resourceUsage().maxRSS * 1024)}, with all of the above`);
