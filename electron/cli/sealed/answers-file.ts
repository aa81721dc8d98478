import { z } from 'zod';
import type { CommandFailure } from '#cli/console/console.ts';
import { sha256Schema } from '#contract/dossier/parts.ts';
import { stateIdSchema } from '#contract/history-calls.ts';
import { mergeAnswers, type MergeAnswer } from '#core/history/merge/decision/place.ts';
import { failure, success, type Result } from '#core/result.ts';
import { utf8Text } from '#exchange/json/read-json.ts';
import { readBounded } from '#project/files/read-bounded.ts';
import { realPath } from '#vault/opening/exclusive-opening.ts';

z.config({ jitless: true });

/** The longest file of answers, in bytes. */
const longest = 16 << 20;

const answersSchema = z.strictObject({
  head: stateIdSchema.optional(),
  sha256: sha256Schema.optional(),
  answers: z.record(z.string().max(20_000), z.enum(mergeAnswers)),
});

/** Answers to the conflicts of a merge, and what they were given for; null where that does not stand there. */
export interface GivenAnswers {
  /** The state of the project. */
  readonly head: string | null;
  /** The SHA-256 of the sealed file. */
  readonly sha256: string | null;
  readonly answers: ReadonlyMap<string, MergeAnswer>;
}

/** Where no answer is given. */
export const noAnswers: GivenAnswers = { head: null, sha256: null, answers: new Map() };

/** Reads a file of answers. `file-unreadable`, or `answers-refused` where it is no such file. */
export function readAnswers(path: string): Result<GivenAnswers, CommandFailure> {
  const bytes = readBounded(realPath(path), longest);
  if (bytes === null) return failure({ code: 'file-unreadable', file: path });
  const text = utf8Text(bytes) ?? '';
  const parsed = answersSchema.safeParse(jsonIn(text));
  if (!parsed.success) return failure({ code: 'answers-refused', file: path });
  const { head = null, sha256 = null, answers } = parsed.data;
  // Of two answers to one conflict nobody could tell which one is meant.
  const told = Object.keys(parsed.data).length + Object.keys(answers).length;
  if (membersIn(text) !== told) return failure({ code: 'answers-refused', file: path });
  return success({ head, sha256, answers: new Map(Object.entries(answers)) });
}

// Undefined is no answer either.
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// How many members the objects of a JSON text have, those that are there twice counted twice.
function membersIn(text: string): number {
  return [...text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/gu)].filter(([, colon]) => colon !== undefined).length;
}
