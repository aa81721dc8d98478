import type { ScytherFailure } from '#core/interchange/scyther/failure.ts';

/** A word (a name or keyword), a quoted text, a single character, or the end. */
export interface Token {
  readonly kind: 'word' | 'text' | 'sign' | 'end';
  readonly text: string;
  readonly line: number;
}

/** A name where it is written. */
export interface Name {
  readonly name: string;
  readonly line: number;
}

const pattern =
  /(?<space>\s+|\/\/.*|#.*|\/\*[^]*?\*\/)|(?<open>\/\*)|(?<word>@?[A-Za-z0-9^\-!']+)|(?<text>"(?:\\"|[^"\n])*")|(?<quote>")|(?<sign>[^])/gu;

/** The tokens of a text, the last of which is its end; or what is unfinished. */
export function tokenize(
  text: string,
):
  | { readonly ok: true; readonly tokens: readonly Token[] }
  | { readonly ok: false; readonly failure: ScytherFailure } {
  const tokens: Token[] = [];
  let line = 1;
  for (const match of text.matchAll(pattern)) {
    const [whole] = match;
    const { space, word, text: quoted, sign } = match.groups ?? {};
    if (word !== undefined) tokens.push({ kind: 'word', text: word, line });
    else if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted.slice(1, -1), line });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign, line });
    else if (space === undefined) return { ok: false, failure: { code: 'unfinished', line, name: whole } };
    line += whole.split('\n').length - 1;
  }
  tokens.push({ kind: 'end', text: '', line });
  return { ok: true, tokens };
}
