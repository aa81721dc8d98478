import { z } from 'zod';

/**
 * Every way in which a call between the window and the main process can fail. Each code has one sentence in
 * the message catalogue under `error.<code>`.
 */
export const failureCodes = [
  'passphrase-wrong',
  'passphrase-too-short',
  'passphrase-too-long',
  'vault-damaged',
  'vault-newer',
  'vault-not-a-vault',
  'vault-in-use',
  'vault-exists',
  'vault-missing',
  'vault-unwritable',
  'vault-disk-full',
  'vault-seal-disk-full',
  'vault-seal-failed',
  'vault-displaced',
  'vault-not-a-file',
  'vault-unreadable',
  'vault-read-only',
  'vault-name-too-long',
  'vault-media-gone',
  'vault-unprotected',
  'vault-closed',
  'vault-parameters-refused',
  'vault-no-passphrase',
  'vault-identity-unknown',
  'vault-recovery-refused',
  'vault-recipient-refused',
  'vault-recipient-known',
  'vault-recipient-unknown',
  'vault-recipients-full',
  'vault-last-slot',
  'vault-overtaken',
  'vault-opening-cancelled',
  'vault-state-missing',
  'vault-foreign-refused',
  'project-not-open',
  'project-not-chosen',
  'document-too-large',
  'documents-too-large',
  'document-unreadable',
  'document-missing',
  'model-refused',
  'analysis-cancelled',
  'analysis-failed',
  'count-out-of-bounds',
  'file-unwritable',
  'target-is-project',
  'target-is-folder',
  'target-is-link',
  'target-is-no-file',
  'target-exists',
  'target-folder-missing',
  'target-name-too-long',
  'target-disk-full',
  'owners-missing',
  'owner-unknown',
  'former-owner-unheard',
  'overruling-of-nobody',
  'approval-missing',
  'approval-of-no-hash',
  'approval-of-another-file',
  'release-changed',
  'protection-unconfirmed',
  'report-cancelled',
  'report-failed',
  'report-not-prepared',
  'input-refused',
  'sender-refused',
  'internal',
] as const;
export type FailureCode = (typeof failureCodes)[number];

export const projectHolder = z.strictObject({
  name: z.string().nullable(),
  since: z.string(),
  host: z.string(),
});

/** Who has a project open: as they call themselves, or null; since when, ISO 8601 in UTC; on which machine. */
export type ProjectHolder = Readonly<z.output<typeof projectHolder>>;

/**
 * A failure as it crosses the boundary: a code and nothing of the project. With `vault-in-use` it can say by whom, to
 * somebody who has a key of the project.
 */
export interface CallFailure {
  readonly code: FailureCode;
  readonly holder?: ProjectHolder;
}
