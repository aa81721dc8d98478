import { analyseRun, checkText } from '#core/analysis/pipeline/analyse.ts';
import { attackedTable } from '#core/analysis/pipeline/attacked/attacked-table.ts';
import { problemsUntil } from '#core/analysis/pipeline/problems.ts';
import { simulate } from '#core/analysis/simulate/simulation.ts';
import { createTranslate } from '#core/messages/catalogue.ts';
import { completionAt } from '#core/notation/notation.ts';
import { wholeInteraction } from '#core/views/diagrams/interaction/request.ts';
import { interactionDrawingParts } from '#core/views/drawings/drawings.ts';
import { tableContent, tableRows, wholeTable } from '#renderer/features/requirements/table-rows.ts';

/** Inputs of growing size whose cost has exploded once, and what is done with them. */
export interface Exploding {
  readonly name: string;
  /** What the sizes count. */
  readonly unit: string;
  readonly sizes: readonly number[];
  readonly text: (size: number) => string;
  readonly work: (text: string) => void;
}

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

function model(entities: number, messages: number): string {
  return `protocol Large
${lines(entities, (index) => `entity E${index}`)}
key K shared by E0, E1 long-term
${lines(messages, (index) => `data D${index} of E0`)}
phase run channel public adversary present {
${lines(messages, (index) => `  message m${index} E0 -> E1: enc[K](D${index})`)}
}
${lines(messages, (index) => `confidentiality D${index}: E0, E1\nintegrity D${index}: E0`)}
`;
}

// Each pair holds the one before twice: written out, the last has 2 to the power of their number.
function nestedPairs(depth: number): string {
  return `protocol Nested
entity A
entity B
key K shared by A, B long-term
${lines(depth + 1, (index) => `data T${index} of A`)}
phase run channel public adversary present {
${lines(depth, (index) => `  A derives T${index + 1} = (T${index}, T${index})`)}
  message m A -> B: enc[K](T${depth})
}
confidentiality T0: A, B
`;
}

function execute(text: string): NonNullable<ReturnType<typeof checkText>['executable']> {
  const { executable, diagnostics } = checkText(text);
  if (executable === null) throw new Error(`not executable: ${diagnostics[0]?.code ?? ''}`);
  return executable;
}

function showTable(text: string): void {
  const executable = execute(text);
  const content = tableContent(executable.model, analyseRun(executable.model, executable.run), new Map());
  tableRows(content, { ...wholeTable, status: 'discrepancy' });
}

function showAttacked(text: string): void {
  const { model, run } = execute(`${text}attack lost {\n  leak K\n}\n`);
  const [attack] = model.attacks;
  if (attack === undefined) throw new Error('there is an attack model');
  attackedTable(model, analyseRun(model, run).cells, attack);
}

function draw(text: string): void {
  const { model, run } = execute(text);
  const shown = { ...wholeInteraction, localSteps: true, joinedHops: true };
  interactionDrawingParts(model, analyseRun(model, run), shown, createTranslate('en'));
}

export const exploding: readonly Exploding[] = [
  {
    name: 'From the text to the table of a partially compromised system',
    unit: 'messages',
    sizes: [251, 502, 1_004],
    text: (size) => model(2, size),
    work: showAttacked,
  },
  {
    name: 'From the text to every moment of the honest run',
    unit: 'messages',
    sizes: [251, 502, 1_004],
    text: (size) => model(2, size),
    work: (text) => {
      simulate(execute(text).model);
    },
  },
  {
    name: 'From the text to the interaction view with everything in it',
    unit: 'messages',
    sizes: [251, 502, 1_004],
    text: (size) => model(2, size),
    work: draw,
  },
  {
    name: 'Pairs within pairs, read or refused',
    unit: 'levels',
    sizes: [5, 10, 20, 40],
    text: nestedPairs,
    work: (text) => {
      checkText(text);
    },
  },
  {
    name: 'What is proposed after a comment of one unbroken word',
    unit: 'characters',
    sizes: [1_000, 10_000, 100_000],
    text: (size) => `protocol P\n// ${'x'.repeat(size)}`,
    work: (text) => {
      completionAt(text, text.length);
    },
  },
  {
    name: 'From the text to the rows of the requirement table',
    unit: 'messages',
    sizes: [251, 502, 1_004],
    text: (size) => model(2, size),
    work: showTable,
  },
  {
    name: 'From the text to the rows of the requirement table',
    unit: 'entities',
    sizes: [500, 1_000, 2_000],
    text: (size) => model(size, 5),
    work: showTable,
  },
  {
    name: 'What is asked, with no time for answers',
    unit: 'entities',
    sizes: [250, 500, 1_000],
    text: (size) => model(size, 5),
    work: (text) => {
      const executable = execute(text);
      problemsUntil(executable.model, executable.run, () => true);
    },
  },
];
