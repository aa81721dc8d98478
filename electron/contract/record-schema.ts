import { z } from 'zod';
import { sha256Schema } from '#contract/dossier/parts.ts';
import { checkedOnce } from '#contract/checked-once.ts';
import {
  confidentialityVerdicts,
  derivationRules,
  freshnessKinds,
  integrityVerdicts,
  protectionKinds,
  type AnalysisRecord,
} from '#core/analysis/record/record.ts';
import { channelTrusts, elementKinds } from '#core/language/kinds.ts';

z.config({ jitless: true });

const count = z.int().min(0);

const derivationStep = z.strictObject({
  rule: z.enum(derivationRules),
  term: z.string(),
  from: z.array(count),
  message: z.string().nullable(),
});

const acceptance = z.strictObject({
  message: z.string(),
  protection: z.enum(protectionKinds),
  key: z.string().nullable(),
  holders: z.array(z.string()),
  intruders: z.array(z.string()),
  freshness: z.enum(freshnessKinds),
  freshElement: z.string().nullable(),
});

const cell = z.strictObject({
  element: z.string(),
  kind: z.enum(elementKinds),
  entity: z.string(),
  confidentiality: z.strictObject({
    permitted: z.boolean().nullable(),
    obtains: z.boolean(),
    obtainedIn: z.string().nullable(),
    erasedIn: z.string().nullable(),
    verdict: z.enum(confidentialityVerdicts),
    derivation: z.array(derivationStep),
    obstacles: z.array(z.strictObject({ message: z.string(), key: z.string().nullable() })),
  }),
  integrity: z
    .strictObject({
      originator: z.boolean().nullable(),
      verdict: z.enum(integrityVerdicts),
      acceptances: z.array(acceptance),
    })
    .nullable(),
});

const analysisRecord: z.ZodType<AnalysisRecord> = z.strictObject({
  format: z.literal(1),
  engineVersion: z.string(),
  inputHash: sha256Schema,
  bounds: z.strictObject({ adversary: z.literal('passive'), runs: z.literal(1) }),
  protocol: z.string(),
  metrics: z.strictObject({
    tableOne: z.strictObject({
      entities: count,
      messages: count,
      symmetricKeys: count,
      keyPairs: count,
      counters: count,
      nonces: count,
      dataElements: count,
      phases: count,
    }),
    keyHierarchyLevels: count,
  }),
  messages: z.array(
    z.strictObject({
      name: z.string(),
      label: z.string(),
      phase: z.string(),
      sender: z.string(),
      receiver: z.string(),
      content: z.string(),
      trust: z.enum(channelTrusts),
      overheard: z.boolean(),
      learned: z.array(z.string()),
    }),
  ),
  cells: z.array(cell),
  discrepancies: z.strictObject({
    obtainsWithoutPermission: count,
    permittedNeverObtains: count,
    adversaryObtains: count,
    integrityNotAssured: count,
    integrityWithoutFreshness: count,
  }),
});

/** The shape of an analysis record wherever one is read: from the worker, from the vault, on the way to the window. */
export const analysisRecordSchema = checkedOnce(analysisRecord);
