import { z } from 'zod';
import { sha256Schema } from '#contract/dossier/parts.ts';
import { classifications, type Classification } from '#core/classification.ts';
import { success, type Result } from '#core/result.ts';
import { headerBounds } from '#exchange/age/header.ts';
import { fingerprintPattern } from '#exchange/card/fingerprint.ts';
import { refuse, type ExchangeFailure } from '#exchange/failure.ts';
import { readCanonicalJson } from '#exchange/json/read-json.ts';
import { isMemberList, mostMembers, type MemberNote } from './members.ts';
import { shownLine } from './shown-line.ts';

/** The format of sealed files that is written, and the newest that is read. */
export const sealedFormat = 1;

/** What a signature over a manifest is made for. */
export const manifestDomain = 'segl sealed manifest v1';

/** What a sealed file says of itself; all of it is signed. */
export interface Manifest {
  readonly format: number;
  readonly project: {
    readonly id: string;
    readonly name: string;
    readonly classification: Classification;
  };
  /** What it is sent for, in the words of the sender. */
  readonly purpose: string;
  readonly createdAt: string;
  /** The fingerprint of the signer's card. */
  readonly signer: string;
  /** The fingerprints of everybody it is encrypted for, in ascending order. */
  readonly recipients: readonly string[];
  /** The number of this file among those of this signer for this project, from 1. */
  readonly sequence: number;
  /** The state that is shared. */
  readonly head: string;
  /** Every other member but the manifest's signature, in the order of the archive. */
  readonly members: readonly MemberNote[];
}

/** An identifier of a state, 32 lower-case hexadecimal digits. */
export const stateIdSchema = z.string().regex(/^[0-9a-f]{32}$/u);

const fingerprint = z.string().regex(fingerprintPattern);

const manifestSchema: z.ZodType<Manifest> = z.strictObject({
  format: z.literal(sealedFormat),
  project: z.strictObject({ id: z.uuid(), name: shownLine, classification: z.enum(classifications) }),
  purpose: shownLine,
  createdAt: z.iso.datetime({ precision: 3 }),
  signer: fingerprint,
  recipients: z.array(fingerprint).min(1).max(headerBounds.recipients).refine(isAscending),
  sequence: z.int().min(1),
  head: stateIdSchema,
  members: z
    .array(z.strictObject({ name: z.string().max(80), sha256: sha256Schema, size: z.int().min(0) }))
    .max(mostMembers),
});

const anyFormat = z.looseObject({ format: z.int().min(1) });

/** Reads a manifest. `sealed-newer`, `sealed-manifest-refused`, or `sealed-members-refused` where its members are not those of a sealed file. */
export function readManifest(bytes: Uint8Array): Result<Manifest, ExchangeFailure> {
  const any = readCanonicalJson(bytes, anyFormat);
  if (any !== null && any.format > sealedFormat) return refuse('sealed-newer');
  const manifest = any === null ? null : readCanonicalJson(bytes, manifestSchema);
  if (manifest === null) return refuse('sealed-manifest-refused');
  return isMemberList(manifest.members) ? success(manifest) : refuse('sealed-members-refused');
}

function isAscending(list: readonly string[]): boolean {
  return list.every((each, index) => index === 0 || (list[index - 1] ?? '') < each);
}
