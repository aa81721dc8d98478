import { z } from 'zod';
import type { Connection } from '#vault/database/database.ts';
import { instantOf } from '#vault/migrations/0007/instant.ts';
import { auditEventKinds } from '#core/history/event-kinds.ts';
import { EventRepository } from '#vault/repositories/events.ts';

const row = z.object({
  created_at: z.string(),
  kind: z.enum(auditEventKinds),
  file_hash: z.string().nullable(),
});

/** Links the lines of the audit log one to another. Nobody is known to have written them. */
export function moveAuditLog(connection: Connection): void {
  const events = new EventRepository(connection);
  const lines = connection
    .prepare('SELECT created_at, kind, file_hash FROM earlier_audit_event ORDER BY sequence')
    .all();
  for (const found of lines) {
    const { created_at, kind, file_hash } = row.parse(found);
    events.append({
      createdAt: instantOf(created_at),
      kind,
      author: null,
      state: null,
      fileHash: file_hash,
    });
  }
}
