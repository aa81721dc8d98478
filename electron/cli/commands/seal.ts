import { Command, Option } from 'commander';
import { exitStatus } from '#cli/console/exit-status.ts';
import { furtherFingerprint, jsonOption } from '#cli/console/options.ts';
import { print, type CommandFailure } from '#cli/console/console.ts';
import { personLine } from '#cli/keyring/person-lines.ts';
import { withGivenProject, type OpenedProject } from '#cli/projects/open-project.ts';
import { openingInput, withOpeningOptions, type OpeningOptions } from '#cli/projects/opening-options.ts';
import { refuseFile } from '#cli/projects/refusal.ts';
import { contentLines } from '#cli/sealed/content-lines.ts';
import { refuseUnanswered } from '#cli/sealed/refuse-unanswered.ts';
import { shareWarnings as shareWarningKinds } from '#contract/exchange-calls.ts';
import { answeredOption, shareWarnings, unanswered } from '#cli/sealed/warnings.ts';
import { sharedHistories } from '#contract/exchange-calls.ts';
import { lineSchema } from '#contract/dossier/parts.ts';
import { success, type Result } from '#core/result.ts';
import { contentsOf } from '#project/exchange/contents.ts';
import { noteShare, prepareShare, type PreparedShare } from '#project/exchange/share.ts';
import type { ShareChoice } from '#project/exchange/shared-project.ts';
import { exportFile } from '#project/export/export-file.ts';
import { checkTarget } from '#project/export/target.ts';
import { machineClock } from '#vault/files/clock.ts';

/** The command `seal` with its arguments and options. */
export function sealCommand(): Command {
  const command = new Command('seal')
    .description(
      `seal a project for colleagues whose cards you have, in one encrypted and signed file; ${openingInput}`,
    )
    .argument('<project>', 'the project file')
    .requiredOption('--to <fingerprint...>', 'whom it is for: all of the fingerprint', furtherFingerprint)
    .requiredOption('--purpose <words>', 'what it is for, on one line; whoever opens it reads it')
    .requiredOption('--out <file>', 'the sealed file to write')
    .addOption(
      new Option('--history <states>', 'the earlier states whose content goes along')
        .choices(sharedHistories)
        .default('none'),
    )
    .option('--documents', 'the files of the source documents go along')
    .option('--verdicts', 'the verdicts on its text go along')
    .option('--plain', 'for X25519 alone, which every age opens and no later quantum computer is kept from')
    .addOption(answeredOption(shareWarningKinds))
    .option('--force', 'replace the file that is there already')
    .addOption(jsonOption());
  return withOpeningOptions(command, 'keyring').action(async (file: string, options: SealOptions) => {
    process.exitCode = await seal(file, options);
  });
}

interface SealOptions extends OpeningOptions, Partial<ShareChoice> {
  readonly to: readonly string[];
  readonly purpose: string;
  readonly out: string;
  readonly history: ShareChoice['history'];
  readonly plain?: boolean;
  readonly yes?: readonly string[];
  readonly force?: boolean;
  readonly json?: boolean;
}

/** Seals a project. Nothing is written before every warning is answered by its name. Returns the exit status. */
async function seal(file: string, options: SealOptions): Promise<number> {
  const { out, force = false, yes = [], json = false } = options;
  const target = refusedTarget(file, options);
  if (target !== null) return refuseFile(file, target, json);
  const sealed = await withGivenProject(file, options, async (opened) => {
    const prepared = await prepare(opened, options);
    if (!prepared.ok) return prepared;
    const open = unanswered(shareWarnings(prepared.value.warnings), yes);
    if (open.length > 0) return success({ open, share: prepared.value });
    const written = write(opened, prepared.value, { out, mayReplace: force });
    return written.ok ? success({ open, share: prepared.value }) : written;
  });
  if (!sealed.ok) return refuseFile(file, sealed.error, json);
  const { open, share } = sealed.value;
  if (open.length > 0) return refuseUnanswered(file, open, json);
  tell(out, share, json);
  return exitStatus.fine;
}

// Told before a passphrase is asked for.
function refusedTarget(file: string, { out, force = false, purpose }: SealOptions): CommandFailure | null {
  if (!lineSchema.min(1).safeParse(purpose.trim()).success) return { code: 'input-refused' };
  const target = checkTarget(out, file);
  if (!target.ok) return { ...target.error, file: out };
  return target.value.replaces && !force ? { code: 'target-exists', file: out } : null;
}

async function prepare(
  { project, keyring }: OpenedProject,
  { to, purpose, history, documents = false, verdicts = false, plain = false }: SealOptions,
): Promise<Result<PreparedShare, CommandFailure>> {
  const order = {
    recipients: to,
    purpose: purpose.trim(),
    encryption: plain ? 'x25519' : 'hybrid',
    history,
    documents,
    verdicts,
  } as const;
  return prepareShare(project, keyring, order, machineClock.now().toISOString());
}

function write(
  { project, keyring }: OpenedProject,
  share: PreparedShare,
  { out, mayReplace }: { readonly out: string; readonly mayReplace: boolean },
): Result<string, CommandFailure> {
  // Answered by name before.
  const answered = share.warnings.map(({ kind }) => kind);
  return exportFile(project, {
    bytes: share.bytes,
    path: out,
    mayReplace,
    note: (fileHash) => noteShare(project, keyring, share, { fileHash, answered }),
  });
}

function tell(file: string, share: PreparedShare, json: boolean): void {
  const { sha256, bytes, sequence, purpose, recipients, shared } = share;
  const contents = contentsOf(shared);
  if (json) {
    const { classification } = shared.project;
    const warnings = shareWarnings(share.warnings);
    const what = { classification, purpose, sequence, recipients, contents, warnings };
    print(JSON.stringify({ file, sha256, bytes: bytes.length, ...what }));
    return;
  }
  print(`${file}  SHA-256 ${sha256}`);
  for (const each of recipients) print(`  ${personLine(each)}`);
  for (const line of contentLines(contents)) print(line);
}
