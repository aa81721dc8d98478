import type { BrowserWindow } from 'electron';
import type { DrawingRequest } from '#contract/channels.ts';
import type { CallFailure } from '#contract/failures.ts';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import type { Scene } from '#core/views/diagrams/scene.ts';
import { createTranslate, type MessageKey } from '#core/messages/catalogue.ts';
import { drawingDocument } from '#core/report/drawing-document.ts';
import { drawingFile } from '#core/views/drawings/drawing-file.ts';
import {
  attackDrawing,
  interactionDrawing,
  protectionDrawing,
  riskMatrixDrawing,
  systemDrawing,
} from '#core/views/drawings/drawings.ts';
import { failure, success, type Result } from '#core/result.ts';
import { askAndExport, type WrittenFile } from '#main/handlers/ask-and-export.ts';
import type { HandlersOf } from '#main/ipc/ipc.ts';
import { drawingFileKind, pdfFile } from '#main/window/dialogs.ts';
import type { Analyser } from '#project/analyser.ts';
import { newestRecord } from '#project/analysis/newest-record.ts';
import type { OpenProject } from '#project/session/open-project.ts';
import type { ProjectSession } from '#project/session/project-session.ts';
import { produceReport, type RenderResources } from '#report/produce.ts';

/** Everything that the calls on drawings need. */
export interface DrawingContext {
  readonly session: ProjectSession;
  readonly analyser: Analyser;
  readonly window: BrowserWindow;
  readonly resources: RenderResources;
}

/** Calls that let a drawing leave the open project, which is drawn here, not handed over by the window, and that arrange it. */
export function drawingHandlers(context: DrawingContext): HandlersOf<'drawing'> {
  return {
    'drawing.write': (request) => context.session.use((project) => write(project, request, context)),
    'drawing.positions': () =>
      context.session.use(({ vault }) => success({ positions: vault.viewLayouts.of('system') })),
    'drawing.arrange': ({ positions }) =>
      context.session.use(({ vault }) => {
        const kept = vault.viewLayouts.keep('system', positions);
        return kept.ok ? success({}) : kept;
      }),
  };
}

async function write(
  project: OpenProject,
  request: DrawingRequest,
  { analyser, window, resources }: DrawingContext,
): Promise<Result<WrittenFile, CallFailure>> {
  const scene = await draw(project, analyser, request);
  if (!scene.ok) return scene;
  const { locale, drawing, file } = request;
  const bytes = await fileOf(scene.value, request, resources);
  if (!bytes.ok) return bytes;
  return askAndExport(
    project,
    {
      bytes: bytes.value,
      note: (sha256) => project.vault.audit.add('exported-drawing', sha256),
    },
    {
      window,
      locale,
      title: 'dialog.save-drawing',
      kind: file === 'pdf' ? pdfFile : drawingFileKind,
      suggestedName: `segl-${drawing.kind}.${file}`,
    },
  );
}

const titles: Readonly<Record<DrawingRequest['drawing']['kind'], MessageKey>> = {
  interaction: 'report.view.interaction',
  protection: 'report.view.protection',
  system: 'report.view.system',
  attack: 'report.view.attack',
  'risk-matrix': 'report.view.risk-matrix',
};

async function fileOf(
  scene: Scene,
  { drawing, file, locale }: DrawingRequest,
  resources: RenderResources,
): Promise<Result<Uint8Array, CallFailure>> {
  const translate = createTranslate(locale);
  if (file === 'svg') {
    return success(new TextEncoder().encode(drawingFile(scene, translate('report.marking.secret'))));
  }
  const title = translate(titles[drawing.kind]);
  const made = await produceReport(drawingDocument([scene], title, locale), resources);
  return made.ok ? success(made.value.bytes) : made;
}

async function draw(
  project: OpenProject,
  analyser: Analyser,
  { drawing, locale }: DrawingRequest,
): Promise<Result<Scene, CallFailure>> {
  const translate = createTranslate(locale);
  if (drawing.kind === 'attack') return success(attackDrawing(drawing.trace, translate));
  if (drawing.kind === 'risk-matrix') {
    const dossier = project.vault.dossier.read();
    if (!dossier.ok) return dossier;
    return success(riskMatrixDrawing(dossier.value, drawing.threats, drawing.when, translate));
  }
  const { executable } = checkText(project.vault.texts.latest().text);
  if (executable === null) return failure({ code: 'model-refused' });
  if (drawing.kind === 'system') {
    const positions = project.vault.viewLayouts.of('system');
    return success(systemDrawing(executable, drawing, positions, translate));
  }
  if (drawing.kind === 'protection') return success(protectionDrawing(executable, drawing, translate));
  const record = await newestRecord(project, analyser);
  return record.ok ? success(interactionDrawing(executable.model, record.value, translate)) : record;
}
