import type { ElementKind, Entropy, Lifetime } from '#core/language/kinds.ts';
import type { Declared } from '#core/language/names.ts';
import { defaultEntropy, defaultLifetime } from './element-defaults.ts';
import type {
  ElementStatement,
  Identifier,
  MessageStatement,
  QuotedText,
  SourceClause,
  Statement,
  SyntaxTree,
} from '#core/language/syntax.ts';

/** Where a name is declared, and what is said of it there. */
export interface Declaration {
  readonly name: Identifier;
  readonly meaning: Declared;
  /** The label, or of a requirement its text; null where there is none. */
  readonly label: string | null;
  readonly sources: readonly SourceClause[];
  /** Of a requirement: the organisation that owns it. */
  readonly owner: string | null;
  /** Of an element: who has it and how it lives. */
  readonly element: ElementFacts | null;
  /** Of a message: the way it goes, and the phase that it is in. */
  readonly message: { readonly sender: string; readonly receiver: string; readonly phase: string } | null;
}

/** The properties of an element by its declaration, with defaults for those that it leaves out. */
export interface ElementFacts {
  readonly kind: ElementKind;
  readonly holders: readonly string[];
  readonly knownTo: readonly string[];
  readonly lifetime: Lifetime;
  readonly entropy: Entropy;
  readonly replaces: string | null;
}

/** Every name that a text declares, by name. A name that is declared twice keeps its first meaning. */
export function declarationsOf(tree: SyntaxTree): ReadonlyMap<string, Declaration> {
  const found = new Map<string, Declaration>();
  for (const declaration of tree.statements.flatMap(declaredBy)) {
    if (!found.has(declaration.name.name)) found.set(declaration.name.name, declaration);
  }
  return found;
}

function declaredBy(statement: Statement): readonly Declaration[] {
  switch (statement.kind) {
    case 'entity':
      return [declaration(statement.name, 'entity', statement.label, { sources: statement.sources })];
    case 'element': {
      const { name, label, sources, elementKind } = statement;
      return [declaration(name, elementKind, label, { sources, element: elementFacts(statement) })];
    }
    case 'phase': {
      const messages = statement.items.filter((item): item is MessageStatement => item.kind === 'message');
      return [
        declaration(statement.name, 'phase', statement.label, { sources: statement.sources }),
        ...messages.map(({ name, label, sources, sender, receiver }) => {
          const way = { sender: sender.name, receiver: receiver.name, phase: statement.name.name };
          return declaration(name, 'message', label, { sources, message: way });
        }),
      ];
    }
    case 'requirement':
      return [
        declaration(statement.name, 'requirement', statement.text, {
          sources: statement.sources,
          owner: statement.owner?.text ?? null,
        }),
      ];
    case 'attack':
      return [declaration(statement.name, 'attack', statement.label, { sources: statement.sources })];
    case 'protocol':
    case 'coincide':
    case 'tick':
    case 'claim':
      return [];
  }
}

function declaration(
  name: Identifier,
  meaning: Declared,
  label: QuotedText | null,
  { sources = [], owner = null, element = null, message = null }: Partial<Declaration>,
): Declaration {
  return { name, meaning, label: label?.text ?? null, sources, owner, element, message };
}

function elementFacts(statement: ElementStatement): ElementFacts {
  const { elementKind: kind, owner, shared, known, lifetime, entropy, replaces } = statement;
  return {
    kind,
    holders: [...owner, ...shared].map(({ name }) => name),
    knownTo: known.map(({ name }) => name),
    lifetime: lifetime ?? defaultLifetime(kind),
    entropy: entropy ?? defaultEntropy(kind),
    replaces: replaces?.name ?? null,
  };
}
