import type { Dossier } from '#core/dossier/dossier.ts';

/** Everything of a project that has a history. Documents are in the dossier by the SHA-256 of their bytes. */
export interface ProjectContent {
  readonly text: string;
  readonly dossier: Dossier;
}
