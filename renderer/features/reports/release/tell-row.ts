import type { Translate } from '#core/messages/catalogue.ts';
import type { PublicRow } from '#core/publication/public-rows.ts';
import type { Releasable } from '#core/dossier/releasable.ts';

/** What a row of a public report is about. */
export function tellRow(row: PublicRow, text: Translate): string {
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

/** What a row says: a number, or whether it is listed. */
export function tellValue({ value }: PublicRow, text: Translate): string {
  if (typeof value === 'number') return String(value);
  return text(value ? 'release.listed' : 'release.not-listed');
}

/** What an item says that can be released. */
export function tellItem(item: Releasable, text: Translate): string {
  switch (item.kind) {
    case 'system-domain':
      return text('release.row.domain', { name: text(`public.domain.${item.domain}`) });
    case 'entity-role':
      return text('release.row.role', { name: text(`public.role.${item.role}`) });
    case 'phase-kind':
      return text('release.row.phase', { name: text(`public.phase.${item.phase}`) });
  }
}

/** Whether a row says anything: a number does, a word does when it is listed. */
export function saysSomething({ value }: PublicRow): boolean {
  return value !== false;
}
