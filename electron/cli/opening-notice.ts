import { complain, translate } from '#cli/speech.ts';
import type { Vault } from '#vault/vault.ts';

/** Says on standard error what somebody should know of how a project was opened. */
export function tellOpening({ recovered, setAside }: Pick<Vault, 'recovered' | 'setAside'>): void {
  if (recovered) complain(translate('interface.workbench.recovered'));
  if (setAside) complain(translate('interface.workbench.set-aside'));
}
