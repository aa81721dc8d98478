import { z } from 'zod';
import { auditEventKinds } from '#core/history/event-kinds.ts';
import type { StatementSource } from '#vault/database/recorded-statements.ts';
import { eventId, inOrder, type AuditEvent, type EventContent } from '#vault/repositories/audit-event.ts';
import { blobOf, hexOf, splitIds } from '#vault/pieces/hex.ts';
import { AuthorRepository } from '#vault/repositories/authors.ts';

const bytes = z.instanceof(Uint8Array);
const row = z.object({
  previous: bytes,
  created_at: z.int(),
  kind: z.enum(auditEventKinds),
  author: z.int().nullable(),
  state: bytes.nullable(),
  file_hash: bytes.nullable(),
});
const idRow = z.object({ id: bytes });
const sizeRow = z.object({ count: z.int(), names: z.number() });
const projectRow = z.object({ id: z.string() });

const idLength = 32;

/** The audit log: lines are added and never changed, each linked to those before it. */
export class EventRepository {
  readonly #statements: StatementSource;
  readonly #authors: AuthorRepository;

  constructor(statements: StatementSource) {
    this.#statements = statements;
    this.#authors = new AuthorRepository(statements);
  }

  /** Adds a line after all that are there. */
  append(event: Omit<EventContent, 'previous'>): void {
    const previous = this.tips();
    this.#insert({ ...event, previous });
    this.#statements.prepare('DELETE FROM audit_tip').run();
    this.#addTip(eventId(this.#project(), { ...event, previous }));
  }

  /** Adds lines that were made elsewhere, each after those that it followed; none is there yet. */
  unite(events: readonly AuditEvent[]): void {
    for (const event of events) this.#insert(event);
    const followed = new Set(events.flatMap(({ previous }) => previous));
    for (const tip of this.tips()) {
      if (!followed.has(tip)) continue;
      this.#statements.prepare('DELETE FROM audit_tip WHERE id = ?').run(blobOf(tip));
    }
    const own = new Set(this.#read().flatMap(({ previous }) => previous));
    for (const { id } of events) if (!own.has(id)) this.#addTip(id);
  }

  /** Every line, in the order in which they were added: none before what it followed. */
  all(): readonly AuditEvent[] {
    return inOrder(this.#read());
  }

  /** How many lines there are, and how long the names in them are together, in characters. */
  size(): { readonly count: number; readonly names: number } {
    const found = this.#statements
      .prepare(
        `SELECT count(*) AS count, total(length(name)) AS names
         FROM audit_event LEFT JOIN author ON author.number = audit_event.author`,
      )
      .get();
    return sizeRow.parse(found);
  }

  /** The lines that no other one followed. */
  tips(): readonly string[] {
    return this.#statements
      .prepare('SELECT id FROM audit_tip ORDER BY id')
      .all()
      .map((found) => hexOf(idRow.parse(found).id));
  }

  #insert({ previous, createdAt, kind, author, state, fileHash }: EventContent): void {
    this.#statements
      .prepare(
        `INSERT INTO audit_event (previous, created_at, kind, author, state, file_hash)
         VALUES (?, ?, ?, ?, ?, ?)`,
      )
      .run(
        blobOf(previous.toSorted().join('')),
        Date.parse(createdAt),
        kind,
        this.#authors.numberOf(author),
        state === null ? null : blobOf(state),
        fileHash === null ? null : blobOf(fileHash),
      );
  }

  #addTip(id: string): void {
    this.#statements.prepare('INSERT INTO audit_tip (id) VALUES (?)').run(blobOf(id));
  }

  // Identifiers are not kept: they follow from what a line says, and what followed it names it by its own.
  #read(): readonly AuditEvent[] {
    const project = this.#project();
    return this.#statements
      .prepare('SELECT * FROM audit_event ORDER BY sequence')
      .all()
      .map((found): AuditEvent => {
        const { previous, created_at, kind, author, state, file_hash } = row.parse(found);
        const content: EventContent = {
          previous: splitIds(previous, idLength),
          createdAt: new Date(created_at).toISOString(),
          kind,
          author: this.#authors.get(author),
          state: state === null ? null : hexOf(state),
          fileHash: file_hash === null ? null : hexOf(file_hash),
        };
        return { id: eventId(project, content), ...content };
      });
  }

  #project(): string {
    return projectRow.parse(this.#statements.prepare('SELECT id FROM project').get()).id;
  }
}
