import type { Assessment, Judgement } from '#core/dossier/assessment.ts';
import type { Dossier } from '#core/dossier/dossier.ts';
import type { InformationOwner } from '#core/dossier/information-owner.ts';
import type { EffortEntry } from '#core/dossier/effort-entry.ts';
import type { Confirmation } from '#core/dossier/confirmation.ts';
import type { ReleasedItem } from '#core/dossier/released-item.ts';
import type {
  AcceptanceCriterion,
  CategoryMeaning,
  CriteriaChange,
  MatrixField,
  PolicyNote,
} from '#core/dossier/risk-policy.ts';
import type { LevelCoverage, ScopeStatement } from '#core/dossier/scope.ts';
import type { SourceDocument, StoredFile } from '#core/dossier/source-document.ts';
import type { OwnThreat, ThreatEntry } from '#core/dossier/threat-entry.ts';
import type { Treatment } from '#core/dossier/treatment.ts';
import type { SourceReference } from '#core/language/model.ts';

/** What a text is made of, for a merge: statements, and the lines inside phases (steps) and attack models (assumptions). */
export const textUnits = [
  'protocol',
  'entity',
  'coincide',
  'element',
  'phase',
  'attack',
  'claim',
  'requirement',
  'tick',
  'step',
  'assumption',
] as const;
export type TextUnit = (typeof textUnits)[number];

/** What can differ of a statement: what it says, the comments before it, and where it stands: behind which other one. */
export const textAspects = ['statement', 'comment', 'position'] as const;
export type TextAspect = (typeof textAspects)[number];

/**
 * A place of a text.
 *
 * - `statement`: one statement or line of a block, by its name if it has one, and the block that it is in.
 * - `order`: the order of what stands in a block, or of the phases where `within` is null.
 * - `ending`: the comments at the end of a block or of the text, with the brace.
 * - `lines`: lines of a text that is merged by lines, from that line of the common text on (the first is 1).
 */
export type TextPlace =
  | {
      readonly part: 'text';
      readonly kind: 'statement';
      readonly unit: TextUnit;
      readonly aspect: TextAspect;
      readonly name: string | null;
      readonly within: string | null;
    }
  | { readonly part: 'text'; readonly kind: 'order' | 'ending'; readonly within: string | null }
  | { readonly part: 'text'; readonly kind: 'lines'; readonly line: number };

/** The fields of a dossier that are merged as one, each under its name. */
export const dossierFields = [
  // scope and its statements
  'purpose',
  'levels',
  'coverage',
  'position',
  'text',
  'reason',
  'citations',
  // sources and owners
  'title',
  'kind',
  'owner',
  'version',
  'classification',
  'note',
  'file',
  'organisation',
  // threats
  'decision',
  'description',
  'requirements',
  'own',
  'breach',
  'adversary',
  'targets',
  'phase',
  'attackModel',
  // risk
  'matrix',
  'notes',
  'criteria',
  'meanings',
  'setOn',
  'changes',
  'risk',
  'acceptance',
  'likelihood',
  'impact',
  'residualLikelihood',
  'residualImpact',
  'status',
  'threats',
  'principle',
  // evaluation, effort, publication
  'confirmation',
  'activity',
  'day',
  'minutes',
  'release',
] as const;
export type DossierField = (typeof dossierFields)[number];

/**
 * A place of a dossier: a section; in it an entry by its identifier, and a field of that; of a list in a field one member. Null
 * where the place is the whole of it: an entry that is added or removed as one has no field.
 */
export interface DossierPlace {
  readonly part: 'dossier';
  readonly section: keyof Dossier;
  readonly entry: string | null;
  readonly field: DossierField | null;
  readonly member: string | null;
}

export type MergePlace = TextPlace | DossierPlace;

/** What stands in a place: text as it is written, the order of a block as its lines, or a value of the dossier. */
export type PlaceValue =
  | string
  | number
  | boolean
  | null
  | readonly string[]
  | LevelCoverage
  | ScopeStatement
  | Pick<ScopeStatement, 'subject' | 'inside'>
  | SourceReference
  | SourceDocument
  | StoredFile
  | ThreatEntry
  | Pick<ThreatEntry, 'decision' | 'reason' | 'seen'>
  | OwnThreat
  | Pick<OwnThreat, 'attackType' | 'breaches'>
  | MatrixField
  | PolicyNote
  | AcceptanceCriterion
  | CategoryMeaning
  | CriteriaChange
  | Assessment
  | Judgement
  | Treatment
  | Confirmation
  | EffortEntry
  | InformationOwner
  | ReleasedItem;

/** What a side did to a place. */
export const mergeChanges = ['added', 'removed', 'changed', 'moved'] as const;
export type MergeChange = (typeof mergeChanges)[number];

/**
 * Why a place cannot be merged without somebody's word.
 *
 * - `changed`: both changed it, and not alike. - `added`: both added it, and not alike.
 * - `removed-by-mine`, `removed-by-theirs`: that side removed what the other one changed.
 * - `order`: both put things in an order, and the orders contradict, or leave open what comes first.
 * - `unknown-base`: it is not the same on both sides, and how it was before nobody can say.
 */
export const conflictKinds = [
  'changed',
  'added',
  'removed-by-mine',
  'removed-by-theirs',
  'order',
  'unknown-base',
] as const;
export type ConflictKind = (typeof conflictKinds)[number];

/** The answers to a conflict. `both` keeps what either side wrote, one after the other. */
export const mergeAnswers = ['mine', 'theirs', 'base', 'both'] as const;
export type MergeAnswer = (typeof mergeAnswers)[number];

/** One place in which the sides differ from what was before, or from each other. What is not there is undefined. */
interface DifferingPlace {
  /** The same for the same place of every merge of these contents, whichever side is mine. */
  readonly id: string;
  readonly place: MergePlace;
  /** Undefined also where nobody knows what was there. */
  readonly base: PlaceValue | undefined;
  readonly mine: PlaceValue | undefined;
  readonly theirs: PlaceValue | undefined;
}

/** A place that was merged. `origin` is the side whose change the result has; `both` where they made the same one. */
export interface MergedPlace extends DifferingPlace {
  readonly origin: 'mine' | 'theirs' | 'both';
  readonly change: MergeChange;
  readonly result: PlaceValue | undefined;
  /** True for what must be shown to somebody however many changes there are: an owner of the information is gone. */
  readonly notable: boolean;
}

/** A place that waits for an answer. */
export interface ConflictPlace extends DifferingPlace {
  readonly origin: 'conflict';
  readonly conflict: ConflictKind;
  /** The answers that make sense here. */
  readonly answers: readonly MergeAnswer[];
  /** Under what identifier this is contested where the outcome is a common base itself. */
  readonly contests: string;
}

export type PlannedPlace = MergedPlace | ConflictPlace;
