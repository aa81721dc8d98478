import { withEntry, withoutEntry } from '#core/dossier/with-entry.ts';
import {
  judge,
  judgeAgain,
  judgementsOf,
  unjudged,
  type Assessment,
  type JudgedAspect,
} from '#core/dossier/assessment.ts';
import { changeCriteria, type Criteria } from '#core/method/risk/policy-edit.ts';
import type { RiskPolicy } from '#core/dossier/risk-policy.ts';
import { riskRegister } from '#core/method/risk/register.ts';
import type { RiskLevel } from '#core/dossier/risk-level.ts';
import type { Risk } from '#core/method/risk/risk.ts';
import type { Treatment } from '#core/dossier/treatment.ts';
import { knownThreats, type KnownThreat } from '#renderer/features/risk/known-threats.ts';
import type { OpenProject } from '#renderer/shared/open-project.svelte.ts';
import { session } from '#renderer/shared/session.svelte.ts';
import { today } from '#renderer/shared/today.ts';

/** A row of the register, with its threat as this view names it. */
export type KnownRisk = Risk<KnownThreat>;

/** The risk register of the open project, and what the analyst does about them. Every change can be undone. */
export class RiskRegister {
  readonly #project: OpenProject;
  readonly #dossier = $derived.by(() => this.#project.dossier.current);
  readonly #threats = $derived.by(() => {
    const { sound } = this.#project.draft.live;
    return sound === null ? [] : knownThreats(this.#project.threats, sound.model, session.text);
  });
  readonly policy = $derived.by(() => this.#dossier.riskPolicy);
  readonly treatments = $derived.by(() => this.#dossier.treatments);
  readonly risks = $derived.by<readonly KnownRisk[]>(() =>
    riskRegister(this.policy, this.#threats, this.#dossier.assessments, this.treatments),
  );
  /** The risks of which something is judged. */
  readonly assessed = $derived.by(() =>
    this.risks.filter(({ assessment }) => judgementsOf(assessment).length > 0),
  );

  constructor(project: OpenProject) {
    this.#project = project;
  }

  /** Judges one aspect of a threat, with the reason that was given before. */
  judge(threat: string, aspect: JudgedAspect, level: RiskLevel): void {
    const assessment = this.#assessmentOf(threat);
    const reason = assessment[aspect]?.reason ?? '';
    this.#keep(judge(this.policy, assessment, aspect, { level, reason }), `risk level ${aspect} ${threat}`);
  }

  /** Writes the reason of a judgement; there is none to write before something is judged. */
  giveReason(threat: string, aspect: JudgedAspect, reason: string): void {
    const assessment = this.#assessmentOf(threat);
    const level = assessment[aspect]?.level;
    if (level === undefined) return;
    this.#keep(judge(this.policy, assessment, aspect, { level, reason }), `risk reason ${aspect} ${threat}`);
  }

  /** Takes a judgement back. */
  takeBack(threat: string, aspect: JudgedAspect): void {
    this.#keep(judge(this.policy, this.#assessmentOf(threat), aspect, null), null);
  }

  /** Says that what was judged of some threats is right under the criteria as they are now. */
  judgeAgain(threats: readonly string[]): void {
    const assessments = threats
      .map((threat) => judgeAgain(this.policy, this.#assessmentOf(threat)))
      .reduce<readonly Assessment[]>(withEntry, this.#dossier.assessments);
    this.#project.dossier.change({ assessments });
  }

  /** Changes the criteria; `step` names what is typed into, as for `DossierDraft.change`. */
  changeCriteria(changed: Partial<Criteria>, step: string | null = null): void {
    const { assessments } = this.#dossier;
    this.#changePolicy(changeCriteria(this.policy, changed, assessments, today()), step);
  }

  /** Says on which day the criteria were set. */
  setCriteria(day: string): void {
    this.#changePolicy({ ...this.policy, setOn: day }, 'risk criteria set');
  }

  /** Adds a treatment against some threats, and gives its identifier. */
  addTreatment(threats: readonly string[]): string {
    const id = crypto.randomUUID();
    this.changeTreatment({
      id,
      kind: 'cryptographic-measure',
      title: '',
      description: '',
      owner: '',
      status: 'proposed',
      threats,
      principle: null,
    });
    return id;
  }

  changeTreatment(treatment: Treatment, step: string | null = null): void {
    this.#project.dossier.change({ treatments: withEntry(this.treatments, treatment) }, step);
  }

  removeTreatment(id: string): void {
    this.#project.dossier.change({ treatments: withoutEntry(this.treatments, id) });
  }

  /** Saves now; the answer tells whether the project holds every change. */
  save(): Promise<boolean> {
    return this.#project.save();
  }

  /** Ends what is being typed: the next change is undone by itself. */
  endStep(): void {
    this.#project.dossier.endStep();
  }

  #assessmentOf(threat: string): Assessment {
    return this.#dossier.assessments.find(({ id }) => id === threat) ?? unjudged(threat);
  }

  #keep(assessment: Assessment, step: string | null): void {
    this.#project.dossier.change({ assessments: withEntry(this.#dossier.assessments, assessment) }, step);
  }

  #changePolicy(riskPolicy: RiskPolicy, step: string | null): void {
    this.#project.dossier.change({ riskPolicy }, step);
  }
}
