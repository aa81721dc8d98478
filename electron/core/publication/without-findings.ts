import type { Analysis, RequirementCell } from '#core/analysis/record/record.ts';

/**
 * A record in which everything is as it is required, for what must not depend on findings: who takes over what in which
 * message stays, and no cell says that something is wrong.
 */
export function withoutFindings(record: Analysis): Analysis {
  return {
    ...record,
    cells: record.cells.map(withoutFinding),
    discrepancies: {
      obtainsWithoutPermission: 0,
      permittedNeverObtains: 0,
      adversaryObtains: 0,
      integrityNotAssured: 0,
      integrityWithoutFreshness: 0,
    },
  };
}

function withoutFinding(cell: RequirementCell): RequirementCell {
  const { confidentiality, integrity } = cell;
  return {
    ...cell,
    confidentiality: {
      ...confidentiality,
      obtains: confidentiality.permitted === true,
      verdict: confidentiality.permitted === null ? 'not-required' : 'agrees',
      derivation: [],
      obstacles: [],
    },
    integrity:
      integrity === null
        ? null
        : { ...integrity, verdict: integrity.originator === null ? 'not-required' : 'assured' },
  };
}
