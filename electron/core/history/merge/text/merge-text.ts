import { known, partOf, unknown, type Before } from '#core/history/merge/decision/before.ts';
import type { Decisions } from '#core/history/merge/decision/decisions.ts';
import { linesId, mergeLines } from './merge-lines.ts';
import { mergeStatements } from './merge-statements.ts';
import { piecesOf, textOf } from './pieces.ts';

/**
 * Merges three texts: statement by statement where each of them can be parsed, else line by line. A text that one side alone
 * changed is taken as it stands.
 */
export function mergeText(decisions: Decisions, told: Before<string>, mine: string, theirs: string): string {
  const before = decisions.isContested(linesId) ? unknown : told;
  // What both made of what was is told, as any other change; what both have is never in doubt.
  if (mine === theirs && (before.kind !== 'known' || before.value === mine)) return mine;
  const merged = mergePlain(
    decisions,
    partOf(before, withPlainEnds),
    withPlainEnds(mine),
    withPlainEnds(theirs),
  );
  if (mine === theirs) return mine;
  // Nothing but the ends of lines and the end of the text can differ from what was merged.
  if (before.kind === 'known' && !decisions.isPartContested('text')) {
    if (before.value === theirs) return mine;
    if (before.value === mine) return theirs;
  }
  const ends = [mine, theirs].map(endsWithReturn);
  // Where the sides do not end their lines alike, one of them changed that.
  const returns = ends[0] === ends[1] ? ends[0] : before.kind === 'known' && !endsWithReturn(before.value);
  return returns === true ? merged.replaceAll('\n', '\r\n') : merged;
}

function mergePlain(decisions: Decisions, before: Before<string>, mine: string, theirs: string): string {
  const [left, right] = [piecesOf(mine), piecesOf(theirs)];
  const was = before.kind === 'known' ? piecesOf(before.value) : null;
  if (left === null || right === null || (before.kind === 'known' && was === null)) {
    return mergeLines(decisions, decisions.isPartContested('text') ? unknown : before, mine, theirs);
  }
  const cut = was === null ? (before.kind === 'known' ? unknown : before) : known(was);
  return textOf(mergeStatements(decisions, cut, left, right));
}

// True for a text all of whose lines end as on Windows.
function endsWithReturn(text: string): boolean {
  return text.includes('\n') && !/(?:^|[^\r])\n/u.test(text);
}

function withPlainEnds(text: string): string {
  return endsWithReturn(text) ? text.replaceAll('\r\n', '\n') : text;
}
