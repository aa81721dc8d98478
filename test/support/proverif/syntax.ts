/** A typed name as a declaration, a restriction or a pattern introduces it. */
export interface Typed {
  readonly name: string;
  readonly type: string;
}

export type Term =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'number' }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Term[] }
  | { readonly kind: 'tuple'; readonly parts: readonly Term[] };

export type Pattern =
  | { readonly kind: 'bind'; readonly bound: Typed }
  | { readonly kind: 'equal'; readonly term: Term }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Pattern[] }
  | { readonly kind: 'tuple'; readonly parts: readonly Pattern[] };

/** How two terms are compared: only natural numbers, and times in queries, have an order. */
export interface Comparison {
  readonly left: Term;
  readonly ordered: boolean;
  readonly right: Term;
}

export type Process =
  | { readonly kind: 'nil' }
  | { readonly kind: 'parallel'; readonly parts: readonly Process[] }
  | { readonly kind: 'repeat'; readonly body: Process }
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'new'; readonly made: Typed; readonly then: Process }
  | { readonly kind: 'in'; readonly channel: Term; readonly pattern: Pattern; readonly then: Process }
  | { readonly kind: 'out'; readonly channel: Term; readonly message: Term; readonly then: Process }
  | { readonly kind: 'if'; readonly compared: Comparison; readonly then: Process }
  | { readonly kind: 'let'; readonly pattern: Pattern; readonly value: Term; readonly then: Process }
  | { readonly kind: 'event'; readonly name: string; readonly args: readonly Term[]; readonly then: Process }
  | {
      readonly kind: 'insert';
      readonly table: string;
      readonly args: readonly Term[];
      readonly then: Process;
    }
  | {
      readonly kind: 'get';
      readonly table: string;
      readonly patterns: readonly Pattern[];
      readonly then: Process;
    }
  | { readonly kind: 'phase'; readonly number: number; readonly then: Process };

export interface Rule {
  readonly variables: readonly Typed[];
  readonly name: string;
  readonly args: readonly Term[];
  readonly result: Term;
}

export type Fact =
  | {
      readonly kind: 'event';
      readonly injective: boolean;
      readonly name: string;
      readonly args: readonly Term[];
      /** The variable that stands for when it happened; null where none does. */
      readonly at: string | null;
    }
  | { readonly kind: 'attacker'; readonly term: Term; readonly phase: number | null }
  | { readonly kind: 'compare'; readonly compared: Comparison }
  | { readonly kind: 'truth'; readonly value: boolean };

/** `hypotheses ==> conclusions`, as a query or as a restriction; one of the conclusions holds, with all of its facts. */
export interface Correspondence {
  readonly variables: readonly Typed[];
  readonly hypotheses: readonly Fact[];
  readonly conclusions: readonly (readonly Fact[])[];
}

export type Declaration = { readonly line: number } & (
  | { readonly kind: 'set'; readonly setting: string; readonly value: string }
  | {
      readonly kind: 'free' | 'const';
      readonly name: string;
      readonly type: string;
      readonly options: readonly string[];
    }
  | {
      readonly kind: 'constructor';
      readonly name: string;
      readonly args: readonly string[];
      readonly type: string;
      readonly options: readonly string[];
    }
  | {
      readonly kind: 'destructor';
      readonly name: string;
      /** The declared types of the arguments; null where the rules alone say them. */
      readonly args: readonly string[] | null;
      readonly rules: readonly Rule[];
      readonly options: readonly string[];
    }
  | {
      readonly kind: 'equation';
      readonly variables: readonly Typed[];
      readonly left: Term;
      readonly right: Term;
    }
  | { readonly kind: 'table' | 'event'; readonly name: string; readonly args: readonly string[] }
  | { readonly kind: 'query' | 'restriction'; readonly asked: Correspondence }
  | { readonly kind: 'let'; readonly name: string; readonly process: Process }
);

export interface Model {
  readonly declarations: readonly Declaration[];
  readonly main: Process;
}
