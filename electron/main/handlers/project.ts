import { basename } from 'node:path';
import type { BrowserWindow } from 'electron';
import type { ChannelInput, OpenedProject, ProjectPlace } from '#contract/channels.ts';
import type { CallFailure } from '#contract/failures.ts';
import { createTranslate, type Locale } from '#core/messages/catalogue.ts';
import { failure, success, type Result } from '#core/result.ts';
import { emptyModel, fileNameOf, type NewProjectWish } from '#main/handlers/new-project.ts';
import type { HandlersOf } from '#main/ipc/ipc.ts';
import type { SettingsStore } from '#main/settings/settings.ts';
import { askWhatToOpen, askWhereToSave, projectFile } from '#main/window/dialogs.ts';
import { libraryText } from '#project/library/library.ts';
import { seedProject } from '#project/seed-project.ts';
import type { OpenProject } from '#project/session/open-project.ts';
import {
  checkShare,
  forgetKey,
  openingKey,
  recoveredKey,
  recoverySlotOf,
} from '#project/access/opening-key.ts';
import type { OpeningKey } from '#vault/container/unlock.ts';
import type { KeyringSession } from '#project/keyring/keyring-session.ts';
import { recentPath } from '#project/keyring/keyring-state.ts';
import type { ProjectSession } from '#project/session/project-session.ts';
import { exampleText, workedExample, type ExampleResources } from '#report/worked-example.ts';

/** Shows a project that was opened to the window, once what it begins with is in it. */
type Show = (
  opened: Result<OpenProject, CallFailure>,
  begin?: (project: OpenProject) => Result<null, CallFailure>,
) => Result<OpenedProject, CallFailure>;

/** What a new project begins with. */
type Template = ChannelInput<'project.create'>['template'];

/** Everything that the calls on projects need. */
export interface ProjectContext {
  readonly session: ProjectSession;
  readonly keyring: KeyringSession;
  readonly settings: SettingsStore;
  readonly window: BrowserWindow;
  readonly example: ExampleResources;
  /** The folder with the library of protocols. */
  readonly protocols: string;
  readonly newProject: NewProjectWish;
  /** Locks, and loads the page afresh once the call is answered. */
  readonly lock: () => void;
}

/** Calls that make, open, save and lock the one project. */
export function projectHandlers(context: ProjectContext): HandlersOf<'project'> {
  const { session, keyring, settings, window, lock } = context;
  // Of every project that was open since the application started; in memory only, and nothing of their content.
  const places = new Map<string, ProjectPlace>();
  const show: Show = (opened, begin) => showOpened(session, places, opened, begin);
  return {
    'project.create': async ({ name, passphrase, template }) => {
      try {
        return await create(context, show, name, passphrase, template);
      } finally {
        passphrase.fill(0);
      }
    },
    'project.choose': async () => {
      const path = await askWhatToOpen(window, settings.current.locale, 'dialog.open-project', projectFile);
      if (path === null) return success(null);
      session.choose(path);
      return success({ fileName: basename(path) });
    },
    'project.chooseRecent': ({ id }) => {
      const path = recentPath(keyring, id);
      if (path === null) return failure({ code: 'project-not-chosen' });
      session.choose(path);
      return success({ fileName: basename(path) });
    },
    'project.unlock': async ({ key, takeOver }) => {
      const made: OpeningKey[] = [];
      const make = async (): Promise<Result<OpeningKey, CallFailure>> => {
        const opening = key.kind === 'recovery' ? await recoveredKey(key.shares) : openingKey(key, keyring);
        if (opening.ok) made.push(opening.value);
        return opening;
      };
      try {
        return show(await session.unlock(make, takeOver));
      } finally {
        for (const each of made) forgetKey(each);
      }
    },
    'project.recovery': () =>
      session.path === null ? failure({ code: 'project-not-chosen' }) : recoverySlotOf(session.path),
    'project.checkShare': ({ share }) => checkShare(session.path, share),
    'project.acceptFile': () =>
      session.use(() => {
        const accepted = session.acceptFile();
        return accepted.ok ? success({}) : accepted;
      }),
    'project.notePlace': (noted) =>
      session.use(({ path }) => {
        places.set(path, noted);
        return success({});
      }),
    'project.cancelUnlock': () => {
      session.cancelOpening();
      return success({});
    },
    'project.save': ({ text }) =>
      session.use(({ saving }) => {
        const saved = saving.save(text);
        return saved.ok ? success({ revision: saved.value.sequence }) : saved;
      }),
    'project.lock': () => {
      lock();
      return success({});
    },
    'project.startAnother': () => {
      lock();
      // Where its file does not hold everything, that is told before anything else.
      if (session.sealProblem === null) {
        session.dismiss();
        context.newProject.note();
      }
      return success({});
    },
    'project.dismiss': () => {
      session.dismiss();
      return success({});
    },
    'project.changePassphrase': async ({ current, next, newDataKey }) => {
      try {
        return await session.use(async ({ vault }) => {
          const changed = await vault.changePassphrase(current, next, newDataKey);
          return changed.ok ? success({ beside: [...vault.copiesBeside()] }) : changed;
        });
      } finally {
        current.fill(0);
        next.fill(0);
      }
    },
  };
}

