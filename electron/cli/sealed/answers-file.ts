import { z } from 'zod';
import type { CommandFailure } from '#cli/console/console.ts';
import { stateIdSchema } from '#contract/history-calls.ts';
import { mergeAnswers, type MergeAnswer } from '#core/history/merge/decision/place.ts';
import { failure, success, type Result } from '#core/result.ts';
import { readBounded } from '#project/files/read-bounded.ts';
import { realPath } from '#vault/opening/exclusive-opening.ts';

z.config({ jitless: true });

/** The longest file of answers, in bytes. */
const longest = 16 << 20;

const answersSchema = z.strictObject({
  head: stateIdSchema.optional(),
  answers: z.record(z.string().max(20_000), z.enum(mergeAnswers)),
});

/** Answers to the conflicts of a merge, and the state of the project that they were given for; null where it does not say. */
export interface GivenAnswers {
  readonly head: string | null;
  readonly answers: ReadonlyMap<string, MergeAnswer>;
}

/** Where no answer is given. */
export const noAnswers: GivenAnswers = { head: null, answers: new Map() };

/** Reads a file of answers. `file-unreadable`, or `answers-refused` where it is no such file. */
export function readAnswers(path: string): Result<GivenAnswers, CommandFailure> {
  const bytes = readBounded(realPath(path), longest);
  if (bytes === null) return failure({ code: 'file-unreadable', file: path });
  const parsed = answersSchema.safeParse(jsonIn(bytes));
  if (!parsed.success) return failure({ code: 'answers-refused', file: path });
  const { head = null, answers } = parsed.data;
  return success({ head, answers: new Map(Object.entries(answers)) });
}

// Undefined is no answer either.
function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
