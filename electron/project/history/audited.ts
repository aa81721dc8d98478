import type { AuditEvent } from '#vault/repositories/audit-event.ts';
import type { Vault } from '#vault/vault.ts';

/** The audit log of a project, and where it does not fit together. */
export interface AuditedProject {
  /** The oldest first. */
  readonly events: readonly AuditEvent[];
  /** The identifiers of the events whose links are broken. */
  readonly broken: readonly string[];
  /** True where the log does not end with what was written into it last. */
  readonly endMissing: boolean;
}

/** The audit log of a project with its broken links. */
export function auditedProject({ audit }: Vault): AuditedProject {
  const found = audit.verify();
  return {
    events: audit.all(),
    broken: [...new Set(found.flatMap(({ event }) => (event === null ? [] : [event.id])))],
    endMissing: found.some(({ kind }) => kind === 'end-missing'),
  };
}
