import type { Span } from '#core/language/source.ts';

/** A Verifpal model as its text says it. */
export interface Model {
  readonly attacker: 'active' | 'passive';
  readonly parts: readonly Part[];
  readonly queries: readonly QuerySyntax[];
}

/** A name with its place. */
export interface Name {
  readonly name: string;
  readonly span: Span;
}

/** A block of a principal, a message or the beginning of a phase, in the order of the file. */
export type Part =
  | { readonly kind: 'principal'; readonly principal: Name; readonly statements: readonly Statement[] }
  | (MessageSyntax & { readonly kind: 'message' })
  | { readonly kind: 'phase'; readonly phase: number; readonly span: Span };

/** A message of one or more constants. */
export interface MessageSyntax {
  readonly from: Name;
  readonly to: Name;
  /** Guarded constants can be read on their way but not changed. */
  readonly constants: readonly (Name & { readonly guarded: boolean })[];
}

/** How a constant is known: by principals only, by everybody, or so that it can be guessed. */
export type Qualifier = 'private' | 'public' | 'password';

/** A line of a principal's block. */
export type Statement =
  | { readonly kind: 'knows'; readonly qualifier: Qualifier; readonly names: readonly Name[] }
  | { readonly kind: 'generates'; readonly names: readonly Name[] }
  | { readonly kind: 'leaks'; readonly names: readonly Name[] }
  | {
      readonly kind: 'assignment';
      /** null for a result that is thrown away. */
      readonly targets: readonly (Name | null)[];
      readonly expression: Expression;
      readonly span: Span;
    };

/** The expression that is computed. */
export type Expression = (Name & { readonly kind: 'constant' }) | PrimitiveCall;

/** A primitive applied; `checked`: the principal stops where it does not succeed. */
export interface PrimitiveCall {
  readonly kind: 'primitive';
  readonly name: string;
  readonly capabilities: readonly Capability[];
  readonly args: readonly Expression[];
  readonly checked: boolean;
  readonly span: Span;
}

/** An ability of the attacker with the result of one call, from a phase on. */
export interface Capability {
  readonly kind: 'weak' | 'forgeable' | 'malleable';
  readonly fromPhase: number;
  readonly span: Span;
}

/** The message that an authentication query or a precondition speaks of. */
export interface OneMessage {
  readonly from: Name;
  readonly to: Name;
  readonly constant: Name;
}

/** A query; `text` is its own words without preconditions. */
export type QuerySyntax = {
  readonly preconditions: readonly OneMessage[];
  readonly span: Span;
  readonly text: string;
} & (
  | { readonly kind: 'confidentiality' | 'freshness'; readonly constant: Name }
  | { readonly kind: 'unlinkability' | 'equivalence'; readonly constants: readonly Name[] }
  | { readonly kind: 'authentication'; readonly message: OneMessage }
);

/** All constants that an expression has, as often as they occur. */
export function constantsOf(expression: Expression): readonly Name[] {
  return expression.kind === 'constant' ? [expression] : expression.args.flatMap(constantsOf);
}

/** True when some primitive of an expression is checked. */
export function isChecked(expression: Expression): boolean {
  return expression.kind === 'primitive' && (expression.checked || expression.args.some(isChecked));
}
