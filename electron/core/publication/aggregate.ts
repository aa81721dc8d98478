import type { Analysis } from '#core/analysis/record/record.ts';
import type { ExecutedModel, HonestExecution } from '#core/analysis/1-execute/execute.ts';
import { analyseRun } from '#core/analysis/pipeline/analyse.ts';
import { questionsOf } from '#core/analysis/pipeline/questions.ts';
import type { Dossier } from '#core/dossier/dossier.ts';
import type { Model } from '#core/language/model.ts';
import { tallyOf } from '#core/tally.ts';
import { withoutFindings } from './without-findings.ts';
import { rowOf } from '#core/method/threats/table-two.ts';
import { threatCatalogue } from '#core/method/threats/catalogue.ts';
import type { ThreatEntry } from '#core/dossier/threat-entry.ts';
import { modelPrinciples } from './model-principles.ts';
import { principles } from '#core/dossier/principle.ts';
import { genericPhases, genericRoles, systemDomains, type Releasable } from '#core/dossier/releasable.ts';
import {
  isCount,
  publicMeasures,
  publicRequirementKinds,
  publicThreats,
  type PublicMeasure,
  type PublicRecord,
  type PublicRequirementKind,
  type PublicThreat,
} from './public-record.ts';
import { failure, success, type Result } from '#core/result.ts';

/** The measure whose number a public record cannot hold. */
export interface CountOutOfBounds {
  readonly code: 'count-out-of-bounds';
  readonly measure: PublicMeasure | PublicThreat | PublicRequirementKind | 'keyHierarchyLevels';
}

/** The input of the aggregation. Of the dossier only counts and closed identifiers come through. */
export interface AggregationInput {
  readonly model: Model;
  /** The model's honest run. */
  readonly run: HonestExecution;
  /** The analysis of the model's honest run. */
  readonly record: Analysis;
  readonly dossier: Dossier;
}

/** A public record whose numbers have not been looked at yet. */
interface Unbounded extends Pick<PublicRecord, 'format' | 'principles' | 'domains' | 'roles' | 'phaseKinds'> {
  readonly tableOne: Readonly<Record<PublicMeasure, number>>;
  readonly keyHierarchyLevels: number;
  readonly threats: Readonly<Record<PublicThreat, number>>;
  readonly requirements: Readonly<Record<PublicRequirementKind, number>>;
}

/**
 * Reduces a project to what may be published. The only way from a project to a public record; it fails rather
 * than round a number that is out of bounds.
 */
export function aggregate(project: AggregationInput): Result<PublicRecord, CountOutOfBounds> {
  const unbounded = count(project);
  const measure = outOfBounds(unbounded);
  if (measure !== null) return failure({ code: 'count-out-of-bounds', measure });
  if (!isPublic(unbounded)) throw new Error('a record with every count in bounds is public');
  return success(unbounded);
}

// Word by word of the closed lists: whatever else a model or a dossier may hold does not come along.
function count({ model, run, record, dossier }: AggregationInput): Unbounded {
  const { tableOne, keyHierarchyLevels } = record.metrics;
  const behind = modelPrinciples(model);
  const decided = dossier.treatments.filter(({ status }) => status === 'decided' || status === 'implemented');
  const released = (test: (item: Releasable) => boolean): boolean =>
    dossier.releasedItems.some(({ item }) => test(item));
  return {
    format: 1,
    tableOne: tallyOf(publicMeasures, (measure) => tableOne[measure]),
    keyHierarchyLevels,
    threats: consideredThreats({ model, run }, record, dossier.threats),
    requirements: tallyOf(
      publicRequirementKinds,
      (kind) => model.requirements.filter((requirement) => requirement.kind === kind).length,
    ),
    principles: eachOf(
      principles,
      (principle) => behind.has(principle) || decided.some((treatment) => treatment.principle === principle),
    ),
    domains: eachOf(systemDomains, (domain) =>
      released((item) => item.kind === 'system-domain' && item.domain === domain),
    ),
    roles: eachOf(genericRoles, (role) =>
      released((item) => item.kind === 'entity-role' && item.role === role),
    ),
    phaseKinds: eachOf(genericPhases, (phase) =>
      released((item) => item.kind === 'phase-kind' && item.phase === phase),
    ),
  };
}

/**
 * The threats of the catalogue by the rows of Table 2: those that follow from the model, and those that the analyst
 * added. Neither verdicts nor findings nor her decisions have a part in it: a threat that is there because an attack was
 * found, or one that is missing because she thought little of it, would tell what is confidential.
 */
function consideredThreats(
  executed: ExecutedModel,
  record: Analysis,
  entries: readonly ThreatEntry[],
): Readonly<Record<PublicThreat, number>> {
  // From the run itself: what the record found has no part in which questions there are.
  const asked = questionsOf(executed, analyseRun(executed.model, executed.run));
  const catalogue = threatCatalogue(executed, withoutFindings(record), null, entries, asked);
  const considered = catalogue.filter(({ status }) => status !== 'gone');
  return tallyOf(
    publicThreats,
    (threat) => considered.filter(({ attackType }) => rowOf(attackType) === threat).length,
  );
}

function outOfBounds(record: Unbounded): CountOutOfBounds['measure'] | null {
  const measure = publicMeasures.find((name) => !isCount(record.tableOne[name]));
  const threat = publicThreats.find((name) => !isCount(record.threats[name]));
  const kind = publicRequirementKinds.find((name) => !isCount(record.requirements[name]));
  return measure ?? threat ?? kind ?? (isCount(record.keyHierarchyLevels) ? null : 'keyHierarchyLevels');
}

function isPublic(record: Unbounded): record is Unbounded & PublicRecord {
  return outOfBounds(record) === null;
}

function eachOf<Word extends string>(
  words: readonly Word[],
  test: (word: Word) => boolean,
): Readonly<Record<Word, boolean>> {
  const held: Readonly<Record<string, boolean>> = Object.fromEntries(words.map((word) => [word, test(word)]));
  if (!hasEach(held, words)) throw new Error('every word was looked at');
  return held;
}

function hasEach<Word extends string>(
  held: Readonly<Record<string, boolean>>,
  words: readonly Word[],
): held is Readonly<Record<Word, boolean>> {
  return words.every((word) => held[word] !== undefined);
}
