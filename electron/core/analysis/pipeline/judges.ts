import { AttackReplays } from './attack-replays.ts';
import { SafeVacuity } from './safe-vacuity.ts';
import { Validation } from './validation.ts';
import type { Model } from '#core/language/model.ts';

/** What the reference interpreter says of a model, asked as far as answers need it. */
export interface Judges {
  readonly vacuity: SafeVacuity;
  readonly validation: Validation;
  readonly replays: AttackReplays;
}

/** The judges of a model, as it stands in the text. */
export function judgesOf(model: Model): Judges {
  return {
    vacuity: new SafeVacuity(model),
    validation: new Validation(model),
    replays: new AttackReplays(model),
  };
}
