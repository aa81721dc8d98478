import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { dialog } from 'electron';
import type { WindowEvents } from '#contract/channels.ts';
import { createTranslate } from '#core/messages/catalogue.ts';
import type { HandedFile } from '#main/arriving/files-among.ts';
import type { Lockables } from '#main/leaving/locking.ts';
import type { SettingsStore } from '#main/settings/settings.ts';

/** How long the window gets to save what was typed last, in milliseconds, before another project takes its place. */
const patience = 10_000;

/** Everything that a file from outside meets. */
export interface ArrivalContext extends Pick<Lockables, 'session' | 'desk' | 'handOver' | 'window'> {
  readonly settings: SettingsStore;
  readonly tell: <Name extends keyof WindowEvents>(name: Name, payload: WindowEvents[Name]) => void;
  /** Locks, and loads the page afresh. */
  readonly lock: () => void;
}

/**
 * Opens what is handed over: a sealed file waits until somebody looks at it, a project is chosen. One that is open makes way
 * only where the analyst says so, and once everything in it is saved.
 */
export async function openHanded(context: ArrivalContext, files: readonly HandedFile[]): Promise<void> {
  const { desk, tell } = context;
  const sealed = files.filter(({ kind }) => kind === 'sealed');
  for (const { path } of sealed) desk.wait(path);
  if (sealed.length > 0) tell('sealed.arrived', {});
  const project = files.find(({ kind }) => kind === 'project');
  if (project !== undefined) await chooseProject(context, project.path);
}

async function chooseProject(context: ArrivalContext, path: string): Promise<void> {
  const { session, handOver, tell, lock } = context;
  if (session.path !== null && isSameFile(session.path, path)) return;
  const before = session.project;
  if (before === null) {
    session.choose(path);
    tell('project.chosen', { fileName: basename(path) });
    return;
  }
  if (!(await mayMakeWay(context, path))) return;
  // What cannot be saved is told in the window, which stays.
  if ((await handOver.request(patience)) !== 'saved' || session.project !== before) return;
  lock();
  // The fresh page asks which project it is that is locked.
  session.choose(path);
}

async function mayMakeWay({ session, window, settings }: ArrivalContext, path: string): Promise<boolean> {
  const text = createTranslate(settings.current.locale);
  const open = session.path === null ? '' : basename(session.path);
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: text('dialog.other-project', { open, file: basename(path) }),
    buttons: [text('dialog.other-project-no'), text('dialog.other-project-yes')],
    defaultId: 1,
    cancelId: 0,
    noLink: true,
  });
  return response === 1;
}

function isSameFile(one: string, other: string): boolean {
  if (one === other) return true;
  const a = statSync(one, { throwIfNoEntry: false, bigint: true });
  const b = statSync(other, { throwIfNoEntry: false, bigint: true });
  return a !== undefined && a.dev === b?.dev && a.ino === b.ino;
}
