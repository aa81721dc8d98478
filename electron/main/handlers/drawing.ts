import type { BrowserWindow } from 'electron';
import type { ChannelOutput, DrawingRequest } from '#contract/channels.ts';
import type { CallFailure } from '#contract/failures.ts';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import type { Scene } from '#core/views/diagrams/scene.ts';
import { createTranslate } from '#core/messages/catalogue.ts';
import { drawingFile } from '#core/views/drawings/drawing-file.ts';
import { attackDrawing, interactionDrawing, riskMatrixDrawing } from '#core/views/drawings/drawings.ts';
import { failure, success, type Result } from '#core/result.ts';
import type { Engine } from '#engine/engine.ts';
import type { Desk } from '#main/desk.ts';
import { askToReplace, askWhereToSave, drawingFileKind } from '#main/dialogs.ts';
import { exportFile } from '#main/export-file.ts';
import type { HandlersOf } from '#main/ipc.ts';
import type { Vault } from '#vault/vault.ts';

/** What the calls on drawings work with. */
export interface DrawingSurroundings {
  readonly desk: Desk;
  readonly engine: Engine;
  readonly window: BrowserWindow;
}

/** Calls that let a drawing leave the open project. What it shows is drawn here, not handed over by the window. */
export function drawingHandlers({ desk, engine, window }: DrawingSurroundings): HandlersOf<'drawing'> {
  return {
    'drawing.write': async (request): Promise<Result<ChannelOutput<'drawing.write'>, CallFailure>> => {
      const { vault } = desk;
      if (vault === null) return failure({ code: 'project-not-open' });
      const scene = await draw(vault, engine, request);
      if (!scene.ok) return scene;
      const { locale, drawing } = request;
      return exportFile(desk, vault, {
        note: (sha256) => vault.recordEvent('exported-drawing', sha256),
        bytes: new TextEncoder().encode(
          drawingFile(scene.value, createTranslate(locale)('report.marking.secret')),
        ),
        askToReplace: (fileName) => askToReplace(window, locale, fileName),
        askWhere: () =>
          askWhereToSave(window, locale, 'dialog.save-drawing', drawingFileKind, `segl-${drawing.kind}.svg`),
      });
    },
  };
}

async function draw(
  vault: Vault,
  engine: Engine,
  { drawing, locale }: DrawingRequest,
): Promise<Result<Scene, CallFailure>> {
  const translate = createTranslate(locale);
  if (drawing.kind === 'attack') return success(attackDrawing(drawing.trace, translate));
  if (drawing.kind === 'risk-matrix') {
    const dossier = vault.dossier();
    if (!dossier.ok) return dossier;
    return success(riskMatrixDrawing(dossier.value, drawing.threats, drawing.when, translate));
  }
  const { text, sequence } = vault.latestRevision();
  const { executable } = checkText(text);
  if (executable === null) return failure({ code: 'model-refused' });
  const kept = vault.analysis(sequence);
  const record = kept === null ? await engine.analyse(text) : success(kept);
  return record.ok ? success(interactionDrawing(executable.model, record.value, translate)) : record;
}
