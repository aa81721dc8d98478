import { printOpening } from '#cli/projects/opening-notice.ts';
import { readPassphrase } from '#cli/projects/passphrase-input.ts';
import type { CallFailure } from '#contract/failures.ts';
import type { Result } from '#core/result.ts';
import type { OpenProject } from '#project/session/open-project.ts';
import { ProjectSession } from '#project/session/project-session.ts';
import { realPlatform } from '#vault/files/platform.ts';
import type { Passphrase } from '#vault/container/passphrase-slot.ts';
import type { NewVault } from '#vault/opening/create.ts';

/** Work on an open project. `secondLine` is that of standard input; empty where there is none. */
type Work<Value, Failed> = (
  project: OpenProject,
  secondLine: string,
) => Result<Value, Failed> | Promise<Result<Value, Failed>>;

/**
 * Opens a project with the passphrase that is the first line of standard input, forgets the passphrase, has work done on
 * the project, and closes it. The failure is that of the opening, of the work, or else of the closing.
 */
export async function withGivenProject<Value, Failed>(
  file: string,
  work: Work<Value, Failed>,
): Promise<Result<Value, Failed | CallFailure>> {
  const { passphrase, secondLine } = readPassphrase();
  return withProject(file, passphrase, (project) => work(project, secondLine));
}

/** The same with a passphrase that was read, which is filled with zeros. */
export async function withProject<Value, Failed>(
  file: string,
  passphrase: Passphrase,
  work: (project: OpenProject) => Result<Value, Failed> | Promise<Result<Value, Failed>>,
): Promise<Result<Value, Failed | CallFailure>> {
  const session = new ProjectSession(realPlatform);
  session.choose(file);
  const opened = await session.unlock(passphrase).finally(() => passphrase.fill(0));
  if (!opened.ok) return opened;
  printOpening(opened.value.vault);
  return workAndClose(session, opened.value, work);
}

/** Makes a project, has work done on it, and closes it. The failure is that of the first of these that fails. */
export async function withNewProject<Value, Failed>(
  start: NewVault,
  work: (project: OpenProject) => Promise<Result<Value, Failed>>,
): Promise<Result<Value, Failed | CallFailure>> {
  const session = new ProjectSession(realPlatform);
  const created = await session.create(start);
  return created.ok ? workAndClose(session, created.value, work) : created;
}

async function workAndClose<Value, Failed>(
  session: ProjectSession,
  project: OpenProject,
  work: (project: OpenProject) => Result<Value, Failed> | Promise<Result<Value, Failed>>,
): Promise<Result<Value, Failed | CallFailure>> {
  try {
    const done = await work(project);
    const closed = session.lock();
    return done.ok && !closed.ok ? closed : done;
  } finally {
    session.lock();
  }
}
