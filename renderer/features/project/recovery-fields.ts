import type { ChannelOutput } from '#contract/channels.ts';

/** What the main process says of a share. */
export type ShareCheck = ChannelOutput<'project.checkShare'>;

/** A field for a recovery share: what was typed, and what was said of it, or null where nothing was yet. */
export interface ShareField {
  readonly typed: string;
  readonly check: ShareCheck | null;
}

/** How a field stands. `repeated`: an earlier field has the same share, which counts once. */
export type ShareStatus = 'empty' | 'checking' | 'repeated' | ShareCheck['verdict'];

/** A share without what people and paper put around it. Its lines stay: those for people are told from the others by them. */
export function bareShare(typed: string): string {
  const lines = typed.split(/[\n\r]+/u).map((line) => line.replaceAll(/\s+/gu, ' ').trim());
  return lines.filter((line) => line !== '').join('\n');
}

/** How each of some fields stands. */
export function shareStatuses(fields: readonly ShareField[]): readonly ShareStatus[] {
  return fields.map(({ typed, check }, index): ShareStatus => {
    if (bareShare(typed) === '') return 'empty';
    if (check === null) return 'checking';
    if (check.verdict !== 'valid') return check.verdict;
    const earlier = fields.slice(0, index).some((other) => isSame({ typed, check }, other));
    return earlier ? 'repeated' : 'valid';
  });
}

function isSame(field: ShareField, other: ShareField): boolean {
  if (signsOf(field) === signsOf(other)) return true;
  const number = field.check?.number ?? null;
  return number !== null && other.check?.verdict === 'valid' && other.check.number === number;
}

function signsOf({ typed }: ShareField): string {
  return typed.replaceAll(/\s+/gu, '').toLowerCase();
}
