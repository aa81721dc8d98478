import type { Translate } from '#core/messages/catalogue.ts';
import { describeRisk, type RegisterColumn, type ThreatInRegister } from './risk-register.ts';
import { acceptances, type Acceptance } from '#core/dossier/risk-policy.ts';
import { riskLevels, type RiskLevel } from '#core/dossier/risk-level.ts';
import type { RegisteredThreat, Risk } from '#core/method/risk/risk.ts';

/** A row of the register with its cells in words. */
export interface RegisterRow<Threat extends RegisteredThreat = RegisteredThreat> {
  readonly risk: Risk<Threat>;
  readonly cells: Readonly<Record<RegisterColumn, readonly string[]>>;
}

/** The filter of the register. */
export interface RegisterFilter {
  /** Words that stand in some cell, in any case. */
  readonly search: string;
  /** A level of risk, before or after treatment. */
  readonly level: RiskLevel | 'any';
  /** The decision by the criteria after treatment. */
  readonly acceptance: Acceptance | 'any';
  readonly onlyGaps: boolean;
}

/** By what the rows are ordered, and whether the greatest comes first. */
export interface RegisterOrder {
  readonly column: RegisterColumn;
  readonly descending: boolean;
}

/** The rows of the register in words. */
export function registerRows<Threat extends RegisteredThreat & ThreatInRegister>(
  risks: readonly Risk<Threat>[],
  translate: Translate,
): readonly RegisterRow<Threat>[] {
  return risks.map((risk) => ({ risk, cells: describeRisk(risk, risk.threat, translate) }));
}

/** The rows that pass the filter, in this order; what has nothing to be ordered by comes last. */
export function filterAndSort<Threat extends RegisteredThreat>(
  rows: readonly RegisterRow<Threat>[],
  filter: RegisterFilter,
  { column, descending }: RegisterOrder,
  locale: string,
): readonly RegisterRow<Threat>[] {
  const compare = new Intl.Collator(locale, { numeric: true }).compare;
  return rows
    .filter((row) => passes(row, filter))
    .map((row) => ({ row, key: keyOf(row, column) }))
    .toSorted((left, right) => {
      if (left.key === null || right.key === null)
        return Number(left.key === null) - Number(right.key === null);
      const order =
        typeof left.key === 'number' && typeof right.key === 'number'
          ? left.key - right.key
          : compare(String(left.key), String(right.key));
      return descending ? -order : order;
    })
    .map(({ row }) => row);
}

function passes({ risk, cells }: RegisterRow, filter: RegisterFilter): boolean {
  const { before, after, missing } = risk;
  if (filter.onlyGaps && missing.length === 0) return false;
  if (filter.level !== 'any' && before?.level !== filter.level && after?.level !== filter.level) return false;
  if (filter.acceptance !== 'any' && after?.acceptance !== filter.acceptance) return false;
  const searched = filter.search.trim().toLowerCase();
  return Object.values(cells)
    .flat()
    .some((words) => words.toLowerCase().includes(searched));
}

// What is ranked is ordered by rank, everything else by its words.
function keyOf({ risk, cells }: RegisterRow, column: RegisterColumn): number | string | null {
  const { number, assessment, before, after, missing } = risk;
  switch (column) {
    case 'number':
      return number;
    case 'likelihood':
      return rank(riskLevels, assessment.likelihood?.level);
    case 'impact':
      return rank(riskLevels, assessment.impact?.level);
    case 'risk':
      return rank(riskLevels, before?.level);
    case 'residual':
      return rank(riskLevels, after?.level);
    case 'acceptance':
      return rank(acceptances, before?.acceptance);
    case 'acceptance-after':
      return rank(acceptances, after?.acceptance);
    case 'missing':
      return missing.length;
    case 'threat':
    case 'attack-type':
    case 'treatments':
    case 'owner':
    case 'status':
      return cells[column].length === 0 ? null : cells[column].join(', ');
  }
}

function rank<Item>(items: readonly Item[], item: Item | null | undefined): number | null {
  return item === null || item === undefined ? null : items.indexOf(item);
}
