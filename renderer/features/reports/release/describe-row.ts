import type { Translate } from '#core/messages/catalogue.ts';
import type { PublicRow } from '#core/publication/public-rows.ts';
import type { Releasable } from '#core/dossier/releasable.ts';

/** The name of a row of a public report. */
export function describeRow(row: PublicRow, text: Translate): string {
  switch (row.kind) {
    case 'measure':
      return text(`report.measure.${row.name}`);
    case 'levels':
      return text('report.measure.keyHierarchyLevels');
    case 'threat':
      return text('release.row.threat', { name: text(`public.threat.${row.name}`) });
    case 'requirement':
      return text('release.row.requirement', { name: text(`report.requirement-kind.${row.name}`) });
    case 'principle':
      return text('release.row.principle', { name: text(`principle.${row.name}`) });
    case 'domain':
      return text('release.row.domain', { name: text(`public.domain.${row.name}`) });
    case 'role':
      return text('release.row.role', { name: text(`public.role.${row.name}`) });
    case 'phase':
      return text('release.row.phase', { name: text(`public.phase.${row.name}`) });
  }
}

/** The value of a row: a number, or that it is listed. */
export function formatValue({ value }: PublicRow, text: Translate): string {
  if (typeof value === 'number') return String(value);
  return text(value ? 'release.listed' : 'release.not-listed');
}

/** The words of an item that can be released. */
export function describeItem(item: Releasable, text: Translate): string {
  switch (item.kind) {
    case 'system-domain':
      return text('release.row.domain', { name: text(`public.domain.${item.domain}`) });
    case 'entity-role':
      return text('release.row.role', { name: text(`public.role.${item.role}`) });
    case 'phase-kind':
      return text('release.row.phase', { name: text(`public.phase.${item.phase}`) });
  }
}

/** True for a row that says anything: a number does, a word does when it is listed. */
export function saysSomething({ value }: PublicRow): boolean {
  return value !== false;
}
