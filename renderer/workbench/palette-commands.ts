import type { GoCommand, MenuCommand } from '#contract/channels.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import type { PaletteCommand } from '#renderer/features/palette/palette-entries.ts';
import { activities } from '#renderer/workbench/activities.ts';
import { panes } from '#renderer/workbench/panes.ts';
import { namesOf } from '#renderer/workbench/view-row.ts';
import type { WorkbenchState } from '#renderer/workbench/workbench-state.svelte.ts';

type Named = Exclude<MenuCommand, GoCommand | 'palette' | 'search' | 'outline'>;

/** The commands of the menu that the palette has, too, with their keys as they are shown; empty without any. */
const keys: Readonly<Record<Named, string>> = {
  'new-project': 'Ctrl+N',
  'open-project': 'Ctrl+O',
  save: 'Ctrl+S',
  lock: 'Ctrl+L',
  share: '',
  'open-sealed': '',
  colleagues: '',
  access: '',
  'change-passphrase': '',
  'export-full': '',
  'export-metrics': '',
  'export-public': '',
  undo: 'Ctrl+Z',
  redo: 'Ctrl+Y',
  find: 'Ctrl+F',
  declaration: 'F12',
  rename: 'F2',
  format: 'Shift+Alt+F',
  wrap: 'Alt+Z',
  problems: 'Ctrl+Shift+M',
  back: 'Alt+←',
  forward: 'Alt+→',
  'next-pane': 'F6',
  library: '',
  tour: '',
  help: 'F1',
};

/** Everything that the palette does: the activities and views, and the commands of the menu. */
export function paletteCommands(
  { navigation }: WorkbenchState,
  commands: Readonly<Record<MenuCommand, () => void>>,
  text: Translate,
): readonly PaletteCommand[] {
  return [
    ...namesOf(activities).map((view, index) => ({
      name: `go-${view}`,
      title: text('palette.go-to', { name: text(activities[view].label) }),
      keys: `Ctrl+${String((index + 1) % 10)}`,
      run: () => {
        navigation.navigate({ view });
      },
    })),
    ...namesOf(panes).map((view) => ({
      name: `show-${view}`,
      title: text('palette.show', { name: text(panes[view].label) }),
      keys: '',
      run: () => {
        navigation.navigate({ view });
      },
    })),
    ...namesOf(keys).map((name) => ({
      name,
      title: text(`menu.${name}`).replaceAll(/^&|\s?…$/gu, ''),
      keys: keys[name],
      run: commands[name],
    })),
  ];
}
