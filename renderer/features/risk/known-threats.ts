import type { ActiveAnswer } from '#core/analysis/verify/active-record.ts';
import type { AttackType } from '#core/analysis/verify/attack-type.ts';
import type { RegisteredThreat } from '#core/risk/risk.ts';
import type { ThreatEntry } from '#core/threats/threat-entry.ts';

/** A threat of the catalogue as this view tells it. */
export interface KnownThreat extends RegisteredThreat {
  readonly title: string;
  readonly description: string;
  readonly attackType: AttackType;
  /** What the analysis says of it; null where it says nothing. */
  readonly answer: ActiveAnswer | null;
}

export function knownThreats(entries: readonly ThreatEntry[]): readonly KnownThreat[] {
  return entries.flatMap((entry) => {
    const { id, title, description, own } = entry;
    return own === null ? [] : [{ id, entry, title, description, attackType: own.attackType, answer: null }];
  });
}
