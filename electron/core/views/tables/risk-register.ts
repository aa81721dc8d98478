import type { AttackType } from '#core/attack-type.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { acceptanceWord, riskWord } from '#core/views/words/risk-words.ts';
import type { Judgement } from '#core/dossier/assessment.ts';
import type { Risk } from '#core/method/risk/risk.ts';
import type { Treatment } from '#core/dossier/treatment.ts';

/** The columns of the risk register. */
export const registerColumns = [
  'number',
  'threat',
  'attack-type',
  'likelihood',
  'impact',
  'risk',
  'acceptance',
  'treatments',
  'residual',
  'acceptance-after',
  'owner',
  'status',
  'missing',
] as const;
export type RegisterColumn = (typeof registerColumns)[number];

/** The words of the register about a threat. */
export interface ThreatInRegister {
  readonly title: string;
  readonly attackType: AttackType;
}

/** The title of a column of the register. */
export function columnWord(column: RegisterColumn, translate: Translate): string {
  switch (column) {
    case 'threat':
    case 'likelihood':
    case 'impact':
    case 'risk':
    case 'residual':
      return translate(`risk.${column}`);
    case 'number':
    case 'attack-type':
    case 'acceptance':
    case 'treatments':
    case 'acceptance-after':
    case 'owner':
    case 'status':
    case 'missing':
      return translate(`risk.register.${column}`);
  }
}

/**
 * A row of the register in words, each cell as its parts: one for each treatment, or each thing that is missing.
 * Dropped treatments are left out: they say nothing of what is done. An owner is named once.
 */
export function describeRisk(
  risk: Risk,
  threat: ThreatInRegister,
  translate: Translate,
): Readonly<Record<RegisterColumn, readonly string[]>> {
  const { number, assessment, before, after, missing } = risk;
  const treatments = risk.treatments.filter(({ status }) => status !== 'dropped');
  return {
    number: [String(number)],
    threat: [threat.title],
    'attack-type': [translate(`report.attack-type.${threat.attackType}`)],
    likelihood: [judgementWord(assessment.likelihood, translate)],
    impact: [judgementWord(assessment.impact, translate)],
    risk: [riskWord(before, translate)],
    acceptance: [acceptanceWord(before, translate)],
    treatments: treatments.map((treatment) => treatmentTitle(treatment, translate)),
    residual: [riskWord(after, translate)],
    'acceptance-after': [acceptanceWord(after, translate)],
    owner: [...new Set(treatments.map(({ owner }) => owner.trim()).filter((owner) => owner !== ''))],
    status: treatments.map(({ status }) => translate(`risk.treatments.status.${status}`)),
    missing: missing.map((gap) => translate(`risk.gap.${gap}`)),
  };
}

/** The title of a treatment, also before it has one. */
export function treatmentTitle({ title }: Treatment, translate: Translate): string {
  return title.trim() === '' ? translate('risk.treatments.untitled') : title;
}

function judgementWord(judgement: Judgement | null, translate: Translate): string {
  return translate(judgement === null ? 'risk.not-judged' : `risk.level.${judgement.level}`);
}
