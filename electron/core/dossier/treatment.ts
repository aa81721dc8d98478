import type { Principle } from './principle.ts';

/** The kinds of treatment: not every risk can be treated with cryptography (the paper, section 2.2). */
export const treatmentKinds = ['cryptographic-measure', 'manual-procedure'] as const;
export type TreatmentKind = (typeof treatmentKinds)[number];

export const treatmentStatuses = ['proposed', 'decided', 'implemented', 'dropped'] as const;
export type TreatmentStatus = (typeof treatmentStatuses)[number];

/** A measure against one or more threats. */
export interface Treatment {
  readonly id: string;
  readonly kind: TreatmentKind;
  readonly title: string;
  readonly description: string;
  /** Who answers for it: an organisation or a role. */
  readonly owner: string;
  readonly status: TreatmentStatus;
  /** Identifiers of the threats that it is against. */
  readonly threats: readonly string[];
  /** The principle behind it, from the closed list; null where none fits. */
  readonly principle: Principle | null;
}

/** True if the treatment is in force or decided: only then can it take anything off a risk. */
export function counts({ status }: Treatment): boolean {
  switch (status) {
    case 'decided':
    case 'implemented':
      return true;
    case 'proposed':
    case 'dropped':
      return false;
  }
}
