/** An attack in the order in which it happens, in the names of the model. */
export interface TraceRecord {
  readonly runs: readonly TraceRun[];
  readonly steps: readonly TraceStep[];
  /** The events between the messages, in order. */
  readonly events: readonly TraceEvent[];
  /** What is written in it that the language does not have. */
  readonly notation: readonly TraceNotation[];
}

/**
 * Kinds of notation that have to be explained to whoever reads an attack.
 *
 * - `made-by-run`: `N'2` is what run 2 made as N.
 * - `dishonest`: `B*` is a dishonest agent that plays B. - `made-up`: `N*` is made up by the adversary in the place of N.
 * - `number`: `C#1` is a number of the counter C. - `period`: `T@1` is one that the clock T shows.
 * - `earlier-message`: `[3]` is the message of step 3. - `earlier-part`: `[3a]` is the part of it that is marked so.
 */
export const traceNotations = [
  'made-by-run',
  'dishonest',
  'made-up',
  'number',
  'period',
  'earlier-message',
  'earlier-part',
] as const;

export type TraceNotation = (typeof traceNotations)[number];

/** A run: which entity, in which phase's part, and who it believes the others to be. */
export interface TraceRun {
  readonly role: string;
  /** The name of the agent that takes this part; null where the role has none. */
  readonly agent: string | null;
  readonly agents: readonly { readonly entity: string; readonly agent: string; readonly honest: boolean }[];
}

export const stepOrigins = ['handed', 'delivered', 'diverted', 'made'] as const;

export type StepOrigin = (typeof stepOrigins)[number];

/**
 * One message of an attack. `run` is an index into the runs.
 *
 * - `sends`: the run puts it on the channel; `handed` is no message of the protocol but a secret that comes to
 *   the adversary by leak or compromise.
 * - `receives`: the run takes it. `origin` tells where it comes from: `delivered` is the same message as a run
 *   sent under this name; `diverted` is what a run sent as another message; `made` is put together by the
 *   adversary. `from` is the index of the sending step, or null.
 */
export interface TraceStep {
  readonly kind: 'sends' | 'receives';
  readonly run: number;
  readonly message: string;
  readonly content: string;
  /** The content with references to earlier steps for what repeats; null where nothing does. */
  readonly short: string | null;
  readonly origin: StepOrigin | null;
  readonly from: number | null;
}

export const traceEventKinds = [
  'writes',
  'takes',
  'takes-planted',
  'keeps',
  'finishes',
  'learns',
  'given',
  'brought',
] as const;

export type TraceEventKind = (typeof traceEventKinds)[number];

/**
 * Something that the violated question speaks of. `content` is the value, empty for `finishes`; `after` is the
 * number of messages before it.
 *
 * - `writes`: the originator writes the element. - `takes`: the receiver takes it over.
 * - `takes-planted`: an entity takes a value of the adversary for the secret: nobody loses one.
 * - `keeps`: an entity holds it as a secret. - `finishes`: an entity has finished its part.
 * - `learns`: the adversary has the secret. - `given`: it has a secret by what is assumed of it. - `brought`: it has one from
 *   a dishonest participant. `run` is null for these, and `element` for the last two.
 */
export interface TraceEvent {
  readonly kind: TraceEventKind;
  readonly run: number | null;
  readonly element: string | null;
  readonly content: string;
  /** As for a step. */
  readonly short: string | null;
  readonly after: number;
}
