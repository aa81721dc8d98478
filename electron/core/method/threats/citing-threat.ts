import type { Model } from '#core/language/model.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import type { CitingPlace } from '#core/method/sources/citing-place.ts';
import { describeThreat, type NamesInTitle } from './describe-threat.ts';
import type { Threat } from './threat.ts';

/** A threat of the catalogue as something that can cite, called what the catalogue calls it. */
export function citingThreat(
  threat: Threat,
  model: Model,
  translate: Translate,
  names: NamesInTitle = 'first',
): CitingPlace {
  return {
    kind: 'threat',
    name: describeThreat(threat, model, translate, names).title,
    label: '',
    site: { in: 'threats', id: threat.id },
    citations: threat.entry?.citations ?? [],
  };
}
