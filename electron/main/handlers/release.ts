import type { BrowserWindow } from 'electron';
import type { CallFailure } from '#contract/failures.ts';
import type { Locale } from '#core/messages/catalogue.ts';
import { success, type Result } from '#core/result.ts';
import { askAndExport, type WrittenFile } from '#main/handlers/ask-and-export.ts';
import type { HandlersOf } from '#main/ipc/ipc.ts';
import { pdfFile } from '#main/window/dialogs.ts';
import { approve, overrule, withdraw } from '#project/publication/approvals.ts';
import { FinalFileMaker } from '#project/publication/public-file.ts';
import { finalFile, publicationState, recordRelease } from '#project/publication/release.ts';
import type { OpenProject } from '#project/session/open-project.ts';
import type { ProjectSession } from '#project/session/project-session.ts';
import type { ReportResources } from '#report/produce.ts';

/** Everything that the calls on releases need. */
export interface ReleaseContext {
  readonly session: ProjectSession;
  readonly window: BrowserWindow;
  readonly resources: ReportResources;
}

/** Calls that have the public report approved and released. */
export function releaseHandlers({ session, window, resources }: ReleaseContext): HandlersOf<'release'> {
  const finalFiles = new FinalFileMaker(resources);
  return {
    'release.state': () =>
      session.use(async (project) => {
        const state = await publicationState(project, finalFiles);
        if (!state.ok) return state;
        const { record, files, ownerChanges, approvals, overrulings, releases } = state.value;
        return success({
          record,
          files: files.map(({ language, sha256 }) => ({ language, sha256 })),
          ownerChanges,
          approvals,
          overrulings,
          releases,
        });
      }),
    'release.preview': (wanted) =>
      session.use(async (project) => {
        const found = await finalFile(project, finalFiles, wanted);
        if (!found.ok) return found;
        const { bytes, pages, sha256 } = found.value.file;
        return success({ bytes, pages, sha256 });
      }),
    'release.approve': (letter) =>
      session.use(async (project) => done(await approve(project, finalFiles, letter))),
    'release.withdraw': (letter) => session.use((project) => done(withdraw(project, letter))),
    'release.overrule': (decision) =>
      session.use(async (project) => done(await overrule(project, finalFiles, decision))),
    'release.publish': (wanted) => session.use((project) => publish(project, finalFiles, window, wanted)),
  };
}

function done(outcome: Result<null, CallFailure>): Result<Record<string, never>, CallFailure> {
  return outcome.ok ? success({}) : outcome;
}

// The file that the analyst looked at is released, or nothing.
async function publish(
  project: OpenProject,
  finalFiles: FinalFileMaker,
  window: BrowserWindow,
  wanted: { readonly language: Locale; readonly hash: string },
): Promise<Result<WrittenFile, CallFailure>> {
  const found = await finalFile(project, finalFiles, wanted);
  if (!found.ok) return found;
  // Judged after the dialog: the project may have changed, or an approval been withdrawn, while it was open.
  const note = (): Result<null, CallFailure> => recordRelease(project, found.value);
  return askAndExport(
    project,
    { bytes: found.value.file.bytes, note },
    {
      window,
      locale: wanted.language,
      title: 'dialog.save-report',
      kind: pdfFile,
      suggestedName: 'segl-public.pdf',
    },
  );
}
