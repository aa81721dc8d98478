import { principles, type Principle } from '#core/dossier/principle.ts';
import {
  genericPhases,
  genericRoles,
  systemDomains,
  type GenericPhase,
  type GenericRole,
  type SystemDomain,
} from '#core/dossier/releasable.ts';
import {
  publicMeasures,
  publicRequirementKinds,
  publicThreats,
  type PublicMeasure,
  type PublicRecord,
  type PublicRequirementKind,
  type PublicThreat,
} from './public-record.ts';

/** One thing that a public report says: a number, or whether something is listed. */
export type PublicRow =
  | { readonly kind: 'measure'; readonly name: PublicMeasure; readonly value: number }
  | { readonly kind: 'levels'; readonly value: number }
  | { readonly kind: 'threat'; readonly name: PublicThreat; readonly value: number }
  | { readonly kind: 'requirement'; readonly name: PublicRequirementKind; readonly value: number }
  | { readonly kind: 'principle'; readonly name: Principle; readonly value: boolean }
  | { readonly kind: 'domain'; readonly name: SystemDomain; readonly value: boolean }
  | { readonly kind: 'role'; readonly name: GenericRole; readonly value: boolean }
  | { readonly kind: 'phase'; readonly name: GenericPhase; readonly value: boolean };

/** Everything that a record lets a report say, in the order of the report; the same rows for every record. */
export function publicRows(record: PublicRecord): readonly PublicRow[] {
  return [
    ...systemDomains.map((name) => ({ kind: 'domain', name, value: record.domains[name] }) as const),
    ...genericRoles.map((name) => ({ kind: 'role', name, value: record.roles[name] }) as const),
    ...genericPhases.map((name) => ({ kind: 'phase', name, value: record.phaseKinds[name] }) as const),
    ...publicMeasures.map((name) => ({ kind: 'measure', name, value: record.tableOne[name] }) as const),
    { kind: 'levels', value: record.keyHierarchyLevels },
    ...publicThreats.map((name) => ({ kind: 'threat', name, value: record.threats[name] }) as const),
    ...publicRequirementKinds.map(
      (name) => ({ kind: 'requirement', name, value: record.requirements[name] }) as const,
    ),
    ...principles.map((name) => ({ kind: 'principle', name, value: record.principles[name] }) as const),
  ];
}
