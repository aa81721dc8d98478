import type { Phase, Step } from '#core/language/model.ts';
import type { Holdings, Part } from './holdings.ts';
import type { Seat } from './seat.ts';
import type { Value } from './value.ts';

/** What a run starts from. */
export interface Start {
  readonly holdings: Holdings;
  readonly open: readonly Part[];
  /** The names whose values came in messages while there was an adversary. */
  readonly received: ReadonlySet<string>;
  /** The run that left it; null for what there was when the adversary came. */
  readonly from: Course | null;
}

/** Something that a run did, with what it held right after it. */
export interface RunEvent {
  /** The place of the step in its phase. */
  readonly place: number;
  readonly step: Step;
  /** What was sent or received; null where the step is no message of the run. */
  readonly message: Value | null;
  readonly holdings: Holdings;
  /** Terms whose comparison is still open. */
  readonly open: readonly Part[];
}

/** How a run went, as far as it came. */
export interface Course {
  readonly seat: Seat;
  readonly role: string;
  readonly phase: Phase;
  readonly begun: Start;
  /** The place of the step that comes next. */
  readonly place: number;
  readonly events: readonly RunEvent[];
  readonly holdings: Holdings;
  /** Parts of messages that are to be compared once they can be. */
  readonly open: readonly Part[];
  /** True once the run goes no further. */
  readonly isOver: boolean;
  /** True once the run has taken its part in the whole phase. */
  readonly isCompleted: boolean;
}
