import { Command, InvalidArgumentError } from 'commander';
import { exitStatus } from '#cli/console/exit-status.ts';
import { jsonOption, wholeFingerprint } from '#cli/console/options.ts';
import { print, printError, printWords, translate, type CommandFailure } from '#cli/console/console.ts';
import { personLine } from '#cli/keyring/person-lines.ts';
import { withGivenProject, type OpenedProject } from '#cli/projects/open-project.ts';
import { openingInput, withOpeningOptions, type OpeningOptions } from '#cli/projects/opening-options.ts';
import { refuseFile } from '#cli/projects/refusal.ts';
import { refuseUnanswered } from '#cli/sealed/refuse-unanswered.ts';
import { answeredOption, shareWarnings, type NamedWarning } from '#cli/sealed/warnings.ts';
import type { AccessSlot } from '#contract/access-calls.ts';
import { failure, success, type Result } from '#core/result.ts';
import { cardOf, letOpen, letOpenNoMore, makeRecoveryShares } from '#project/access/access.ts';
import { slotsOf } from '#project/access/slots.ts';
import { isCompared } from '#project/keyring/cards.ts';
import { personOf } from '#project/keyring/keyring-state.ts';
import type { Dropped } from '#vault/access/rewrap.ts';
import type { Passphrase } from '#vault/container/passphrase-slot.ts';
import type { ShareCount } from '#vault/container/recovery-slot.ts';

/** The command `access` with its arguments and options. */
export function accessCommand(): Command {
  const command = new Command('access')
    .description(
      'say who can open the file of a project, and change it: one thing at a time; ' +
        `${openingInput}; with --remove the passphrase of the project where something else opened it`,
    )
    .argument('<project>', 'the project file')
    .option('--add <fingerprint>', 'let whoever has this card open it with a keyring', wholeFingerprint)
    .option(
      '--remove <fingerprint>',
      'have somebody open it no more; a slot without a name by its identifier, which --json has',
      wholeFingerprint,
    )
    .option(
      '--recovery <k/n>',
      'make n recovery shares, any k of which open it, in place of others',
      shareCount,
    )
    .addOption(answeredOption(['recipient-unverified']))
    .addOption(jsonOption());
  return withOpeningOptions(command).action(async (file: string, options: AccessOptions) => {
    process.exitCode = await access(file, options);
  });
}

interface AccessOptions extends OpeningOptions {
  readonly add?: string;
  readonly remove?: string;
  readonly recovery?: ShareCount;
  readonly yes?: readonly string[];
  readonly json?: boolean;
}

/** What was done, and who can open the project then. */
interface Done {
  readonly slots: readonly AccessSlot[];
  readonly unanswered: readonly NamedWarning[];
  /** Recovery shares that were made. */
  readonly shares: readonly string[] | null;
  /** What somebody's removal left behind. */
  readonly removed: (Dropped & { readonly beside: readonly string[] }) | null;
}

/** Tells who can open a project, and changes it. Returns the exit status. */
async function access(file: string, options: AccessOptions): Promise<number> {
  const { add, remove, recovery, json = false } = options;
  if ([add, remove, recovery].filter((each) => each !== undefined).length > 1) {
    printError('one of --add, --remove and --recovery at a time.');
    return exitStatus.misused;
  }
  const done = await withGivenProject(file, options, (opened) => change(opened, options));
  if (!done.ok) return refuseFile(file, done.error, json);
  if (done.value.unanswered.length > 0) return refuseUnanswered(file, done.value.unanswered, json);
  const { slots, shares, removed } = done.value;
  if (json) print(JSON.stringify({ file, slots, shares, removed }));
  else describe(done.value);
  return exitStatus.fine;
}

async function change(
  opened: OpenedProject,
  { add, remove, recovery, yes = [] }: AccessOptions,
): Promise<Result<Done, CommandFailure>> {
  const { project } = opened;
  const nothing = { slots: slotsOf(project.vault.recipients), unanswered: [], shares: null, removed: null };
  if (add !== undefined) return addRecipient(opened, add, yes, nothing);
  if (remove !== undefined) {
    const removed = await removeRecipient(opened, remove);
    if (!removed.ok) return removed;
    const beside = project.vault.copiesBeside();
    return success({
      ...nothing,
      slots: slotsOf(project.vault.recipients),
      removed: { ...removed.value, beside },
    });
  }
  if (recovery === undefined) return success(nothing);
  const shares = await makeRecoveryShares(project, recovery);
  return shares.ok
    ? success({ ...nothing, slots: slotsOf(project.vault.recipients), shares: shares.value })
    : shares;
}

async function addRecipient(
  { project, keyring }: OpenedProject,
  fingerprint: string,
  answered: readonly string[],
  nothing: Done,
): Promise<Result<Done, CommandFailure>> {
  const card = cardOf(keyring, fingerprint);
  if (keyring.open !== null && card !== null && !isCompared(keyring.open, fingerprint)) {
    const warnings = shareWarnings([{ kind: 'recipient-unverified', about: personOf(card) }]);
    if (!answered.includes('recipient-unverified')) return success({ ...nothing, unanswered: warnings });
  }
  const added = await letOpen(project, keyring, fingerprint);
  return added.ok ? success({ ...nothing, slots: slotsOf(project.vault.recipients) }) : added;
}

async function removeRecipient(
  { project, keyring, input, key }: OpenedProject,
  sought: string,
): Promise<Result<Dropped, CommandFailure>> {
  const { recipients } = project.vault;
  const slot = recipients.list().find((each) => each.slot === sought || each.card?.fingerprint === sought);
  if (slot === undefined) return failure({ code: 'vault-recipient-unknown' });
  const own = key.kind === 'passphrase' ? key.passphrase : null;
  const asked = own === null && recipients.hasPassphrase ? input.passphrase() : null;
  const passphrase: Passphrase | null = own ?? asked;
  try {
    return await letOpenNoMore(project, keyring, { slot: slot.slot, passphrase });
  } finally {
    asked?.fill(0);
  }
}

function describe({ slots, shares, removed }: Done): void {
  for (const slot of slots) printWords(slotLine(slot));
  for (const share of shares ?? []) for (const line of ['', ...share.trimEnd().split('\n')]) print(line);
  if (removed === null) return;
  const { recovery, recipients, beside } = removed;
  if (recovery) printError(translate('access.removed.recovery'));
  if (recipients > 0) printError(translate('access.removed.recipients', { count: recipients }));
  if (beside.length > 0) printError(`${translate('access.removed.beside')} ${beside.join(', ')}`);
}

function slotLine(slot: AccessSlot): string {
  switch (slot.kind) {
    case 'passphrase':
      return translate('access.passphrase.has');
    case 'recipient':
      return slot.person === null ? `${slot.id}  ${translate('access.unnamed')}` : personLine(slot.person);
    case 'recovery': {
      const { threshold, shares } = slot;
      return translate('access.recovery.has', { threshold, shares });
    }
  }
}

function shareCount(text: string): ShareCount {
  const [, threshold = '', shares = ''] = /^(\d{1,2})\/(\d{1,2})$/u.exec(text) ?? [];
  const count = { threshold: Number(threshold), shares: Number(shares) };
  if (count.threshold >= 2 && count.threshold <= count.shares && count.shares <= 16) return count;
  throw new InvalidArgumentError('It is k/n: of 2 to 16 shares at least 2 and at most all, as 2/3.');
}
