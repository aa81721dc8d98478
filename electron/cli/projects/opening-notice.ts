import { printError, translate } from '#cli/console/console.ts';
import { leftOpenSentence } from '#core/messages/holder-sentence.ts';
import type { RollbackFinding } from '#project/session/project-memory.ts';
import type { Vault } from '#vault/vault.ts';

/** Says on standard error what somebody should know of how a project was opened, and of its file. */
export function printOpening(
  { recovered, setAside, leftOpen }: Pick<Vault, 'recovered' | 'setAside' | 'leftOpen'>,
  rollback: RollbackFinding,
): void {
  if (recovered) printError(translate('interface.workbench.recovered'));
  if (leftOpen !== null) printError(leftOpenSentence(leftOpen, translate));
  if (setAside) printError(translate('interface.workbench.set-aside'));
  if (rollback === 'unknown' || rollback === 'newer') printError(translate(`interface.opening.${rollback}`));
}
