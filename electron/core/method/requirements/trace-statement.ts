import { engineVersion, type Analysis, type RequirementCell } from '#core/analysis/record/record.ts';
import type { Verdict } from '#core/analysis/record/verdict.ts';
import type { ExecutedModel } from '#core/analysis/1-execute/execute.ts';
import type { TickStatement } from '#core/language/model.ts';
import type { ActiveAnalysis, AnalysisCurrency } from '#core/analysis/record/active-analysis.ts';
import { askingStatement } from './asked-statement.ts';
import { breaks, differsFrom, type RequirementConsistency } from './consistency.ts';
import { isTick, statementKey, statementsOf, type ModelStatement } from '#core/claims/statement.ts';
import { isGap, unaskedOf } from './unasked.ts';
import { answeredStatus, worstStatus, type TraceStatus } from './trace-status.ts';

/** The verdicts about a statement under one adversary, and its status by them alone. */
export interface StatementAnswers {
  /** The name of the attack model; null for the plain adversary. */
  readonly attack: string | null;
  readonly verdicts: readonly Verdict[];
  readonly status: TraceStatus;
}

/** A statement of the model, the requirements that it refines, and its verdicts. */
export interface TracedStatement {
  readonly key: string;
  readonly statement: ModelStatement;
  readonly refines: readonly string[];
  /** The cells of its row that the honest run and a listener are compared in; none for a claim. */
  readonly cells: readonly RequirementCell[];
  readonly honest: RequirementConsistency;
  /** True if the honest run gives the element to somebody who may not have it, a listener included. */
  readonly broken: boolean;
  readonly plain: StatementAnswers;
  /** Under each attack model, in the order of the text. What one assumes is no finding about the design as it is. */
  readonly attacks: readonly StatementAnswers[];
  /** By the honest run and the plain adversary together. */
  readonly status: TraceStatus;
}

/**
 * Everything that a model states of what is required of it, with what the honest run and an active adversary say of it.
 * The status of a statement is the worse of the honest run and the answers about the plain adversary.
 */
export function traceStatements(
  executed: ExecutedModel,
  { cells }: Pick<Analysis, 'cells'>,
  analysis: ActiveAnalysis | null,
): readonly TracedStatement[] {
  const { model } = executed;
  const rows = new Map<string, RequirementCell[]>();
  for (const cell of cells) listAt(rows, cell.element).push(cell);
  const answered = new Map<ModelStatement, Verdict[]>();
  for (const verdict of analysis?.verdicts ?? []) {
    const statement = askingStatement(verdict.question, model);
    if (statement !== null) listAt(answered, statement).push(verdict);
  }
  const known = analysis === null ? null : currencyOf(analysis);
  const unasked =
    known === 'current'
      ? unaskedOf(
          executed,
          { cells },
          (analysis?.verdicts ?? []).map(({ question }) => question),
        )
      : [];
  return statementsOf(model).map((statement) => {
    const verdicts = answered.get(statement) ?? [];
    const under = (attack: string | null): StatementAnswers => {
      const those = verdicts.filter(({ question }) => question.attack === attack);
      const answered = answeredStatus(
        those.map(({ answer }) => answer),
        known,
      );
      const lacks = unasked.some(
        (each) => isGap(each) && each.attack === attack && each.stated === statement,
      );
      return { attack, verdicts: those, status: lacks ? worstStatus([answered, 'open']) : answered };
    };
    const row = isTick(statement) ? rowOf(statement, rows) : [];
    const honest = consistencyOf(statement, row);
    const broken = isTick(statement) && row.some((cell) => breaks(statement, cell));
    const plain = under(null);
    return {
      key: statementKey(statement),
      statement,
      refines: statement.refines,
      cells: row,
      honest,
      broken,
      plain,
      attacks: model.attacks.map(({ name }) => under(name)),
      status: worstStatus([broken ? 'violated' : honestRunStatus(statement, honest), plain.status]),
    };
  });
}

// What another version of the engine answered counts no more than what was answered about another text.
function currencyOf({ currency, engineVersion: answering }: ActiveAnalysis): AnalysisCurrency {
  return answering === engineVersion ? currency : 'outdated';
}

function listAt<Key, Value>(lists: Map<Key, Value[]>, key: Key): Value[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

function rowOf(
  tick: TickStatement,
  rows: ReadonlyMap<string, readonly RequirementCell[]>,
): readonly RequirementCell[] {
  const row = rows.get(tick.element) ?? [];
  return tick.property === 'confidentiality' ? row : row.filter(({ integrity }) => integrity !== null);
}

function consistencyOf(statement: ModelStatement, row: readonly RequirementCell[]): RequirementConsistency {
  // A constant has no row.
  if (!isTick(statement) || row.length === 0) return 'not-compared';
  return row.some((cell) => differsFrom(statement, cell)) ? 'differs' : 'agrees';
}

// The honest run says nothing of claims.
function honestRunStatus(statement: ModelStatement, honest: RequirementConsistency): TraceStatus {
  if (!isTick(statement) || honest === 'agrees') return 'holds';
  return honest === 'differs' ? 'differs' : 'open';
}
