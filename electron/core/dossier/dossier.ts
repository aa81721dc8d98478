import type { EffortEntry } from './effort-entry.ts';
import type { Confirmation } from './confirmation.ts';
import type { InformationOwner } from './information-owner.ts';
import type { ReleasedItem } from './released-item.ts';
import type { Assessment } from './assessment.ts';
import { defaultPolicy } from './default-policy.ts';
import type { RiskPolicy } from './risk-policy.ts';
import type { Treatment } from './treatment.ts';
import { abstractionLevels, type Scope, type ScopeStatement } from './scope.ts';
import type { SourceDocument } from './source-document.ts';
import type { ThreatEntry } from './threat-entry.ts';

/**
 * Everything that the analyst states of a project beside the model's text: what no computation can tell. Whatever
 * follows from the model and its verdicts is not in it. The entries of a list have identifiers that never change.
 */
export interface Dossier {
  readonly scope: Scope;
  readonly statements: readonly ScopeStatement[];
  readonly sources: readonly SourceDocument[];
  readonly threats: readonly ThreatEntry[];
  readonly riskPolicy: RiskPolicy;
  readonly assessments: readonly Assessment[];
  readonly treatments: readonly Treatment[];
  readonly confirmations: readonly Confirmation[];
  readonly effort: readonly EffortEntry[];
  readonly owners: readonly InformationOwner[];
  readonly releasedItems: readonly ReleasedItem[];
}

/** The dossier of a new project: nothing but the usual policy. */
export const emptyDossier: Dossier = {
  scope: {
    purpose: '',
    levels: abstractionLevels.map((level) => ({ level, coverage: 'not-covered', reason: '' })),
  },
  statements: [],
  sources: [],
  threats: [],
  riskPolicy: defaultPolicy(),
  assessments: [],
  treatments: [],
  confirmations: [],
  effort: [],
  owners: [],
  releasedItems: [],
};
