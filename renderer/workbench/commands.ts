import type { MenuCommand } from '#contract/channels.ts';
import { session } from '#renderer/shared/session.svelte.ts';
import type { Bench } from '#renderer/workbench/bench.svelte.ts';
import { undoAtFocus } from '#renderer/workbench/undo.ts';

/** The action of each command of the menu, and of the keys that the menu names. */
export function commandsOf(bench: Bench): Readonly<Record<MenuCommand, () => void>> {
  const { project } = bench;
  const { navigate } = bench.navigation;
  const inEditor = (act: 'search' | 'define' | 'rename') => (): void => {
    navigate({ view: 'model' });
    project.editor?.[act]();
  };
  return {
    'new-project': () => (bench.notice = session.text('interface.workbench.lock-first')),
    'open-project': () => void bench.openAnother(),
    save: () => void project.save(),
    lock: () => void bench.lock(),
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
      undoAtFocus('undo', project);
    },
    redo: () => {
      undoAtFocus('redo', project);
    },
    find: inEditor('search'),
    declaration: inEditor('define'),
    rename: inEditor('rename'),
    help: () => {
      navigate({ dialog: 'help', construct: project.editor?.construct() ?? null });
    },
  };
}
