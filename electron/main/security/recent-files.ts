import { app } from 'electron';

/**
 * Keeps the paths of projects out of the desktop's list of recent files, which GTK's dialogs write whatever they are
 * asked. The list lies in the user's data folder, which GTK looks up once, when Electron sets it up: for this process and
 * its children it is a place where nothing can be. Themes of the user's own are not seen there either. A dialog of the
 * desktop's portal would write the list in a process of its own, so none is used: no portal is as new as that.
 *
 * Call it before Electron is ready. Elsewhere than on Linux the dialogs themselves keep to what they are asked.
 */
export function keepOutOfRecentFiles(): void {
  if (process.platform !== 'linux') return;
  process.env['XDG_DATA_HOME'] = '/dev/null/none';
  app.commandLine.appendSwitch('xdg-portal-required-version', '99');
}
