import type { Verdict } from '#core/analysis/record/verdict.ts';
import type { Model } from '#core/language/model.ts';
import type { Finding } from './design/finding.ts';

/**
 * The findings without what verdicts on the same text disprove: an entity of which it is proved that every other holder of
 * a key has the key as well is not unsure of it. A finding is a hint, and a proof is none.
 */
export function unlessProved(
  findings: readonly Finding[],
  model: Model,
  verdicts: readonly Verdict[],
): readonly Finding[] {
  const confirmed = new Set(
    verdicts.flatMap(({ question: { attack, kind, element, entity, originator }, answer }) =>
      attack === null && kind === 'key-confirmation' && answer === 'holds'
        ? [JSON.stringify([element, entity, originator])]
        : [],
    ),
  );
  return findings.flatMap((finding) => {
    if (finding.code !== 'key-not-confirmed') return [finding];
    const [key = ''] = finding.elements;
    const holders = model.elements.find(({ name }) => name === key)?.holders ?? [];
    const unsure = finding.entities.filter((entity) =>
      holders.some((other) => other !== entity && !confirmed.has(JSON.stringify([key, entity, other]))),
    );
    if (unsure.length === 0) return [];
    return [{ ...finding, entities: unsure, values: { ...finding.values, entities: unsure.join(', ') } }];
  });
}
