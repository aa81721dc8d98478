import { z } from 'zod';
import { nothing } from '#contract/call-parts.ts';

/** The shape of a protocol's name in the library: what its file is called, without its ending. */
export const protocolNameSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,99}$/u);

const protocol = z.strictObject({
  name: protocolNameSchema,
  /** What the text calls it. */
  title: z.string(),
  /** What its first comment says of it; empty without one. */
  about: z.string(),
  text: z.string(),
});

/** Calls on the library of protocols that comes with the application. */
export const libraryChannels = {
  /** Every protocol of the library, by name. */
  'library.list': { input: nothing, output: z.strictObject({ protocols: z.array(protocol).readonly() }) },
} as const;

export type LibraryProtocol = z.output<typeof protocol>;
