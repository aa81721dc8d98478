import { z } from 'zod';
import { sha256Schema } from '#contract/dossier/parts.ts';
import type { Question } from '#core/analysis/record/question.ts';
import { questionKinds } from '#core/language/kinds.ts';
import {
  answerKinds,
  evidenceStates,
  undecidedReasons,
  type ActiveRecord,
  type AnswerAssumption,
  type Evidence,
  type Finding,
  type ProofNote,
  type Verdict,
} from '#core/analysis/record/verdict.ts';
import { assumptionKinds } from '#core/analysis/record/assumption.ts';
import { attackTypes } from '#core/attack-type.ts';
import { upgradeRecord } from './verdict-schema-1.ts';
import {
  stepOrigins,
  traceEventKinds,
  traceNotations,
  type TraceRecord,
} from '#core/analysis/record/trace-record.ts';

z.config({ jitless: true });

const count = z.int().min(0);

/** The shape of a question to the active adversary. */
export const questionSchema: z.ZodType<Question> = z.strictObject({
  attack: z.string().nullable(),
  key: z.string(),
  statement: z.string(),
  kind: z.enum(questionKinds),
  element: z.string().nullable(),
  entity: z.string(),
  originator: z.string().nullable(),
  on: z.array(z.string()),
  phase: z.string().nullable(),
  honest: z.array(z.string()),
});

/** The shape of an attack that was replayed. */
export const traceSchema: z.ZodType<TraceRecord> = z.strictObject({
  runs: z.array(
    z.strictObject({
      role: z.string(),
      agent: z.string().nullable(),
      agents: z.array(z.strictObject({ entity: z.string(), agent: z.string(), honest: z.boolean() })),
    }),
  ),
  steps: z.array(
    z.strictObject({
      kind: z.enum(['sends', 'receives']),
      run: count,
      message: z.string(),
      content: z.string(),
      short: z.string().nullable().default(null),
      origin: z.enum(stepOrigins).nullable(),
      from: count.nullable(),
    }),
  ),
  events: z.array(
    z.strictObject({
      kind: z.enum(traceEventKinds),
      run: count.nullable(),
      element: z.string().nullable(),
      content: z.string(),
      short: z.string().nullable().default(null),
      after: count,
    }),
  ),
  // Records from before these were told have none.
  notation: z.array(z.enum(traceNotations)).default([]),
});

const found = {
  answer: z.enum(answerKinds),
  reason: z.enum(undecidedReasons).nullable(),
  // Records of engines that searched no bounded runs have none.
  runs: z.int().min(1).nullable().default(null),
  attackTypes: z.array(z.enum(attackTypes)),
  trace: traceSchema.nullable(),
};

/** The shape of what was found without an assumption, see {@link isComplete}. */
const withoutSchema: z.ZodType<Finding> = z.strictObject(found).refine(isComplete);

const assumptionSchema: z.ZodType<AnswerAssumption> = z.strictObject({
  kind: z.enum(assumptionKinds),
  names: z.array(z.string()).min(1),
  without: withoutSchema.nullable(),
});

/** The shape of what identifies a proof. */
export const proofSchema: z.ZodType<ProofNote> = z.strictObject({
  clauses: count,
  terms: count,
  sha256: sha256Schema,
});

const evidenceSchema: z.ZodType<Evidence> = z
  .strictObject({
    state: z.enum(evidenceStates),
    reasons: z.array(z.string()),
    // Records from before it was noted have none.
    proof: proofSchema.nullable().default(null),
  })
  // What identifies a proof says that there is one.
  .refine(({ state, proof }) => proof === null || state === 'checked');

/** The shape of a verdict on one question, see {@link isComplete}. */
const verdictSchema: z.ZodType<Verdict> = z
  .strictObject({
    question: questionSchema,
    ...found,
    // Records from before assumptions were told have none.
    assumes: z.array(assumptionSchema).default([]),
    // Nor have records from before proofs were checked.
    evidence: evidenceSchema.nullable().default(null),
    attackFile: sha256Schema.exactOptional(),
  })
  .refine((verdict) => isComplete(verdict) && isProved(verdict) && isOfAttack(verdict));

// What holds has a proof that was accepted, or is not looked at yet.
function isProved({ answer, reason, evidence }: Verdict): boolean {
  switch (evidence?.state) {
    case 'unchecked':
    case 'checked':
      return answer === 'holds';
    case 'partial':
      return reason === 'partly-proved';
    case 'refused':
      return answer === 'inconsistent';
    case undefined:
      return true;
  }
}

// What identifies an attack says that there is one.
function isOfAttack({ trace, attackFile }: Verdict): boolean {
  return attackFile === undefined || trace !== null;
}

/**
 * What is open has a reason, what is violated a trace, and what holds within so many runs their number; nothing else has
 * any of these.
 */
function isComplete({ answer, reason, runs, trace, attackTypes: types }: Finding): boolean {
  return (
    (answer === 'undecided') === (reason !== null) &&
    (answer === 'violated') === (trace !== null) &&
    (answer === 'holds-within') === (runs !== null) &&
    (answer === 'violated' || types.length === 0)
  );
}

/** The shape of an active record as it is made. */
const activeRecord: z.ZodType<ActiveRecord> = z.strictObject({
  format: z.literal(2),
  engineVersion: z.string(),
  inputHash: sha256Schema,
  bounds: z.strictObject({ clauses: z.int().min(1), seconds: z.int().min(1) }),
  // Verdicts that were kept before this was measured are as good as others.
  cost: z
    .strictObject({ clauses: count, seconds: z.number().min(0) })
    .nullable()
    .default(null),
  verdicts: z.array(verdictSchema),
});

/** The shape of an active record wherever one is read: of the present version or of an earlier one. */
export const activeRecordSchema: z.ZodType<ActiveRecord> = z.preprocess(upgradeRecord, activeRecord);

/**
 * The news while questions are answered: which there are, which are being worked on (numbered from 0), and
 * each verdict as soon as it is final but for what the checker says of its proof, then that one, then what identifies the
 * file of the proof; at last, what was found of some without one of their assumptions.
 */
export const verificationNewsSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('asked'), questions: z.array(questionSchema) }),
  z.strictObject({ kind: z.literal('working'), questions: z.array(count) }),
  z.strictObject({ kind: z.literal('answered'), question: count, verdict: verdictSchema }),
  z.strictObject({ kind: z.literal('checked'), question: count, verdict: verdictSchema }),
  z.strictObject({ kind: z.literal('identified'), questions: z.array(count), proof: proofSchema }),
  z.strictObject({
    kind: z.literal('compared'),
    question: count,
    assumption: z.enum(assumptionKinds),
    without: withoutSchema,
  }),
]);
export type VerificationNews = z.output<typeof verificationNewsSchema>;

/** How an active analysis came to its end. Only the first leaves nothing open but what its limits leave. */
export const verificationEnds = ['finished', 'cancelled', 'failed'] as const;
export type VerificationEnd = (typeof verificationEnds)[number];
