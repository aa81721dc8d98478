import type { Model } from '#core/language/model.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { describeThreat } from '#core/method/threats/describe-threat.ts';
import type { Threat } from '#core/method/threats/threat.ts';

/** A threat of the catalogue with its words. */
export interface KnownThreat extends Threat {
  readonly title: string;
  readonly description: string;
}

/** The accepted threats of a catalogue with their words; others have no risk. */
export function knownThreats(
  catalogue: readonly Threat[],
  model: Model,
  translate: Translate,
): readonly KnownThreat[] {
  return catalogue
    .filter(({ entry }) => entry?.decision === 'accepted')
    .map((threat) => ({ ...threat, ...describeThreat(threat, model, translate) }));
}
