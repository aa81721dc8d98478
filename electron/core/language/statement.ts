import type { Claim, Model, TickStatement } from '#core/language/model.ts';
import type { RequirementKind } from './kinds.ts';

/** What a model states of what is required of it: the ticks of a row of the table, or a claim. */
export type ModelStatement = TickStatement | Claim;

/** Everything that a model states of what is required of it, in the order of the text: ticks, then claims. */
export function statementsOf({ ticks, claims }: Pick<Model, 'ticks' | 'claims'>): readonly ModelStatement[] {
  return [...ticks, ...claims];
}

/** Whether a statement is that of a row of the requirement table. */
export function isTick(statement: ModelStatement): statement is TickStatement {
  return 'property' in statement;
}

/** What tells a statement from every other of its model, whoever is ticked and whatever it refines. */
export function statementKey(statement: ModelStatement): string {
  return isTick(statement) ? `${statement.property} ${statement.element}` : statementLine(statement);
}

/** The line that makes a statement, without what it refines. */
export function statementLine(statement: ModelStatement): string {
  if (isTick(statement)) {
    const { property, element, entities } = statement;
    return `${property} ${element}: ${entities.length === 0 ? 'none' : entities.join(', ')}`;
  }
  switch (statement.kind) {
    case 'authentication': {
      const { claimed, claimant, level, on, phase } = statement;
      const agreed = on.length === 0 ? '' : ` on ${on.join(', ')}`;
      return `authentication ${claimed} to ${claimant}: ${level}${agreed}${phase === null ? '' : ` in ${phase}`}`;
    }
    case 'forward-secrecy':
      return `forward-secrecy ${statement.element}`;
    case 'key-freshness':
      return `key-freshness ${statement.key}: ${statement.entity}`;
    case 'key-confirmation':
      return `key-confirmation ${statement.key}: ${statement.claimed} to ${statement.claimant}`;
  }
}

/**
 * Whether a statement asks for what a kind of requirement demands, for some element or entity (the paper, section
 * 4.3: entity authentication implies message authentication, which implies integrity, and prevents replay; injective
 * agreement is Lowe's form of what prevents replay).
 */
export function asksFor(statement: ModelStatement, kind: RequirementKind): boolean {
  const word = isTick(statement) ? statement.property : statement.kind;
  const agrees = 'level' in statement && ['agreement', 'injective-agreement'].includes(statement.level);
  switch (kind) {
    case 'confidentiality':
      return word === 'confidentiality' || word === 'forward-secrecy';
    case 'integrity':
    case 'data-origin-authentication':
      return word === 'integrity' || agrees;
    case 'entity-authentication':
      return word === 'authentication';
    case 'replay-protection':
      return (
        word === 'integrity' ||
        word === 'key-freshness' ||
        ('level' in statement && statement.level === 'injective-agreement')
      );
    case 'forward-secrecy':
    case 'key-freshness':
    case 'key-confirmation':
      return word === kind;
    case 'availability':
      return false;
  }
}
