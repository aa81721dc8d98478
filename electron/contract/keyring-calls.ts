import { z } from 'zod';
import { fileBytes, fileWritten, nothing, passphrase } from '#contract/call-parts.ts';
import { lineSchema } from '#contract/dossier/parts.ts';

/** A fingerprint of an identity as it is compared aloud: groups of digits. */
export const fingerprintSchema = z.string().min(1).max(200);

/** Somebody, as their card says. */
export const personSchema = z.strictObject({
  fingerprint: fingerprintSchema,
  name: z.string(),
  organisation: z.string(),
});

const colleague = personSchema.extend({
  /** When the fingerprint was compared, as ISO 8601 in UTC; null where nobody did. */
  verifiedAt: z.string().nullable(),
  addedAt: z.string(),
});

const recentProject = z.strictObject({
  /** What it is chosen by: the window never learns a path. */
  id: z.string(),
  name: z.string(),
  fileName: z.string(),
  openedAt: z.string(),
  /** True where there is no file any more. */
  missing: z.boolean(),
});

const keyringState = z.strictObject({
  /** `none`: there is no keyring on this machine. */
  status: z.enum(['none', 'locked', 'open']),
  /** The rest is empty unless it is open. */
  identity: personSchema.nullable(),
  colleagues: z.array(colleague).readonly(),
  recent: z.array(recentProject).readonly(),
});

/** How a card relates to what the keyring has. */
export const cardRelations = ['new', 'known', 'changed-key', 'changed-name', 'own'] as const;

const readCard = z.strictObject({
  card: personSchema,
  relation: z.enum(cardRelations),
  /** The card in the keyring whose key or name it changes; null where it changes none. */
  earlier: personSchema.nullable(),
});

/** Calls about the analyst's keyring. */
export const keyringChannels = {
  'keyring.state': { input: nothing, output: keyringState },
  /** Makes a keyring with a new identity, and opens it. */
  'keyring.create': {
    input: z.strictObject({
      name: lineSchema.trim().min(1),
      organisation: lineSchema.trim(),
      passphrase,
    }),
    output: keyringState,
  },
  'keyring.unlock': { input: z.strictObject({ passphrase }), output: keyringState },
  /** Forgets the keys of the keyring. */
  'keyring.lock': { input: nothing, output: keyringState },
  'keyring.changePassphrase': {
    input: z.strictObject({ current: passphrase, next: passphrase }),
    output: nothing,
  },
  /** Forgets the recent projects. */
  'keyring.clearRecent': { input: nothing, output: keyringState },
  /** Asks where to put the analyst's own card and writes it. */
  'keyring.writeCard': { input: nothing, output: fileWritten },
  /** Asks for a colleague's card and reads it. Nothing is kept yet; null when cancelled. */
  'keyring.readCard': { input: nothing, output: readCard.nullable() },
  /** Reads a card that the window was given: dropped on it, or pasted. */
  'keyring.readGivenCard': { input: z.strictObject({ bytes: fileBytes }), output: readCard },
  /** Keeps the card that was read last; `changed` says what becomes of one whose key or name it changes. */
  'keyring.takeCard': {
    input: z.strictObject({
      fingerprint: fingerprintSchema,
      changed: z.enum(['refuse', 'replace', 'keep-both']),
    }),
    output: keyringState,
  },
  /** Notes that the fingerprint of a colleague was compared, or that it no longer counts as that. */
  'keyring.verifyColleague': {
    input: z.strictObject({ fingerprint: fingerprintSchema, verified: z.boolean() }),
    output: keyringState,
  },
  'keyring.removeColleague': {
    input: z.strictObject({ fingerprint: fingerprintSchema }),
    output: keyringState,
  },
} as const;

export type KeyringState = z.output<typeof keyringState>;
export type Colleague = z.output<typeof colleague>;
export type ReadCard = z.output<typeof readCard>;
