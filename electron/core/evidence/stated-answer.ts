import type { AnswerKind } from '#core/analysis/record/verdict.ts';
import type { Certificate } from '#core/kernel/proof/certificate.ts';
import type { Trace } from '#core/protocol/trace.ts';

/** An answer as somebody states it, with what it rests on: nothing in it is taken for granted. */
export interface StatedAnswer {
  /** The attack model under which it was asked; null for the plain adversary. */
  readonly attack: string | null;
  /** The key of the question, see `Question.key`. */
  readonly question: string;
  readonly answer: AnswerKind;
  /** For so many runs of each role, where it holds within them. */
  readonly runs: number | null;
  /** The proof, where it holds. */
  readonly certificate: Certificate | null;
  /** The attack in the terms of the protocol, where it is violated. */
  readonly trace: Trace | null;
}
