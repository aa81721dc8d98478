import type { StepOrigin, TraceEvent, TraceRecord, TraceStep } from '#core/analysis/record/trace-record.ts';
import { measures, type Lane, type Row } from './interaction-layout.ts';
import { stackRows, placeLanes } from './lanes.ts';
import { paginate } from './paginate.ts';
import type { Scene, Tone } from './scene.ts';
import { beliefRow, traceEventRow, traceMessageRow } from './trace-rows.ts';

/** The words of the view, translated by the caller. Runs and messages are numbered from 1. */
export interface TraceWords {
  readonly adversary: string;
  /** The second line of a run's heading. */
  readonly run: (number: number, role: string) => string;
  readonly dishonest: (entity: string) => string;
  /** The note on a message that goes from or to the adversary; `from` is the message it was before. */
  readonly origin: (origin: StepOrigin, from: number | null) => string;
  readonly event: (event: TraceEvent) => string;
}

/** Options of the view's layout. */
export interface TraceOptions {
  /** The least width of the drawing in points; many lanes make it wider. */
  readonly width: number;
  /** Lines of a message's content at most; the rest is left out with an ellipsis. */
  readonly contentLines: number;
  readonly words: TraceWords;
}

/** The least width of a lane in points. */
const laneWidth = 120;

/**
 * An attack as an interaction view: a lane for each run and one for the adversary in their midst. A message that
 * is delivered as soon as it is sent goes straight from run to run; every other one goes to the adversary, or
 * comes from it. Events of the question stand on the lanes where they happen.
 */
export function traceScene(trace: TraceRecord, options: TraceOptions): Scene {
  const { rows, lanes, width } = layOut(trace, options);
  return stackRows(rows, lanes, width);
}

/**
 * The same in pieces, each with the headings of the lanes. Drawn to a width of `options.width` none is higher than
 * `pageHeight`, but for one with a single row that is.
 */
export function tracePages(
  trace: TraceRecord,
  options: TraceOptions & { readonly pageHeight: number },
): readonly Scene[] {
  const { rows, lanes, width } = layOut(trace, options);
  const room = (options.pageHeight * width) / options.width - measures.headingHeight;
  return paginate(rows, room).map((piece) => stackRows(piece, lanes, width));
}

function layOut(
  trace: TraceRecord,
  options: TraceOptions,
): { readonly rows: readonly Row[]; readonly lanes: readonly Lane[]; readonly width: number } {
  const width = Math.max(options.width, laneWidth * (trace.runs.length + 1));
  const { runs, adversary, all } = lanesOf(trace, width, options.words);
  return { rows: new Drawing(trace, runs, adversary, { ...options, width }).rows(), lanes: all, width };
}

interface Lanes {
  /** The lane of each run, by number. */
  readonly runs: readonly Lane[];
  readonly adversary: Lane;
  /** All of them from left to right. */
  readonly all: readonly Lane[];
}

function lanesOf(trace: TraceRecord, width: number, words: TraceWords): Lanes {
  const runs = trace.runs.map(({ role, agent }, index) => ({
    name: words.run(index + 1, role),
    label: agent ?? role,
    tone: 'muted' as const,
  }));
  const adversary = { name: words.adversary, label: words.adversary, tone: 'danger' as const };
  const middle = Math.ceil(runs.length / 2);
  const all = placeLanes([...runs.slice(0, middle), adversary, ...runs.slice(middle)], width);
  const [inMidst = { ...adversary, x: width / 2 }] = all.slice(middle);
  return { runs: [...all.slice(0, middle), ...all.slice(middle + 1)], adversary: inMidst, all };
}

class Drawing {
  readonly #trace: TraceRecord;
  readonly #lanes: readonly Lane[];
  readonly #adversary: Lane;
  readonly #options: TraceOptions;

  constructor(trace: TraceRecord, lanes: readonly Lane[], adversary: Lane, options: TraceOptions) {
    this.#trace = trace;
    this.#lanes = lanes;
    this.#adversary = adversary;
    this.#options = options;
  }

  rows(): readonly Row[] {
    const { steps } = this.#trace;
    const rows: Row[] = [...this.#beliefs(), ...this.#eventsAfter(0)];
    for (let index = 0; index < steps.length; index += 1) {
      const step = steps[index];
      if (step === undefined) continue;
      const next = steps[index + 1];
      const straight = next !== undefined && this.#isStraight(next, index);
      rows.push(this.#message(step, index, straight ? next : null), ...this.#eventsAfter(index + 1));
      if (!straight) continue;
      index += 1;
      rows.push(...this.#eventsAfter(index + 1));
    }
    return rows;
  }

  // Delivered at once and with nothing in between.
  #isStraight(step: TraceStep, previous: number): boolean {
    if (step.kind !== 'receives' || step.origin !== 'delivered' || step.from !== previous) return false;
    return !this.#trace.events.some(({ after }) => after === previous + 1);
  }

  #message(step: TraceStep, index: number, delivery: TraceStep | null): Row {
    const { words, width, contentLines } = this.#options;
    const own = this.#lane(step.run);
    const [from, to] =
      delivery !== null
        ? [own, this.#lane(delivery.run)]
        : step.kind === 'sends'
          ? [own, this.#adversary]
          : [this.#adversary, own];
    const number = delivery === null ? `${index + 1}` : `${index + 1}–${index + 2}`;
    const handed = step.origin === 'handed';
    const message = {
      step: index,
      title: handed ? number : `${number} ${step.message}`,
      note: step.origin === null ? '' : words.origin(step.origin, step.from === null ? null : step.from + 1),
      content: step.short ?? step.content,
      tone: toneOf(step.origin),
      from,
      to,
    };
    return traceMessageRow(message, width, contentLines);
  }

  #lane(run: number): Lane {
    return this.#lanes[run] ?? this.#adversary;
  }

  #eventsAfter(count: number): readonly Row[] {
    const { words, width } = this.#options;
    return this.#trace.events
      .filter(({ after }) => after === count)
      .map((event) => {
        const lane = event.run === null ? this.#adversary : this.#lane(event.run);
        return traceEventRow(words.event(event), lane, width, event.run === null ? 'danger' : 'accent');
      });
  }

  #beliefs(): readonly Row[] {
    const { words, width } = this.#options;
    const beliefs = this.#trace.runs.flatMap(({ agents }, index) => {
      const dishonest = agents.filter(({ honest }) => !honest).map(({ entity }) => words.dishonest(entity));
      return dishonest.length === 0 ? [] : [{ lane: this.#lane(index), what: dishonest.join(', ') }];
    });
    return beliefs.length === 0 ? [] : [beliefRow(beliefs, width / (this.#trace.runs.length + 1))];
  }
}

function toneOf(origin: StepOrigin | null): Tone {
  switch (origin) {
    case null:
      return 'ink';
    case 'delivered':
      return 'accent';
    case 'diverted':
      return 'warning';
    case 'handed':
    case 'made':
      return 'danger';
  }
}
