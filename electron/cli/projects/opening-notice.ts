import { printError, translate } from '#cli/console/console.ts';
import type { Vault } from '#vault/vault.ts';

/** Says on standard error what somebody should know of how a project was opened. */
export function printOpening({ recovered, setAside }: Pick<Vault, 'recovered' | 'setAside'>): void {
  if (recovered) printError(translate('interface.workbench.recovered'));
  if (setAside) printError(translate('interface.workbench.set-aside'));
}
