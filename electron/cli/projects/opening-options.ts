import { Option, type Command } from 'commander';

/** The ways in which a command opens a project. */
const waysToOpen = ['passphrase', 'keyring', 'shares'] as const;

/** How a command opens projects. */
export interface OpeningOptions {
  /** The file of the keyring: who acts, and what was seen of the project before. */
  readonly keyring?: string;
  /** What opens the project; the keyring where there is one, else the passphrase. */
  readonly openWith?: (typeof waysToOpen)[number];
  /** Open it although another machine seems to have it open. */
  readonly takeOver?: boolean;
  /** Take the file for the one that counts although a later one was seen. */
  readonly acceptFile?: boolean;
}

/** What opens a project. */
export function wayToOpen({ keyring, openWith }: OpeningOptions): (typeof waysToOpen)[number] {
  return openWith ?? (keyring === undefined ? 'passphrase' : 'keyring');
}

/** What the help of a command says of standard input. */
export const openingInput =
  'on standard input, one a line: the passphrase of the project or its recovery shares, where these open it, then that of the keyring';

/**
 * Adds the options of opening projects to a command. It is misused where a keyring is to open them and none is given, or where it
 * `needs` one in any case.
 */
export function withOpeningOptions(command: Command, needs: 'keyring' | null = null): Command {
  return command
    .option('--keyring <file>', 'your keyring: it opens the project, says who acts, and what you saw of it')
    .addOption(
      new Option('--open-with <key>', 'what opens the project (default: the keyring if given)').choices(
        waysToOpen,
      ),
    )
    .option('--take-over', 'open it although another machine seems to have it open')
    .option('--accept-file', 'open it although your keyring has seen a later file of it, or another one')
    .hook('preAction', () => {
      const options = command.opts<OpeningOptions>();
      const isNeeded = needs === 'keyring' || wayToOpen(options) === 'keyring';
      if (isNeeded && options.keyring === undefined)
        command.error('error: a keyring is needed, and given with --keyring');
    });
}
