import type { MenuCommand } from '#contract/channels.ts';
import { session } from '#renderer/shared/session.svelte.ts';
import type { WorkbenchState } from '#renderer/workbench/workbench-state.svelte.ts';
import { undoAtFocus } from '#renderer/workbench/undo.ts';

/** The action of each command of the menu, and of the keys that the menu names. */
export function commandsOf(workbench: WorkbenchState): Readonly<Record<MenuCommand, () => void>> {
  const { project } = workbench;
  const { navigate } = workbench.navigation;
  const inEditor = (act: 'search' | 'define' | 'rename') => (): void => {
    navigate({ view: 'model' });
    project.editor?.[act]();
  };
  return {
    'new-project': () => (workbench.notice = session.text('interface.workbench.lock-first')),
    'open-project': () => void workbench.openAnother(),
    save: () => void project.save(),
    lock: () => void workbench.lock(),
    share: () => {
      navigate({ view: 'sharing', tab: 'share' });
    },
    access: () => {
      navigate({ view: 'sharing', tab: 'access' });
    },
    'open-sealed': () => {
      navigate({ dialog: 'sealed', dropped: null });
    },
    colleagues: () => {
      navigate({ dialog: 'keyring' });
    },
    'change-passphrase': () => {
      navigate({ dialog: 'passphrase' });
    },
    'export-full': () => {
      navigate({ view: 'reports', kind: 'full' });
    },
    'export-metrics': () => {
      navigate({ view: 'reports', kind: 'metrics' });
    },
    'export-public': () => {
      navigate({ view: 'reports', kind: 'public' });
    },
    undo: () => {
      undoAtFocus('undo', workbench);
    },
    redo: () => {
      undoAtFocus('redo', workbench);
    },
    find: inEditor('search'),
    declaration: inEditor('define'),
    rename: inEditor('rename'),
    help: () => {
      navigate({ dialog: 'help', construct: project.editor?.construct() ?? null });
    },
  };
}
