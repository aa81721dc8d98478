import type { Asked } from '#core/analysis/record/asked.ts';
import type { Translate } from '#core/messages/catalogue.ts';

/** Tells what is asked as a sentence that is true when the answer is "holds". */
export function tellAsked(asked: Asked, translate: Translate): string {
  const { kind, element, entity, originator, on, phase } = asked;
  const values = { element: element ?? '', entity, originator: originator ?? '', on: on.join(', ') };
  const plain = translate(`report.asked.${kind}`, values);
  const isAgreement = kind === 'entity-agreement' || kind === 'injective-entity-agreement';
  const agreed =
    isAgreement && on.length > 0 ? translate('report.asked.agreeing-on', { plain, on: values.on }) : plain;
  return phase === null ? agreed : translate('report.asked.in-phase', { asked: agreed, phase });
}
