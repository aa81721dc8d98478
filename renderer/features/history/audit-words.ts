import type { AuditEventRow } from '#contract/history-calls.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { authorKey, authorName, timeOf } from '#renderer/features/history/state-words.ts';
import { localDay } from '#renderer/shared/today.ts';

export type AuditKind = AuditEventRow['kind'];

/** The sentence of a kind of event. */
export function auditSentence(kind: AuditKind, text: Translate): string {
  return text(`history.audit.kind.${kind}`);
}

/** Which events are listed. */
export interface AuditFilter {
  readonly words: string;
  readonly kind: AuditKind | 'all';
  /** The key of an author; empty for nobody, `all` for everybody. */
  readonly author: string;
  readonly brokenOnly: boolean;
}

/** Every event. */
export const everyEvent: AuditFilter = { words: '', kind: 'all', author: 'all', brokenOnly: false };

/** The events that a filter lets through, the newest first. */
export function filterEvents(
  oldestFirst: readonly AuditEventRow[],
  broken: ReadonlySet<string>,
  { words, kind, author, brokenOnly }: AuditFilter,
  text: Translate,
): readonly AuditEventRow[] {
  const sought = words.trim().toLocaleLowerCase().split(/\s+/u);
  return oldestFirst.toReversed().filter((event) => {
    if (brokenOnly && !broken.has(event.id)) return false;
    if (kind !== 'all' && event.kind !== kind) return false;
    if (author !== 'all' && authorKey(event) !== author) return false;
    const told = eventLine(event, text).toLocaleLowerCase();
    return sought.every((word) => told.includes(word));
  });
}

/** An event as a line of text: when, who, what, and the hash of the file, apart by tabs. */
export function eventLine(event: AuditEventRow, text: Translate): string {
  const { createdAt, kind, fileHash, state } = event;
  return [
    `${localDay(createdAt)} ${timeOf(createdAt)}`,
    authorName(event, text),
    auditSentence(kind, text),
    fileHash ?? '',
    state ?? '',
  ].join('\t');
}
