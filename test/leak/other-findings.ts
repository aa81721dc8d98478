import {
  confidentialityVerdicts,
  integrityVerdicts,
  type AnalysisRecord,
  type RequirementCell,
} from '#core/analysis/record/record.ts';
import { choices } from './random-project.ts';

/**
 * A record of the same model with other findings, drawn from a number: who obtains what, what that is called, and how
 * many are wrong. What the model has, and who takes over what in which message, stays.
 */
export function withOtherFindings(record: AnalysisRecord, drawn: number): AnalysisRecord {
  const { pick } = choices(drawn);
  const oneOf = <Value>(values: readonly Value[], usual: Value): Value =>
    values[pick(values.length)] ?? usual;
  const asked = integrityVerdicts.filter((verdict) => verdict !== 'not-required');
  const otherwise = (cell: RequirementCell): RequirementCell => ({
    ...cell,
    confidentiality: {
      ...cell.confidentiality,
      obtains: pick(2) === 0,
      verdict: oneOf(confidentialityVerdicts, cell.confidentiality.verdict),
      derivation: [],
      obstacles: [],
    },
    integrity:
      cell.integrity === null ? null : { ...cell.integrity, verdict: oneOf(asked, cell.integrity.verdict) },
  });
  return {
    ...record,
    cells: record.cells.map(otherwise),
    discrepancies: {
      obtainsWithoutPermission: pick(9),
      permittedNeverObtains: pick(9),
      adversaryObtains: pick(9),
      integrityNotAssured: pick(9),
      integrityWithoutFreshness: pick(9),
    },
  };
}
