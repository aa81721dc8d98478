import type {
  AttackItem,
  Identifier,
  PhaseItem,
  Statement,
  SyntaxTree,
  TermExpression,
} from '#core/language/syntax.ts';

/** Every name that a text writes, but the protocol's own, in no particular order. */
export function identifiersOf(tree: SyntaxTree): readonly Identifier[] {
  return tree.statements.flatMap(inStatement);
}

/** Every name that a statement, a step or a line of an attack model writes; of a block those of its head alone. */
export function identifiersIn(each: Statement | PhaseItem | AttackItem): readonly Identifier[] {
  switch (each.kind) {
    case 'message':
    case 'channel':
    case 'derive':
    case 'action':
      return inPhase(each);
    case 'capability':
    case 'adversary':
    case 'untyped':
      return inAttack(each);
    case 'phase':
    case 'attack':
      return [each.name];
    case 'protocol':
    case 'entity':
    case 'coincide':
    case 'element':
    case 'requirement':
    case 'tick':
    case 'claim':
      return inStatement(each);
  }
}

function inStatement(statement: Statement): readonly Identifier[] {
  switch (statement.kind) {
    case 'protocol':
      return [];
    case 'entity':
    case 'requirement':
      return [statement.name];
    case 'coincide':
      return statement.entities;
    case 'element': {
      const { name, owner, shared, known, replaces } = statement;
      return [name, ...owner, ...shared, ...known, ...optional(replaces)];
    }
    case 'phase':
      return [statement.name, ...statement.items.flatMap(inPhase)];
    case 'attack':
      return [statement.name, ...statement.items.flatMap(inAttack)];
    case 'tick':
      return [statement.element, ...statement.entities, ...statement.refines];
    case 'claim': {
      const { element, claimed, claimant, on, in: phase, refines } = statement;
      return [...[element, claimed, claimant].flatMap(optional), ...on, ...optional(phase), ...refines];
    }
  }
}

function inPhase(item: PhaseItem): readonly Identifier[] {
  switch (item.kind) {
    case 'message':
      return [item.name, item.sender, item.receiver, ...inTerm(item.content)];
    case 'channel':
      return item.ends;
    case 'derive':
      return [...item.entities, item.element, ...inTerm(item.content)];
    case 'action':
      return [...item.entities, ...item.elements];
  }
}

function inAttack(item: AttackItem): readonly Identifier[] {
  switch (item.kind) {
    case 'capability':
      return [...item.entities, ...item.secrets.flatMap(inTerm), ...optional(item.phase)];
    case 'adversary':
    case 'untyped':
      return [];
  }
}

function inTerm(term: TermExpression): readonly Identifier[] {
  switch (term.kind) {
    case 'name':
      return [{ name: term.name, span: term.span }];
    case 'tuple':
      return term.parts.flatMap(inTerm);
    case 'key-half':
      return [term.pair];
    case 'apply':
      return [term.key, term.content, term.associated].flatMap((part) => (part === null ? [] : inTerm(part)));
  }
}

function optional(identifier: Identifier | null): readonly Identifier[] {
  return identifier === null ? [] : [identifier];
}
