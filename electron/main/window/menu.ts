import { Menu, type MenuItemConstructorOptions } from 'electron';
import { goCommands, type GoCommand, type MenuCommand, type Settings } from '#contract/channels.ts';
import { createTranslate, locales, type MessageKey, type Translate } from '#core/messages/catalogue.ts';

/** The actions of the menu. */
export interface MenuActions {
  /** Sends a command to the window, which knows what it can do now. */
  readonly command: (command: MenuCommand) => void;
  readonly changeSettings: (settings: Settings) => void;
  readonly development: boolean;
}

/** Builds the application's menu in the language of the settings and makes it the one that is shown. */
export function showMenu(settings: Settings, actions: MenuActions): void {
  const text = createTranslate(settings.locale);
  const template = [
    projectMenu(text, actions),
    editMenu(text, actions),
    viewMenu(text, settings, actions),
    goMenu(text, actions),
    {
      label: text('menu.help'),
      role: 'help',
      submenu: [
        command(text, actions, 'help', 'F1'),
        command(text, actions, 'library'),
        command(text, actions, 'tour'),
      ],
    },
  ] satisfies MenuItemConstructorOptions[];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

function projectMenu(text: Translate, actions: MenuActions): MenuItemConstructorOptions {
  return {
    label: text('menu.project'),
    submenu: [
      command(text, actions, 'new-project', 'CmdOrCtrl+N'),
      command(text, actions, 'open-project', 'CmdOrCtrl+O'),
      command(text, actions, 'save', 'CmdOrCtrl+S'),
      { type: 'separator' },
      command(text, actions, 'share'),
      command(text, actions, 'open-sealed'),
      command(text, actions, 'colleagues'),
      command(text, actions, 'access'),
      { type: 'separator' },
      command(text, actions, 'export-full'),
      command(text, actions, 'export-metrics'),
      command(text, actions, 'export-public'),
      { type: 'separator' },
      command(text, actions, 'change-passphrase'),
      command(text, actions, 'lock', 'CmdOrCtrl+L'),
      { type: 'separator' },
      { role: 'quit', label: text('menu.quit') },
    ],
  };
}

function editMenu(text: Translate, actions: MenuActions): MenuItemConstructorOptions {
  return {
    label: text('menu.edit'),
    submenu: [
      shown(command(text, actions, 'undo', 'CmdOrCtrl+Z')),
      shown(command(text, actions, 'redo', 'CmdOrCtrl+Y')),
      { type: 'separator' },
      { role: 'cut', label: text('menu.cut') },
      { role: 'copy', label: text('menu.copy') },
      { role: 'paste', label: text('menu.paste') },
      { role: 'selectAll', label: text('menu.select-all') },
      { type: 'separator' },
      command(text, actions, 'find', 'CmdOrCtrl+F'),
      { type: 'separator' },
      shown(command(text, actions, 'declaration', 'F12')),
      shown(command(text, actions, 'rename', 'F2')),
      command(text, actions, 'format', 'Shift+Alt+F'),
    ],
  };
}

/** What each activity is called; the keys are those of its place on the rail. */
const activities: Readonly<Record<GoCommand, MessageKey>> = {
  'go-scope': 'scope.title',
  'go-sources': 'sources.title',
  'go-model': 'interface.rail.model',
  'go-requirements': 'requirements.title',
  'go-threats': 'threats.title',
  'go-risk': 'risk.title',
  'go-evaluation': 'evaluation.title',
  'go-history': 'history.title',
  'go-reports': 'interface.rail.reports',
  'go-sharing': 'sharing.rail',
};

function goMenu(text: Translate, actions: MenuActions): MenuItemConstructorOptions {
  return {
    label: text('menu.go'),
    submenu: [
      command(text, actions, 'search', 'CmdOrCtrl+P'),
      command(text, actions, 'palette', 'CmdOrCtrl+Shift+P'),
      command(text, actions, 'outline', 'CmdOrCtrl+Shift+O'),
      { type: 'separator' },
      ...goCommands.map((name, index) => ({
        id: name,
        label: text(activities[name]),
        accelerator: `CmdOrCtrl+${String((index + 1) % 10)}`,
        click: () => {
          actions.command(name);
        },
      })),
      { type: 'separator' },
      shown(command(text, actions, 'back', 'Alt+Left')),
      shown(command(text, actions, 'forward', 'Alt+Right')),
      shown(command(text, actions, 'next-pane', 'F6')),
    ],
  };
}

function viewMenu(text: Translate, settings: Settings, actions: MenuActions): MenuItemConstructorOptions {
  const themes = (['system', 'light', 'dark'] as const).map((theme) => ({
    label: text(`menu.theme-${theme}`),
    type: 'radio' as const,
    checked: settings.theme === theme,
    click: () => {
      actions.changeSettings({ ...settings, theme });
    },
  }));
  const languages = locales.map((locale) => ({
    label: text(`menu.language-${locale}`),
    type: 'radio' as const,
    checked: settings.locale === locale,
    click: () => {
      actions.changeSettings({ ...settings, locale });
    },
  }));
  return {
    label: text('menu.view'),
    submenu: [
      { label: text('menu.theme'), submenu: themes },
      { label: text('menu.language'), submenu: languages },
      { type: 'separator' },
      command(text, actions, 'wrap', 'Alt+Z'),
      command(text, actions, 'problems', 'CmdOrCtrl+Shift+M'),
      { type: 'separator' },
      { role: 'resetZoom', label: text('menu.zoom-reset') },
      { role: 'zoomIn', label: text('menu.zoom-in') },
      { role: 'zoomOut', label: text('menu.zoom-out') },
      { role: 'togglefullscreen', label: text('menu.full-screen') },
      ...developmentItems(text, actions),
    ],
  };
}

function developmentItems(text: Translate, actions: MenuActions): MenuItemConstructorOptions[] {
  if (!actions.development) return [];
  return [{ type: 'separator' }, { role: 'toggleDevTools', label: text('menu.developer-tools') }];
}

// The window hears these keys itself; the menu only tells them.
function shown(item: MenuItemConstructorOptions): MenuItemConstructorOptions {
  return { ...item, registerAccelerator: false };
}

function command(
  text: Translate,
  actions: MenuActions,
  name: Exclude<MenuCommand, GoCommand>,
  accelerator?: string,
): MenuItemConstructorOptions {
  return {
    id: name,
    label: text(`menu.${name}`),
    ...(accelerator === undefined ? {} : { accelerator }),
    click: () => {
      actions.command(name);
    },
  };
}
