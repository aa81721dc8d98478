import { z } from 'zod';
import { sha256Schema } from '#contract/dossier/parts.ts';
import { answerKinds } from '#core/analysis/record/verdict.ts';
import type { AnswersFile, EvidenceList } from '#core/evidence/answers-file.ts';
import type { AttackFile } from '#core/evidence/attack-file.ts';
import type { ProofFile } from '#core/evidence/proof-file.ts';
import type { Constant, GroundMessage } from '#core/protocol/message.ts';

z.config({ jitless: true });

const count = z.int().min(0);
const places = z.array(count);

const constant: z.ZodType<Constant> = z.strictObject({
  kind: z.literal('constant'),
  name: z.string(),
  origin: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('honest'), sort: z.string(), number: count }),
      z.strictObject({ kind: z.literal('adversary'), sort: z.string(), number: count.nullable() }),
    ])
    .exactOptional(),
});

const message: z.ZodType<GroundMessage> = z.lazy(() =>
  z.union([
    z.strictObject({ kind: z.literal('fresh'), name: z.string(), run: count }),
    constant,
    z.strictObject({ kind: z.literal('apply'), symbol: z.string(), args: z.array(message) }),
  ]),
);

/** The shape of an attack in a file. */
export const attackFileSchema: z.ZodType<AttackFile> = z.strictObject({
  format: z.literal('segl attack 1'),
  actions: z.array(
    z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('start'),
        run: count,
        role: z.string(),
        agents: z.array(z.tuple([z.string(), message])),
      }),
      z.strictObject({ kind: z.literal('step'), run: count, received: message.nullable() }),
      z.strictObject({ kind: z.literal('phase'), phase: count }),
    ]),
  ),
});

const fact = z.discriminatedUnion('predicate', [
  z.strictObject({ predicate: z.literal('attacker'), epoch: count, args: places }),
  z.strictObject({
    predicate: z.literal('channel'),
    label: z.string(),
    part: count.nullable(),
    args: places,
  }),
  z.strictObject({ predicate: z.literal('event'), event: z.string(), args: places }),
  z.strictObject({ predicate: z.literal('accepted'), memory: z.string(), args: places }),
]);

const clause = z.strictObject({
  sorts: z.array(z.string()),
  hypotheses: z.array(fact),
  conclusion: fact,
  differ: z.array(z.tuple([count, count])),
  selected: count.nullable(),
});

/** The shape of proofs in a file. */
export const proofFileSchema: z.ZodType<ProofFile> = z.strictObject({
  format: z.literal('segl proof 1'),
  view: z.strictObject({
    epochs: count,
    lastPhase: count,
    dishonest: z.array(z.string()),
    roles: z.array(z.tuple([z.string(), z.string()])),
    fresh: z.array(z.tuple([z.string(), z.strictObject({ name: z.string().nullable(), kept: places })])),
    labels: z.array(
      z.tuple([
        z.string(),
        z.strictObject({ label: z.string(), parts: places.nullable(), sender: z.boolean() }),
      ]),
    ),
  }),
  terms: z.array(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('variable'), number: count }),
      z.strictObject({ kind: z.literal('constant'), constant }),
      z.strictObject({ kind: z.literal('apply'), symbol: z.string(), args: places }),
      z.strictObject({ kind: z.literal('fresh'), name: z.string(), args: places }),
      z.strictObject({ kind: z.literal('run'), role: z.string(), session: count }),
    ]),
  ),
  clauses: z.array(clause),
  goals: z.array(z.strictObject({ query: z.string(), clauses: z.array(clause) })),
});

/** The shape of the answers in a folder of evidence. */
export const answersFileSchema: z.ZodType<AnswersFile> = z.strictObject({
  format: z.literal('segl answers 1'),
  answers: z.array(
    z.strictObject({
      attack: z.string().nullable(),
      question: z.string(),
      answer: z.enum(answerKinds),
      runs: z.int().min(1).nullable(),
      evidence: z.string().nullable(),
    }),
  ),
});

/** The shape of the list of what lies in a folder of evidence. */
export const evidenceListSchema: z.ZodType<EvidenceList> = z.strictObject({
  format: z.literal('segl evidence 1'),
  version: z.string(),
  files: z.array(
    z.strictObject({
      // No path leads out of the folder.
      name: z.string().regex(/^(model\.segl|answers\.json|(proofs|attacks)\/[1-9][0-9]{0,5}\.json)$/u),
      sha256: sha256Schema,
    }),
  ),
});
