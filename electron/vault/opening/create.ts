import { randomUUID } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { success, type Result } from '#core/result.ts';
import { placeNewFile } from '#vault/container/container.ts';
import { encodeHead } from '#vault/container/envelope.ts';
import { firstEnvelope } from '#vault/container/next-envelope.ts';
import {
  checkNewPassphrase,
  wrapUnderPassphrase,
  type Passphrase,
} from '#vault/container/passphrase-slot.ts';
import type { KeySlot } from '#vault/container/slots.ts';
import { makeWorkingCopy } from '#vault/database/working-copy.ts';
import { refuse, type VaultFailure } from '#vault/files/failure.ts';
import { workingCopyPath } from '#vault/files/file-names.ts';
import { realPlatform, type VaultPlatform } from '#vault/files/platform.ts';
import {
  answerFileErrors,
  openExclusively,
  isOpenInThisProcess,
  realPath,
  type UndoSteps,
} from '#vault/opening/exclusive-opening.ts';
import { holdProject, lookForHolder } from '#vault/opening/holding.ts';
import { writeFirstContent, type NewProject, type ReceivedProject } from '#vault/opening/first-content.ts';
import { lockProject, type ProjectLock } from '#vault/opening/project-lock.ts';
import { recoverWork } from '#vault/recovery/recovered-work.ts';
import { RefusedChange } from '#vault/store/change.ts';
import { Vault, type OpenParts } from '#vault/vault.ts';

/** The beginning of a new vault: where it is to lie, its passphrase, and its first content. */
export type NewVault = {
  readonly path: string;
  /** Not zeroed here: that is for whoever made it. */
  readonly passphrase: Passphrase;
} & (NewProject | ReceivedProject);

/**
 * Makes a new project file and leaves it open. Never writes over anything (`vault-exists`); when anything fails, nothing is
 * left behind. `vault-foreign-refused` where what was received does not fit together.
 */
export async function createVault(
  start: NewVault,
  platform: VaultPlatform = realPlatform,
): Promise<Result<Vault, VaultFailure>> {
  const path = realPath(start.path);
  const judged = checkNewPassphrase(start.passphrase);
  if (!judged.ok) return judged;
  const isFree = checkFree(path);
  if (!isFree.ok) return isFree;
  const dataKey = platform.random(32);
  const slot = await wrapUnderPassphrase(dataKey, start.passphrase, platform);
  return openExclusively(path, dataKey, (undo, letGo) => {
    const lock = lockProject(path, platform);
    if (!lock.ok) return lock;
    undo.push(lock.value.release);
    const made = makeContainer({ ...start, path }, { slot, dataKey, lock: lock.value }, undo, platform);
    if (!made.ok) return made;
    const { holder } = made.value;
    const release = [() => holder?.remove(), lock.value.release, letGo];
    return success(new Vault({ ...made.value, letGo: release }, platform));
  });
}

function checkFree(path: string): Result<null, VaultFailure> {
  return answerFileErrors(() => {
    if (isOpenInThisProcess(path)) return refuse('vault-in-use');
    return lstatSync(path, { throwIfNoEntry: false }) === undefined ? success(null) : refuse('vault-exists');
  });
}

interface NewKeys {
  readonly slot: KeySlot;
  readonly dataKey: Buffer;
  readonly lock: ProjectLock;
}

function makeContainer(
  start: NewVault,
  { slot, dataKey, lock }: NewKeys,
  undo: UndoSteps,
  platform: VaultPlatform,
): Result<Omit<OpenParts, 'letGo'>, VaultFailure> {
  const { path } = start;
  const made = makeWorkingCopy(workingCopyPath(path, platform), Buffer.alloc(0), dataKey, platform);
  if (!made.ok) return made;
  const copy = made.value;
  undo.push(() => {
    copy.close();
  });
  const vault = randomUUID();
  const opening = platform.random(16).toString('hex');
  try {
    writeFirstContent(start, { vault, opening }, copy, platform);
  } catch (error) {
    if (error instanceof RefusedChange) return refuse(error.code);
    throw error;
  }
  const body = copy.read();
  const envelope = firstEnvelope([slot], body, dataKey, platform, vault);
  const { connection } = copy;
  const left = recoverWork({ path, envelope, dataKey, connection, writable: true }, platform);
  if (!left.ok) return left;
  const { log } = left.value;
  undo.push(() => log?.close());
  const project = { path, vault, dataKey };
  const held = lookForHolder(project, false, platform);
  if (!held.ok) return held;
  const holder = holdProject(project, held.value, opening, platform);
  undo.push(() => {
    holder.remove();
  });
  placeNewFile(path, [encodeHead(envelope), body], platform);
  const setAside = left.value.setAside || lock.setAside || held.value.strange;
  const openedWith = { kind: 'passphrase' } as const;
  const found = { recovered: false, setAside, leftOpen: null, begin: null };
  return success({ path, envelope, dataKey, openedWith, copy, log, holder, ...found });
}
