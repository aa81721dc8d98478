import { attackTypes, breaches } from '#core/attack-type.ts';
import { classifications } from '#core/classification.ts';
import { criterionStatuses } from '#core/dossier/criterion.ts';
import { methodActivities } from '#core/dossier/effort-entry.ts';
import { riskLevels } from '#core/dossier/risk-level.ts';
import { acceptances } from '#core/dossier/risk-policy.ts';
import { abstractionLevels, coverages, scopeSubjects } from '#core/dossier/scope.ts';
import { sourceKinds } from '#core/dossier/source-document.ts';
import { adversaryKinds, threatDecisions } from '#core/dossier/threat-entry.ts';
import { treatmentKinds, treatmentStatuses } from '#core/dossier/treatment.ts';
import type { PlaceValue } from '#core/history/merge/decision/place.ts';
import type { MessageKey, Translate } from '#core/messages/catalogue.ts';

/** The fields of an entry, in the order in which they are told; others are told under their own name. */
export const valueKeys = [
  'title',
  'organisation',
  'subject',
  'inside',
  'text',
  'kind',
  'level',
  'coverage',
  'decision',
  'status',
  'reason',
  'description',
  'document',
  'section',
  'page',
  'quote',
  'owner',
  'version',
  'classification',
  'file',
  'name',
  'sha256',
  'mediaType',
  'bytes',
  'attackType',
  'adversary',
  'breaches',
  'targets',
  'phase',
  'attackModel',
  'requirements',
  'citations',
  'own',
  'seen',
  'likelihood',
  'impact',
  'residualLikelihood',
  'residualImpact',
  'risk',
  'acceptance',
  'mark',
  'note',
  'notes',
  'matrix',
  'criteria',
  'meanings',
  'setOn',
  'changes',
  'edition',
  'assessed',
  'threats',
  'principle',
  'activity',
  'day',
  'minutes',
  'approver',
  'item',
  'purpose',
  'levels',
  'position',
  'breach',
  'confirmation',
  'release',
  'proposed',
  'missing',
] as const;
export type ValueKey = (typeof valueKeys)[number];

/** The fields whose values are words of a closed list. */
const coded: ReadonlySet<string> = new Set<ValueKey>([
  'subject',
  'kind',
  'level',
  'coverage',
  'decision',
  'status',
  'classification',
  'attackType',
  'adversary',
  'breaches',
  'breach',
  'likelihood',
  'impact',
  'risk',
  'acceptance',
  'activity',
]);

/** What a value says, with a line for each of its parts; null for one that says nothing. */
export function valueWords(
  value: PlaceValue | undefined,
  field: string | null,
  text: Translate,
): string | null {
  const words = linesOf(value, field, text).join('\n');
  return words.trim() === '' ? null : words;
}

/** The name of a field. */
export function fieldWords(field: string, text: Translate): string {
  const known = valueKeys.find((key) => key === field);
  return known === undefined ? field : text(`merging.key.${known}`);
}

function linesOf(value: unknown, field: string | null, text: Translate): readonly string[] {
  if (value === undefined || value === null || value === '') return [];
  if (typeof value === 'boolean') return [text(value ? 'merging.yes' : 'merging.no')];
  if (typeof value === 'string') return [wordOf(value, field, text)];
  if (typeof value === 'number') return [String(value)];
  if (typeof value !== 'object') return [];
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return items.flatMap((item) => itemLines(linesOf(item, field, text)));
  }
  const entries = new Map<string, unknown>(Object.entries(value));
  const names = [...valueKeys.filter((key) => entries.has(key)), ...entries.keys()];
  return [...new Set(names)].flatMap((name) => {
    const lines = name === 'id' ? [] : linesOf(entries.get(name), name, text);
    if (lines.length === 0) return [];
    const label = fieldWords(name, text);
    return lines.length === 1
      ? [`${label}: ${lines[0] ?? ''}`]
      : [`${label}:`, ...lines.map((each) => `  ${each}`)];
  });
}

function itemLines(lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => `${index === 0 ? '– ' : '  '}${line}`);
}

function wordOf(value: string, field: string | null, text: Translate): string {
  if (field === null || !coded.has(field)) return value;
  for (const family of families) {
    const key = family(value);
    if (key !== null) return text(key);
  }
  return value;
}

const families = [
  closedList(threatDecisions, (value) => `threats.decision.${value}`),
  closedList(adversaryKinds, (value) => `threats.adversary.${value}`),
  closedList(breaches, (value) => `threats.breach.${value}`),
  closedList(attackTypes, (value) => `report.attack-type.${value}`),
  closedList(coverages, (value) => `scope.coverage.${value}`),
  closedList(abstractionLevels, (value) => `scope.level.${value}`),
  closedList(scopeSubjects, (value) => `scope.subject.${value}`),
  closedList(sourceKinds, (value) => `sources.kind.${value}`),
  closedList(classifications, (value) => `sources.classification.${value}`),
  closedList(riskLevels, (value) => `risk.level.${value}`),
  closedList(acceptances, (value) => `risk.acceptance.${value}`),
  closedList(treatmentKinds, (value) => `risk.treatments.kind.${value}`),
  closedList(treatmentStatuses, (value) => `risk.treatments.status.${value}`),
  closedList(methodActivities, (value) => `effort.activity.${value}`),
  closedList(criterionStatuses, (value) => `evaluation.status.${value}`),
] as const;

function closedList<Value extends string>(
  values: readonly Value[],
  keyOf: (value: Value) => MessageKey,
): (value: string) => MessageKey | null {
  return (value) => {
    const found = values.find((each) => each === value);
    return found === undefined ? null : keyOf(found);
  };
}
