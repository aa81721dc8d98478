import { compareEntries, compareFields, type EntryChange, type FieldChange } from './compare-entries.ts';
import type { Assessment } from '#core/dossier/assessment.ts';
import type { Confirmation } from '#core/dossier/confirmation.ts';
import type { Dossier } from '#core/dossier/dossier.ts';
import type { EffortEntry } from '#core/dossier/effort-entry.ts';
import type { InformationOwner } from '#core/dossier/information-owner.ts';
import type { ReleasedItem } from '#core/dossier/released-item.ts';
import type { RiskPolicy } from '#core/dossier/risk-policy.ts';
import type { Scope, ScopeStatement } from '#core/dossier/scope.ts';
import type { SourceDocument } from '#core/dossier/source-document.ts';
import type { ThreatEntry } from '#core/dossier/threat-entry.ts';
import type { Treatment } from '#core/dossier/treatment.ts';

/** How two dossiers differ. Everything that is told is what an analyst stated; what follows from it is told elsewhere. */
export interface ComparedDossiers {
  /** The purpose, and how far each level is covered. */
  readonly scope: readonly FieldChange[];
  readonly statements: readonly EntryChange<ScopeStatement>[];
  readonly sources: readonly EntryChange<SourceDocument>[];
  readonly threats: readonly EntryChange<ThreatEntry>[];
  readonly riskPolicy: readonly FieldChange[];
  readonly assessments: readonly EntryChange<Assessment>[];
  readonly treatments: readonly EntryChange<Treatment>[];
  readonly confirmations: readonly EntryChange<Confirmation>[];
  readonly effort: readonly EntryChange<EffortEntry>[];
  readonly owners: readonly EntryChange<InformationOwner>[];
  readonly releasedItems: readonly EntryChange<ReleasedItem>[];
}

/** Compares two dossiers, entry by entry. */
export function compareDossiers(earlier: Dossier, later: Dossier): ComparedDossiers {
  return {
    scope: compareFields(scopeFields(earlier.scope), scopeFields(later.scope)),
    statements: compareEntries(earlier.statements, later.statements, withoutId),
    sources: compareEntries(earlier.sources, later.sources, sourceFields),
    threats: compareEntries(earlier.threats, later.threats, threatFields),
    riskPolicy: compareFields(policyFields(earlier.riskPolicy), policyFields(later.riskPolicy)),
    assessments: compareEntries(earlier.assessments, later.assessments, withoutId),
    treatments: compareEntries(earlier.treatments, later.treatments, treatmentFields),
    confirmations: compareEntries(earlier.confirmations, later.confirmations, ({ status, reason }) => ({
      status,
      reason,
    })),
    effort: compareEntries(earlier.effort, later.effort, withoutId),
    owners: compareEntries(earlier.owners, later.owners, withoutId),
    releasedItems: compareEntries(earlier.releasedItems, later.releasedItems, withoutId),
  };
}

function withoutId(entry: object): object {
  return fieldsBut(entry, 'id');
}

function fieldsBut(entry: object, ...fields: readonly string[]): object {
  return Object.fromEntries(
    Object.entries(entry).filter(([field]: readonly [string, unknown]) => !fields.includes(field)),
  );
}

function scopeFields({ purpose, levels }: Scope): object {
  return {
    purpose,
    ...Object.fromEntries(levels.map(({ level, coverage, reason }) => [level, told(coverage, reason)])),
  };
}

// What she saw when she decided is no statement of hers.
function threatFields(entry: ThreatEntry): object {
  return { ...fieldsBut(entry, 'id', 'seen'), requirements: entry.requirements.toSorted() };
}

function sourceFields(document: SourceDocument): object {
  const { file } = document;
  return {
    ...fieldsBut(document, 'id'),
    file: file === null ? null : `${file.name} (SHA-256 ${file.sha256})`,
  };
}

function treatmentFields(treatment: Treatment): object {
  return { ...fieldsBut(treatment, 'id'), threats: treatment.threats.toSorted() };
}

function policyFields({ matrix, notes, criteria, meanings, setOn, changes }: RiskPolicy): object {
  return {
    setOn,
    ...Object.fromEntries(
      matrix.map(({ likelihood, impact, risk, note }) => [
        `${likelihood} × ${impact}`,
        told(risk, note ?? ''),
      ]),
    ),
    ...Object.fromEntries(
      criteria.map(({ level, acceptance, text }) => [`${level}: acceptance`, told(acceptance, text)]),
    ),
    ...Object.fromEntries(
      meanings.flatMap(({ level, likelihood, impact }) => [
        [`${level}: likelihood`, likelihood],
        [`${level}: impact`, impact],
      ]),
    ),
    ...Object.fromEntries(notes.map(({ mark, text }) => [`note ${mark}`, text])),
    changes,
  };
}

function told(word: string, text: string): string {
  return text === '' ? word : `${word}: ${text}`;
}
