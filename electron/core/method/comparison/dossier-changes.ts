import type { ChangeKind, ChangeSubject, ContentChange } from './content-change.ts';
import type { Assessment } from '#core/dossier/assessment.ts';
import type { Dossier } from '#core/dossier/dossier.ts';
import type { RiskPolicy } from '#core/dossier/risk-policy.ts';
import type { ThreatDecision, ThreatEntry } from '#core/dossier/threat-entry.ts';
import { riskOf } from '#core/method/risk/risk-of.ts';

/** What a later dossier states otherwise than an earlier one: entries are known by their identifiers. */
export function dossierChanges(earlier: Dossier, later: Dossier): readonly ContentChange[] {
  if (earlier === later) return [];
  return [
    ...purposeChange(earlier.scope.purpose, later.scope.purpose),
    ...entryChanges(
      earlier.scope.levels,
      later.scope.levels,
      ({ level }) => level,
      told('level', (one) => [one.level, one.coverage]),
    ),
    ...byId(
      earlier.statements,
      later.statements,
      told('scope-statement', ({ text }) => [text, text]),
    ),
    ...byId(
      earlier.sources,
      later.sources,
      told('source', ({ title }) => [title, title]),
    ),
    ...byId(earlier.threats, later.threats, threatChange),
    ...(sameEntry(earlier.riskPolicy, later.riskPolicy) ? [] : [plainChange('policy')]),
    ...byId(earlier.assessments, later.assessments, (one, other) =>
      riskChange(earlier.riskPolicy, one, later.riskPolicy, other),
    ),
    ...byId(
      earlier.treatments,
      later.treatments,
      told('treatment', ({ title, status }) => [title, status]),
    ),
    ...byId(
      earlier.confirmations,
      later.confirmations,
      told('criterion', ({ id, status }) => [id, status]),
    ),
    ...byId(
      earlier.effort,
      later.effort,
      told('effort', ({ day, activity }) => [day, activity]),
    ),
    ...byId(
      earlier.owners,
      later.owners,
      told('owner', ({ organisation }) => [organisation, organisation]),
    ),
    ...byId(
      earlier.releasedItems,
      later.releasedItems,
      told('released-item', ({ organisation, day }) => [organisation, day]),
    ),
  ];
}

/** Tells how an entry differs: null before is new, null after is gone. */
type Tell<Entry> = (before: Entry | null, after: Entry | null) => ContentChange;

function byId<Entry extends { readonly id: string }>(
  earlier: readonly Entry[],
  later: readonly Entry[],
  tell: Tell<Entry>,
): readonly ContentChange[] {
  return entryChanges(earlier, later, ({ id }) => id, tell);
}

function entryChanges<Entry>(
  earlier: readonly Entry[],
  later: readonly Entry[],
  keyOf: (entry: Entry) => string,
  tell: Tell<Entry>,
): readonly ContentChange[] {
  if (earlier === later) return [];
  const before = new Map(earlier.map((entry) => [keyOf(entry), entry]));
  const after = new Map(later.map((entry) => [keyOf(entry), entry]));
  return [
    ...earlier.flatMap((entry): readonly ContentChange[] => {
      const now = after.get(keyOf(entry)) ?? null;
      return now !== null && sameEntry(entry, now) ? [] : [tell(entry, now)];
    }),
    ...later.flatMap((entry) => (before.has(keyOf(entry)) ? [] : [tell(null, entry)])),
  ];
}

// Both were read by one schema, so that their fields stand in one order.
function sameEntry(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

function kindOf(before: unknown, after: unknown): ChangeKind {
  if (before === null) return 'added';
  return after === null ? 'removed' : 'changed';
}

function told<Entry>(
  subject: ChangeSubject,
  wordsOf: (entry: Entry) => readonly [name: string, said: string],
): Tell<Entry> {
  return (before, after) => {
    const [was, is] = [before, after].map((each) => (each === null ? null : wordsOf(each)));
    const name = is?.[0] ?? was?.[0] ?? '';
    return {
      subject,
      kind: kindOf(before, after),
      name: name.trim() === '' ? null : name,
      within: null,
      before: was?.[1] ?? null,
      after: is?.[1] ?? null,
    };
  };
}

function plainChange(subject: ChangeSubject): ContentChange {
  return { subject, kind: 'changed', name: null, within: null, before: null, after: null };
}

function purposeChange(before: string, after: string): readonly ContentChange[] {
  return before === after ? [] : [{ ...plainChange('purpose'), before, after }];
}

const decided: Readonly<Record<ThreatDecision, ChangeKind>> = {
  accepted: 'accepted',
  rejected: 'rejected',
  undecided: 'reopened',
};

// An entry about a generated threat is no threat: what is new or gone is the decision.
function threatChange(before: ThreatEntry | null, after: ThreatEntry | null): ContentChange {
  const [was, is] = [before?.decision ?? 'undecided', after?.decision ?? 'undecided'];
  const { id = '', title = '', own = null } = after ?? before ?? {};
  const kind = was !== is && (own === null || (before !== null && after !== null)) ? decided[is] : null;
  const otherwise = own === null ? 'changed' : kindOf(before, after);
  return {
    subject: 'threat',
    kind: kind ?? otherwise,
    name: title === '' ? id : title,
    within: null,
    before: was,
    after: is,
  };
}

function riskChange(
  earlier: RiskPolicy,
  before: Assessment | null,
  later: RiskPolicy,
  after: Assessment | null,
): ContentChange {
  return {
    subject: 'risk',
    kind: kindOf(before, after),
    name: (after ?? before)?.id ?? null,
    within: null,
    before: levelOf(earlier, before),
    after: levelOf(later, after),
  };
}

// The level before treatment.
function levelOf(policy: RiskPolicy, assessment: Assessment | null): string | null {
  const { likelihood = null, impact = null } = assessment ?? {};
  if (likelihood === null || impact === null) return null;
  return riskOf(policy, likelihood.level, impact.level)?.risk ?? null;
}
