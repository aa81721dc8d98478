import { Option } from 'commander';
import { printError, translate } from '#cli/console/console.ts';
import type { SealedPreview } from '#contract/exchange-calls.ts';
import type { ShareWarning } from '#project/exchange/share.ts';
import type { Person } from '#project/keyring/keyring-state.ts';

/** Something that must be answered by its name before anything goes on: the name, and what it means. */
export interface NamedWarning {
  readonly kind: string;
  readonly about: Person | null;
  readonly sentence: string;
}

/** The option that answers warnings of these kinds. Another word is misuse: nobody is to believe that it answered anything. */
export function answeredOption(kinds: readonly string[]): Option {
  return new Option('--yes <warning...>', 'what you have thought of, by its name').choices(kinds);
}

/** Warnings before a project is shared. */
export function shareWarnings(warnings: readonly ShareWarning[]): readonly NamedWarning[] {
  return warnings.map(({ kind, about }) => ({
    kind,
    about,
    sentence: translate(`sharing.warning.${kind}`, { name: about?.name ?? '' }),
  }));
}

/** Warnings before anything of a sealed file is taken over. */
export function sealedWarnings({ warnings, signer }: SealedPreview): readonly NamedWarning[] {
  return warnings.map(({ kind, about }) => ({
    kind,
    about,
    sentence: translate(`sealed.warning.${kind}`, { name: about?.name ?? signer.name }),
  }));
}

/** Says what is to be answered, a line each with the name that answers it. */
export function printWarnings(warnings: readonly NamedWarning[]): void {
  for (const { kind, sentence } of warnings) printError(`${kind}: ${sentence}`);
}

/** Those that were not answered by their names. */
export function unanswered(
  warnings: readonly NamedWarning[],
  answered: readonly string[],
): readonly NamedWarning[] {
  return warnings.filter(({ kind }) => !answered.includes(kind));
}
