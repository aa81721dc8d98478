import { z } from 'zod';
import { authorSchema, stateIdSchema } from '#contract/history-calls.ts';
import { fingerprintSchema, personSchema } from '#contract/keyring-calls.ts';
import { fileBytes, fileWritten, nothing, passphrase, savedContent } from '#contract/call-parts.ts';
import { dossierSchema } from '#contract/dossier/dossier-schema.ts';
import { sha256Schema, wordsSchema } from '#contract/dossier/parts.ts';
import { classifications } from '#core/classification.ts';

/** How much of the history goes into a sealed file. */
export const sharedHistories = ['none', 'named', 'all'] as const;

/** The kinds of what a sealed file holds, with how many of each. */
const sharedParts = ['model', 'dossier', 'history', 'ledger', 'audit', 'verdicts', 'documents'] as const;

/** What must be answered before a project is shared. */
export const shareWarnings = ['recipient-unverified', 'plain-encryption'] as const;

/** What must be answered before anything is done with a sealed file. */
export const sealedWarnings = [
  'signer-unknown',
  'signer-unverified',
  'signer-changed',
  'not-addressed',
  'sequence-older',
  'sequence-same',
  'sequence-reused',
  'other-project',
  'foreign-decisions',
] as const;

const shareWarning = z.strictObject({ kind: z.enum(shareWarnings), about: personSchema.nullable() });
const sealedWarning = z.strictObject({ kind: z.enum(sealedWarnings), about: personSchema.nullable() });

const content = z.strictObject({
  part: z.enum(sharedParts),
  /** How many states, documents, entries; 1 for a text. */
  count: z.int().min(0),
  bytes: z.int().min(0),
});

const share = z.strictObject({
  createdAt: z.string(),
  author: authorSchema.nullable(),
  purpose: z.string(),
  recipients: z.array(personSchema).readonly(),
  state: stateIdSchema,
  fileHash: sha256Schema,
});

/** The kinds of decisions about public reports. */
const sealedDecisions = ['approved', 'withdrawn', 'overruled', 'released'] as const;

const decision = z.strictObject({
  kind: z.enum(sealedDecisions),
  /** The owner that it is of; null for a release. */
  organisation: z.string().nullable(),
  /** ISO 8601 in UTC. */
  recordedAt: z.string(),
});

/** How the state of a sealed file relates to the open project. */
const sealedRelations = ['no-project', 'other-project', 'same', 'ahead', 'behind', 'apart'] as const;

const sealedPreview = z.strictObject({
  fileName: z.string(),
  signer: personSchema.extend({ known: z.boolean(), verified: z.boolean() }),
  recipients: z
    .array(z.strictObject({ fingerprint: fingerprintSchema, name: z.string().nullable() }))
    .readonly(),
  purpose: z.string(),
  createdAt: z.string(),
  project: z.strictObject({ name: z.string(), classification: z.enum(classifications) }),
  /** The state that it is of: when it was made, and by whom. */
  head: z.strictObject({ id: stateIdSchema, createdAt: z.string(), author: authorSchema.nullable() }),
  /**
   * `no-project`: none is open. `other-project`: another one is. Else of the open one: `ahead` where the file has what the
   * project does not have, `behind` the other way round, `apart` both.
   */
  relation: z.enum(sealedRelations),
  contents: z.array(content).readonly(),
  /** What it brings that the open project has not: it counts from then on. */
  decisions: z.array(decision).readonly(),
  warnings: z.array(sealedWarning).readonly(),
});

const projectContent = z.strictObject({ text: z.string(), dossier: dossierSchema });

/** What both sides went on from, with what of it nobody can tell: see `MergeBase` in the core. */
const mergeBase = projectContent.extend({
  contested: z
    .union([
      z.literal('everything'),
      z.array(z.strictObject({ part: z.enum(['text', 'dossier']), id: z.string() })).readonly(),
    ])
    .optional(),
});

/** Calls that seal a project for colleagues, and open what they sealed. */
export const exchangeChannels = {
  /** Puts a sealed file together and keeps its bytes until it is written, discarded, or the project is locked. */
  'share.prepare': {
    input: z.strictObject({
      recipients: z.array(fingerprintSchema).min(1).max(64),
      purpose: wordsSchema,
      history: z.enum(sharedHistories),
      documents: z.boolean(),
      verdicts: z.boolean(),
      /** `x25519` opens with every age; `hybrid` withstands quantum computers, too. */
      encryption: z.enum(['hybrid', 'x25519']),
    }),
    output: z.strictObject({
      /** SHA-256 of the bytes. */
      sha256: sha256Schema,
      bytes: z.int().min(1),
      classification: z.enum(classifications),
      contents: z.array(content).readonly(),
      recipients: z.array(personSchema).readonly(),
      warnings: z.array(shareWarning).readonly(),
    }),
  },
  /** Asks where to put the sealed file that was prepared, and writes it. Every warning must have been answered. */
  'share.write': {
    input: z.strictObject({ sha256: sha256Schema, answered: z.array(z.enum(shareWarnings)).readonly() }),
    output: fileWritten,
  },
  'share.discard': { input: nothing, output: nothing },
  /** Every share of the open project so far, the oldest first. */
  'share.earlier': { input: nothing, output: z.strictObject({ shares: z.array(share).readonly() }) },
  /** Asks for a sealed file and opens it with the keyring. Null when cancelled. */
  'sealed.choose': { input: nothing, output: sealedPreview.nullable() },
  /** Opens the bytes of a file that was dropped on the window. */
  'sealed.open': {
    input: z.strictObject({ name: z.string().min(1).max(1_000), bytes: fileBytes }),
    output: sealedPreview,
  },
  /**
   * The sealed file that somebody looks at, or the first of those that were handed to the application, as by a double click;
   * null without either. `keyring-locked` where one waits for the keyring.
   */
  'sealed.current': { input: nothing, output: sealedPreview.nullable() },
  /** The three contents that a merge into the open project starts from. */
  'sealed.merge-contents': {
    input: nothing,
    output: z.strictObject({
      base: mergeBase,
      mine: projectContent,
      theirs: projectContent,
      /** The state of the open project that it is about; `sealed.merge` names it. */
      head: stateIdSchema,
    }),
  },
  /** Merges the sealed file into the open project, with an answer for each conflict of the plan. */
  'sealed.merge': {
    input: z.strictObject({
      head: stateIdSchema,
      answered: z.array(z.enum(sealedWarnings)).readonly(),
      answers: z
        .array(
          z.strictObject({
            conflict: z.string().max(20_000),
            answer: z.enum(['mine', 'theirs', 'base', 'both']),
          }),
        )
        .readonly(),
    }),
    output: savedContent,
  },
  /**
   * Asks where to put a new project with the content of the sealed file, and creates it; where none is open, it is chosen, and
   * locked. Null when cancelled.
   */
  'sealed.receive': {
    input: z.strictObject({ answered: z.array(z.enum(sealedWarnings)).readonly(), passphrase }),
    output: z.strictObject({ fileName: z.string() }).nullable(),
  },
  /** Has done with the sealed file that is looked at, or that waits for the keyring. */
  'sealed.discard': { input: nothing, output: nothing },
} as const;

export type SealedPreview = z.output<typeof sealedPreview>;
export type SealedDecision = z.output<typeof decision>;
export type SharedContent = z.output<typeof content>;
export type EarlierShare = z.output<typeof share>;
export type ShareRequest = z.input<(typeof exchangeChannels)['share.prepare']['input']>;
export type PreparedShare = z.output<(typeof exchangeChannels)['share.prepare']['output']>;
