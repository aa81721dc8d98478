import { Command } from 'commander';
import { resolve } from 'node:path';
import { exitStatus } from '#cli/console/exit-status.ts';
import { jsonOption, keyringOption } from '#cli/console/options.ts';
import { print, printError, printWords, type CommandFailure } from '#cli/console/console.ts';
import { StandardInput } from '#cli/console/standard-input.ts';
import { withKeyring } from '#cli/keyring/with-keyring.ts';
import { refuseFile } from '#cli/projects/refusal.ts';
import { contentLines, decisionLines, sealedLines } from '#cli/sealed/content-lines.ts';
import { refuseUnanswered } from '#cli/sealed/refuse-unanswered.ts';
import {
  answeredOption,
  printWarnings,
  sealedWarnings,
  unanswered,
  type NamedWarning,
} from '#cli/sealed/warnings.ts';
import { sealedWarnings as sealedWarningKinds } from '#contract/exchange-calls.ts';
import type { SealedPreview } from '#contract/exchange-calls.ts';
import { success, type Result } from '#core/result.ts';
import { previewOf, readReceived, type ReceivedFile } from '#project/exchange/received-file.ts';
import { receiveProject } from '#project/exchange/receive-project.ts';
import type { KeyringSession } from '#project/keyring/keyring-session.ts';
import { realPlatform } from '#vault/files/platform.ts';
import { realPath } from '#vault/opening/exclusive-opening.ts';

/** The command `unseal` with its arguments and options. */
export function unsealCommand(): Command {
  return new Command('unseal')
    .description(
      'say who signed a sealed file, for whom and what is in it, or make a new project of it; on standard input, one a line: the ' +
        'passphrase of the keyring, and with --out a new one for the project',
    )
    .argument('<file>', 'the sealed file')
    .addOption(keyringOption())
    .option('--out <project>', 'the project file to make')
    .option('--list', 'only say what is in it, which is what happens without --out')
    .addOption(answeredOption(sealedWarningKinds))
    .addOption(jsonOption())
    .action(async (file: string, options: UnsealOptions) => {
      process.exitCode = await unseal(file, options);
    });
}

interface UnsealOptions {
  readonly keyring: string;
  readonly out?: string;
  readonly list?: boolean;
  readonly yes?: readonly string[];
  readonly json?: boolean;
}

/** A sealed file that was looked at, and what keeps it from being made a project of. */
interface Unsealed {
  readonly preview: SealedPreview;
  readonly sha256: string;
  readonly open: readonly NamedWarning[];
}

/**
 * Tells what a sealed file is, or makes a project of it once every warning is answered by its name. Returns the exit status: 1
 * where there is something that would have to be answered.
 */
async function unseal(file: string, options: UnsealOptions): Promise<number> {
  const { keyring, out, list = false, json = false } = options;
  if (out !== undefined && list) {
    printError('either --list or --out.');
    return exitStatus.misused;
  }
  const input = new StandardInput();
  const done = await withKeyring(keyring, input, (_, session) => open(file, options, input, session));
  if (!done.ok) return refuseFile(done.error.code.startsWith('keyring-') ? keyring : file, done.error, json);
  const { open: left, preview } = done.value;
  if (out !== undefined) {
    if (left.length > 0) return refuseUnanswered(file, left, json);
    print(json ? JSON.stringify({ file, project: out, state: preview.head.id }) : out);
    return exitStatus.fine;
  }
  tell(file, done.value, json);
  return left.length > 0 ? exitStatus.discrepancies : exitStatus.fine;
}

async function open(
  file: string,
  { out, yes = [] }: UnsealOptions,
  input: StandardInput,
  keyring: KeyringSession,
): Promise<Result<Unsealed, CommandFailure>> {
  const received = await readReceived(realPath(file), keyring);
  if (!received.ok) return received;
  const preview = previewOf(received.value, null, keyring);
  if (!preview.ok) return preview;
  const left = unanswered(sealedWarnings(preview.value), yes);
  const unsealed = { preview: preview.value, sha256: received.value.sha256, open: left };
  if (out === undefined || left.length > 0) return success(unsealed);
  const made = await receive(received.value, out, input, keyring);
  return made.ok ? success(unsealed) : made;
}

async function receive(
  file: ReceivedFile,
  out: string,
  input: StandardInput,
  keyring: KeyringSession,
): Promise<Result<null, CommandFailure>> {
  const passphrase = input.passphrase();
  // The keyring notes where it is, for whoever opens it from another folder.
  const place = { path: resolve(out), passphrase };
  const made = await receiveProject(file, place, keyring, realPlatform).finally(() => passphrase.fill(0));
  return made.ok ? made : { ok: false, error: { ...made.error, file: out } };
}

function tell(file: string, { preview, sha256, open: left }: Unsealed, json: boolean): void {
  const { signer, recipients, purpose, createdAt, project, head, contents, decisions } = preview;
  if (json) {
    const warnings = sealedWarnings(preview);
    print(
      JSON.stringify({
        file,
        sha256,
        signer,
        recipients,
        purpose,
        createdAt,
        project,
        head,
        contents,
        decisions,
        warnings,
      }),
    );
    return;
  }
  print(`${file}  SHA-256 ${sha256}`);
  for (const line of sealedLines(preview)) printWords(line);
  for (const line of contentLines(contents)) print(line);
  for (const line of decisionLines(decisions)) printWords(line);
  printWarnings(left);
}
