import { z } from 'zod';
import { analysisRecordSchema } from '#contract/record-schema.ts';
import { explainedSchema } from '#contract/proof-schema.ts';
import { questionSchema, verificationNewsSchema } from '#contract/verdict-schema.ts';

z.config({ jitless: true });

/**
 * A request of the engine to its worker: the record of a text, its active verdicts, or one of its proofs. `stop` holds one number of 32
 * bits; when it is not 0 the work is to end. `clauses` holds one of 64 bits: how many the worker has counted so far.
 */
export const requestSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('analyse'), text: z.string(), inputHash: z.string() }),
  z.strictObject({
    kind: z.literal('verify'),
    text: z.string(),
    bounds: z.strictObject({ clauses: z.int().min(1), seconds: z.int().min(1) }),
    stop: z.instanceof(SharedArrayBuffer),
    clauses: z.instanceof(SharedArrayBuffer),
  }),
  z.strictObject({
    kind: z.literal('explain'),
    text: z.string(),
    question: questionSchema,
    bounds: z.strictObject({ clauses: z.int().min(1), seconds: z.int().min(1) }),
  }),
]);

/** A message of the worker while it looks for a proof to tell; all but `progress` are the last. */
export const explanationMessageSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('progress'), done: z.int().min(0), all: z.int().min(0) }),
  z.strictObject({ kind: z.literal('explained'), explained: explainedSchema.nullable() }),
  z.strictObject({ kind: z.literal('refused') }),
]);

/**
 * The worker's answer: a record, or that the text has errors. A refused text needs no reasons here: whoever shows them
 * has the text, and finds them with `checkText`.
 */
export const answerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('analysed'), record: analysisRecordSchema }),
  z.strictObject({ kind: z.literal('refused') }),
]);

/** A message of the worker while it verifies; `finished` and `refused` are the last. */
export const verificationMessageSchema = z.union([
  verificationNewsSchema,
  z.strictObject({ kind: z.literal('refused') }),
  z.strictObject({ kind: z.literal('finished') }),
]);

export type ExplanationMessage = z.output<typeof explanationMessageSchema>;
export type EngineRequest = z.output<typeof requestSchema>;
export type EngineAnswer = z.output<typeof answerSchema>;
export type VerificationMessage = z.output<typeof verificationMessageSchema>;
