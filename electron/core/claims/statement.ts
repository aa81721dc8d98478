import { claimKinds, type QuestionKind, type RequirementKind } from '#core/language/kinds.ts';
import type { Claim, Model, TickStatement } from '#core/language/model.ts';
import { claimLine } from '#core/language/print/print-claim.ts';
import { claims } from './claims.ts';

/** A statement in a model about what is required of it: the ticks of a row of the table, or a claim. */
export type ModelStatement = TickStatement | Claim;

/** Everything that a model states of what is required of it, in the order of the text: ticks, then claims. */
export function statementsOf({
  ticks,
  claims: stated,
}: Pick<Model, 'ticks' | 'claims'>): readonly ModelStatement[] {
  return [...ticks, ...stated];
}

/** Tells a tick, a statement by a row of the requirement table, from a claim. */
export function isTick(statement: ModelStatement): statement is TickStatement {
  return 'property' in statement;
}

/**
 * The key of a statement: it tells it from every other of its model, whoever is ticked and whatever it refines. A
 * comment, a label, a citation or another statement changes no key.
 */
export function statementKey(statement: ModelStatement): string {
  return isTick(statement) ? tickKey(statement.property, statement.element) : statementLine(statement);
}

/** The key of the ticks of one row and property. */
export function tickKey(property: TickStatement['property'], element: string): string {
  return `${property} ${element}`;
}

/** The line that makes a statement, without what it refines. */
export function statementLine(statement: ModelStatement): string {
  if (!isTick(statement)) return claimLine(statement.kind, statement, claims[statement.kind]);
  const { property, element, entities } = statement;
  return `${property} ${element}: ${entities.length === 0 ? 'none' : entities.join(', ')}`;
}

/** True if a question of this kind is about the time after the last phase. */
export function isAskedAfterwards(kind: QuestionKind): boolean {
  return claimKinds.some(
    (claim) => claims[claim].when === 'afterwards' && claims[claim].questionKinds.includes(kind),
  );
}

/**
 * True if a statement asks for what a kind of requirement demands, for some element or entity (the paper, section
 * 4.3).
 */
export function asksFor(statement: ModelStatement, kind: RequirementKind): boolean {
  if (!isTick(statement)) return claims[statement.kind].meets(statement, kind);
  switch (kind) {
    case 'confidentiality':
      return statement.property === 'confidentiality';
    case 'integrity':
    case 'data-origin-authentication':
    case 'replay-protection':
      return statement.property === 'integrity';
    case 'entity-authentication':
    case 'forward-secrecy':
    case 'key-freshness':
    case 'key-confirmation':
    case 'availability':
      return false;
  }
}
