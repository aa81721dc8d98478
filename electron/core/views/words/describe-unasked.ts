import type { Translate } from '#core/messages/catalogue.ts';
import { statementLine } from '#core/claims/statement.ts';
import type { Unasked } from '#core/method/requirements/unasked.ts';

/**
 * Tells what was not asked: the line of the model that states it, the entity if it is about one, and the reason. Under which attack
 * model stands beside it, see `underAttack`.
 */
export function describeUnasked(
  { stated, entity, reason }: Unasked,
  translate: Translate,
): { readonly what: string; readonly why: string } {
  const line =
    'text' in stated ? translate('report.unasked.requirement', { name: stated.name }) : statementLine(stated);
  const what = entity === null ? line : translate('report.unasked.at', { stated: line, entity });
  return { what, why: translate(`report.unasked.reason.${reason}`) };
}
