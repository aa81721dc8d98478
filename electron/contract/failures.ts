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
  'owners-missing',
  'owner-unknown',
  'approval-missing',
  'approval-of-no-hash',
  'approval-of-another-file',
  'release-changed',
  'protection-unconfirmed',
  'report-not-prepared',
  'input-refused',
  'sender-refused',
  'internal',
] as const;
export type FailureCode = (typeof failureCodes)[number];

/** A failure as it crosses the boundary: a code and nothing of the project. */
export interface CallFailure {
  readonly code: FailureCode;
}
