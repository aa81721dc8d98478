import type { ClaimForm, ClaimPart } from '#core/language/claim-form.ts';
import type { ClaimKind } from '#core/language/kinds.ts';

/** The names and words of a claim's line; those that its kind has not are null or empty. */
export interface ClaimWords {
  readonly element: string | null;
  readonly claimed: string | null;
  readonly claimant: string | null;
  readonly level: string | null;
  readonly on: readonly string[];
  readonly phase: string | null;
}

/** The line that makes a claim, without what it refines and its sources. */
export function claimLine(kind: ClaimKind, words: ClaimWords, { parts }: ClaimForm): string {
  return parts.reduce((line: string, part) => line + partOf(part, words), kind);
}

function partOf(part: ClaimPart, words: ClaimWords): string {
  switch (part.kind) {
    case 'word':
      return part.word === ':' ? ':' : ` ${part.word}`;
    case 'name':
      return ` ${words[part.slot] ?? ''}`;
    case 'level':
      return ` ${words.level ?? ''}`;
    case 'on':
      return words.on.length === 0 ? '' : ` on ${words.on.join(', ')}`;
    case 'phase':
      return words.phase === null ? '' : ` in ${words.phase}`;
  }
}
