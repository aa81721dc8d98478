import { z } from 'zod';
import { analysisRecordSchema } from '#contract/record-schema.ts';

z.config({ jitless: true });

/** What the engine asks its worker. */
export const requestSchema = z.strictObject({ text: z.string(), inputHash: z.string() });

/**
 * What the worker answers: a record, or that the text has errors. A refused text needs no reasons here:
 * whoever shows them has the text, and finds them with `checkText`.
 */
export const answerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('analysed'), record: analysisRecordSchema }),
  z.strictObject({ kind: z.literal('refused') }),
]);

export type EngineRequest = z.output<typeof requestSchema>;
export type EngineAnswer = z.output<typeof answerSchema>;
