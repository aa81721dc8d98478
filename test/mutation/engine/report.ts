import { basename, dirname } from 'node:path';
import type { Outcome, Result } from '../result.ts';

/** The columns of the table, from left to right, each with the outcomes that it counts. */
const columns: readonly (readonly [name: string, outcomes: readonly Outcome[]])[] = [
  ['checker', ['checker']],
  ['replay', ['replay']],
  ['guard', ['guard']],
  ['alone', ['wrong-alone']],
  ['crash', ['crash', 'endless']],
  ['weaker', ['weaker']],
  ['more', ['more']],
  ['evidence', ['evidence']],
  ['same', ['nothing']],
  ['unreached', ['unreached']],
  ['within', ['wrong-within']],
  ['violated', ['wrong-violated']],
  ['holds', ['wrong-holds']],
];

const counted = new Set<Outcome>(columns.flatMap(([, outcomes]) => outcomes));
const unnoticed: ReadonlySet<Outcome> = new Set(['nothing', 'unreached', 'evidence', 'more']);

/**
 * Tells the table: by area, and in all, how many mutants were judged, and what came of them; and how often something wrong
 * would be said if nobody judged the engines, with each of these mutants where that is asked for. Answers with how many percent were noticed, and with less than 0 if anything wrong is
 * said to hold, or to be violated.
 */
export function tellEngines(
  results: readonly Result[],
  say: (text: string) => void,
  withoutJudges: boolean,
): number {
  const judged = results.filter(({ outcome }) => counted.has(outcome));
  const areas = [...new Set(judged.map(areaOf))].toSorted();
  say(row(['', 'mutants', ...columns.map(([name]) => name), 'unjudged: holds', 'unjudged: violated']));
  say(row(Array.from({ length: columns.length + 4 }, () => '---')));
  for (const area of areas)
    say(
      tableRow(
        area,
        judged.filter((each) => areaOf(each) === area),
      ),
    );
  say(tableRow('all', judged));
  const equivalent = results.filter(({ outcome }) => outcome === 'equivalent').length;
  say(`known to change nothing, and not counted: ${equivalent}`);
  for (const { mutant, unjudged } of withoutJudges ? judged : []) {
    if (unjudged == null) continue;
    say(`${unjudged.kind} ${mutant.file}:${mutant.line} ${mutant.operator}: ${unjudged.what}`);
  }
  const wrong = judged.filter(({ outcome }) => outcome === 'wrong-holds' || outcome === 'wrong-violated');
  for (const { mutant, what } of wrong)
    say(`WRONG: ${mutant.file}:${mutant.line} ${mutant.operator}: ${what ?? ''}`);
  if (wrong.length > 0) return -1;
  const noticed = judged.filter(({ outcome }) => !unnoticed.has(outcome)).length;
  return judged.length === 0 ? 100 : (100 * noticed) / judged.length;
}

function tableRow(name: string, results: readonly Result[]): string {
  const count = (isCounted: (result: Result) => boolean): string => String(results.filter(isCounted).length);
  return row([
    name,
    String(results.length),
    ...columns.map(([, outcomes]) => count(({ outcome }) => outcomes.includes(outcome))),
    count(({ unjudged }) => unjudged?.kind === 'wrong-holds'),
    count(({ unjudged }) => unjudged?.kind === 'wrong-violated'),
  ]);
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

const engines: Readonly<Record<string, string>> = {
  theories: 'equality of terms',
  '5-search': 'search',
  '6-decide': 'order of attempts, confirmation',
};

const reductions = new Set([
  ...['fold-roles', 'folding', 'honest-sorts', 'idle-states', 'readability', 'restrict-roles', 'role-shape'],
  ...['run-state', 'slice', 'truncate-phases', 'of-protocol'],
]);
const goals = new Set(['certify', 'goal', 'prove', 'run-determination']);
const suggestions = new Set(['derivation-tree', 'reconstruction', 'schedule']);

function areaOf({ mutant: { file } }: Result): string {
  const engine = engines[basename(dirname(file))];
  if (engine !== undefined) return engine;
  const name = basename(file, '.ts');
  if (reductions.has(name)) return 'prover: reductions';
  if (goals.has(name)) return 'prover: goals, certificates';
  return suggestions.has(name) ? 'prover: suggested attacks' : 'prover: saturation';
}
