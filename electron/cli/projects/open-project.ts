import { resolve } from 'node:path';
import { printError, translate, type CommandFailure } from '#cli/console/console.ts';
import { printOpening } from '#cli/projects/opening-notice.ts';
import type { OpeningOptions } from '#cli/projects/opening-options.ts';
import { withOpeningKeys, type OpeningKeys } from '#cli/projects/opening-keys.ts';
import { holderSentence } from '#core/messages/holder-sentence.ts';
import { failure, success, type Result } from '#core/result.ts';
import { memoryOf } from '#project/keyring/keyring-memory.ts';
import type { OpenProject } from '#project/session/open-project.ts';
import { ProjectSession } from '#project/session/project-session.ts';
import type { OpeningKey } from '#vault/container/unlock.ts';
import { realPlatform } from '#vault/files/platform.ts';
import type { NewVault } from '#vault/opening/create.ts';

/** An open project, and what the command that opened it was given. */
export interface OpenedProject extends Pick<OpeningKeys, 'keyring' | 'input'> {
  readonly project: OpenProject;
  /** What it was opened with; filled with zeros at the end of the command. */
  readonly key: OpeningKey;
}

/** Work on an open project. */
type Work<Value> = (
  opened: OpenedProject,
) => Result<Value, CommandFailure> | Promise<Result<Value, CommandFailure>>;

/**
 * Opens a project with what stands on standard input, has work done on it, and closes it. The failure is that of the opening, of
 * the work, or else of the closing.
 */
export async function withGivenProject<Value>(
  file: string,
  options: OpeningOptions,
  work: Work<Value>,
): Promise<Result<Value, CommandFailure>> {
  return withOpeningKeys([file], options, (keys) => withProject(file, keys, work));
}

/**
 * The same with keys that were read. `file-older` and `file-forked` where the keyring has seen a file that this one does not go on
 * from, unless that was accepted.
 */
export async function withProject<Value>(
  file: string,
  { options, keyring, input, keys }: OpeningKeys,
  work: Work<Value>,
): Promise<Result<Value, CommandFailure>> {
  const key = keys.get(file);
  if (key === undefined) throw new Error('a key was read for every project');
  const memory = (): ReturnType<typeof memoryOf> => memoryOf(keyring.open, realPlatform.clock);
  const session = new ProjectSession(realPlatform, { memory });
  // The keyring notes where it was, for whoever opens it from another folder.
  session.choose(resolve(file));
  const opened = await session.unlock(key, options.takeOver === true);
  if (!opened.ok) {
    const { holder } = opened.error;
    if (holder !== undefined) printError(holderSentence(holder, translate));
    return opened;
  }
  const project = opened.value;
  return workAndClose(session, () => {
    const seen = judgeFile(session, project, options);
    return seen.ok ? work({ project, keyring, input, key }) : seen;
  });
}

/** Makes a project, has work done on it, and closes it. The failure is that of the first of these that fails. */
export async function withNewProject<Value>(
  start: NewVault,
  work: (project: OpenProject) => Promise<Result<Value, CommandFailure>>,
): Promise<Result<Value, CommandFailure>> {
  const session = new ProjectSession(realPlatform);
  const created = await session.create(start);
  return created.ok ? workAndClose(session, () => work(created.value)) : created;
}

function judgeFile(
  session: ProjectSession,
  { vault, rollback }: OpenProject,
  { acceptFile }: OpeningOptions,
): Result<null, CommandFailure> {
  printOpening(vault, rollback);
  if (rollback !== 'older' && rollback !== 'forked') return success(null);
  if (acceptFile !== true) return failure({ code: `file-${rollback}` });
  return session.acceptFile();
}

async function workAndClose<Value>(
  session: ProjectSession,
  work: () => Result<Value, CommandFailure> | Promise<Result<Value, CommandFailure>>,
): Promise<Result<Value, CommandFailure>> {
  try {
    const done = await work();
    const closed = session.lock();
    return done.ok && !closed.ok ? closed : done;
  } finally {
    session.lock();
  }
}
