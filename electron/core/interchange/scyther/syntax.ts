import type { Name } from '#core/interchange/scyther/tokens.ts';

/** A term as it is written, macros put in. A tuple has at least two parts, and its last is no tuple. */
export type Term =
  | { readonly kind: 'name'; readonly name: string; readonly offset: number }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Term[]; readonly offset: number }
  | { readonly kind: 'encrypt'; readonly body: Term; readonly key: Term; readonly offset: number }
  | { readonly kind: 'tuple'; readonly parts: readonly Term[]; readonly offset: number };

/** A declaration; `secret` ones are not known to the adversary. */
export type Declaration =
  | {
      readonly kind: 'constant' | 'fresh';
      readonly names: readonly Name[];
      readonly type: Name | null;
      readonly secret: boolean;
    }
  | { readonly kind: 'variable'; readonly names: readonly Name[]; readonly types: readonly Name[] }
  | { readonly kind: 'function'; readonly names: readonly Name[]; readonly secret: boolean }
  | { readonly kind: 'type'; readonly names: readonly Name[] }
  | { readonly kind: 'inverse-keys' | 'inverse-functions'; readonly left: Term; readonly right: Term }
  | { readonly kind: 'compromised'; readonly terms: readonly Term[] }
  | { readonly kind: 'untrusted'; readonly names: readonly Name[] }
  | { readonly kind: 'option'; readonly text: string; readonly offset: number };

/** A message of a role: sender, receiver, content. */
export interface Communication {
  readonly kind: 'send' | 'receive';
  readonly label: string;
  readonly from: Term;
  readonly to: Term;
  readonly message: Term;
  readonly offset: number;
}

/** A claim that a role makes: in whose name, of which kind, and its arguments as one term, if any. */
export interface Claim {
  readonly kind: 'claim';
  readonly label: string | null;
  readonly by: Term;
  readonly claim: Name;
  readonly parameter: Term | null;
  readonly offset: number;
}

/** A comparison of a pattern with a value: `equal` goes on when they match, otherwise when they do not. */
export interface Comparison {
  readonly kind: 'match';
  readonly equal: boolean;
  readonly pattern: Term;
  readonly value: Term;
  readonly offset: number;
}

export type RoleEvent = Communication | Claim | Comparison;

export interface RoleScript {
  readonly name: Name;
  readonly singular: boolean;
  readonly declarations: readonly Declaration[];
  readonly events: readonly RoleEvent[];
}

export interface ProtocolScript {
  readonly name: Name;
  readonly parties: readonly Name[];
  readonly declarations: readonly Declaration[];
  readonly roles: readonly RoleScript[];
}

/** A whole model. `words` are all that occur in it: generated labels avoid them. */
export interface Model {
  readonly declarations: readonly Declaration[];
  readonly protocols: readonly ProtocolScript[];
  readonly words: ReadonlySet<string>;
}

/** The terms as one: a single one itself, otherwise a tuple, nested to the right. */
export function tupleOf(terms: readonly Term[], offset: number): Term {
  const [first] = terms;
  if (terms.length === 1 && first !== undefined) return first;
  const last = terms.at(-1);
  const parts = last?.kind === 'tuple' ? [...terms.slice(0, -1), ...last.parts] : terms;
  return { kind: 'tuple', parts, offset };
}

/** The parts of a tuple, or the term itself as the only one. */
export function partsOf(term: Term): readonly Term[] {
  return term.kind === 'tuple' ? term.parts : [term];
}

/** A term as Scyther prints it. */
export function printTerm(term: Term): string {
  switch (term.kind) {
    case 'name':
      return term.name;
    case 'call':
      return `${term.name}(${term.args.map(printTerm).join(',')})`;
    case 'encrypt':
      return `{${partsOf(term.body).map(printTerm).join(',')}}${printTerm(term.key)}`;
    case 'tuple':
      return `(${term.parts.map(printTerm).join(',')})`;
  }
}

/** The first word or sign of a term. */
export function headOf(term: Term): string {
  switch (term.kind) {
    case 'name':
    case 'call':
      return term.name;
    case 'encrypt':
      return '{';
    case 'tuple':
      return '(';
  }
}

/** The terms of an event, without its ends. */
export function termsOf(event: RoleEvent): readonly Term[] {
  switch (event.kind) {
    case 'send':
    case 'receive':
      return [event.message];
    case 'match':
      return [event.pattern, event.value];
    case 'claim':
      return event.parameter === null ? [] : partsOf(event.parameter);
  }
}
