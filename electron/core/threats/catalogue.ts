import type { AnalysisRecord } from '#core/analysis/record.ts';
import { run } from '#core/analysis/run.ts';
import type { VerdictRecord } from '#core/analysis/verify/active-record.ts';
import type { Model } from '#core/language/model.ts';
import type { ActiveAnalysis } from '#core/metrics/active-metrics.ts';
import { askingStatements } from '#core/requirements/asked-statement.ts';
import { answerFrom, ofAnyType, Answers } from '#core/threats/answers.ts';
import { attackModelThreats, typeFlaw } from '#core/threats/assumption-threats.ts';
import { compromiseThreats } from '#core/threats/compromise-threats.ts';
import type { DraftThreat } from '#core/threats/draft-threat.ts';
import { foundThreats } from '#core/threats/found-threats.ts';
import { identityThreats } from '#core/threats/identity-threats.ts';
import { passiveThreats } from '#core/threats/passive-threats.ts';
import { readSnapshot, saysTheSame, snapshotOf } from '#core/threats/snapshot.ts';
import { AttackSurface } from '#core/threats/surface.ts';
import { namesOf, type Targets } from '#core/threats/targets.ts';
import type { OwnThreat, ThreatEntry } from '#core/threats/threat-entry.ts';
import { threatForms, type Threat, type ThreatStanding } from '#core/threats/threat.ts';
import { transitThreats } from '#core/threats/transit-threats.ts';

/**
 * The catalogue of threats of a model (DESIGN, section 5; the paper, sections 2.2, 4.1, 4.2 and Table 2): every
 * applicable combination of attack type, adversary and target, grouped as an analyst would assess it, each with the
 * worst of what was answered that speaks of it; then those that she added, then those that she decided about and that
 * are no more. Which threats there are, and what they are called, follows from the model, except that an attack of a
 * type which none of them is about makes one. Denial of service is out of scope (Table 2).
 *
 * `record` is of the model. `analysis` counts as far as it is about this model. The model has been executed without
 * diagnostics. Never throws. Identifiers are unique.
 */
export function threatCatalogue(
  model: Model,
  record: AnalysisRecord,
  analysis: ActiveAnalysis | null,
  entries: readonly ThreatEntry[],
): readonly Threat[] {
  const execution = run(model);
  const surface = new AttackSurface(model, execution, record);
  const answers = new Answers(model, execution, analysis);
  const drafts = draftsOf(surface, answers);
  const answered = analysis?.standing === 'current';
  const decided = new Map(entries.filter(({ own }) => own === null).map((entry) => [entry.id, entry]));
  const generated = drafts.map((draft) => withEntry(draft, decided.get(draft.id) ?? null, surface, answered));
  const ids = new Set(drafts.map(({ id }) => id));
  return [
    ...generated,
    ...entries.flatMap((entry) =>
      entry.own === null ? [] : [ownThreat(entry, entry.own, surface, answers)],
    ),
    ...entries.filter(({ id, own }) => own === null && !ids.has(id)).map((entry) => goneThreat(entry)),
  ];
}

function draftsOf(surface: AttackSurface, answers: Answers): readonly DraftThreat[] {
  const usual = [
    ...passiveThreats(surface, answers),
    ...transitThreats(surface, answers),
    ...identityThreats(surface, answers),
    ...compromiseThreats(surface, answers),
    typeFlaw(surface, answers),
  ];
  const modelled = attackModelThreats(surface, answers, usual);
  const found = foundThreats(surface, answers, usual);
  const place = ({ form }: DraftThreat): number => threatForms.indexOf(form);
  return [...usual, ...modelled, ...found].toSorted((left, right) => place(left) - place(right));
}

function withEntry(
  draft: DraftThreat,
  entry: ThreatEntry | null,
  surface: AttackSurface,
  answered: boolean,
): Threat {
  const { targets, questions, ...kept } = draft;
  const { model } = surface;
  const refined = questions.flatMap(({ asked }) =>
    askingStatements(asked, model).flatMap(({ refines }) => refines),
  );
  const ticked = model.ticks
    .filter(({ property, element }) => {
      const breach = property === 'confidentiality' ? 'confidentiality' : 'integrity';
      return draft.breaches.includes(breach) && targets.elements.includes(element);
    })
    .flatMap(({ refines }) => refines);
  const threatened = new Set([...refined, ...ticked]);
  const stated = model.requirements.map(({ name }) => name).filter((name) => threatened.has(name));
  const phases = phasesOf(targets, draft.phase, surface);
  const says = snapshotOf(draft);
  return {
    ...kept,
    subject: targets,
    targets: namesOf(targets),
    phases,
    phase: phases.length === 1 ? (phases[0] ?? null) : null,
    requirements: [...new Set([...stated, ...(entry?.requirements ?? [])])],
    verdicts: verdictsOf(draft.evidence),
    entry,
    standing: standingOf(entry, says, answered),
    says,
  };
}

function standingOf(entry: ThreatEntry | null, says: string, answered: boolean): ThreatStanding {
  if (entry?.seen == null) return 'new';
  return saysTheSame(entry.seen, says, answered) ? 'unchanged' : 'changed';
}

// Where it is about messages, their phases; else those in which its elements are carried.
function phasesOf(
  { elements, messages }: Targets,
  phase: string | null,
  surface: AttackSurface,
): readonly string[] {
  if (phase !== null) return [phase];
  return messages.length > 0 ? surface.phasesOf(messages) : surface.phasesCarrying(elements);
}

// What the analyst added is answered by an attack model, if she names one.
function ownThreat(entry: ThreatEntry, own: OwnThreat, surface: AttackSurface, answers: Answers): Threat {
  const { model } = surface;
  const attackModel = model.attacks.find(({ name }) => name === own.attackModel)?.name ?? null;
  const { evidence, open } = answers.evidence(answers.under(attackModel ?? undefined), ofAnyType);
  const messages = new Set(surface.run.deliveries.map(({ step }) => step.name));
  const entities = new Set(model.entities.map(({ name }) => name));
  return {
    id: entry.id,
    form: 'own',
    attackType: own.attackType,
    adversary: own.adversary,
    breaches: own.breaches,
    subject: {
      elements: own.targets.filter((name) => !messages.has(name) && !entities.has(name)),
      messages: own.targets.filter((name) => messages.has(name)),
      entities: own.targets.filter((name) => entities.has(name)),
    },
    targets: own.targets,
    about: '',
    phase: own.phase,
    phases: own.phase === null ? [] : [own.phase],
    attackModel,
    proposal: null,
    requirements: entry.requirements,
    answer: answerFrom(evidence, open, false),
    evidence,
    verdicts: verdictsOf(evidence),
    open,
    entry,
    standing: 'unchanged',
    says: '',
  };
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
    evidence: [],
    verdicts: [],
    open: 0,
    entry,
    standing: 'gone',
    says: '',
  };
}

function verdictsOf(evidence: Threat['evidence']): readonly VerdictRecord[] {
  return evidence.flatMap((each) => (each.kind === 'verdict' ? [each.verdict] : []));
}
