import { emptyDossier, type Dossier } from '#core/dossier/dossier.ts';
import type { Assessment, Judgement } from '#core/risk/assessment.ts';
import type { RiskLevel } from '#core/risk/risk-level.ts';
import type { ThreatDecision, ThreatEntry } from '#core/threats/threat-entry.ts';

const accepted = [
  'modification/COMMAND',
  'replay/K_mh',
  'key-compromise/K_mc_join',
  'compromised-entity/CON',
  'impersonation/MET',
] as const;

/** A dossier of the bundled example with something in every section, as an analyst would leave it. */
export const filledDossier: Dossier = {
  ...emptyDossier,
  scope: {
    purpose:
      'To find out whether instructions reach only the meters that they are meant for, and whether readings can be relied on.',
    levels: [
      { level: 'requirements', coverage: 'partly', reason: 'Those of the design note that concern keys.' },
      { level: 'design', coverage: 'covered', reason: 'Every message of the three phases.' },
      { level: 'implementation', coverage: 'not-covered', reason: 'No source code was available.' },
    ],
  },
  statements: [
    {
      id: 's1',
      subject: 'part',
      inside: true,
      text: 'Key management from the factory to the meter on the wall',
      reason: 'The greatest harm was expected there.',
      citations: [{ document: 'AMS design note', section: '2', page: 4, quotation: null }],
    },
    {
      id: 's2',
      subject: 'channel',
      inside: false,
      text: 'The optical port of the meter',
      reason: 'It takes somebody at the meter.',
      citations: [],
    },
    {
      id: 's3',
      subject: 'assumption',
      inside: true,
      text: 'Staff of the factory do not pass keys on',
      reason: 'Two people are present whenever keys are made.',
      citations: [
        {
          document: 'Interview with the factory',
          section: null,
          page: null,
          quotation: 'nobody is alone with the key writer',
        },
      ],
    },
  ],
  sources: [
    {
      id: 'd1',
      title: 'AMS design note',
      kind: 'vendor-document',
      owner: 'Fjellmåler',
      version: '1.4',
      classification: 'strengt-fortrolig',
      note: 'Read in full.',
      file: {
        sha256: '3b1f'.repeat(16),
        name: 'ams-design-note.pdf',
        mediaType: 'application/pdf',
        bytes: 81_234,
      },
    },
    {
      id: 'd2',
      title: 'AMI security analysis',
      kind: 'other',
      owner: '',
      version: '',
      classification: 'open',
      note: '',
      file: null,
    },
  ],
  threats: [
    ...accepted.map((id) => entry(id, 'accepted', 'It can be carried out from the street.')),
    entry('quiet-phase/production', 'rejected', 'Nobody from outside comes into the factory.'),
    {
      ...entry('own-1', 'accepted', 'A meter was found on a market.'),
      title: 'A discarded meter is read out',
      description: 'Keys stay in a meter that is taken down, and whoever finds it reads them out.',
      requirements: ['R2'],
      own: {
        attackType: 'key-compromise',
        adversary: 'insider',
        breaches: ['confidentiality'],
        targets: ['MET', 'K_mh'],
        phase: 'operations',
        attackModel: null,
      },
    },
  ],
  riskPolicy: {
    ...emptyDossier.riskPolicy,
    setOn: '2026-01-12',
    notes: [
      { mark: '*', text: 'A measure is looked for wherever it costs little.' },
      { mark: '**', text: 'Looked at again after a year.' },
    ],
    meanings: emptyDossier.riskPolicy.meanings.map((meaning) =>
      meaning.level === 'high'
        ? { ...meaning, likelihood: 'Once a year', impact: 'A district without power' }
        : meaning,
    ),
  },
  assessments: [
    assessed('modification/COMMAND', 'low', 'very-high'),
    assessed('replay/K_mh', 'very-low', 'moderate'),
    {
      ...assessed('key-compromise/K_mc_join', 'high', 'high'),
      residualLikelihood: judged('low', 'Joining keys are then worthless after a day.'),
    },
    assessed('compromised-entity/CON', 'moderate', 'high'),
  ],
  treatments: [
    {
      id: 't1',
      kind: 'cryptographic-measure',
      title: 'Joining keys that expire',
      description: 'A joining key is accepted for one day after it was announced.',
      owner: 'Fjellmåler',
      status: 'decided',
      threats: ['key-compromise/K_mc_join'],
      principle: 'key-renewal',
    },
    {
      id: 't2',
      kind: 'manual-procedure',
      title: 'Meters are erased before they are scrapped',
      description: '',
      owner: 'Storvik Nett',
      status: 'proposed',
      threats: ['own-1'],
      principle: 'manual-procedures',
    },
  ],
  effort: [
    {
      id: 'e1',
      activity: 'modelling',
      day: '2026-01-13',
      minutes: 465,
      note: 'The three phases from the design note',
    },
    { id: 'e2', activity: 'threat-analysis', day: '2026-01-20', minutes: 120, note: '' },
  ],
};

function entry(id: string, decision: ThreatDecision, reason: string): ThreatEntry {
  return {
    id,
    decision,
    reason,
    title: '',
    description: '',
    requirements: [],
    citations: [],
    own: null,
    seen: null,
  };
}

function judged(level: RiskLevel, reason: string): Judgement {
  return { level, reason, edition: 1 };
}

function assessed(id: string, likelihood: RiskLevel, impact: RiskLevel): Assessment {
  return {
    id,
    likelihood: judged(likelihood, 'It takes equipment that is sold in shops.'),
    impact: judged(impact, 'Meters of a whole district would be affected.'),
    residualLikelihood: null,
    residualImpact: null,
  };
}
