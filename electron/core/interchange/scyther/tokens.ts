import type { PlacedFailure } from '#core/interchange/scyther/failure.ts';

/** A word (a name or keyword), a quoted text, a single character, or the end. */
export interface Token {
  readonly kind: 'word' | 'text' | 'sign' | 'end';
  readonly text: string;
  /** Where it begins, in UTF-16 units of the text. */
  readonly offset: number;
}

/** A name where it is written. */
export interface Name {
  readonly name: string;
  readonly offset: number;
}

const pattern =
  /(?<space>\s+|\/\/.*|#.*|\/\*[^]*?\*\/)|(?<open>\/\*)|(?<word>@?[A-Za-z0-9^\-!']+)|(?<text>"(?:\\"|[^"\n])*")|(?<quote>")|(?<sign>[^])/gu;

/** The tokens of a text, the last of which is its end; or what is unfinished. */
export function tokenize(
  text: string,
):
  | { readonly ok: true; readonly tokens: readonly Token[] }
  | { readonly ok: false; readonly failure: PlacedFailure } {
  const tokens: Token[] = [];
  for (const match of text.matchAll(pattern)) {
    const [whole] = match;
    const { index: offset } = match;
    const { space, word, text: quoted, sign } = match.groups ?? {};
    if (word !== undefined) tokens.push({ kind: 'word', text: word, offset });
    else if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted.slice(1, -1), offset });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign, offset });
    else if (space === undefined) return { ok: false, failure: { code: 'unfinished', offset, name: whole } };
  }
  tokens.push({ kind: 'end', text: '', offset: text.length });
  return { ok: true, tokens };
}