async function create(
  { session, settings, window, example, protocols }: ProjectContext,
  show: Show,
  name: string,
  passphrase: Uint8Array,
  template: Template,
): Promise<Result<OpenedProject | null, CallFailure>> {
  const { locale } = settings.current;
  const suggested = `${fileNameOf(name)}.${projectFile.extension}`;
  const answer = await askWhereToSave(window, locale, 'dialog.create-project', projectFile, suggested);
  if (answer === null) return success(null);
  // A project is never made over a file, whatever the dialog asked.
  const { path } = answer;
  const text = await textOf(template, name, locale, { example, protocols });
  if (text === null) return failure({ code: 'library-unreadable' });
  const worked = template === 'worked-example' ? await workedExample(example) : null;
  if (worked?.ok === false) return worked;
  const created = await session.create({ path, passphrase, projectName: name, text });
  return show(created, ({ vault }) => (worked === null ? success(null) : seedProject(vault, worked.value)));
}

/** The text that a new project begins with; null for a protocol that the library has not, or that cannot be read. */
async function textOf(
  template: Template,
  name: string,
  locale: Locale,
  { example, protocols }: Pick<ProjectContext, 'example' | 'protocols'>,
): Promise<string | null> {
  if (template === 'empty') return emptyModel(name, createTranslate(locale));
  if (typeof template === 'string') return exampleText(example);
  try {
    return await libraryText(protocols, template.protocol);
  } catch {
    return null;
  }
}

// Whatever keeps an opened project from being shown whole, it is not left open: the window would say that it is locked.
function showOpened(
  session: ProjectSession,
  places: ReadonlyMap<string, ProjectPlace>,
  opened: Result<OpenProject, CallFailure>,
  begin: (project: OpenProject) => Result<null, CallFailure> = () => success(null),
): Result<OpenedProject, CallFailure> {
  if (!opened.ok) return opened;
  let shown: Result<OpenedProject, CallFailure> | null = null;
  try {
    const begun = begin(opened.value);
    shown = begun.ok ? describe(opened.value, places.get(opened.value.path) ?? null) : begun;
    return shown;
  } finally {
    if (shown?.ok !== true) session.lock();
  }
}

function describe(
  { vault, path, rollback }: OpenProject,
  place: ProjectPlace | null,
): Result<OpenedProject, CallFailure> {
  const { text, sequence } = vault.texts.latest();
  const dossier = vault.dossier.read();
  if (!dossier.ok) return dossier;
  return success({
    name: vault.project.name,
    fileName: basename(path),
    text,
    dossier: dossier.value,
    revision: sequence,
    recovered: vault.recovered,
    setAside: vault.setAside,
    leftOpen: vault.leftOpen,
    readOnly: vault.readOnly,
    rollback,
    place,
  });
}
