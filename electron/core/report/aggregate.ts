import type { AnalysisRecord } from '#core/analysis/record.ts';
import type { Model } from '#core/language/model.ts';
import {
  isCount,
  publicMeasures,
  publicRequirementKinds,
  type PublicMeasure,
  type PublicRecord,
  type PublicRequirementKind,
} from '#core/report/public/public-record.ts';
import { failure, success, type Result } from '#core/result.ts';

/** The measure whose number a public record cannot hold. */
export interface CountOutOfBounds {
  readonly code: 'count-out-of-bounds';
  readonly measure: PublicMeasure | PublicRequirementKind | 'keyHierarchyLevels';
}

/** A public record whose numbers have not been looked at yet. */
interface Unbounded {
  readonly format: 1;
  readonly tableOne: Readonly<Record<PublicMeasure, number>>;
  readonly keyHierarchyLevels: number;
  readonly requirements: Readonly<Record<PublicRequirementKind, number>>;
}

/**
 * Reduces a project to what may be published. The only way from a model to a public record; it fails rather
 * than round a number that is out of bounds.
 */
export function aggregate(model: Model, record: AnalysisRecord): Result<PublicRecord, CountOutOfBounds> {
  const unbounded = count(model, record);
  const measure = outOfBounds(unbounded);
  if (measure !== null) return failure({ code: 'count-out-of-bounds', measure });
  if (!isPublic(unbounded)) throw new Error('a record with every count in bounds is public');
  return success(unbounded);
}

function count(model: Model, record: AnalysisRecord): Unbounded {
  const { tableOne, keyHierarchyLevels } = record.metrics;
  const required = (kind: PublicRequirementKind): number =>
    model.requirements.filter((requirement) => requirement.kind === kind).length;
  return {
    format: 1,
    // Named one by one: whatever else a later metric may hold does not come along.
    tableOne: {
      entities: tableOne.entities,
      messages: tableOne.messages,
      symmetricKeys: tableOne.symmetricKeys,
      keyPairs: tableOne.keyPairs,
      counters: tableOne.counters,
      nonces: tableOne.nonces,
      dataElements: tableOne.dataElements,
      phases: tableOne.phases,
    },
    keyHierarchyLevels,
    requirements: {
      confidentiality: required('confidentiality'),
      integrity: required('integrity'),
      'data-origin-authentication': required('data-origin-authentication'),
      'entity-authentication': required('entity-authentication'),
      'forward-secrecy': required('forward-secrecy'),
      'replay-protection': required('replay-protection'),
      'key-freshness': required('key-freshness'),
      'key-confirmation': required('key-confirmation'),
      availability: required('availability'),
    },
  };
}

function outOfBounds(record: Unbounded): CountOutOfBounds['measure'] | null {
  const measure = publicMeasures.find((name) => !isCount(record.tableOne[name]));
  const kind = publicRequirementKinds.find((name) => !isCount(record.requirements[name]));
  return measure ?? kind ?? (isCount(record.keyHierarchyLevels) ? null : 'keyHierarchyLevels');
}

function isPublic(record: Unbounded): record is PublicRecord {
  return outOfBounds(record) === null;
}
