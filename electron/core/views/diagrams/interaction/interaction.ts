import type { Analysis } from '#core/analysis/record/record.ts';
import { channelTrusts } from '#core/language/kinds.ts';
import type { Model } from '#core/language/model.ts';
import { measures, type Lane, type Row } from '#core/views/diagrams/interaction-layout.ts';
import { laneHeads, placeLanes, stackRows } from '#core/views/diagrams/lanes.ts';
import { paginate } from '#core/views/diagrams/paginate.ts';
import type { Scene } from '#core/views/diagrams/scene.ts';
import { legendRow, messageRow, phaseRow, stepRow, type InteractionWords } from './item-rows.ts';
import { interactionItems, type InteractionItem } from './items.ts';
import { lanesShown, type InteractionRequest } from './request.ts';

export type { InteractionWords } from './item-rows.ts';

/** Options of the view's layout. */
export interface InteractionOptions {
  /** The width of the drawing in points. */
  readonly width: number;
  /** Lines of a message's content at most; the rest is left out with an ellipsis. */
  readonly contentLines: number;
  readonly words: InteractionWords;
}

type Recorded = Pick<Analysis, 'messages'>;

/**
 * The interaction view (the paper's message sequence diagram): one lane for each entity that is shown, a band for each
 * phase, and the messages of the run in order, with local steps and joined hops as the request says.
 */
export function interactionScene(
  model: Model,
  record: Recorded,
  request: InteractionRequest,
  options: InteractionOptions,
): Scene {
  const lanes = lanesOf(model, request, options.width);
  return stackRows(rowsOf(model, record, request, lanes, options), lanes, options.width);
}

/** The same in two: the heads of the lanes, which stay in sight, and what scrolls beneath them. */
export function interactionParts(
  model: Model,
  record: Recorded,
  request: InteractionRequest,
  options: InteractionOptions,
): { readonly heads: Scene; readonly body: Scene } {
  const lanes = lanesOf(model, request, options.width);
  const rows = rowsOf(model, record, request, lanes, options);
  return {
    heads: laneHeads(lanes, options.width),
    body: stackRows(rows, lanes, options.width, { heads: false }),
  };
}

/**
 * The interaction view in pieces no higher than `pageHeight`, each with the heads of the lanes. A row that is higher
 * than a page has a piece of its own.
 */
export function interactionPages(
  model: Model,
  record: Recorded,
  request: InteractionRequest,
  options: InteractionOptions & { readonly pageHeight: number },
): readonly Scene[] {
  const lanes = lanesOf(model, request, options.width);
  const rows = rowsOf(model, record, request, lanes, options);
  return paginate(rows, options.pageHeight - measures.headingHeight).map((piece) =>
    stackRows(piece, lanes, options.width),
  );
}

function lanesOf({ entities }: Model, request: InteractionRequest, width: number): readonly Lane[] {
  const labels = new Map(entities.map(({ name, label }) => [name, label]));
  const names = lanesShown([...labels.keys()], request);
  return placeLanes(
    names.map((name) => ({ name, label: labels.get(name) ?? name, tone: 'muted' })),
    width,
  );
}

function rowsOf(
  model: Model,
  record: Recorded,
  request: InteractionRequest,
  lanes: readonly Lane[],
  options: InteractionOptions,
): readonly Row[] {
  const laneOf = new Map(lanes.map((each) => [each.name, each]));
  const rows = interactionItems(model, record, request).map((item) => rowOf(item, laneOf, options));
  return [legendRow(options.words), ...rows];
}

function rowOf(item: InteractionItem, laneOf: ReadonlyMap<string, Lane>, options: InteractionOptions): Row {
  const { width, words } = options;
  const by = (...names: readonly string[]): readonly Lane[] =>
    names.flatMap((name) => laneOf.get(name) ?? []);
  switch (item.kind) {
    case 'phase':
      return phaseRow(item.phase, width, item.folded, words);
    case 'message': {
      const { message, number } = item;
      const lanes = by(message.sender, message.receiver);
      return messageRow({ message, number: String(number), lanes, content: message.content }, options, words);
    }
    case 'journey': {
      const [first] = item.messages;
      if (first === undefined) throw new RangeError('a journey has messages');
      const lanes = by(first.sender, ...item.messages.map(({ receiver }) => receiver));
      const number = `${item.numbers[0] ?? ''}–${item.numbers.at(-1) ?? ''}`;
      // As open as its most open part.
      const trust =
        channelTrusts.find((each) => item.messages.some((hop) => hop.trust === each)) ?? first.trust;
      const message = { ...first, trust, overheard: item.messages.some(({ overheard }) => overheard) };
      return messageRow({ message, number, lanes, content: item.content }, options, words);
    }
    case 'step':
      return stepRow(
        item.what,
        by(...item.entities),
        { width, gap: width / Math.max(1, laneOf.size) },
        item.elements,
      );
  }
}
