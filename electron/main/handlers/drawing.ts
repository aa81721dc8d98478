import type { BrowserWindow } from 'electron';
import type { DrawingRequest } from '#contract/channels.ts';
import type { CallFailure } from '#contract/failures.ts';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import type { Scene } from '#core/views/diagrams/scene.ts';
import { createTranslate, type MessageKey } from '#core/messages/catalogue.ts';
import { attackPieces, drawingDocument, interactionPieces } from '#core/report/drawing-document.ts';
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
  const drawn = await draw(project, analyser, request);
  if (!drawn.ok) return drawn;
  const { locale, drawing, file } = request;
  const bytes = await fileOf(project, drawn.value, request, resources);
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

/** A drawing as a whole, and in pieces that fit on pages. */
interface Drawn {
  readonly scene: Scene;
  readonly pieces: readonly Scene[];
}

async function fileOf(
  project: OpenProject,
  { scene, pieces }: Drawn,
  { drawing, file, locale }: DrawingRequest,
  resources: RenderResources,
): Promise<Result<Uint8Array, CallFailure>> {
  const translate = createTranslate(locale);
  if (file === 'svg') {
    return success(new TextEncoder().encode(drawingFile(scene, translate('report.marking.secret'))));
  }
  const title = translate(titles[drawing.kind]);
  const document = drawingDocument(pieces, title, locale);
  const made = await project.whileOpen(produceReport(document, resources));
  return made.ok ? success(made.value.bytes) : made;
}

async function draw(
  project: OpenProject,
  analyser: Analyser,
  { drawing, locale }: DrawingRequest,
): Promise<Result<Drawn, CallFailure>> {
  const translate = createTranslate(locale);
  const whole = (scene: Scene): Result<Drawn, CallFailure> => success({ scene, pieces: [scene] });
  if (drawing.kind === 'attack') {
    const scene = attackDrawing(drawing.trace, translate);
    return success({ scene, pieces: attackPieces(drawing.trace, locale) });
  }
  if (drawing.kind === 'risk-matrix') {
    const dossier = project.vault.dossier.read();
    if (!dossier.ok) return dossier;
    return whole(riskMatrixDrawing(dossier.value, drawing.threats, drawing.when, translate));
  }
  const { executable } = checkText(project.vault.texts.latest().text);
  if (executable === null) return failure({ code: 'model-refused' });
  if (drawing.kind === 'system') {
    const positions = project.vault.viewLayouts.of('system');
    return whole(systemDrawing(executable, drawing, positions, translate));
  }
  if (drawing.kind === 'protection') return whole(protectionDrawing(executable, drawing, translate));
  const record = await newestRecord(project, analyser);
  if (!record.ok) return record;
  const { model } = executable;
  const { shown } = drawing;
  const scene = interactionDrawing(model, record.value, shown, translate);
  return success({ scene, pieces: interactionPieces(model, record.value, shown, locale) });
}
