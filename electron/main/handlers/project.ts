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
      try {
        const { locale } = settings.current;
        const suggested = `${fileNameOf(name)}.${projectFile.extension}`;
        const answer = await askWhereToSave(window, locale, 'dialog.create-project', projectFile, suggested);
        if (answer === null) return success(null);
        // A project is never made over a file, whatever the dialog asked.
        const { path } = answer;
        const text = template === 'empty' ? emptyModel(name) : await exampleText(example);
        const worked = template === 'worked-example' ? await workedExample(example) : null;
        if (worked?.ok === false) return worked;
        const created = await desk.create({ path, passphrase, projectName: name, text });
        return show(desk, path, created, (vault) =>
          worked === null ? success(null) : takeOver(vault, worked.value.note, worked.value.dossier),
        );
      } finally {
        passphrase.fill(0);
      }
    },
    'project.choose': async () => {
      const path = await askWhatToOpen(window, settings.current.locale, 'dialog.open-project', projectFile);
      if (path === null) return success(null);
      desk.choose(path);
      return success({ fileName: basename(path) });
    },
    'project.unlock': async ({ passphrase }) => {
      try {
        const opened = await desk.unlock(passphrase);
        return show(desk, desk.path ?? '', opened);
      } finally {
        passphrase.fill(0);
      }
    },
    'project.cancelUnlock': () => {
      desk.cancelOpening();
      return success({});
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
      try {
        const { vault } = desk;
        if (vault === null) return failure({ code: 'project-not-open' });
        const changed = await vault.changePassphrase(current, next, newDataKey);
        return changed.ok ? success({ beside: [...vault.copiesBeside()] }) : changed;
      } finally {
        current.fill(0);
        next.fill(0);
      }
    },
  };
}

// Whatever keeps an opened project from being shown whole, it is not left open: the window would say that it is locked.
function show(
  desk: Desk,
  path: string,
  opened: Result<Vault, CallFailure>,
  begin: (vault: Vault) => Result<null, CallFailure> = () => success(null),
): Result<OpenedProject, CallFailure> {
  if (!opened.ok) return opened;
  let shown: Result<OpenedProject, CallFailure> | null = null;
  try {
    const begun = begin(opened.value);
    shown = begun.ok ? describe(opened.value, basename(path)) : begun;
    return shown;
  } finally {
    if (shown?.ok !== true) desk.lock();
  }
}

function describe(vault: Vault, fileName: string): Result<OpenedProject, CallFailure> {
  const { text, sequence } = vault.latestRevision();
  const dossier = vault.dossier();
  if (!dossier.ok) return dossier;
  return success({
    name: vault.project.name,
    fileName,
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
