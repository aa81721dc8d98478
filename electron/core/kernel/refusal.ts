/** Why an action cannot happen. */
export type RefusalCode =
  | 'unknown-role'
  | 'too-many-runs'
  | 'wrong-agents'
  | 'unknown-run'
  | 'run-ended'
  | 'wrong-phase'
  | 'malformed-message'
  | 'not-bound'
  | 'message-expected'
  | 'message-unexpected'
  | 'not-derivable'
  | 'not-on-channel'
  | 'pattern-differs'
  | 'values-differ'
  | 'values-equal'
  | 'destructor-fails'
  | 'not-a-number'
  | 'number-refused';

/** The first action of a trace that cannot happen. `action` is its index. */
export interface Refusal {
  readonly action: number;
  readonly code: RefusalCode;
}
