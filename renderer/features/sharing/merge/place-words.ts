import type { Dossier } from '#core/dossier/dossier.ts';
import type {
  DossierPlace,
  MergePlace,
  PlannedPlace,
  TextPlace,
} from '#core/history/merge/decision/place.ts';
import { criteria } from '#core/dossier/criterion.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { fieldWords } from '#renderer/features/sharing/merge/value-words.ts';

/** What names of entries are looked up in. */
export interface NamedEntries {
  /** The dossiers of the sides, the one that counts most first. */
  readonly dossiers: readonly Dossier[];
  /** The title of a threat of the catalogue, or null. */
  readonly threatTitle: (id: string) => string | null;
}

/** The longest title that is shown whole, in characters. */
const longest = 80;

/** What a place is called in the list. */
export function placeWords(place: MergePlace, named: NamedEntries, text: Translate): string {
  return place.part === 'text' ? textPlaceWords(place, text) : dossierPlaceWords(place, named, text);
}

/** What happened to a place, in a word or two. */
export function changeWords(planned: PlannedPlace, text: Translate): string {
  return planned.origin === 'conflict'
    ? text(`merging.conflict.${planned.conflict}`)
    : text(`merging.change.${planned.change}`);
}

function textPlaceWords(place: TextPlace, text: Translate): string {
  switch (place.kind) {
    case 'statement': {
      const unit = text(`merging.unit.${place.unit}`);
      const what = place.name === null ? unit : `${unit} ${shortened(place.name)}`;
      const within = place.within === null ? what : text('merging.within', { what, within: place.within });
      return place.aspect === 'statement' ? within : text(`merging.aspect.${place.aspect}`, { what: within });
    }
    case 'order':
      return place.within === null
        ? text('merging.order.phases')
        : text('merging.order', { within: place.within });
    case 'ending':
      return place.within === null
        ? text('merging.ending.text')
        : text('merging.ending', { within: place.within });
    case 'lines':
      return text('merging.lines', { line: place.line });
  }
}

function dossierPlaceWords(place: DossierPlace, named: NamedEntries, text: Translate): string {
  const { section, entry, field, member } = place;
  const parts = [
    entry === null ? '' : entryTitle(section, entry, named, text),
    field === null ? '' : fieldWords(field, text),
    member === null ? '' : shortened(member),
  ].filter((part) => part !== '');
  return parts.length === 0 ? text(`merging.group.${section}`) : parts.join(' · ');
}

function entryTitle(section: keyof Dossier, id: string, named: NamedEntries, text: Translate): string {
  if (section === 'threats' || section === 'assessments') return shortened(named.threatTitle(id) ?? id);
  if (section === 'confirmations') {
    const criterion = criteria.find((each) => each === id);
    return criterion === undefined ? id : text(`evaluation.criterion.${criterion}`);
  }
  for (const dossier of named.dossiers) {
    const title = titleIn(dossier, section, id);
    if (title !== null && title.trim() !== '') return shortened(title);
  }
  return id;
}

function titleIn(dossier: Dossier, section: keyof Dossier, id: string): string | null {
  const isIt = (entry: { readonly id: string }): boolean => entry.id === id;
  switch (section) {
    case 'statements':
      return dossier.statements.find(isIt)?.text ?? null;
    case 'sources':
      return dossier.sources.find(isIt)?.title ?? null;
    case 'treatments':
      return dossier.treatments.find(isIt)?.title ?? null;
    case 'owners':
      return dossier.owners.find(isIt)?.organisation ?? null;
    case 'effort': {
      const found = dossier.effort.find(isIt);
      return found === undefined ? null : `${found.day} ${found.note}`;
    }
    case 'releasedItems': {
      const found = dossier.releasedItems.find(isIt);
      return found === undefined ? null : `${found.organisation} ${found.day}`;
    }
    case 'scope':
    case 'threats':
    case 'riskPolicy':
    case 'assessments':
    case 'confirmations':
      return null;
  }
}

function shortened(words: string): string {
  const characters = [...words];
  return characters.length <= longest ? words : `${characters.slice(0, longest).join('')}…`;
}
