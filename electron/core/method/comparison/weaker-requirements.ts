import { weakening, type Weakening } from './weakening.ts';
import { isTick, statementKey, statementLine, statementsOf } from '#core/claims/statement.ts';
import type { Claim, Model, TickStatement } from '#core/language/model.ts';

/**
 * Where a later model requires less in what it states. `asked`: keys of the statements of which questions tell whether they are
 * still asked.
 */
export function weakerRequirements(
  earlier: Model,
  later: Model,
  asked: ReadonlySet<string>,
): readonly Weakening[] {
  const now = new Map(statementsOf(later).map((statement) => [statementKey(statement), statement]));
  return [
    ...statementsOf(earlier).flatMap((statement): readonly Weakening[] => {
      const key = statementKey(statement);
      const other = now.get(key) ?? raised(statement, later);
      if (other === undefined) {
        return [
          ...(asked.has(key) ? [] : [weakening('statement-gone', [], statementLine(statement))]),
          ...unlinked(statement.refines, statementLine(statement), []),
        ];
      }
      return [
        ...(isTick(statement) && isTick(other) ? tickWeakenings(statement, other) : []),
        ...unlinked(statement.refines, statementLine(other), other.refines),
      ];
    }),
    ...earlier.requirements.flatMap(({ name, kind, text }): readonly Weakening[] => {
      const other = later.requirements.find((each) => each.name === name);
      if (other === undefined) return [weakening('requirement-gone', [name], text)];
      return [
        ...(other.kind === kind ? [] : [weakening('requirement-kind', [name], kind, other.kind)]),
        ...(plain(other.text) === plain(text)
          ? []
          : [weakening('requirement-reworded', [name], text, other.text)]),
      ];
    }),
  ];
}

// A claim of the same two that demands something else, which the questions tell.
function raised(statement: TickStatement | Claim, later: Model): Claim | undefined {
  if (isTick(statement)) return undefined;
  const { kind, element, claimed, claimant } = statement;
  return later.claims.find(
    (other) =>
      other.kind === kind &&
      other.element === element &&
      other.claimed === claimed &&
      other.claimant === claimant,
  );
}

function tickWeakenings(before: TickStatement, after: TickStatement): readonly Weakening[] {
  const more = after.entities.filter((name) => !before.entities.includes(name));
  if (more.length === 0) return [];
  const kind = before.property === 'confidentiality' ? 'permitted' : 'originates';
  return [weakening(kind, more, statementLine(before), statementLine(after))];
}

function unlinked(before: readonly string[], line: string, after: readonly string[]): readonly Weakening[] {
  const lost = before.filter((name) => !after.includes(name));
  return lost.length === 0 ? [] : [weakening('unlinked', lost, line)];
}

// Layout is no wording.
function plain(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}
