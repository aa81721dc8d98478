import { translate } from '#cli/console/console.ts';
import type { Author, HistoryState } from '#core/history/state.ts';
import { describeChanges } from '#core/views/words/describe-changes.ts';
import type { AuditedProject } from '#project/history/audited.ts';
import type { ChangedState } from '#project/history/state-changes.ts';

/** How many digits of an identifier are shown. */
const shownDigits = 8;

/** States as lines of text, the newest first: identifier, when, who, cause, name, and what changed. */
export function stateLines(states: readonly ChangedState[]): readonly string[] {
  return states.toReversed().flatMap((each) => [stateLine(each.state), `    ${changeSentence(each)}`]);
}

/** A state in a line. */
export function stateLine({ id, createdAt, author, cause, name }: HistoryState): string {
  const named = name === null ? '' : `  "${name}"`;
  return `${id.slice(0, shownDigits)}  ${minuteOf(createdAt)}  ${authorName(author)}, ${translate(`history.cause.${cause}`)}${named}`;
}

/** States for programs, the oldest first. */
export function statesAsJson(states: readonly ChangedState[]): readonly object[] {
  return states.map((each) => ({
    ...stateAsJson(each.state),
    sentence: changeSentence(each),
    changes: each.changes,
  }));
}

/** A state for programs. */
export function stateAsJson({ id, parents, createdAt, author, cause, origin, name }: HistoryState): object {
  return { id, parents, createdAt, author, cause, origin, name };
}

/** The audit log as lines of text, the oldest first; a broken link is marked. */
export function auditLines({ events, broken }: AuditedProject): readonly string[] {
  const isBroken = new Set(broken);
  return events.map(({ id, createdAt, author, kind, state, fileHash }) => {
    const parts = [
      minuteOf(createdAt),
      authorName(author),
      translate(`history.audit.kind.${kind}`),
      ...(state === null ? [] : [state.slice(0, shownDigits)]),
      ...(fileHash === null ? [] : [`SHA-256 ${fileHash}`]),
    ];
    const mark = isBroken.has(id) ? `  ⚠ ${translate('history.audit.broken-here')}` : '';
    return `${parts.join('  ')}${mark}`;
  });
}

function changeSentence({ state, changes }: ChangedState): string {
  if (changes !== null) return describeChanges(changes, translate);
  return translate(state.cause === 'created' ? 'history.change.first' : 'history.change.oldest');
}

function authorName(author: Author | null): string {
  return author?.name ?? translate('history.nobody');
}

// The same everywhere: who reads it may be in another time zone than who did it.
function minuteOf(instant: string): string {
  return `${instant.slice(0, 16).replace('T', ' ')} UTC`;
}
