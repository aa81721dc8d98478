import { whatCannotBeTaken } from '#core/analysis/3-translate/executability.ts';
import { isOverheard, listen } from '#core/analysis/2-consistency/passive.ts';
import {
  engineVersion,
  type Analysis,
  type AnalysisRecord,
  type RequirementCell,
  type DiscrepancyCounts,
  type MessageRecord,
} from '#core/analysis/record/record.ts';
import { execute, type HonestExecution } from '#core/analysis/1-execute/execute.ts';
import { resolve, parse } from '#core/notation/notation.ts';
import { lex } from '#core/language/parse/lex.ts';
import type { Diagnostic } from '#core/language/diagnostic.ts';
import type { Model } from '#core/language/model.ts';
import type { SyntaxTree } from '#core/language/syntax.ts';
import { keyHierarchy } from '#core/structure/key-hierarchy.ts';
import { requirementCells } from './requirement-cells.ts';
import { tableOne } from '#core/structure/table-one.ts';
import { failure, success, type Result } from '#core/result.ts';

/** A text that was read: its tree always, its model and honest run only when nothing is wrong with it. */
export interface CheckedText {
  readonly tree: SyntaxTree;
  readonly diagnostics: readonly Diagnostic[];
  readonly executable: { readonly model: Model; readonly run: HonestExecution } | null;
}

/** Parses, resolves and executes a text. Never throws. */
export function checkText(text: string): CheckedText {
  const { tree, diagnostics: syntactic } = parse(text);
  // Nothing was read of such a text, so nothing can be said of its names.
  if (syntactic.some(({ code }) => code === 'text-too-long')) {
    return { tree, diagnostics: syntactic, executable: null };
  }
  const { model, diagnostics: named } = resolve(tree);
  const early = inOrder([...syntactic, ...withoutConsequences(text, syntactic, named)]);
  if (early.length > 0) return { tree, diagnostics: early, executable: null };
  const execution = execute(model);
  const diagnostics = inOrder(
    execution.diagnostics.length > 0 ? execution.diagnostics : whatCannotBeTaken(model),
  );
  const executable = diagnostics.length > 0 ? null : { model, run: execution };
  return { tree, diagnostics, executable };
}

// A name that stands in a line that cannot be read may be declared there: that it is not is said once the line is mended.
function withoutConsequences(
  text: string,
  syntactic: readonly Diagnostic[],
  named: readonly Diagnostic[],
): readonly Diagnostic[] {
  if (syntactic.length === 0) return named;
  const lines = syntactic.map(({ span }) => lineAround(text, span.start)).join('\n');
  const unread = new Set(lex(lines).map((token) => token.text));
  return named.filter(
    ({ code, span }) => code !== 'unknown-name' || !unread.has(text.slice(span.start, span.end)),
  );
}

function lineAround(text: string, offset: number): string {
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', start);
  return text.slice(start, end === -1 ? text.length : end);
}

function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted((left, right) => left.span.start - right.span.start);
}

/** The text to be analysed. `inputHash` is the SHA-256 of the text in UTF-8, lower-case hexadecimal. */
export interface AnalysisRequest {
  readonly text: string;
  readonly inputHash: string;
}

/**
 * Analyses a model's text: one sequence for the window, the command line and the tests. A text with errors
 * is refused with its diagnostics, in order of place. Never throws.
 */
export function analyse(request: AnalysisRequest): Result<AnalysisRecord, readonly Diagnostic[]> {
  const { executable, diagnostics } = checkText(request.text);
  if (executable === null) return failure(diagnostics);
  return success(analyseModel(executable.model, executable.run, request.inputHash));
}

/** Analyses a model that has been executed without diagnostics, for a record. */
export function analyseModel(model: Model, execution: HonestExecution, inputHash: string): AnalysisRecord {
  return { ...analyseRun(model, execution), inputHash };
}

/** Analyses a model that has been executed without diagnostics, to be looked at. */
export function analyseRun(model: Model, execution: HonestExecution): Analysis {
  const cells = requirementCells(model, execution, listen(model, execution));
  return {
    format: 1,
    engineVersion,
    bounds: { adversary: 'passive', runs: 1 },
    protocol: model.name,
    metrics: {
      tableOne: tableOne(model),
      keyHierarchyLevels: keyHierarchy(model, execution.vocabulary).levels,
    },
    messages: messagesOf(model, execution),
    cells,
    discrepancies: countDiscrepancies(cells),
  };
}

function messagesOf(model: Model, execution: HonestExecution): readonly MessageRecord[] {
  const { vocabulary } = execution;
  const names = new Map(
    model.elements
      .filter((element) => element.kind !== 'constant')
      .map((element) => [vocabulary.secret(element), element.name]),
  );
  return execution.deliveries.map((delivery) => ({
    name: delivery.step.name,
    label: delivery.step.label,
    phase: delivery.phase.name,
    sender: delivery.step.sender,
    receiver: delivery.step.receiver,
    content: vocabulary.format(delivery.content),
    trust: delivery.step.trust,
    overheard: isOverheard(delivery),
    learned: delivery.learned.map((term) => names.get(term)).filter((name) => name !== undefined),
  }));
}

function countDiscrepancies(cells: readonly RequirementCell[]): DiscrepancyCounts {
  const count = (test: (cell: RequirementCell) => boolean): number => cells.filter(test).length;
  return {
    obtainsWithoutPermission: count((cell) => cell.confidentiality.verdict === 'obtains-without-permission'),
    permittedNeverObtains: count((cell) => cell.confidentiality.verdict === 'permitted-never-obtains'),
    adversaryObtains: count((cell) => cell.confidentiality.verdict === 'adversary-obtains'),
    integrityNotAssured: count((cell) => cell.integrity?.verdict === 'not-assured'),
    integrityWithoutFreshness: count((cell) => cell.integrity?.verdict === 'assured-without-freshness'),
  };
}
