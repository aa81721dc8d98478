import type { TextEdit } from '#core/language/source.ts';

/** The one edit that makes a text another one, without what both begin and end with; null where they are the same. */
export function editBetween(before: string, after: string): TextEdit | null {
  if (before === after) return null;
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let end = 0;
  while (
    end < most - start &&
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)
  )
    end += 1;
  return { span: { start, end: before.length - end }, insert: after.slice(start, after.length - end) };
}
