import type { HeadRelation } from '#vault/lineage/heads.ts';
import type { Author } from '#core/history/state.ts';
import type { OpeningSigner } from '#vault/files/platform.ts';
import type { Vault } from '#vault/vault.ts';

/** How the file of a project relates to what is remembered of it; `unseen` where nothing is remembered anywhere. */
export type RollbackFinding = 'unseen' | Exclude<HeadRelation, 'own-ahead'>;

/**
 * What is remembered of projects from one opening to the next, outside of their files: an open keyring. Who opens them, and
 * which writing of each was seen last.
 */
export interface ProjectMemory {
  /** Who acts; null where nobody said. */
  readonly author: Author | null;
  /** Signs openings; null without an identity. */
  readonly signOpening: OpeningSigner | null;
  /** The secret key that opens what is encrypted for this analyst; null without an identity. */
  readonly secret: string | null;
  /** How a project that was just opened relates to what was seen of it. */
  relate(vault: Vault): RollbackFinding;
  /** Notes that this project was opened, and from where. */
  noteOpened(vault: Vault, path: string): void;
  /** Notes the writing that a project's file is now as the one that was seen last. */
  noteHead(vault: Vault): void;
}

/** Where no keyring is open. */
export const noMemory: ProjectMemory = {
  author: null,
  signOpening: null,
  secret: null,
  relate: () => 'unseen',
  noteOpened: () => undefined,
  noteHead: () => undefined,
};
