import { Command } from 'commander';
import { exitStatus } from '#cli/console/exit-status.ts';
import { jsonOption, keyringOption } from '#cli/console/options.ts';
import { print, type CommandFailure } from '#cli/console/console.ts';
import { StandardInput } from '#cli/console/standard-input.ts';
import { cardAsJson, personLine } from '#cli/keyring/person-lines.ts';
import { keyringAt, withKeyring } from '#cli/keyring/with-keyring.ts';
import { refuseFile } from '#cli/projects/refusal.ts';
import { failure, success, type Result } from '#core/result.ts';
import type { Card } from '#exchange/card/card.ts';

/** The command `identity` with its own commands. */
export function identityCommand(): Command {
  return new Command('identity')
    .description('make and look at your own identity, which is kept in a keyring')
    .addCommand(createCommand())
    .addCommand(showCommand())
    .addCommand(passphraseCommand());
}

interface IdentityOptions {
  readonly keyring: string;
  readonly json?: boolean;
}

interface NewIdentityOptions extends IdentityOptions {
  readonly name: string;
  readonly organisation?: string;
}

function createCommand(): Command {
  return new Command('create')
    .description('make a keyring with a new identity; its new passphrase is the first line of standard input')
    .addOption(keyringOption())
    .requiredOption('--name <name>', 'your name, as it stands on your card')
    .option('--organisation <name>', 'your organisation; your own name where you belong to none')
    .addOption(jsonOption())
    .action(async (options: NewIdentityOptions) => {
      process.exitCode = tell(options, await create(options));
    });
}

function showCommand(): Command {
  return new Command('show')
    .description('say whose a keyring is; its passphrase is the first line of standard input')
    .addOption(keyringOption())
    .addOption(jsonOption())
    .action(async (options: IdentityOptions) => {
      const shown = await withKeyring(options.keyring, new StandardInput(), ({ identity }) =>
        success(identity.card),
      );
      process.exitCode = tell(options, shown);
    });
}

function passphraseCommand(): Command {
  return new Command('passphrase')
    .description(
      'change the passphrase of a keyring; on standard input, one a line: the one it has, the new one',
    )
    .addOption(keyringOption())
    .addOption(jsonOption())
    .action(async (options: IdentityOptions) => {
      process.exitCode = tell(options, await changePassphrase(options));
    });
}

async function create({
  keyring: file,
  name,
  organisation = '',
}: NewIdentityOptions): Promise<Result<Card, CommandFailure>> {
  const input = new StandardInput();
  const keyring = keyringAt(file);
  const passphrase = input.passphrase();
  try {
    const created = await keyring.create({ name, organisation }, passphrase);
    return created.ok ? success(created.value.identity.card) : created;
  } finally {
    passphrase.fill(0);
    keyring.lock();
    input.forget();
  }
}

async function changePassphrase({ keyring: file }: IdentityOptions): Promise<Result<Card, CommandFailure>> {
  const input = new StandardInput();
  const keyring = keyringAt(file);
  const [current, next] = [input.passphrase(), input.passphrase()];
  try {
    const opened = await keyring.unlock(current);
    if (!opened.ok) return opened;
    const changed = await opened.value.changePassphrase(current, next);
    return changed.ok ? success(opened.value.identity.card) : failure(changed.error);
  } finally {
    for (const each of [current, next]) each.fill(0);
    keyring.lock();
    input.forget();
  }
}

function tell({ keyring, json = false }: IdentityOptions, shown: Result<Card, CommandFailure>): number {
  if (!shown.ok) return refuseFile(keyring, shown.error, json);
  print(json ? JSON.stringify({ keyring, identity: cardAsJson(shown.value) }) : personLine(shown.value));
  return exitStatus.fine;
}
