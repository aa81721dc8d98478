import { Command, Option } from 'commander';
import { exitStatus } from '#cli/console/exit-status.ts';
import { jsonOption, keyringOption, wholeFingerprint } from '#cli/console/options.ts';
import { print, type CommandFailure } from '#cli/console/console.ts';
import { StandardInput } from '#cli/console/standard-input.ts';
import { readCardFile } from '#cli/keyring/card-file.ts';
import { cardAsJson, personLine } from '#cli/keyring/person-lines.ts';
import { colleagueAsJson, colleagueLine, tellColleague, tellRead } from '#cli/keyring/tell-card.ts';
import { withKeyring } from '#cli/keyring/with-keyring.ts';
import { refuseFile } from '#cli/projects/refusal.ts';
import { failure, success, type Result } from '#core/result.ts';
import type { Card } from '#exchange/card/card.ts';
import { colleagueOf } from '#exchange/keyring/colleagues.ts';
import type { Colleague } from '#exchange/keyring/content.ts';
import type { Keyring } from '#exchange/keyring/keyring.ts';
import { sha256Of } from '#vault/files/sha256.ts';
import { writeTarget } from '#project/export/target.ts';
import {
  forgetCard,
  judgeCard,
  noteVerified,
  takeCard,
  type ChangedCard,
  type JudgedCard,
} from '#project/keyring/cards.ts';
import { machineClock } from '#vault/files/clock.ts';

/** The command `card` with its own commands. */
export function cardCommand(): Command {
  return new Command('card')
    .description(
      'exchange cards with colleagues, by which you recognise each other; the passphrase of the keyring is the first line of ' +
        'standard input',
    )
    .addCommand(exportCommand())
    .addCommand(readCommand())
    .addCommand(addCommand())
    .addCommand(verifyCommand())
    .addCommand(listCommand())
    .addCommand(removeCommand());
}

interface KeyringOptions {
  readonly keyring: string;
  readonly json?: boolean;
}

interface ExportOptions extends KeyringOptions {
  readonly out: string;
  readonly force?: boolean;
}

interface ReadOptions extends Partial<KeyringOptions> {
  readonly json?: boolean;
}

interface AddOptions extends KeyringOptions {
  readonly changed: ChangedCard;
}

interface VerifyOptions extends KeyringOptions {
  readonly withdraw?: boolean;
}

function exportCommand(): Command {
  return new Command('export')
    .description('write your own card, for whoever is to know you')
    .addOption(keyringOption())
    .requiredOption('--out <file>', 'the card to write')
    .option('--force', 'replace the file that is there already')
    .addOption(jsonOption())
    .action(async (options: ExportOptions) => {
      const { keyring, out, force = false, json = false } = options;
      const written = await withKeyring(keyring, new StandardInput(), ({ identity }) =>
        writeCard(identity.card, out, force),
      );
      process.exitCode = tell(written, json, keyring, (card) => {
        const file = { file: out, sha256: sha256Of(Buffer.from(card.text, 'utf8')) };
        print(json ? JSON.stringify({ ...file, card: cardAsJson(card) }) : `${out}: ${personLine(card)}`);
      });
    });
}

function readCommand(): Command {
  return new Command('read')
    .description('say whose card a file is and, with a keyring, how it relates to those that you have')
    .argument('<file>', 'the card')
    .option('--keyring <file>', 'the file of your keyring')
    .addOption(jsonOption())
    .action(async (file: string, { keyring, json = false }: ReadOptions) => {
      const card = readCardFile(file);
      const judged =
        card.ok && keyring !== undefined
          ? await withKeyring(keyring, new StandardInput(), (open) => judge(card.value, open))
          : success(null);
      process.exitCode = tell(card.ok && !judged.ok ? judged : card, json, keyring ?? file, (known) => {
        tellRead(file, known, judged.ok ? judged.value : null, json);
      });
    });
}

