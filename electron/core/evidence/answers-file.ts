import type { AnswerKind } from '#core/analysis/record/verdict.ts';

/** One answer, as it is kept in a file. */
export interface AnswerEntry {
  readonly attack: string | null;
  readonly question: string;
  readonly answer: AnswerKind;
  readonly runs: number | null;
  /** The file with its proof, or with its attack; null where it has none. */
  readonly evidence: string | null;
}

/** The answers to all questions of a model. */
export interface AnswersFile {
  readonly format: 'segl answers 1';
  readonly answers: readonly AnswerEntry[];
}

/** What lies in a folder of evidence, but for the list itself: names with what identifies their bytes. */
export interface EvidenceList {
  readonly format: 'segl evidence 1';
  /** The version of Segl that gave the answers. */
  readonly version: string;
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
}
