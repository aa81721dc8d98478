import type { ChannelTrust, ElementKind, Entropy, Lifetime, RequirementKind } from '#core/language/model.ts';
import type { Span } from '#core/language/source.ts';
import type { PrimitiveName } from '#core/terms/theory.ts';

/** A name as it stands in the text. */
export interface Identifier {
  readonly name: string;
  readonly span: Span;
}

/** A quoted string as it stands in the text. */
export interface QuotedText {
  readonly text: string;
  readonly span: Span;
}

/**
 * A term as it is written. `apply` is `primitive[key](content ; associated)`; the key is null for `hash`, the
 * associated data for everything but `aead`.
 */
export type TermExpression =
  | { readonly kind: 'name'; readonly name: string; readonly span: Span }
  | { readonly kind: 'tuple'; readonly parts: readonly TermExpression[]; readonly span: Span }
  | {
      readonly kind: 'key-half';
      readonly half: 'public' | 'private';
      readonly pair: Identifier;
      readonly span: Span;
    }
  | {
      readonly kind: 'apply';
      readonly primitive: PrimitiveName;
      readonly key: TermExpression | null;
      readonly content: TermExpression;
      readonly associated: TermExpression | null;
      readonly span: Span;
    };

/** `source "document" "section"`. */
export interface SourceClause {
  readonly document: QuotedText;
  readonly section: QuotedText | null;
}

interface StatementPlace {
  readonly span: Span;
  /** Comments that stand before the statement, each without its slashes. */
  readonly comments: readonly string[];
}

export type ElementStatement = StatementPlace & {
  readonly kind: 'element';
  readonly elementKind: ElementKind;
  readonly name: Identifier;
  readonly label: QuotedText | null;
  readonly owner: readonly Identifier[];
  readonly shared: readonly Identifier[];
  readonly known: readonly Identifier[];
  readonly lifetime: Lifetime | null;
  readonly entropy: Entropy | null;
  readonly replaces: Identifier | null;
  readonly source: SourceClause | null;
};

export type MessageStatement = StatementPlace & {
  readonly kind: 'message';
  readonly name: Identifier;
  readonly label: QuotedText | null;
  readonly sender: Identifier;
  readonly receiver: Identifier;
  readonly over: ChannelTrust | null;
  readonly content: TermExpression;
  readonly source: SourceClause | null;
};

/** Verbs of the steps that an entity takes by itself. */
export const actionVerbs = ['makes', 'advances', 'checks', 'installs', 'erases'] as const;
export type ActionVerb = (typeof actionVerbs)[number];

/** `A, B verb X, Y`. */
export type ActionStatement = StatementPlace & {
  readonly kind: 'action';
  readonly verb: ActionVerb;
  readonly entities: readonly Identifier[];
  readonly elements: readonly Identifier[];
};

/** `A, B derive X = term`. */
export type DeriveStatement = StatementPlace & {
  readonly kind: 'derive';
  readonly entities: readonly Identifier[];
  readonly element: Identifier;
  readonly content: TermExpression;
};

/** `channel A, B authentic`. */
export type ChannelStatement = StatementPlace & {
  readonly kind: 'channel';
  readonly ends: readonly [Identifier, Identifier];
  readonly trust: ChannelTrust;
};

export type PhaseItem = MessageStatement | ActionStatement | DeriveStatement | ChannelStatement;

export type PhaseStatement = StatementPlace & {
  readonly kind: 'phase';
  readonly name: Identifier;
  readonly label: QuotedText | null;
  readonly trust: ChannelTrust | null;
  readonly adversaryPresent: boolean | null;
  readonly items: readonly PhaseItem[];
  /** Comments after the last step, before the closing brace. */
  readonly closingComments: readonly string[];
};

export type Statement =
  | (StatementPlace & {
      readonly kind: 'protocol';
      readonly name: Identifier;
      readonly label: QuotedText | null;
    })
  | (StatementPlace & {
      readonly kind: 'entity';
      readonly name: Identifier;
      readonly label: QuotedText | null;
      readonly source: SourceClause | null;
    })
  | ElementStatement
  | PhaseStatement
  | (StatementPlace & {
      readonly kind: 'requirement';
      readonly name: Identifier;
      readonly requirementKind: RequirementKind;
      readonly text: QuotedText;
      readonly source: SourceClause | null;
    })
  | (StatementPlace & {
      readonly kind: 'tick';
      readonly property: 'confidentiality' | 'integrity';
      readonly element: Identifier;
      /** Empty where the text says `none`. */
      readonly entities: readonly Identifier[];
      readonly refines: readonly Identifier[];
    });

/** A text as it was parsed: what could be read of it. */
export interface SyntaxTree {
  readonly statements: readonly Statement[];
  /** Comments after the last statement. */
  readonly closingComments: readonly string[];
}
