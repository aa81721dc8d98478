import type { Card } from '#exchange/card/card.ts';
import type { SeenHead } from '#vault/lineage/heads.ts';

/** Somebody whose card is in the keyring. */
export interface Colleague {
  readonly card: Card;
  readonly addedAt: string;
  /** When the fingerprint was compared with theirs, as ISO 8601 instant; null where nobody did. */
  readonly verified: string | null;
}

/** A project file that was opened. */
export interface RecentProject {
  readonly path: string;
  readonly name: string;
  readonly openedAt: string;
}

/** A sealed file that was sent. */
export interface SentShare {
  readonly project: string;
  readonly sequence: number;
  readonly head: string;
  readonly recipients: readonly string[];
  readonly sentAt: string;
}

/** The newest sealed file that was taken over of a signer, for a project. */
export interface SeenShare {
  readonly project: string;
  readonly signer: string;
  readonly sequence: number;
  /** The SHA-256 of its manifest. */
  readonly manifest: string;
}

/** What a keyring holds beside the identity. */
export interface KeyringContent {
  readonly colleagues: readonly Colleague[];
  /** The head of each project file as it was seen last. */
  readonly heads: readonly SeenHead[];
  /** The newest first. */
  readonly recent: readonly RecentProject[];
  /** The newest last. */
  readonly sent: readonly SentShare[];
  readonly seen: readonly SeenShare[];
}

/** The most entries of each list. What is full is told, but for the lists that forget their oldest entry. */
export const keyringBounds = {
  colleagues: 1_000,
  heads: 1_000,
  openings: 100_000,
  recent: 20,
  sent: 5_000,
  seen: 10_000,
} as const;

/** The content of a new keyring. */
export const emptyKeyring: KeyringContent = { colleagues: [], heads: [], recent: [], sent: [], seen: [] };
