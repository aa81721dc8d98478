import type { ContentChanges } from './content-change.ts';
import { dossierChanges } from './dossier-changes.ts';
import { statementChanges } from './statement-changes.ts';
import type { Dossier } from '#core/dossier/dossier.ts';
import type { ParsedText } from '#core/language/parse/parse.ts';
import { parse } from '#core/notation/notation.ts';

/** What a state of a project holds. */
export interface StatedContent {
  readonly text: string;
  readonly dossier: Dossier;
}

/** A state's content with its text parsed, so that it can be compared with several others. */
export interface ReadContent extends StatedContent {
  readonly parsed: ParsedText;
}

/** Reads a content, for comparing. */
export function readContent({ text, dossier }: StatedContent): ReadContent {
  return { text, dossier, parsed: parse(text) };
}

/** What a later content says otherwise than an earlier one, by meaning. */
export function compareReadContents(earlier: ReadContent, later: ReadContent): ContentChanges {
  const stated = dossierChanges(earlier.dossier, later.dossier);
  if (earlier.text === later.text) return { text: 'same', lines: 0, changes: stated };
  const lines = differingLines(earlier.text, later.text);
  if ([earlier, later].some(({ parsed }) => parsed.diagnostics.length > 0))
    return { text: 'unread', lines, changes: stated };
  const said = statementChanges({ text: earlier.text, tree: earlier.parsed.tree }, later.parsed.tree);
  return { text: said.length === 0 ? 'wording' : 'meaning', lines, changes: [...said, ...stated] };
}

function differingLines(earlier: string, later: string): number {
  const [before, after] = [earlier.split('\n'), later.split('\n')];
  const most = Math.min(before.length, after.length);
  let first = 0;
  while (first < most && before[first] === after[first]) first += 1;
  let last = 0;
  while (last < most - first && before[before.length - 1 - last] === after[after.length - 1 - last])
    last += 1;
  return Math.max(before.length, after.length) - first - last;
}
