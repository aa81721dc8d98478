import type { Analysis } from '#core/analysis/record/record.ts';
import type { ExecutedModel } from '#core/analysis/1-execute/execute.ts';
import { questionsOf } from '#core/analysis/pipeline/questions.ts';
import type { Question } from '#core/analysis/record/question.ts';
import type { Verdict } from '#core/analysis/record/verdict.ts';
import type { ActiveAnalysis } from '#core/analysis/record/active-analysis.ts';
import { askingStatement } from '#core/method/requirements/asked-statement.ts';
import { answerFrom, answerForAnyType, VerdictIndex } from './verdict-index.ts';
import { isAskedAbout } from './asked-about.ts';
import { attackModelThreats, typeFlaw } from './assumption-threats.ts';
import { compromiseThreats } from './compromise-threats.ts';
import type { DraftThreat } from './draft-threat.ts';
import { foundThreats } from './found-threats.ts';
import { identityThreats } from './identity-threats.ts';
import { passiveThreats } from './passive-threats.ts';
import { snapshotOf } from './snapshot.ts';
import { AttackSurface } from './surface.ts';
import { namesOf, type Targets } from './targets.ts';
import type { OwnThreat, ThreatEntry } from '#core/dossier/threat-entry.ts';
import { threatForms, type Threat } from './threat.ts';
import { transitThreats } from './transit-threats.ts';

/** Everything that follows from a model and its verdicts, before any decision is set beside it. */
export interface GeneratedThreats {
  /** Without entries, every one of them new. */
  readonly threats: readonly Threat[];
  /** True if everything that was asked has been answered about this very model. */
  readonly answered: boolean;
  /** Makes the threat of an entry that the analyst added. */
  readonly own: (entry: ThreatEntry, own: OwnThreat) => Threat;
}

/**
 * Generates the threats of a model (resources/docs/method.md; the paper, sections 2.2, 4.1, 4.2 and Table 2): every applicable
 * combination of attack type, adversary and target, grouped as an analyst would assess it, each with the worst of what
 * was answered that speaks of it. Which threats there are, and what they are called, follows from the model, except that
 * an attack of a type which none of them is about makes one. Denial of service is out of scope (Table 2).
 *
 * `record` is of the model; `asked` is what is asked of it, see `questionsOf`. `analysis` counts as far as it is about
 * this model. Never throws. Identifiers are unique.
 */
export function generateThreats(
  executed: ExecutedModel,
  record: Analysis,
  analysis: ActiveAnalysis | null,
  asked: readonly Question[] = questionsOf(executed, record),
): GeneratedThreats {
  const { model, run } = executed;
  const surface = new AttackSurface(model, run, record);
  const answers = new VerdictIndex(asked, analysis);
  return {
    threats: draftsOf(surface, answers).map((draft) => generatedThreat(draft, surface)),
    answered: analysis?.currency === 'current',
    own: (entry, own) => ownThreat(entry, own, surface, answers),
  };
}

function draftsOf(surface: AttackSurface, answers: VerdictIndex): readonly DraftThreat[] {
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

function generatedThreat(draft: DraftThreat, surface: AttackSurface): Threat {
  const { targets, questions, ...kept } = draft;
  const { model } = surface;
  const refined = questions.flatMap((question) => askingStatement(question, model)?.refines ?? []);
  const ticked = model.ticks
    .filter(({ property, element }) => {
      const breach = property === 'confidentiality' ? 'confidentiality' : 'integrity';
      return draft.breaches.includes(breach) && targets.elements.includes(element);
    })
    .flatMap(({ refines }) => refines);
  const threatened = new Set([...refined, ...ticked]);
  const requirements = model.requirements.map(({ name }) => name).filter((name) => threatened.has(name));
  const phases = phasesOf(targets, draft.phase, surface);
  return {
    ...kept,
    subject: targets,
    targets: namesOf(targets),
    phases,
    phase: phases.length === 1 ? (phases[0] ?? null) : null,
    requirements,
    verdicts: verdictsOf(draft.evidence),
    entry: null,
    status: 'new',
    says: snapshotOf(
      draft,
      model.attacks.find(({ name }) => draft.form === 'attack-model' && name === draft.about),
    ),
  };
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

// What the analyst added is answered by an attack model, if she names one, as far as that is asked about it.
function ownThreat(
  entry: ThreatEntry,
  own: OwnThreat,
  surface: AttackSurface,
  answers: VerdictIndex,
): Threat {
  const { model } = surface;
  const attackModel = model.attacks.find(({ name }) => name === own.attackModel)?.name ?? null;
  const questions = answers.under(attackModel ?? undefined);
  const { evidence, open, unasked } = answers.evidence(questions, answerForAnyType);
  const messages = new Set(surface.run.deliveries.map(({ step }) => step.name));
  const entities = new Set(model.entities.map(({ name }) => name));
  const subject: Targets = {
    elements: own.targets.filter((name) => !messages.has(name) && !entities.has(name)),
    messages: own.targets.filter((name) => messages.has(name)),
    entities: own.targets.filter((name) => entities.has(name)),
  };
  return {
    id: entry.id,
    form: 'own',
    attackType: own.attackType,
    adversary: own.adversary,
    breaches: own.breaches,
    subject,
    targets: own.targets,
    about: '',
    phase: own.phase,
    phases: own.phase === null ? [] : [own.phase],
    attackModel,
    proposal: null,
    requirements: entry.requirements,
    ...answerFrom(evidence, open, unasked || !isAskedAbout(subject, own.breaches, questions, surface)),
    evidence,
    verdicts: verdictsOf(evidence),
    open,
    entry,
    status: 'unchanged',
    says: '',
  };
}

function verdictsOf(evidence: Threat['evidence']): readonly Verdict[] {
  return evidence.flatMap((each) => (each.kind === 'verdict' ? [each.verdict] : []));
}
