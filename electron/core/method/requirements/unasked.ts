import type { ExecutedModel } from '#core/analysis/1-execute/execute.ts';
import { executionSummaryOf } from '#core/analysis/pipeline/execution-summary.ts';
import { expectedQuestionsOf } from '#core/analysis/pipeline/questions.ts';
import type { Question } from '#core/analysis/record/question.ts';
import type { AnalysisRecord } from '#core/analysis/record/record.ts';
import type { Verdict } from '#core/analysis/record/verdict.ts';
import type { ExecutionSummary } from '#core/claims/execution-summary.ts';
import {
  asksFor,
  isAskedAfterwards,
  statementKey,
  statementsOf,
  type ModelStatement,
} from '#core/claims/statement.ts';
import type { UnaskedReason } from '#core/claims/unasked-reason.ts';
import { grouped } from '#core/grouped.ts';
import type { Model, Requirement } from '#core/language/model.ts';
import { askingStatement } from './asked-statement.ts';

/** Something that a model states and that was not asked, wholly or as far as one entity is concerned. */
export interface Unasked {
  /** The attack model under which it was not asked; null for the plain adversary. */
  readonly attack: string | null;
  readonly stated: ModelStatement | Requirement;
  /** The entity from whose view it was not asked, though from that of others; null where it was not asked at all. */
  readonly entity: string | null;
  readonly reason: UnaskedReason;
}

const closed: ReadonlySet<UnaskedReason> = new Set([
  'out-of-scope',
  'never-held-there',
  'absent-there',
  'passive-there',
]);

/**
 * True if something that was not asked is a gap in what is known; availability is outside every analysis, of a row that is
 * asked from the view of others nothing is open, and whoever only listens breaks nothing but secrecy.
 */
export function isGap({ reason }: Unasked): boolean {
  return !closed.has(reason);
}

/**
 * True if something was asked about an active adversary, all of it is proved, and nothing that is stated was left out.
 * `unasked` is what {@link unaskedOf} answers for the same model and verdicts, where that is known already.
 */
export function isAllProved(
  executed: ExecutedModel,
  record: Pick<AnalysisRecord, 'cells'>,
  verdicts: readonly Verdict[],
  unasked: readonly Unasked[] = unaskedOf(
    executed,
    record,
    verdicts.map(({ question }) => question),
  ),
): boolean {
  const proved = verdicts.length > 0 && verdicts.every(({ answer }) => answer === 'holds');
  return proved && !unasked.some(isGap);
}

/**
 * Everything that a model states and about which `questions` ask nothing, each with the reason: nothing vanishes
 * (resources/docs/analysis.md, "Guards"). Under an attack model it is what is asked of the plain adversary and not under it; of
 * whoever only listens nothing but secrecy is asked. Works from the model and its honest run, not from what makes the
 * questions.
 */
export function unaskedOf(
  executed: ExecutedModel,
  { cells }: Pick<AnalysisRecord, 'cells'>,
  questions: readonly Question[],
): readonly Unasked[] {
  const { model } = executed;
  const run = executionSummaryOf(executed, cells);
  const byStatement = grouped(
    questions.filter(({ attack }) => attack === null),
    ({ statement }) => statement,
  );
  const plain = statementsOf(model).flatMap((stated) =>
    unaskedPlainly(stated, run, byStatement.get(statementKey(stated)) ?? []),
  );
  return [...plain, ...unaskedUnderAttacks(model, questions), ...unrefined(model)];
}

// Whatever is asked of the plain adversary, and not under an attack model.
function unaskedUnderAttacks(model: Model, questions: readonly Question[]): readonly Unasked[] {
  const under = grouped(questions, ({ attack }) => attack);
  return model.attacks.flatMap((attack) => {
    const asked = new Set(under.get(attack.name)?.map(({ key }) => key));
    const lost = (under.get(null) ?? []).filter(
      ({ kind, key }) => !isAskedAfterwards(kind) && !asked.has(key),
    );
    const left = lost.flatMap((question): readonly Unasked[] => {
      const stated = askingStatement(question, model);
      if (stated === null) return [];
      const isBeyond = attack.adversary === 'passive' && question.kind !== 'secrecy';
      const reason = isBeyond ? 'passive-there' : 'not-followed';
      return [{ attack: attack.name, stated, entity: question.entity, reason }];
    });
    // One line for all that a statement asks of an entity.
    return left.filter(
      ({ stated, entity, reason }, index) =>
        left.findIndex(
          (each) => each.stated === stated && each.entity === entity && each.reason === reason,
        ) === index,
    );
  });
}

function unrefined(model: Model): readonly Unasked[] {
  const statements = statementsOf(model);
  return model.requirements.flatMap((stated): readonly Unasked[] => {
    if (stated.kind === 'availability') {
      return [{ attack: null, stated, entity: null, reason: 'out-of-scope' }];
    }
    const refining = statements.filter(({ refines }) => refines.includes(stated.name));
    if (refining.some((statement) => asksFor(statement, stated.kind))) return [];
    const reason = refining.length === 0 ? 'not-refined' : 'not-fitting';
    return [{ attack: null, stated, entity: null, reason }];
  });
}

function unaskedPlainly(
  stated: ModelStatement,
  run: ExecutionSummary,
  asked: readonly Question[],
): readonly Unasked[] {
  const expected = expectedQuestionsOf(stated, run);
  if (typeof expected === 'string') {
    return asked.length > 0 ? [] : [{ attack: null, stated, entity: null, reason: expected }];
  }
  const missing = expected.entities.filter(
    (entity) =>
      !asked.some((question) => question.entity === entity && expected.kinds.includes(question.kind)),
  );
  if (missing.length === expected.entities.length) {
    return [{ attack: null, stated, entity: null, reason: 'not-followed' }];
  }
  const asks = new Set(asked.map(({ entity }) => entity));
  return [
    ...missing.map((entity): Unasked => ({ attack: null, stated, entity, reason: 'not-followed' })),
    ...(expected.silent ?? [])
      .filter(({ entity }) => !asks.has(entity))
      .map(({ entity, reason }): Unasked => ({ attack: null, stated, entity, reason })),
  ];
}
