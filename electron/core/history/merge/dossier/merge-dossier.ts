import type { Assessment } from '#core/dossier/assessment.ts';
import type { Confirmation } from '#core/dossier/confirmation.ts';
import type { Dossier } from '#core/dossier/dossier.ts';
import type { EffortEntry } from '#core/dossier/effort-entry.ts';
import type { InformationOwner } from '#core/dossier/information-owner.ts';
import type { ReleasedItem } from '#core/dossier/released-item.ts';
import type { Scope, ScopeStatement } from '#core/dossier/scope.ts';
import type { SourceDocument } from '#core/dossier/source-document.ts';
import type { OwnThreat, ThreatEntry } from '#core/dossier/threat-entry.ts';
import type { Treatment } from '#core/dossier/treatment.ts';
import { isSameValue } from '#core/history/canonical.ts';
import { partOf, type Before } from '#core/history/merge/decision/before.ts';
import { plainWays, type Decisions } from '#core/history/merge/decision/decisions.ts';
import type { PlaceValue } from '#core/history/merge/decision/place.ts';
import { Fields, siteOf } from './fields.ts';
import { mergeEntries } from './merge-entries.ts';
import { mergePolicy } from './merge-policy.ts';

/** Merges three dossiers: section by section, entry by entry by their identifiers, field by field. */
export function mergeDossier(
  decisions: Decisions,
  before: Before<Dossier>,
  mine: Dossier,
  theirs: Dossier,
): Dossier {
  type Lists = Omit<Dossier, 'scope' | 'riskPolicy'>;
  const list = <Entry extends PlaceValue & { readonly id: string }>(
    section: keyof Lists,
    of: (dossier: Dossier) => readonly Entry[],
    merge: (fields: Fields<Entry>, id: string) => Entry,
    notable = false,
  ): readonly Entry[] =>
    mergeEntries(decisions, partOf(before, of), of(mine), of(theirs), {
      keyOf: ({ id }) => id,
      siteOf: (entry) => {
        const place = { part: 'dossier', section, entry, field: null, member: null } as const;
        return { ...siteOf(place), notable };
      },
      ways: plainWays<Entry>(),
      merged: (entry, was, one, other) => {
        const isUntouched = was.kind === 'known' && isSameValue(was.value, one) && isSameValue(one, other);
        return isUntouched ? one : merge(new Fields(decisions, { section, entry }, was, one, other), one.id);
      },
    });
  const fieldsOf = <Section extends 'scope' | 'riskPolicy'>(section: Section): Fields<Dossier[Section]> => {
    const was = partOf(before, (dossier) => dossier[section]);
    return new Fields(decisions, { section, entry: null }, was, mine[section], theirs[section]);
  };
  return {
    scope: mergeScope(fieldsOf('scope')),
    statements: list('statements', (dossier) => dossier.statements, mergeScopeStatement),
    sources: list('sources', (dossier) => dossier.sources, mergeSource),
    threats: list('threats', (dossier) => dossier.threats, mergeThreat),
    riskPolicy: mergePolicy(fieldsOf('riskPolicy')),
    assessments: list('assessments', (dossier) => dossier.assessments, mergeAssessment),
    treatments: list('treatments', (dossier) => dossier.treatments, mergeTreatment),
    confirmations: list(
      'confirmations',
      (dossier) => dossier.confirmations,
      (fields) => fields.one('confirmation', (confirmation: Confirmation) => confirmation),
    ),
    effort: list('effort', (dossier) => dossier.effort, mergeEffort),
    owners: list('owners', (dossier) => dossier.owners, mergeOwner, true),
    // Who allowed what is one statement.
    releasedItems: list(
      'releasedItems',
      (dossier) => dossier.releasedItems,
      (fields) => fields.one('release', (item: ReleasedItem) => item),
    ),
  };
}

