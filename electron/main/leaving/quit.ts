import { app, dialog, powerMonitor, type BrowserWindow } from 'electron';
import { createTranslate, type Locale, type MessageKey } from '#core/messages/catalogue.ts';
import type { ProjectSession } from '#project/session/project-session.ts';
import type { SaveRequest } from '#main/leaving/save-request.ts';
import { logUnexpected } from '#main/diagnostics/log.ts';

/** The signals that end a process from outside: of a log-off, a service manager, a terminal. */
const endingSignals = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;

/** How long the window gets to save what was typed last, in milliseconds, before the analyst is asked. */
const patience = 10_000;

/** Everything that quitting needs. */
export interface QuitContext {
  readonly window: BrowserWindow;
  readonly session: ProjectSession;
  readonly handOver: SaveRequest;
  readonly locale: () => Locale;
  /** Locks: keys and every text leave memory. */
  readonly leave: () => void;
}

/**
 * Lets the application end, however it is asked to, only once what was typed last is saved and the project sealed. What
 * stands in the way is told, and the analyst decides.
 */
export function quitInOrder(context: QuitContext): void {
  const { window, leave } = context;
  let state: 'running' | 'asked' | 'over' = 'running';
  const attempt = async (): Promise<void> => {
    if (state !== 'running') return;
    state = 'asked';
    const may = await mayQuit(context).catch((error: unknown) => {
      logUnexpected('quitting', error);
      return true;
    });
    state = may ? 'over' : 'running';
    if (!may) return;
    leave();
    if (!window.isDestroyed()) window.destroy();
    app.quit();
  };
  const hold = (event?: { readonly preventDefault: () => void }): void => {
    if (state === 'over') return;
    event?.preventDefault();
    void attempt();
  };
  app.on('before-quit', hold);
  window.on('close', hold);
  for (const signal of endingSignals) process.on(signal, () => void attempt());
  // The machine goes down: it waits a moment for whoever asks it to.
  powerMonitor.on('shutdown', hold);
  // Windows waits for nothing that is not done here; what was saved is in the working copy.
  window.on('session-end', () => {
    leave();
  });
  app.on('will-quit', () => {
    leave();
  });
}

async function mayQuit({ window, session, handOver, locale }: QuitContext): Promise<boolean> {
  if (session.status !== 'open') return true;
  const ask = async (
    message: MessageKey,
    detail: string,
    answers: readonly MessageKey[],
    back: number,
  ): Promise<number> => {
    const text = createTranslate(locale());
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      title: 'Segl',
      message: text(message),
      detail,
      buttons: answers.map((answer) => text(answer)),
      defaultId: 0,
      cancelId: back,
      noLink: true,
    });
    return response;
  };

  if ((await handOver.request(patience)) !== 'saved') {
    const detail = createTranslate(locale())('sealing.quit.unsaved.detail');
    const answer = await ask('sealing.quit.unsaved', detail, ['sealing.quit.back', 'sealing.quit.lose'], 0);
    if (answer === 0) return false;
  }
  for (let problem = session.seal(); problem !== null; problem = session.seal()) {
    const text = createTranslate(locale());
    const detail = text('sealing.quit.unsealed.detail', { reason: text(`error.${problem}`) });
    const answer = await ask(
      'sealing.quit.unsealed',
      detail,
      ['sealing.quit.retry', 'sealing.quit.back', 'sealing.quit.quit'],
      1,
    );
    if (answer !== 0) return answer === 2;
  }
  return true;
}
