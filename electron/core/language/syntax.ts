import type {
  AuthenticationLevel,
  ChannelTrust,
  ElementKind,
  Entropy,
  Lifetime,
  RequirementKind,
  CapabilityKind,
  ClaimKind,
} from './kinds.ts';
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

/** `source "document" "section" page 14 quote "words"`. */
export interface SourceClause {
  readonly document: QuotedText;
  readonly section: QuotedText | null;
  readonly page: number | null;
  readonly quotation: QuotedText | null;
  readonly span: Span;
}

/** A comment, without its slashes, and whether a blank line stands right before it. */
export interface WrittenComment {
  readonly text: string;
  readonly spaced: boolean;
}

interface StatementPlace {
  readonly span: Span;
  /** Comments that stand before the statement. */
  readonly comments: readonly WrittenComment[];
  /** True if a blank line stands right before it. */
  readonly spaced: boolean;
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
  readonly sources: readonly SourceClause[];
};

/** The words `may repeat` after the trust of a channel; they stand, with it, at the span. */
export interface RepeatClause {
  readonly span: Span;
}

export type MessageStatement = StatementPlace & {
  readonly kind: 'message';
  readonly name: Identifier;
  readonly label: QuotedText | null;
  readonly sender: Identifier;
  readonly receiver: Identifier;
  readonly over: ChannelTrust | null;
  /** `may repeat` behind `over TRUST`. */
  readonly repeats: RepeatClause | null;
  readonly content: TermExpression;
  readonly sources: readonly SourceClause[];
};

/** Verbs of the steps that an entity takes by itself. */
export const actionVerbs = ['makes', 'advances', 'checks', 'skips', 'accepts', 'installs', 'erases'] as const;
export type ActionVerb = (typeof actionVerbs)[number];

/** `A, B verb X, Y`. For `skips` the names may be those of primitives and of entities. */
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

/** `channel A, B authentic may repeat`. */
export type ChannelStatement = StatementPlace & {
  readonly kind: 'channel';
  readonly ends: readonly [Identifier, Identifier];
  readonly trust: ChannelTrust;
  readonly repeats: RepeatClause | null;
};

export type PhaseItem = MessageStatement | ActionStatement | DeriveStatement | ChannelStatement;

export type PhaseStatement = StatementPlace & {
  readonly kind: 'phase';
  readonly name: Identifier;
  readonly label: QuotedText | null;
  readonly trust: ChannelTrust | null;
  /** `may repeat` behind `channel TRUST`. */
  readonly repeats: RepeatClause | null;
  readonly adversaryPresent: boolean | null;
  readonly sources: readonly SourceClause[];
  readonly items: readonly PhaseItem[];
  /** Comments after the last step, before the closing brace. */
  readonly closingComments: readonly WrittenComment[];
};

/** `from PHASE` or `in PHASE`, or null where there is no such clause. */
type PhaseClause = Identifier | null;

/** A secret that a line of an attack model names: a name, or a half of a pair. */
export type SecretExpression = Extract<TermExpression, { readonly kind: 'name' | 'key-half' }>;

/** A capability of the adversary as it is written. Which of its parts there are, the form of its kind says. */
export type CapabilityItem = StatementPlace & {
  readonly kind: 'capability';
  readonly capability: CapabilityKind;
  /** The word that begins the line. */
  readonly word: string;
  readonly entities: readonly Identifier[];
  readonly secrets: readonly SecretExpression[];
  readonly primitive: PrimitiveName | null;
  readonly trust: ChannelTrust | null;
  /** The phase of `from PHASE` or `in PHASE`. */
  readonly phase: PhaseClause;
};

/** One line of an attack model. */
export type AttackItem =
  | CapabilityItem
  | (StatementPlace & { readonly kind: 'adversary'; readonly adversary: 'passive' | 'active' })
  | (StatementPlace & { readonly kind: 'untyped' });

/** `attack NAME "label" { … }`. */
export type AttackStatement = StatementPlace & {
  readonly kind: 'attack';
  readonly name: Identifier;
  readonly label: QuotedText | null;
  readonly sources: readonly SourceClause[];
  readonly items: readonly AttackItem[];
  /** Comments after the last line, before the closing brace. */
  readonly closingComments: readonly WrittenComment[];
};

/** A claim as it is written. Which of its parts there are, the form of its kind says; the others are null or empty. */
export type ClaimStatement = StatementPlace & {
  readonly kind: 'claim';
  readonly claimKind: ClaimKind;
  readonly element: Identifier | null;
  readonly claimed: Identifier | null;
  readonly claimant: Identifier | null;
  readonly level: { readonly word: AuthenticationLevel; readonly span: Span } | null;
  readonly on: readonly Identifier[];
  readonly in: PhaseClause;
  readonly refines: readonly Identifier[];
  readonly sources: readonly SourceClause[];
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
      readonly sources: readonly SourceClause[];
    })
  /** `entity A, B may coincide`. */
  | (StatementPlace & { readonly kind: 'coincide'; readonly entities: readonly Identifier[] })
  | ElementStatement
  | PhaseStatement
  | ClaimStatement
  | AttackStatement
  | (StatementPlace & {
      readonly kind: 'requirement';
      readonly name: Identifier;
      readonly requirementKind: RequirementKind;
      readonly text: QuotedText;
      /** `owner "organisation"`. */
      readonly owner: QuotedText | null;
      readonly sources: readonly SourceClause[];
    })
  | (StatementPlace & {
      readonly kind: 'tick';
      readonly property: 'confidentiality' | 'integrity';
      readonly element: Identifier;
      /** Empty where the text says `none`. */
      readonly entities: readonly Identifier[];
      readonly refines: readonly Identifier[];
      readonly sources: readonly SourceClause[];
    });

/** A text as it was parsed: what could be read of it. */
export interface SyntaxTree {
  readonly statements: readonly Statement[];
  /** Comments after the last statement. */
  readonly closingComments: readonly WrittenComment[];
}

/** The expressions that an expression is made of, one level down: of a primitive content, associated data and key. */
export function partsOf(expression: TermExpression): readonly TermExpression[] {
  switch (expression.kind) {
    case 'name':
    case 'key-half':
      return [];
    case 'tuple':
      return expression.parts;
    case 'apply':
      return [expression.content, expression.associated, expression.key].filter((part) => part !== null);
  }
}
