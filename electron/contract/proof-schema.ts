import { z } from 'zod';
import { proofSchema, traceSchema } from '#contract/verdict-schema.ts';
import type { ClauseStory, FactStory, ProofStory } from '#core/analysis/record/proof-story.ts';

z.config({ jitless: true });

const fact: z.ZodType<FactStory> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('has'), what: z.string(), phase: z.int().min(1).nullable() }),
  z.strictObject({ kind: z.literal('handed'), agent: z.string(), what: z.string() }),
  z.strictObject({
    kind: z.literal('carried'),
    label: z.string(),
    from: z.string(),
    to: z.string(),
    what: z.string(),
  }),
  z.strictObject({ kind: z.literal('happened'), event: z.string(), what: z.string() }),
  z.strictObject({ kind: z.literal('accepted'), memory: z.string(), what: z.string() }),
]);

const clause: z.ZodType<ClauseStory> = z.strictObject({
  when: z.array(fact),
  then: fact,
  honest: z.array(z.string()),
  unless: z.array(z.tuple([z.string(), z.string()])),
});

/** The shape of a proof that is told. */
const proofStorySchema: z.ZodType<ProofStory> = z.strictObject({
  witness: traceSchema,
  goals: z.array(clause),
  clauses: z.array(clause),
});

/** The shape of a proof that is told, with what identifies its file. */
export const explainedSchema = z.strictObject({ story: proofStorySchema, proof: proofSchema });

export type ExplainedProof = z.output<typeof explainedSchema>;
