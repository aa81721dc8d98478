import { join } from 'node:path';
import type { Settings, WindowEvents } from '#contract/channels.ts';
import { accessHandlers } from '#main/handlers/access.ts';
import { analysisHandlers } from '#main/handlers/analysis.ts';
import { documentHandlers } from '#main/handlers/document.ts';
import { dossierHandlers } from '#main/handlers/dossier.ts';
import { drawingHandlers } from '#main/handlers/drawing.ts';
import { historyHandlers } from '#main/handlers/history.ts';
import { keyringHandlers } from '#main/handlers/keyring.ts';
import { libraryHandlers } from '#main/handlers/library.ts';
import { NewProjectWish } from '#main/handlers/new-project.ts';
import { projectHandlers } from '#main/handlers/project.ts';
import { releaseHandlers } from '#main/handlers/release.ts';
import { reportHandlers } from '#main/handlers/report.ts';
import { sealedHandlers } from '#main/handlers/sealed.ts';
import { sessionHandlers } from '#main/handlers/session.ts';
import { settingsHandlers } from '#main/handlers/settings.ts';
import { shareHandlers } from '#main/handlers/share.ts';
import { verificationHandlers } from '#main/handlers/verification.ts';
import type { Handlers } from '#main/ipc/ipc.ts';
import type { Lockables } from '#main/leaving/locking.ts';
import type { VaultPlatform } from '#vault/files/platform.ts';
import { machineClock } from '#vault/files/clock.ts';
import type { SettingsStore } from '#main/settings/settings.ts';

/** Everything that the calls of the window need. */
export interface HandlerContext extends Lockables {
  readonly settings: SettingsStore;
  readonly changeSettings: (next: Settings) => void;
  readonly tell: <Name extends keyof WindowEvents>(name: Name, payload: WindowEvents[Name]) => void;
  readonly lock: () => void;
  /** The folder of the application, with the resources and packages in it. */
  readonly applicationFolder: string;
  readonly development: boolean;
  readonly platform: VaultPlatform;
}

/** The handlers of every channel. */
export function handlersOf(context: HandlerContext): Handlers {
  const { session, settings, handOver, engine, pdfThreads, development, changeSettings, applicationFolder } =
    context;
  const inFolder = (...names: readonly string[]): string => join(applicationFolder, ...names);
  const fontFolder = inFolder('resources', 'fonts');
  const qpdfFile = inFolder('node_modules', '@neslinesli93', 'qpdf-wasm', 'dist', 'qpdf.wasm');
  const resources = { fontFolder, qpdfFile, threads: pdfThreads };
  const example = { folder: inFolder('resources', 'sample'), ...resources };
  const protocols = inFolder('resources', 'protocols');
  const newProject = new NewProjectWish();
  const analyser = engine;
  return {
    ...historyHandlers(session),
    ...keyringHandlers({ ...context, clock: machineClock }),
    ...accessHandlers(session, context.keyring),
    ...sessionHandlers(session, settings, handOver, newProject, development),
    ...projectHandlers({ ...context, example, protocols, newProject }),
    ...dossierHandlers(session),
    ...documentHandlers(context),
    ...analysisHandlers(session, engine),
    ...verificationHandlers(context),
    ...reportHandlers({ ...context, analyser, resources }),
    ...releaseHandlers({ ...context, resources }),
    ...drawingHandlers({ ...context, analyser, resources }),
    ...libraryHandlers(protocols),
    ...settingsHandlers(settings, changeSettings),
    ...shareHandlers({ ...context, clock: machineClock }),
    ...sealedHandlers(context),
  };
}
