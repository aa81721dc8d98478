import type { TraceRecord } from './trace-record.ts';

/** A fact of a proof, in which terms are written in the notation of the language. */
export type FactStory =
  /** The adversary has it, in the phase of this number, from 1; null where phases are taken for one. */
  | { readonly kind: 'has'; readonly what: string; readonly phase: number | null }
  /** A run of the agent hands it on to a later one of the same agent. */
  | { readonly kind: 'handed'; readonly agent: string; readonly what: string }
  /** It is on a channel under the label, between these two. */
  | {
      readonly kind: 'carried';
      readonly label: string;
      readonly from: string;
      readonly to: string;
      readonly what: string;
    }
  /** An event has happened. */
  | { readonly kind: 'happened'; readonly event: string; readonly what: string }
  /** A value was taken into a memory. */
  | { readonly kind: 'accepted'; readonly memory: string; readonly what: string };

/** When all of `when` is so, then so may be `then`; only for these honest agents, and unless two things are the same. */
export interface ClauseStory {
  readonly when: readonly FactStory[];
  readonly then: FactStory;
  readonly honest: readonly string[];
  readonly unless: readonly (readonly [string, string])[];
}

/** Why an answer is proved, told from a proof that the checker accepted. */
export interface ProofStory {
  /** The honest run, which comes to what is asked about. */
  readonly witness: TraceRecord;
  /** What the question leads to: each way in which what is asked about comes to pass. */
  readonly goals: readonly ClauseStory[];
  /** Everything that can happen. */
  readonly clauses: readonly ClauseStory[];
}
