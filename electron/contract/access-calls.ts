import { z } from 'zod';
import { fingerprintSchema, personSchema } from '#contract/keyring-calls.ts';
import { nothing, passphrase } from '#contract/call-parts.ts';

const slot = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('passphrase') }),
  z.strictObject({
    kind: z.literal('recipient'),
    id: z.string(),
    /** Both null where the project does not say whose slot it is. */
    person: personSchema.nullable(),
    addedAt: z.string().nullable(),
  }),
  z.strictObject({
    kind: z.literal('recovery'),
    threshold: z.int().min(2).max(16),
    shares: z.int().min(2).max(16),
  }),
]);

const access = z.strictObject({ slots: z.array(slot).readonly() });

/** Calls about who can open the file of the open project. */
export const accessChannels = {
  /** Every key slot of the project's file. */
  'access.state': { input: nothing, output: access },
  /** Lets a colleague, or the analyst herself, open the project's file with a keyring. */
  'access.add': { input: z.strictObject({ fingerprint: fingerprintSchema }), output: access },
  /**
   * Takes a recipient away, and encrypts the project anew under another data key. The passphrase is asked for where the project
   * has one. `beside`: base names of what lies beside the project and still opens with the key before.
   */
  'access.remove': {
    input: z.strictObject({ id: z.string(), passphrase: passphrase.nullable() }),
    output: access.extend({
      beside: z.array(z.string()).readonly(),
      /** True where there were recovery shares, which open the project no more. */
      recovery: z.boolean(),
      /** How many other recipients cannot open it any more, for the project does not say who they are. */
      recipients: z.int().min(0),
    }),
  },
  /** Makes recovery shares in place of earlier ones. They are shown once and kept nowhere. */
  'access.makeRecovery': {
    input: z.strictObject({ threshold: z.int().min(2).max(16), shares: z.int().min(2).max(16) }),
    output: access.extend({ shares: z.array(z.string()).readonly() }),
  },
} as const;

export type AccessSlot = z.output<typeof slot>;
