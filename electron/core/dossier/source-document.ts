import type { Classification } from '#core/classification.ts';

/** The kinds of source that a document can be. */
export const sourceKinds = [
  'vendor-document',
  'standard',
  'legislation',
  'interview',
  'measurement',
  'other',
] as const;
export type SourceKind = (typeof sourceKinds)[number];

/** How large the file of one document can be, and those of all documents together, in bytes. */
export const documentLimits = { one: 200_000_000, all: 1_000_000_000 } as const;

/** A file as the vault keeps it, under the hash of its bytes. */
export interface StoredFile {
  /** SHA-256 of the bytes, lower-case hexadecimal. */
  readonly sha256: string;
  /** The base name that the file had where it came from. */
  readonly name: string;
  /** An Internet media type, worked out from the bytes. */
  readonly mediaType: string;
  readonly bytes: number;
}

/**
 * A source of the analysis. `title` is what citations name, in the model's text and elsewhere, and belongs to one
 * document only.
 */
export interface SourceDocument {
  readonly id: string;
  readonly title: string;
  readonly kind: SourceKind;
  /** The organisation that owns the information, or empty. */
  readonly owner: string;
  readonly version: string;
  readonly classification: Classification;
  readonly note: string;
  /** Null for a source that is named only. */
  readonly file: StoredFile | null;
}