function mergeScope(fields: Fields<Scope>): Scope {
  return {
    purpose: fields.words('purpose', ({ purpose }) => purpose),
    levels: fields.keyed(
      'levels',
      ({ levels }) => levels,
      ({ level }) => level,
    ),
  };
}

function mergeScopeStatement(fields: Fields<ScopeStatement>, id: string): ScopeStatement {
  return {
    id,
    // An assumption is always inside.
    ...fields.one('position', ({ subject, inside }) => ({ subject, inside })),
    text: fields.words('text', ({ text }) => text),
    reason: fields.words('reason', ({ reason }) => reason),
    citations: fields.members('citations', ({ citations }) => citations),
  };
}

function mergeSource(fields: Fields<SourceDocument>, id: string): SourceDocument {
  return {
    id,
    title: fields.one('title', ({ title }) => title),
    kind: fields.one('kind', ({ kind }) => kind),
    owner: fields.one('owner', ({ owner }) => owner),
    version: fields.one('version', ({ version }) => version),
    classification: fields.one('classification', ({ classification }) => classification),
    note: fields.words('note', ({ note }) => note),
    file: fields.one('file', ({ file }) => file),
  };
}

function mergeThreat(fields: Fields<ThreatEntry>, id: string): ThreatEntry {
  // A decision is worth nothing without its reason, and without what it was made on.
  const decided = fields.one('decision', ({ decision, reason, seen }) => ({ decision, reason, seen }));
  return {
    id,
    decision: decided.decision,
    reason: decided.reason,
    title: fields.one('title', ({ title }) => title),
    description: fields.words('description', ({ description }) => description),
    requirements: fields.members('requirements', ({ requirements }) => requirements),
    citations: fields.members('citations', ({ citations }) => citations),
    own: fields.inside('own', ({ own }) => own, mergeOwn),
    seen: decided.seen,
  };
}

function mergeOwn(fields: Fields<OwnThreat>): OwnThreat {
  // Which breaches there can be follows from the type of attack.
  const breach = fields.one('breach', ({ attackType, breaches }) => ({ attackType, breaches }));
  return {
    attackType: breach.attackType,
    adversary: fields.one('adversary', ({ adversary }) => adversary),
    breaches: breach.breaches,
    targets: fields.members('targets', ({ targets }) => targets),
    phase: fields.one('phase', ({ phase }) => phase),
    attackModel: fields.one('attackModel', ({ attackModel }) => attackModel),
  };
}

function mergeAssessment(fields: Fields<Assessment>, id: string): Assessment {
  return {
    id,
    likelihood: fields.one('likelihood', ({ likelihood }) => likelihood),
    impact: fields.one('impact', ({ impact }) => impact),
    residualLikelihood: fields.one('residualLikelihood', ({ residualLikelihood }) => residualLikelihood),
    residualImpact: fields.one('residualImpact', ({ residualImpact }) => residualImpact),
  };
}

function mergeTreatment(fields: Fields<Treatment>, id: string): Treatment {
  return {
    id,
    kind: fields.one('kind', ({ kind }) => kind),
    title: fields.one('title', ({ title }) => title),
    description: fields.words('description', ({ description }) => description),
    owner: fields.one('owner', ({ owner }) => owner),
    status: fields.one('status', ({ status }) => status),
    threats: fields.members('threats', ({ threats }) => threats),
    principle: fields.one('principle', ({ principle }) => principle),
  };
}

function mergeEffort(fields: Fields<EffortEntry>, id: string): EffortEntry {
  return {
    id,
    activity: fields.one('activity', ({ activity }) => activity),
    day: fields.one('day', ({ day }) => day),
    minutes: fields.one('minutes', ({ minutes }) => minutes),
    note: fields.words('note', ({ note }) => note),
  };
}

function mergeOwner(fields: Fields<InformationOwner>, id: string): InformationOwner {
  return { id, organisation: fields.one('organisation', ({ organisation }) => organisation) };
}
