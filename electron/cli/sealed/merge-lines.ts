import { translate } from '#cli/console/console.ts';
import type { MergePlace, PlannedPlace, PlaceValue } from '#core/history/merge/decision/place.ts';
import type { MergeNotice } from '#core/history/merge/notices.ts';

/** A place of a merge as lines: what came of it, where it is, its identifier where it waits, and what each side has. */
export function placeLines(place: PlannedPlace, isOpen: boolean): readonly string[] {
  const { base, mine, theirs } = place;
  const sides = [...valueLines('base', base), ...valueLines('mine', mine), ...valueLines('theirs', theirs)];
  if (place.origin === 'conflict') {
    const { conflict, answers, id } = place;
    return [
      `${isOpen ? 'CONFLICT' : 'answered'} ${whereOf(place.place)}: ${conflict} (${answers.join(', ')})`,
      `  id: ${id}`,
      ...sides,
    ];
  }
  const { origin, change, result } = place;
  const notable = place.notable ? [`  ${translate('merging.notable')}`] : [];
  return [
    `${origin} ${whereOf(place.place)}: ${change}`,
    ...sides,
    ...valueLines('result', result),
    ...notable,
  ];
}

/** What somebody must know of the outcome of a merge. */
export function noticeSentence(notice: MergeNotice): string {
  switch (notice.kind) {
    case 'text-refused':
      return translate('merging.notice.text-refused');
    case 'owner-removed':
      return translate('merging.notice.owner-removed', { name: notice.organisation });
    case 'judged-under-other-criteria':
      return translate('merging.notice.judged-under-other-criteria', { count: notice.threats.length });
    case 'title-of-several-sources':
      return translate('merging.notice.title-of-several-sources', { title: notice.title });
    case 'name-of-nothing':
      return translate('merging.notice.name-of-nothing', { name: notice.name });
  }
}

function whereOf(place: MergePlace): string {
  const parts = place.part === 'text' ? textParts(place) : dossierParts(place);
  return parts.filter((part) => part !== null && part !== '').join(' / ');
}

function textParts(place: Extract<MergePlace, { part: 'text' }>): readonly (string | null)[] {
  switch (place.kind) {
    case 'statement': {
      const { within, unit, name, aspect } = place;
      return ['text', within, `${unit} ${name ?? ''}`.trim(), aspect === 'statement' ? null : aspect];
    }
    case 'order':
    case 'ending':
      return ['text', place.within, place.kind];
    case 'lines':
      return ['text', `from line ${String(place.line)}`];
  }
}

function dossierParts(place: Extract<MergePlace, { part: 'dossier' }>): readonly (string | null)[] {
  return ['dossier', place.section, place.entry, place.field, place.member];
}

function valueLines(label: string, value: PlaceValue | undefined): readonly string[] {
  if (value === undefined) return [];
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text
    .split('\n')
    .map((line, index) => `  ${index === 0 ? `${label}:` : ' '.repeat(label.length + 1)} ${line}`);
}
