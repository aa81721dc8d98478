/** A token of ProVerif's typed language. Keywords and symbols are their own text. */
export interface Token {
  readonly kind: 'identifier' | 'number' | 'keyword' | 'symbol' | 'end';
  readonly text: string;
  readonly line: number;
}

/** What makes a text no model; `line` counts from 1. */
export class SyntaxFault extends Error {
  constructor(what: string, line: number) {
    super(`line ${line}: ${what}`);
  }
}

// The keywords of the manual's grammar (section "Language reference", typed), and names that are predefined.
const keywords: ReadonlySet<string> = new Set(
  `among axiom channel choice clauses const def diff do elimtrue else equation equivalence event expand fail for
  forall foreach free fun get if implementation in inj insert lemma let letfun letproba new noninterf noselect not
  nounif or otherwise out param phase pred proba process proof public_vars putbegin query reduc restriction secret
  select set suchthat sync table then type weaksecret yield`.split(/\s+/u),
);

const symbols = [
  '==>',
  '<>',
  '<=',
  '>=',
  '<',
  '>',
  '@',
  '&&',
  '||',
  '(',
  ')',
  '[',
  ']',
  ',',
  ';',
  ':',
  '.',
  '=',
  '|',
  '!',
  '-',
];

/** The tokens of a model, without comments, which nest. Throws {@link SyntaxFault}. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let at = 0;
  const starts = (what: string): boolean => text.startsWith(what, at);
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === '\n') line += 1;
    if (/\s/u.test(character)) {
      at += 1;
      continue;
    }
    if (starts('(*')) {
      const opened = line;
      let depth = 0;
      do {
        if (at >= text.length) throw new SyntaxFault('comment left open', opened);
        if (starts('(*')) depth += 1;
        else if (starts('*)')) depth -= 1;
        else {
          if (text.charAt(at) === '\n') line += 1;
          at += 1;
          continue;
        }
        at += 2;
      } while (depth > 0);
      continue;
    }
    const word = /^(?:[A-Za-z][A-Za-z0-9_']*|\d+)/u.exec(text.slice(at, at + 200))?.[0];
    const symbol = symbols.find(starts);
    if (word !== undefined) {
      const kind = /^\d/u.test(word) ? 'number' : keywords.has(word) ? 'keyword' : 'identifier';
      tokens.push({ kind, text: word, line });
      at += word.length;
    } else if (symbol !== undefined) {
      tokens.push({ kind: 'symbol', text: symbol, line });
      at += symbol.length;
    } else throw new SyntaxFault(`character ${character}`, line);
  }
  return [...tokens, { kind: 'end', text: 'end', line }];
}
