import type { MenuCommand } from '#contract/channels.ts';
import type { ActivityName } from '#renderer/shared/destination.ts';
import { session } from '#renderer/shared/session.svelte.ts';
import type { WorkbenchState } from '#renderer/workbench/workbench-state.svelte.ts';
import { undoAtFocus } from '#renderer/workbench/undo.ts';
import { walkPanes } from '#renderer/workbench/walk-panes.ts';

/** The action of each command of the menu, and of the keys that the menu names. */
export function commandsOf(workbench: WorkbenchState): Readonly<Record<MenuCommand, () => void>> {
  const { project } = workbench;
  const { navigate } = workbench.navigation;
  const go = (view: ActivityName) => (): void => {
    navigate({ view });
  };
  const inEditor = (act: 'search' | 'define' | 'rename') => (): void => {
    navigate({ view: 'model' });
    project.editor?.[act]();
  };
  return {
    'go-scope': go('scope'),
    'go-sources': go('sources'),
    'go-model': go('model'),
    'go-requirements': go('requirements'),
    'go-threats': go('threats'),
    'go-risk': go('risk'),
    'go-evaluation': go('evaluation'),
    'go-history': go('history'),
    'go-reports': go('reports'),
    'go-sharing': go('sharing'),
    palette: () => {
      navigate({ dialog: 'palette', start: '>' });
    },
    search: () => {
      navigate({ dialog: 'palette', start: '' });
    },
    outline: () => {
      navigate({ dialog: 'palette', start: '@' });
    },
    format: () => {
      if (!project.format()) workbench.remark = session.text('interface.editor.format-refused');
    },
    wrap: () => {
      const { model } = workbench.navigation.viewStates;
      model.wrap = !model.wrap;
    },
    problems: () => {
      navigate({ view: 'model', problems: !workbench.navigation.viewStates.model.problems });
    },
    back: () => {
      workbench.navigation.back();
    },
    forward: () => {
      workbench.navigation.forward();
    },
    'next-pane': () => {
      walkPanes(1);
    },
    'new-project': () => void workbench.startAnother(),
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
    tour: () => {
      workbench.touring = true;
    },
    library: () => {
      navigate({ dialog: 'library' });
    },
    help: () => {
      navigate({ dialog: 'help', construct: project.editor?.construct() ?? null });
    },
  };
}
