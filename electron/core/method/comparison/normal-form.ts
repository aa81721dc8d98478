import { defaultEntropy, defaultLifetime } from '#core/language/resolve/element-defaults.ts';
import type {
  AttackItem,
  Identifier,
  PhaseItem,
  SecretExpression,
  Statement,
} from '#core/language/syntax.ts';

/** A statement with what it leaves out written out, and with names in order where their order says nothing. */
export function meaningOfStatement(statement: Statement): Statement {
  switch (statement.kind) {
    case 'coincide':
      return { ...statement, entities: sorted(statement.entities) };
    case 'element': {
      const { elementKind: kind, owner, shared, known, lifetime, entropy } = statement;
      return {
        ...statement,
        owner: [],
        shared: sorted([...owner, ...shared]),
        known: sorted(known),
        lifetime: lifetime ?? defaultLifetime(kind),
        entropy: entropy ?? defaultEntropy(kind),
      };
    }
    case 'phase':
      return {
        ...statement,
        trust: statement.trust ?? 'public',
        adversaryPresent: statement.adversaryPresent ?? true,
      };
    case 'claim':
      return { ...statement, on: sorted(statement.on), refines: sorted(statement.refines) };
    case 'tick': {
      const { property, entities, refines } = statement;
      // Of those who originate it, the first one is who wrote it.
      const ticked = property === 'integrity' ? entities : sorted(entities);
      return { ...statement, entities: ticked, refines: sorted(refines) };
    }
    case 'protocol':
    case 'entity':
    case 'requirement':
    case 'attack':
      return statement;
  }
}

/** A step of a phase or a line of an attack model, likewise. */
export function meaningOfItem(item: PhaseItem | AttackItem): PhaseItem | AttackItem {
  switch (item.kind) {
    case 'channel': {
      const [one, other] = item.ends;
      return one.name <= other.name ? item : { ...item, ends: [other, one] };
    }
    case 'derive':
      return { ...item, entities: sorted(item.entities) };
    case 'action':
      return { ...item, entities: sorted(item.entities), elements: sorted(item.elements) };
    case 'capability':
      return {
        ...item,
        entities: sorted(item.entities),
        secrets: item.secrets.toSorted((one, other) => inOrder(nameOf(one), nameOf(other))),
      };
    case 'message':
    case 'adversary':
    case 'untyped':
      return item;
  }
}

/** Names in an order that does not depend on how they were written. */
export function namesInOrder(identifiers: readonly Identifier[]): readonly string[] {
  return sorted(identifiers).map(({ name }) => name);
}

function sorted(identifiers: readonly Identifier[]): readonly Identifier[] {
  return identifiers.toSorted((one, other) => inOrder(one.name, other.name));
}

function nameOf(secret: SecretExpression): string {
  return secret.kind === 'name' ? secret.name : secret.pair.name;
}

function inOrder(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
