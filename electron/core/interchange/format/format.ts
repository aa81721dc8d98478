import type { Answer } from '#core/analysis/6-decide/answer.ts';
import type { ExecutedModel } from '#core/analysis/1-execute/execute.ts';
import type { VerificationProblem } from '#core/analysis/pipeline/problems.ts';
import type { Analysis } from '#core/analysis/record/record.ts';
import type { Verdict } from '#core/analysis/record/verdict.ts';
import type { Model } from '#core/language/model.ts';
import type { Position } from '#core/language/source.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import type { Unasked } from '#core/method/requirements/unasked.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { Result } from '#core/result.ts';
import type { AttackStep } from './attack-steps.ts';

/** A format of files that Segl reads or writes: everything that a command or the window knows of it. */
export interface Format {
  /** Its name on the command line. */
  readonly id: string;
  /** How the names of its files end, with the dot. */
  readonly endings: readonly string[];
  readonly mediaType: string;
  /** Null where it is not read. */
  readonly reader: Reader | null;
  /** Null where it is not written. */
  readonly writer: Writer | null;
}

/** Segl's own language, which says more than any protocol; or another tool's, of which a protocol is made. */
export type Reader =
  | { readonly makes: 'model' }
  | {
      readonly makes: 'protocol';
      readonly read: (text: string, options: ReadOptions) => Result<ImportedModel, readonly Problem[]>;
    };

/** How a model of another tool is read. */
export interface ReadOptions {
  /** Runs of each principal, where the format leaves them open. */
  readonly sessions: number;
}

/** A sentence in the reader's language. */
export type Sentence = (translate: Translate) => string;

/** Something that keeps a file from being read or written, with a stable code. */
export interface Problem {
  readonly code: string;
  readonly sentence: Sentence;
  /** Null where it is of no place in the file. */
  readonly at: Position | null;
}

/** A model of another tool, as a protocol. */
export interface ImportedModel {
  readonly protocol: Protocol;
  /** Questions of the model that the protocol's queries leave out. */
  readonly notes: readonly Sentence[];
  /** Turns the answers to the protocol's queries into answers to the model's own questions. */
  readonly report: (answers: ReadonlyMap<string, Answer>, cancelled: () => boolean) => ImportedReport;
}

/** The answers to what a model of another tool asks. */
export interface ImportedReport {
  /** The text behind the file's name. */
  readonly heading: string;
  readonly answers: readonly { readonly line: Sentence; readonly attack: readonly AttackStep[] }[];
  readonly allHold: boolean;
  /** The same in the tool's own terms, to be written as JSON. */
  readonly json: object;
}

/** Writes the protocol of one adversary for another tool; what was found about all of them; or the model itself. */
export type Writer = ProtocolWriter | VerdictWriter | ModelWriter;

export interface ProtocolWriter {
  readonly takes: 'protocol';
  readonly write: (protocol: Protocol) => Result<WrittenProtocol, readonly Problem[]>;
  /** Questions of a model that a file about the chosen problem leaves out. */
  readonly omissions: (
    chosen: VerificationProblem,
    all: readonly VerificationProblem[],
  ) => readonly Sentence[];
}

/** A protocol as another tool reads it. */
export interface WrittenProtocol {
  /** Where it says something else than the protocol. */
  readonly notes: readonly Sentence[];
  /** The file, with notes in it. */
  readonly textWith: (notes: readonly string[]) => string;
}

export interface VerdictWriter {
  readonly takes: 'verdicts';
  readonly write: (findings: Findings, translate: Translate) => string;
}

/** The outcome of the analysis of one file in Segl's language. */
export interface Findings {
  /** Where the file is, as a relative or absolute URI. */
  readonly uri: string;
  readonly text: string;
  readonly model: Model;
  readonly verdicts: readonly Verdict[];
  readonly unasked: readonly Unasked[];
}

export interface ModelWriter {
  readonly takes: 'model';
  readonly write: (findings: ModelFindings, translate: Translate) => string;
}

/** A model in Segl's language with its honest run, and the record of that. */
export interface ModelFindings {
  readonly executed: ExecutedModel;
  readonly record: Analysis;
  /** The name of the file that it was in. */
  readonly name: string;
}
