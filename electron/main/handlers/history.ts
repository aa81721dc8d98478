import type { CallFailure } from '#contract/failures.ts';
import type { ProjectContent } from '#core/history/state.ts';
import { success, type Result } from '#core/result.ts';
import type { HandlersOf } from '#main/ipc/ipc.ts';
import { auditedProject } from '#project/history/audited.ts';
import { savedContent, type OpenProject } from '#project/session/open-project.ts';
import type { ProjectSession } from '#project/session/project-session.ts';

/** Calls about the states of the open project, and about what was done with it. */
export function historyHandlers(session: ProjectSession): HandlersOf<'history'> {
  return {
    'history.states': () => session.use(({ vault }) => success({ states: vault.history.states() })),
    'history.contents': ({ ids }) => session.use((project) => contents(project, ids)),
    'history.verdicts': ({ id }) =>
      session.use(({ vault }) => success({ record: vault.verdicts.onState(id) })),
    'history.name': ({ id, name }) =>
      session.use(({ vault }) => {
        const named = vault.history.name(id, name);
        return named.ok ? success({}) : named;
      }),
    'history.restore': ({ id }) =>
      session.use((project) => {
        const restored = project.vault.history.restore(id);
        return restored.ok ? savedContent(project) : restored;
      }),
    'history.audit': () => session.use(({ vault }) => success(auditedProject(vault))),
  };
}

/** What a state holds, with its identifier. */
interface StateContent extends ProjectContent {
  readonly id: string;
}

function contents(
  { vault }: OpenProject,
  ids: readonly string[],
): Result<{ readonly contents: readonly StateContent[] }, CallFailure> {
  const found: StateContent[] = [];
  for (const id of ids) {
    const content = vault.history.content(id);
    if (!content.ok) return content;
    if (content.value !== null) found.push({ id, ...content.value });
  }
  return success({ contents: found });
}
