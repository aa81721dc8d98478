import type { AttackType, Breach } from '#core/attack-type.ts';
import type { Threat } from './threat.ts';

/** A row of the paper's Table 2. Denial of service has neither adversary nor breach: it is out of scope. */
export interface TableTwoRow {
  readonly attack: TableTwoAttack;
  readonly adversary: 'passive' | 'active' | null;
  readonly breaches: readonly Breach[];
  /** The types of attack that are told apart in this row, itself included; none of what is out of scope. */
  readonly types: readonly AttackType[];
}

export const tableTwoAttacks = [
  'eavesdropping',
  'modification',
  'replay',
  'reflection',
  'spoofing',
  'key-compromise',
  'denial-of-service',
] as const;
export type TableTwoAttack = (typeof tableTwoAttacks)[number];

/**
 * The paper's Table 2, "Protocol attacks and security breaches", with the refinements of its section 4.2 in the rows
 * that they belong to. Guessing needs no more than listening; a man in the middle and a type flaw modify; who preplays
 * or mixes sessions up, replays; an insider poses as what it is not.
 */
const tableTwo: readonly TableTwoRow[] = [
  {
    attack: 'eavesdropping',
    adversary: 'passive',
    breaches: ['confidentiality'],
    types: ['eavesdropping', 'guessing'],
  },
  {
    attack: 'modification',
    adversary: 'active',
    breaches: ['integrity'],
    types: ['modification', 'man-in-the-middle', 'type-flaw'],
  },
  {
    attack: 'replay',
    adversary: 'active',
    breaches: ['integrity', 'authentication'],
    types: ['replay', 'interleaving', 'preplay'],
  },
  {
    attack: 'reflection',
    adversary: 'active',
    breaches: ['integrity', 'authentication'],
    types: ['reflection'],
  },
  { attack: 'spoofing', adversary: 'active', breaches: ['authentication'], types: ['spoofing', 'insider'] },
  {
    attack: 'key-compromise',
    adversary: 'active',
    breaches: ['confidentiality', 'integrity', 'authentication'],
    types: ['key-compromise', 'key-compromise-impersonation'],
  },
  { attack: 'denial-of-service', adversary: null, breaches: [], types: [] },
];

/** The row of Table 2 that a type of attack belongs to. */
export function rowOf(type: AttackType): TableTwoAttack {
  return tableTwo.find(({ types }) => types.includes(type))?.attack ?? 'modification';
}

/** A row of Table 2 with the threats in it. */
export interface ThreatGroup {
  readonly row: TableTwoRow;
  readonly threats: readonly Threat[];
}

/** Threats by the rows of Table 2, in its order, every row among them: denial of service has none. */
export function byTableTwo(threats: readonly Threat[]): readonly ThreatGroup[] {
  return tableTwo.map((row) => ({
    row,
    threats: threats.filter(({ attackType }) => rowOf(attackType) === row.attack),
  }));
}
