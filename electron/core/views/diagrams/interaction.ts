import type { Analysis } from '#core/analysis/record/record.ts';
import { measures, type Lane, type Row } from './interaction-layout.ts';
import { legendRow, messageRow, phaseRow, type InteractionWords } from './interaction-rows.ts';
import { stackRows, placeLanes } from './lanes.ts';
import { paginate } from './paginate.ts';
import type { Scene } from './scene.ts';

export type { InteractionWords } from './interaction-rows.ts';

/** A part of the model by its name and its label. */
export interface Named {
  readonly name: string;
  readonly label: string;
}

/** Options of the view's layout. */
export interface InteractionOptions {
  /** The width of the drawing in points. */
  readonly width: number;
  /** Lines of a message's content at most; the rest is left out with an ellipsis. */
  readonly contentLines: number;
  readonly words: InteractionWords;
}

/**
 * The interaction view (the paper's message sequence diagram): one lane for each entity, a band for each
 * phase, and the messages of the run in order. Messages from or to an entity that is not among `entities` are
 * left out, and so are phases that are not among `phases`; the others keep their numbers.
 */
export function interactionScene(
  record: Analysis,
  entities: readonly Named[],
  phases: readonly Named[],
  options: InteractionOptions,
): Scene {
  const lanes = lanesOf(entities, options.width);
  return stackRows(rowsOf(record, lanes, phases, options), lanes, options.width);
}

/**
 * The interaction view in pieces no higher than `pageHeight`, each with the headings of the lanes. A row that is
 * higher than a page has a piece of its own.
 */
export function interactionPages(
  record: Analysis,
  entities: readonly Named[],
  phases: readonly Named[],
  options: InteractionOptions & { readonly pageHeight: number },
): readonly Scene[] {
  const lanes = lanesOf(entities, options.width);
  const rows = rowsOf(record, lanes, phases, options);
  return paginate(rows, options.pageHeight - measures.headingHeight).map((piece) =>
    stackRows(piece, lanes, options.width),
  );
}

function lanesOf(entities: readonly Named[], width: number): readonly Lane[] {
  return placeLanes(
    entities.map(({ name, label }) => ({ name, label, tone: 'muted' })),
    width,
  );
}

function rowsOf(
  record: Analysis,
  lanes: readonly Lane[],
  phases: readonly Named[],
  { width, contentLines, words }: InteractionOptions,
): readonly Row[] {
  const lane = new Map(lanes.map((each) => [each.name, each]));
  const numbered = record.messages.map((message, index) => ({ message, number: index + 1 }));
  const rows = phases.flatMap((phase) => {
    const messages = numbered.flatMap(({ message, number }) => {
      const sender = lane.get(message.sender);
      const receiver = lane.get(message.receiver);
      if (message.phase !== phase.name || sender === undefined || receiver === undefined) return [];
      return [messageRow(message, { sender, receiver }, { number, width, contentLines }, words)];
    });
    return [phaseRow(phase, width), ...messages];
  });
  return [legendRow(words), ...rows];
}