function addCommand(): Command {
  return new Command('add')
    .description('keep the card of a colleague, which counts as compared only after `card verify`')
    .argument('<file>', 'the card')
    .addOption(keyringOption())
    .addOption(
      new Option('--changed <answer>', 'what becomes of a card whose key or name it changes')
        .choices(['refuse', 'replace', 'keep-both'])
        .default('refuse'),
    )
    .addOption(jsonOption())
    .action(async (file: string, { keyring, changed, json = false }: AddOptions) => {
      const card = readCardFile(file);
      const added = card.ok
        ? await withKeyring(keyring, new StandardInput(), (open) => add(card.value, open, changed))
        : card;
      process.exitCode = tell(added, json, card.ok ? keyring : file, (judged) => {
        tellRead(file, judged.card, judged, json);
      });
    });
}

function verifyCommand(): Command {
  return new Command('verify')
    .description('note that you compared the fingerprint of a card with the one that its owner reads to you')
    .argument('<fingerprint>', 'all of it, as its owner reads it', wholeFingerprint)
    .addOption(keyringOption())
    .option('--withdraw', 'it does not count as compared any more')
    .addOption(jsonOption())
    .action(async (fingerprint: string, { keyring, withdraw, json = false }: VerifyOptions) => {
      const verified = withdraw === true ? null : now();
      const noted = await withKeyring(keyring, new StandardInput(), (open) => {
        const changed = open.change((content) => noteVerified(content, fingerprint, verified));
        return changed.ok ? colleagueIn(open, fingerprint) : changed;
      });
      process.exitCode = tell(noted, json, keyring, (colleague) => {
        tellColleague(keyring, colleague, json);
      });
    });
}

function listCommand(): Command {
  return new Command('list')
    .description('list the cards of your colleagues')
    .addOption(keyringOption())
    .addOption(jsonOption())
    .action(async ({ keyring, json = false }: KeyringOptions) => {
      const listed = await withKeyring(keyring, new StandardInput(), ({ content }) =>
        success(content?.colleagues ?? []),
      );
      process.exitCode = tell(listed, json, keyring, (colleagues) => {
        if (json) print(JSON.stringify({ keyring, colleagues: colleagues.map(colleagueAsJson) }));
        else for (const each of colleagues) print(colleagueLine(each));
      });
    });
}

function removeCommand(): Command {
  return new Command('remove')
    .description('forget the card of a colleague')
    .argument('<fingerprint>', 'all of it', wholeFingerprint)
    .addOption(keyringOption())
    .addOption(jsonOption())
    .action(async (fingerprint: string, { keyring, json = false }: KeyringOptions) => {
      const removed = await withKeyring(keyring, new StandardInput(), (open) => {
        const colleague = colleagueIn(open, fingerprint);
        if (!colleague.ok) return colleague;
        const changed = open.change((content) => forgetCard(content, fingerprint));
        return changed.ok ? colleague : changed;
      });
      process.exitCode = tell(removed, json, keyring, (colleague) => {
        tellColleague(keyring, colleague, json);
      });
    });
}

function tell<Value>(
  done: Result<Value, CommandFailure>,
  json: boolean,
  file: string,
  describe: (value: Value) => void,
): number {
  if (!done.ok) return refuseFile(file, done.error, json);
  describe(done.value);
  return exitStatus.fine;
}

function writeCard(card: Card, path: string, mayReplace: boolean): Result<Card, CommandFailure> {
  const bytes = Buffer.from(card.text, 'utf8');
  const written = writeTarget(path, bytes, { project: null, mayReplace });
  return written.ok ? success(card) : failure({ ...written.error, file: path });
}

function judge(card: Card, { identity, content }: Keyring): Result<JudgedCard, CommandFailure> {
  return content === null
    ? failure({ code: 'keyring-locked' })
    : success(judgeCard(card, identity.card, content));
}

/** A card, and what the keyring had to say of it before it was added. */
type AddedCard = JudgedCard & { readonly card: Card };

function add(card: Card, open: Keyring, changed: ChangedCard): Result<AddedCard, CommandFailure> {
  const judged = judge(card, open);
  if (!judged.ok) return judged;
  const taken = open.change((content) =>
    takeCard(content, card, open.identity.card, { changed, now: now() }),
  );
  return taken.ok ? success({ ...judged.value, card }) : taken;
}

function colleagueIn({ content }: Keyring, fingerprint: string): Result<Colleague, CommandFailure> {
  const colleague = content === null ? null : colleagueOf(content, fingerprint);
  return colleague === null ? failure({ code: 'card-unknown' }) : success(colleague);
}

function now(): string {
  return machineClock.now().toISOString();
}
