import type { RequirementCell } from '#core/analysis/record/record.ts';
import type { MessageKey } from '#core/messages/catalogue.ts';

/** How a cell stands: a tone, a symbol and a word, so that colour alone says nothing. */
export interface CellStatus {
  readonly tone: 'plain' | 'good' | 'warning' | 'danger';
  readonly symbol: string;
  readonly word: MessageKey;
}

/** How the confidentiality of a cell stands. */
export function confidentialityStatus({ confidentiality }: RequirementCell): CellStatus {
  switch (confidentiality.verdict) {
    case 'not-required':
      return confidentiality.obtains
        ? { tone: 'plain', symbol: '·', word: 'interface.table.obtains' }
        : { tone: 'plain', symbol: '', word: 'interface.table.nothing' };
    case 'agrees':
      return confidentiality.obtains
        ? { tone: 'good', symbol: '✓', word: 'interface.table.obtains' }
        : { tone: 'plain', symbol: '', word: 'interface.table.nothing' };
    case 'obtains-without-permission':
      return { tone: 'danger', symbol: '✗', word: 'interface.table.without-permission' };
    case 'permitted-never-obtains':
      return { tone: 'warning', symbol: '○', word: 'interface.table.never-obtains' };
    case 'adversary-obtains':
      return { tone: 'danger', symbol: '⚠', word: 'interface.table.adversary-obtains' };
  }
}

/** How the integrity of a cell stands. */
export function integrityStatus({ integrity }: RequirementCell): CellStatus {
  switch (integrity?.verdict) {
    case undefined:
    case 'not-required':
    case 'not-received':
      return { tone: 'plain', symbol: '', word: 'interface.table.nothing' };
    case 'originates':
      return { tone: 'plain', symbol: '◆', word: 'interface.table.originates' };
    case 'assured':
      return { tone: 'good', symbol: '✓', word: 'interface.table.assured' };
    case 'assured-without-freshness':
      return { tone: 'warning', symbol: '↻', word: 'interface.table.replayable' };
    case 'not-assured':
      return { tone: 'danger', symbol: '✗', word: 'interface.table.not-assured' };
  }
}

/** The meanings of the symbols of the table. */
export const legend: readonly CellStatus[] = [
  { tone: 'good', symbol: '✓', word: 'interface.table.legend.agrees' },
  { tone: 'plain', symbol: '◆', word: 'interface.table.originates' },
  { tone: 'danger', symbol: '✗', word: 'interface.table.without-permission' },
  { tone: 'warning', symbol: '○', word: 'interface.table.never-obtains' },
  { tone: 'danger', symbol: '⚠', word: 'interface.table.adversary-obtains' },
  { tone: 'warning', symbol: '↻', word: 'interface.table.replayable' },
  { tone: 'danger', symbol: '✗', word: 'interface.table.not-assured' },
];

/** True for a cell that differs from what is required. */
export function isDiscrepancy(cell: RequirementCell): boolean {
  return [confidentialityStatus(cell), integrityStatus(cell)].some(
    ({ tone }) => tone === 'warning' || tone === 'danger',
  );
}
