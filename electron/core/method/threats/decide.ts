import { withEntry, withoutEntry } from '#core/dossier/with-entry.ts';
import type { SourceReference } from '#core/language/model.ts';
import { failure, success, type Result } from '#core/result.ts';
import type { OwnThreat, ThreatDecision, ThreatEntry } from '#core/dossier/threat-entry.ts';
import type { Threat } from './threat.ts';

type Entries = readonly ThreatEntry[];

/**
 * Decides about a threat, and keeps what it says now. A rejection needs a reason; without one nothing is decided. What
 * is taken back to undecided is new again, its words, requirements and citations stay.
 */
export function decide(
  entries: Entries,
  threat: Threat,
  decision: ThreatDecision,
  reason: string,
): Result<Entries, 'reason-missing'> {
  if (decision === 'rejected' && reason.trim() === '') return failure('reason-missing');
  const entry = entryOf(threat);
  const seen = decision === 'undecided' ? null : saidNow(threat);
  // What is gone says nothing any more: what it said stays, or nobody could tell what was decided about.
  const kept = threat.status === 'gone' ? entry.seen : seen;
  return success(withWhatCounts(entries, { ...entry, decision, reason: reason.trim(), seen: kept }));
}

/** Gives another reason for what is decided; what was seen stays. A rejection keeps having one. */
export function giveReason(
  entries: Entries,
  { entry }: Threat,
  reason: string,
): Result<Entries, 'reason-missing'> {
  if (entry === null) return success(entries);
  if (entry.decision === 'rejected' && reason.trim() === '') return failure('reason-missing');
  return success(withEntry(entries, { ...entry, reason }));
}

/** Accepts those of the threats that nothing was decided about. */
export function acceptUndecided(entries: Entries, threats: readonly Threat[]): Entries {
  return threats
    .filter((threat) => threat.status !== 'gone' && decisionOn(threat) === 'undecided')
    .reduce<Entries>(
      (before, threat) =>
        withEntry(before, { ...entryOf(threat), decision: 'accepted', reason: '', seen: saidNow(threat) }),
      entries,
    );
}

/** The decision about a threat. */
export function decisionOn({ entry }: Threat): ThreatDecision {
  return entry?.decision ?? 'undecided';
}

/** The decision stays, and what the threat says now is what was seen. */
export function confirmChange(entries: Entries, threat: Threat): Entries {
  const { entry } = threat;
  if (entry === null || threat.status !== 'changed') return entries;
  return withEntry(entries, { ...entry, seen: saidNow(threat) });
}

/** The analyst's remarks on a threat beside her decision. */
export type ThreatRemarks = Partial<
  Pick<ThreatEntry, 'title' | 'description' | 'requirements' | 'citations' | 'own'>
>;

/** Changes the words, requirements, citations or, of her own threat, what it is about. */
export function remark(entries: Entries, threat: Threat, remarks: ThreatRemarks): Entries {
  return withWhatCounts(entries, { ...entryOf(threat), ...remarks });
}

/** Adds a threat of the analyst's own, which is accepted: she would not add it otherwise. `id` is a new one. */
export function addOwn(entries: Entries, id: string, title: string, own: OwnThreat): Entries {
  return withEntry(entries, { ...blankEntry(id), decision: 'accepted', title, own });
}

/** Removes a threat of her own, or what was decided about one that is gone. Generated threats come back undecided. */
export function removeEntry(entries: Entries, id: string): Entries {
  return withoutEntry(entries, id);
}

function entryOf({ id, entry }: Threat): ThreatEntry {
  return entry ?? blankEntry(id);
}

function blankEntry(id: string): ThreatEntry {
  const citations: readonly SourceReference[] = [];
  return {
    id,
    decision: 'undecided',
    reason: '',
    title: '',
    description: '',
    requirements: [],
    citations,
    own: null,
    seen: null,
  };
}

function saidNow({ says }: Threat): string | null {
  return says === '' ? null : says;
}

// An entry that says nothing is none.
function withWhatCounts(entries: Entries, entry: ThreatEntry): Entries {
  return isBlank(entry) ? withoutEntry(entries, entry.id) : withEntry(entries, entry);
}

function isBlank(entry: ThreatEntry): boolean {
  const { decision, title, description, requirements, citations, own } = entry;
  const words = title + description;
  return (
    decision === 'undecided' && own === null && words === '' && requirements.length + citations.length === 0
  );
}
