import {
  confidentialityVerdicts,
  integrityVerdicts,
  type Analysis,
  type RequirementCell,
  type ConfidentialityVerdict,
  type IntegrityVerdict,
} from '#core/analysis/record/record.ts';
import { asksFor } from '#core/claims/statement.ts';
import type { Claim, Model, Requirement, TickStatement } from '#core/language/model.ts';
import { claimKinds, requirementKinds, type RequirementKind } from '#core/language/kinds.ts';
import type { AnswerCounts } from '#core/analysis/record/active-analysis.ts';
import { tally, type Tally } from '#core/tally.ts';
import {
  differsFrom,
  requirementConsistencies,
  type RequirementConsistency,
} from '#core/method/requirements/consistency.ts';

/** One high-level requirement and what became of it. */
export interface RequirementMetrics {
  readonly name: string;
  readonly kind: RequirementKind;
  /** Rows of the requirement table, and claims, that refine it. */
  readonly ticks: number;
  readonly claims: number;
  /** True if one of them asks for what the requirement's kind demands. */
  readonly fitting: boolean;
  readonly consistency: RequirementConsistency;
  /** Answers about the plain active adversary to what refines it; null where it was not among what was asked. */
  readonly answers: AnswerCounts | null;
}

/** The requirements of one kind together. */
export interface RequirementKindMetrics {
  readonly kind: RequirementKind;
  readonly stated: number;
  /** Those that a tick or a claim refines. */
  readonly refined: number;
  readonly consistency: Tally<RequirementConsistency>;
}

/** Lines of the model that state what is required of it. `withoutRequirement`: those that refine none. */
export interface StatementMetrics {
  readonly confidentiality: number;
  readonly integrity: number;
  readonly claims: Tally<Claim['kind']>;
  readonly withoutRequirement: number;
}

/** Cells of the requirement table by verdict, the adversary's included. */
export interface CellMetrics {
  readonly confidentiality: Tally<ConfidentialityVerdict>;
  readonly integrity: Tally<IntegrityVerdict>;
}

/** Everything that is measured of the requirements. */
export interface Requirements {
  readonly statements: StatementMetrics;
  readonly cells: CellMetrics;
  readonly kinds: readonly RequirementKindMetrics[];
  readonly stated: readonly RequirementMetrics[];
}

/**
 * Measures the requirements. `record` is that of the model's honest run; `answersOf` gives the answers of an active
 * analysis to what refines a requirement, or null.
 */
export function requirementMetrics(
  model: Model,
  record: Pick<Analysis, 'cells'>,
  answersOf: (requirement: string) => AnswerCounts | null,
): Requirements {
  const stated = model.requirements.map((requirement) => ({
    ...refinement(requirement, model, record),
    answers: answersOf(requirement.name),
  }));
  return {
    statements: statementMetrics(model),
    cells: cellMetrics(record.cells),
    kinds: requirementKinds.map((kind) => kindMetrics(kind, stated)),
    stated,
  };
}

function refinement(
  { name, kind }: Requirement,
  model: Model,
  record: Pick<Analysis, 'cells'>,
): Omit<RequirementMetrics, 'answers'> {
  const ticks = model.ticks.filter(({ refines }) => refines.includes(name));
  const claims = model.claims.filter(({ refines }) => refines.includes(name));
  // A constant has no row that anything could be compared in.
  const hasRow = ticks.some(({ element }) => record.cells.some((cell) => cell.element === element));
  const differs = ticks.some((tick) => record.cells.some((cell) => differsFrom(tick, cell)));
  return {
    name,
    kind,
    ticks: ticks.length,
    claims: claims.length,
    fitting: [...ticks, ...claims].some((statement) => asksFor(statement, kind)),
    consistency: !hasRow ? 'not-compared' : differs ? 'differs' : 'agrees',
  };
}

function kindMetrics(kind: RequirementKind, all: readonly RequirementMetrics[]): RequirementKindMetrics {
  const stated = all.filter((requirement) => requirement.kind === kind);
  return {
    kind,
    stated: stated.length,
    refined: stated.filter(({ ticks, claims }) => ticks + claims > 0).length,
    consistency: tally(
      requirementConsistencies,
      stated.map(({ consistency }) => consistency),
    ),
  };
}

function statementMetrics({ ticks, claims }: Model): StatementMetrics {
  const ticked = (property: TickStatement['property']): number =>
    ticks.filter((tick) => tick.property === property).length;
  return {
    confidentiality: ticked('confidentiality'),
    integrity: ticked('integrity'),
    claims: tally(
      claimKinds,
      claims.map(({ kind }) => kind),
    ),
    withoutRequirement: [...ticks, ...claims].filter(({ refines }) => refines.length === 0).length,
  };
}

function cellMetrics(cells: readonly RequirementCell[]): CellMetrics {
  return {
    confidentiality: tally(
      confidentialityVerdicts,
      cells.map(({ confidentiality }) => confidentiality.verdict),
    ),
    integrity: tally(
      integrityVerdicts,
      cells.flatMap(({ integrity }) => (integrity === null ? [] : [integrity.verdict])),
    ),
  };
}
