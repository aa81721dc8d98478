import type { CommandFailure } from '#cli/console/console.ts';
import type { OpenedProject } from '#cli/projects/open-project.ts';
import { stateCalled } from '#core/history/state-called.ts';
import type { HistoryState, ProjectContent } from '#core/history/state.ts';
import { failure, success, type Result } from '#core/result.ts';

/** The state of a project that somebody means; `state-unknown`, `state-ambiguous`. */
export function meantState(
  { project: { vault } }: OpenedProject,
  called: string,
): Result<HistoryState, CommandFailure> {
  const found = stateCalled(vault.history.states(), called);
  return found.ok ? found : failure({ code: found.error });
}

/** What a project said in the state that somebody means. Fails as {@link meantState}, or where it cannot be read. */
export function contentOfState(
  opened: OpenedProject,
  called: string,
): Result<ProjectContent, CommandFailure> {
  const state = meantState(opened, called);
  if (!state.ok) return state;
  const content = opened.project.vault.history.content(state.value.id);
  if (!content.ok) return content;
  return content.value === null ? failure({ code: 'vault-state-missing' }) : success(content.value);
}
