import type { Analysis } from '#core/analysis/record/record.ts';
import type { ExecutedModel } from '#core/analysis/1-execute/execute.ts';
import type { ActiveAnalysis } from '#core/analysis/record/active-analysis.ts';
import { generateThreats, type GeneratedThreats } from './generate.ts';
import { readSnapshot, saysTheSame } from './snapshot.ts';
import { namesOf } from './targets.ts';
import type { Question } from '#core/analysis/record/question.ts';
import type { ThreatEntry } from '#core/dossier/threat-entry.ts';
import type { Threat, ThreatStatus } from './threat.ts';

/**
 * The catalogue of threats of a model with what the analyst decided: the threats that are generated, those that she
 * added, and those that she decided about and that are no more. See {@link generateThreats}.
 */
export function threatCatalogue(
  executed: ExecutedModel,
  record: Analysis,
  analysis: ActiveAnalysis | null,
  entries: readonly ThreatEntry[],
  asked?: readonly Question[],
): readonly Threat[] {
  return withDecisions(generateThreats(executed, record, analysis, asked), entries);
}

/** Sets what the analyst decided beside generated threats. Every entry comes with exactly one threat. */
export function withDecisions(
  { threats, answered, own }: GeneratedThreats,
  entries: readonly ThreatEntry[],
): readonly Threat[] {
  const decided = new Map(entries.filter((entry) => entry.own === null).map((entry) => [entry.id, entry]));
  const ids = new Set(threats.map(({ id }) => id));
  return [
    ...threats.map((threat) => withEntry(threat, decided.get(threat.id) ?? null, answered)),
    ...entries.flatMap((entry) => (entry.own === null ? [] : [own(entry, entry.own)])),
    ...entries.filter((entry) => entry.own === null && !ids.has(entry.id)).map(goneThreat),
  ];
}

function withEntry(threat: Threat, entry: ThreatEntry | null, answered: boolean): Threat {
  if (entry === null) return threat;
  const requirements = [...new Set([...threat.requirements, ...entry.requirements])];
  return { ...threat, entry, requirements, status: statusOf(entry, threat.says, answered) };
}

function statusOf(entry: ThreatEntry, says: string, answered: boolean): ThreatStatus {
  if (entry.seen === null) return 'new';
  return saysTheSame(entry.seen, says, answered) ? 'unchanged' : 'changed';
}

// What it was is known from what it said when she decided.
function goneThreat(entry: ThreatEntry): Threat {
  const seen = entry.seen === null ? null : readSnapshot(entry.seen);
  const subject = seen?.subject ?? { elements: [], messages: [], entities: [] };
  return {
    id: entry.id,
    form: seen?.form ?? 'gone',
    attackType: seen?.attackType ?? 'modification',
    adversary: seen?.adversary ?? 'active-outsider',
    breaches: seen?.breaches ?? [],
    subject,
    targets: namesOf(subject),
    about: seen?.about ?? '',
    phase: seen?.phase ?? null,
    phases: seen?.phase == null ? [] : [seen.phase],
    attackModel: null,
    proposal: null,
    requirements: entry.requirements,
    answer: null,
    doubts: [],
    evidence: [],
    verdicts: [],
    open: 0,
    entry,
    status: 'gone',
    says: '',
  };
}
