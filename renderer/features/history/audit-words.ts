import type { AuditEventRow } from '#contract/channels/history.ts';
import type { MessageKey, Translate } from '#core/messages/catalogue.ts';
import { authorKey, authorName, timeOf } from '#renderer/features/history/state-words.ts';
import { localDay } from '#renderer/shared/today.ts';

export type AuditKind = AuditEventRow['kind'];

// One for each kind: a kind without a sentence does not compile.
const sentences: Readonly<Record<AuditKind, MessageKey>> = {
  created: 'history.audit.kind.created',
  opened: 'history.audit.kind.opened',
  'opening-failed': 'history.audit.kind.opening-failed',
  recovered: 'history.audit.kind.recovered',
  'exported-full': 'history.audit.kind.exported-full',
  'exported-metrics': 'history.audit.kind.exported-metrics',
  'exported-public': 'history.audit.kind.exported-public',
  'exported-drawing': 'history.audit.kind.exported-drawing',
  'approved-public': 'history.audit.kind.approved-public',
  'approval-withdrawn': 'history.audit.kind.approval-withdrawn',
  'released-public': 'history.audit.kind.released-public',
  'owner-named': 'history.audit.kind.owner-named',
  'owner-renamed': 'history.audit.kind.owner-renamed',
  'owner-removed': 'history.audit.kind.owner-removed',
  'owner-overruled': 'history.audit.kind.owner-overruled',
  'passphrase-changed': 'history.audit.kind.passphrase-changed',
  'passphrase-added': 'history.audit.kind.passphrase-added',
  'passphrase-removed': 'history.audit.kind.passphrase-removed',
  'recipient-added': 'history.audit.kind.recipient-added',
  'recipient-removed': 'history.audit.kind.recipient-removed',
  'recovery-made': 'history.audit.kind.recovery-made',
  'recovery-removed': 'history.audit.kind.recovery-removed',
  'taken-over': 'history.audit.kind.taken-over',
  'document-added': 'history.audit.kind.document-added',
  'document-removed': 'history.audit.kind.document-removed',
  'policy-changed': 'history.audit.kind.policy-changed',
  named: 'history.audit.kind.named',
  restored: 'history.audit.kind.restored',
  merged: 'history.audit.kind.merged',
  shared: 'history.audit.kind.shared',
  unsealed: 'history.audit.kind.unsealed',
  thinned: 'history.audit.kind.thinned',
};

/** The sentence of a kind of event. */
export function auditSentence(kind: AuditKind, text: Translate): string {
  return text(sentences[kind]);
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
