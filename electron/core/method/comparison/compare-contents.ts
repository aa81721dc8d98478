import { compareDossiers, type ComparedDossiers } from './compare-dossiers.ts';
import { compareModels, type AnsweredModel, type ComparedModels } from './compare-models.ts';
import { compareStatements, type StatementChange } from './compare-statements.ts';
import { compareThreats, type ComparedThreats } from './compare-threats.ts';
import { renamedDossier } from './renamed-dossier.ts';
import { renamedQuestion } from './renamed-questions.ts';
import { findRenames, withRenames, type Rename } from './renames.ts';
import { checkText, type CheckedText } from '#core/analysis/pipeline/analyse.ts';
import type { Verdict } from '#core/analysis/record/verdict.ts';
import type { Dossier } from '#core/dossier/dossier.ts';
import type { TableOne } from '#core/structure/model-metrics.ts';
import { tableOne } from '#core/structure/table-one.ts';

/** Something that can be compared: a state of a project, or a text with an empty dossier. */
export interface ComparableContent {
  readonly text: string;
  readonly dossier: Dossier;
  /** The answers about exactly this text; null or none where there are none. */
  readonly verdicts?: readonly Verdict[] | null;
}

/**
 * How a later content differs from an earlier one, by meaning. Everything has the names of the later one, but for what it no
 * longer has; `renames` tells which are new.
 */
export interface ComparedContents {
  readonly renames: readonly Rename[];
  readonly statements: readonly StatementChange[];
  /** Null where one of the texts has errors: then nothing is known of what it asks. */
  readonly models: ComparedModels | null;
  readonly threats: ComparedThreats | null;
  /** Table 1 of each; null for a text with errors. */
  readonly tableOne: { readonly before: TableOne | null; readonly after: TableOne | null };
  readonly dossier: ComparedDossiers;
}

/** Compares two contents of projects. Never throws. */
export function compareContents(earlier: ComparableContent, later: ComparableContent): ComparedContents {
  const work = comparingContents(earlier, later);
  let step = work.next();
  while (step.done !== true) step = work.next();
  return step.value;
}

/** Compares two contents likewise, with a rest between pieces of the work, for whoever has other things to do meanwhile. */
export function* comparingContents(
  earlier: ComparableContent,
  later: ComparableContent,
): Generator<undefined, ComparedContents, undefined> {
  const was = checkText(earlier.text);
  yield;
  const after = checkText(later.text);
  yield;
  const found = findRenames(was.tree, after.tree);
  const renamed = found.length === 0 ? was : checkText(withRenames(earlier.text, was.tree, found));
  // With another name a text could be read otherwise; then it keeps its own.
  const isSame = (renamed.executable === null) === (was.executable === null);
  const [before, renames] = isSame && found.length > 0 ? [renamed, found] : [was, []];
  yield;
  const statements = compareStatements(before.tree, after.tree);
  const verdicts =
    earlier.verdicts?.map((verdict) => ({
      ...verdict,
      question: renamedQuestion(verdict.question, renames),
    })) ?? null;
  const one = answeredModel(before, verdicts);
  const other = answeredModel(after, later.verdicts ?? null);
  const dossier = renamedDossier(earlier.dossier, renames, was.executable, before.executable);
  const both = one === null || other === null ? null : { one, other };
  yield;
  const models = both === null ? null : compareModels(both.one, both.other, statements);
  yield;
  const threats =
    both === null
      ? null
      : compareThreats({ ...both.one, dossier }, { ...both.other, dossier: later.dossier });
  return {
    renames,
    statements,
    models,
    threats,
    tableOne: { before: tableOf(was), after: tableOf(after) },
    dossier: compareDossiers(dossier, later.dossier),
  };
}

function answeredModel(
  { tree, executable }: CheckedText,
  verdicts: readonly Verdict[] | null,
): AnsweredModel | null {
  return executable === null ? null : { tree, executed: executable, verdicts };
}

function tableOf({ executable }: CheckedText): TableOne | null {
  return executable === null ? null : tableOne(executable.model);
}
