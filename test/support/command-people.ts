import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { memoryOf } from '#project/keyring/keyring-memory.ts';
import { KeyringSession } from '#project/keyring/keyring-session.ts';
import type { OpenProject } from '#project/session/open-project.ts';
import { ProjectSession } from '#project/session/project-session.ts';
import { passphraseOf } from '#vault/container/passphrase-slot.ts';
import { createVault } from '#vault/opening/create.ts';
import { folder, segl, type Ended } from './command-line.ts';
import { quickPlatform, valueOf } from './vault-platform.ts';

/** Somebody with a folder and a keyring of their own, who works with the command. */
export interface CommandUser {
  readonly name: string;
  readonly keyring: string;
  /** The passphrase of the keyring. */
  readonly passphrase: string;
  readonly fingerprint: string;
  /** The path of a file in their folder. */
  readonly at: (file: string) => string;
  /** Runs the command with the keyring, whose passphrase stands behind the other lines of standard input. */
  readonly run: (given: readonly string[], ...lines: readonly string[]) => Ended;
}

/**
 * Makes somebody a folder and a keyring as the command does, but for a passphrase that is quick to try: every command with a
 * keyring tries it.
 */
export async function commandUser(name: string, organisation: string): Promise<CommandUser> {
  const own = join(folder, name);
  mkdirSync(own);
  const at = (file: string): string => join(own, file);
  const [keyring, passphrase] = [at('keyring.segl'), `the keyring of ${name}`];
  const session = new KeyringSession(keyring, quickPlatform);
  valueOf(await session.create({ name, organisation }, passphraseOf(passphrase)));
  const fingerprint = session.open?.identity.card.fingerprint ?? '';
  session.lock();
  const run = (given: readonly string[], ...lines: readonly string[]): Ended =>
    segl([...given, '--keyring', keyring], [...lines, passphrase, ''].join('\n'));
  return { name, keyring, passphrase, fingerprint, at, run };
}

/** Makes a project with a passphrase and a text, as the window does. */
export async function makeProject(path: string, phrase: string, text: string): Promise<void> {
  const start = { path, passphrase: passphraseOf(phrase), projectName: 'Shared', text };
  valueOf(valueOf(await createVault(start, quickPlatform)).close());
}

/** Works on a project as its user does in the window: with the keyring open. */
export async function workOn(
  { keyring: file, passphrase }: CommandUser,
  path: string,
  phrase: string,
  work: (project: OpenProject) => void,
): Promise<void> {
  const keyring = new KeyringSession(file, quickPlatform);
  valueOf(await keyring.unlock(passphraseOf(passphrase)));
  const memory = (): ReturnType<typeof memoryOf> => memoryOf(keyring.open, quickPlatform.clock);
  const session = new ProjectSession(quickPlatform, { memory });
  session.choose(path);
  work(valueOf(await session.unlock(passphraseOf(phrase))));
  valueOf(session.lock());
  keyring.lock();
}

/** The X25519 key of a keyring, as age reads it. */
export async function secretOf({ keyring: file, passphrase }: CommandUser): Promise<string> {
  const keyring = new KeyringSession(file, quickPlatform);
  const opened = valueOf(await keyring.unlock(passphraseOf(passphrase)));
  const secret = opened.identity.secret('x25519');
  keyring.lock();
  return secret;
}

/** Exchanges the cards of two users, each of whom compares the fingerprint of the other. */
export function acquaint(one: CommandUser, other: CommandUser): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    const card = from.at('own.card');
    for (const done of [
      from.run(['card', 'export', '--out', card]),
      to.run(['card', 'add', card]),
      to.run(['card', 'verify', from.fingerprint]),
    ])
      if (done.status !== 0) throw new Error(done.err);
  }
}
