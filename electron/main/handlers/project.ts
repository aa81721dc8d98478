import { basename } from 'node:path';
import type { BrowserWindow } from 'electron';
import type { OpenedProject } from '#contract/channels.ts';
import type { CallFailure } from '#contract/failures.ts';
import { failure, success, type Result } from '#core/result.ts';
import type { Desk } from '#main/desk.ts';
import { askWhatToOpen, askWhereToSave, projectFile } from '#main/dialogs.ts';
import type { HandlersOf } from '#main/ipc.ts';
import type { SettingsStore } from '#main/settings.ts';
import { exampleText, workedExample, type ExamplePlaces } from '#report/worked-example.ts';
import { takeOver } from '#vault/take-over.ts';
import type { Vault } from '#vault/vault.ts';

/** What the calls on projects work with. */
export interface ProjectSurroundings {
  readonly desk: Desk;
  readonly settings: SettingsStore;
  readonly window: BrowserWindow;
  readonly example: ExamplePlaces;
  /** Locks, and loads the page afresh once the call is answered. */
  readonly lock: () => void;
}

/** Calls that make, open, save and lock the one project on the desk. */
export function projectHandlers(surroundings: ProjectSurroundings): HandlersOf<'project'> {
  const { desk, settings, window, example, lock } = surroundings;
  return {
    'project.create': async ({ name, passphrase, template }) => {
      const { locale } = settings.current;
      const suggested = `${fileNameOf(name)}.${projectFile.extension}`;
      const path = await askWhereToSave(window, locale, 'dialog.create-project', projectFile, suggested);
      if (path === null) return success(null);
      const text = template === 'empty' ? emptyModel(name) : await exampleText(example);
      const created = await desk.create({ path, passphrase, projectName: name, text });
      if (created.ok && template === 'worked-example') {
        const { note, dossier } = await workedExample(example);
        const worked = takeOver(created.value, note, dossier);
        if (!worked.ok) {
          desk.lock();
          return worked;
        }
      }
      return open(desk, path, created);
    },
    'project.choose': async () => {
      const path = await askWhatToOpen(window, settings.current.locale, 'dialog.open-project', projectFile);
      if (path === null) return success(null);
      desk.choose(path);
      return success({ fileName: basename(path) });
    },
    'project.unlock': async ({ passphrase }) => {
      const opened = await desk.unlock(passphrase);
      return open(desk, desk.path ?? '', opened);
    },
    'project.save': ({ text }) => {
      if (desk.vault === null) return failure({ code: 'project-not-open' });
      const saved = desk.vault.saveRevision(text);
      if (!saved.ok) return saved;
      desk.sealSoon();
      return success({ revision: saved.value.sequence });
    },
    'project.lock': () => {
      lock();
      return success({});
    },
    'project.dismiss': () => {
      desk.dismiss();
      return success({});
    },
    'project.changePassphrase': async ({ current, next, newDataKey }) => {
      const { vault } = desk;
      if (vault === null) return failure({ code: 'project-not-open' });
      const changed = await vault.changePassphrase(current, next, newDataKey);
      return changed.ok ? success({ beside: [...vault.copiesBeside()] }) : changed;
    },
  };
}

function open(
  desk: Desk,
  path: string,
  opened: Result<Vault, CallFailure>,
): Result<OpenedProject, CallFailure> {
  if (!opened.ok) return opened;
  const vault = opened.value;
  const { text, sequence } = vault.latestRevision();
  const dossier = vault.dossier();
  // What cannot be shown whole is not left open.
  if (!dossier.ok) desk.lock();
  if (!dossier.ok) return dossier;
  return success({
    name: vault.project.name,
    fileName: basename(path),
    text,
    dossier: dossier.value,
    revision: sequence,
    recovered: vault.recovered,
    setAside: vault.setAside,
    readOnly: vault.readOnly,
  });
}

// What no file system objects to; the analyst can change it in the dialog.
function fileNameOf(projectName: string): string {
  return (
    projectName
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .trim()
      .slice(0, 80) || 'Segl'
  );
}

// The one line that every model begins with.
function emptyModel(projectName: string): string {
  const label = projectName.replaceAll(/["\\\p{Cc}]/gu, '');
  return `protocol Protocol "${label}"\n`;
}
