import { z } from 'zod';
import { auditEventKinds } from '#core/history/event-kinds.ts';
import { nothing, savedContent } from '#contract/call-parts.ts';
import { dossierSchema } from '#contract/dossier/dossier-schema.ts';
import { lineSchema } from '#contract/dossier/parts.ts';
import { activeRecordSchema } from '#contract/verdict-schema.ts';

/** The identifier of a state: 32 lower-case hexadecimal digits. */
export const stateIdSchema = z.string().regex(/^[0-9a-f]{32}$/u);

/** Who did something: the name, and the fingerprint of the identity where there was one. */
export const authorSchema = z.strictObject({ name: z.string(), fingerprint: z.string().nullable() });

const historyState = z.strictObject({
  id: stateIdSchema,
  parents: z.array(stateIdSchema).readonly(),
  /** ISO 8601 in UTC. */
  createdAt: z.string(),
  /** Null where nobody said who. */
  author: authorSchema.nullable(),
  cause: z.enum(['created', 'edited', 'restored', 'merged', 'received']),
  /** The state that was restored, or null. */
  origin: stateIdSchema.nullable(),
  name: z.string().nullable(),
});

const auditEvent = z.strictObject({
  /** SHA-256 over everything else of the event, lower-case hexadecimal. */
  id: z.string(),
  previous: z.array(z.string()).readonly(),
  createdAt: z.string(),
  kind: z.enum(auditEventKinds),
  author: authorSchema.nullable(),
  state: stateIdSchema.nullable(),
  fileHash: z.string().nullable(),
});

/** Calls about the states of the open project, and about what was done with it. */
export const historyChannels = {
  /** Every state that is kept, the oldest first: the last is the one that is worked on. */
  'history.states': { input: nothing, output: z.strictObject({ states: z.array(historyState).readonly() }) },
  /** What some states hold; one that is not kept any more is left out. */
  'history.contents': {
    input: z.strictObject({ ids: z.array(stateIdSchema).max(50) }),
    output: z.strictObject({
      contents: z
        .array(z.strictObject({ id: stateIdSchema, text: z.string(), dossier: dossierSchema }))
        .readonly(),
    }),
  },
  /** The verdicts on the text of a state by this version of the engine; null where there are none. */
  'history.verdicts': {
    input: z.strictObject({ id: stateIdSchema }),
    output: z.strictObject({ record: activeRecordSchema.nullable() }),
  },
  /** Names a state, so that it is never thinned away, or takes its name away (null). */
  'history.name': {
    input: z.strictObject({ id: stateIdSchema, name: lineSchema.nullable() }),
    output: nothing,
  },
  /** Makes a new state with the content of an earlier one. */
  'history.restore': { input: z.strictObject({ id: stateIdSchema }), output: savedContent },
  /** The audit log, the oldest first, and the identifiers of the events whose links are broken. */
  'history.audit': {
    input: nothing,
    output: z.strictObject({
      events: z.array(auditEvent).readonly(),
      broken: z.array(z.string()).readonly(),
      /** True where the log does not end with what was written into it last. */
      endMissing: z.boolean(),
    }),
  },
} as const;

export type HistoryStateRow = z.output<typeof historyState>;
export type AuditEventRow = z.output<typeof auditEvent>;
