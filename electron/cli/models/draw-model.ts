import { failureSentence, type CommandFailureCode } from '#cli/console/console.ts';
import { readModel, textRefusal, type Refusal } from '#cli/models/model-file.ts';
import type { VerifyLimits } from '#cli/models/time-limit.ts';
import { verifyText } from '#cli/models/verify-file.ts';
import { analyseRun, checkText } from '#core/analysis/pipeline/analyse.ts';
import type { ExecutedModel } from '#core/analysis/1-execute/execute.ts';
import { createTranslate, type Locale } from '#core/messages/catalogue.ts';
import { attackPieces, interactionPieces } from '#core/report/drawing-document.ts';
import type { ProtectionLayout } from '#core/views/diagrams/protection/protection.ts';
import type { Scene } from '#core/views/diagrams/scene.ts';
import {
  attackDrawing,
  interactionDrawing,
  protectionDrawing,
  systemDrawing,
} from '#core/views/drawings/drawings.ts';
import { wholeInteraction } from '#core/views/diagrams/interaction/request.ts';
import { failure, success, type Result } from '#core/result.ts';

/** The views that the command draws. */
export const drawableViews = ['interaction', 'protection', 'system', 'attack'] as const;

/** What is drawn. What a view has not is left out. */
export interface DrawRequest extends VerifyLimits {
  readonly view: (typeof drawableViews)[number];
  readonly layout?: ProtectionLayout;
  /** The key that a tree is about. */
  readonly key?: string;
  /** The attack model whose adversary the system view shows. */
  readonly attack?: string;
  /** Of the interaction view: what entities do by themselves, too; what is passed on as one arrow; entities without a lane. */
  readonly localSteps?: boolean;
  readonly joinHops?: boolean;
  readonly without?: readonly string[];
  /** The question whose attack is drawn, counted from 1. */
  readonly question?: number;
}

/** A drawing as a whole, and in pieces for pages. */
export interface DrawnPieces {
  readonly title: string;
  readonly scene: Scene;
  readonly pieces: readonly Scene[];
}

/** Draws a view of a model's file. */
export function drawModel(file: string, request: DrawRequest, locale: Locale): Result<DrawnPieces, Refusal> {
  const read = readModel(file);
  if (!read.ok) return read;
  const { executable, diagnostics } = checkText(read.value);
  if (executable === null) return failure(textRefusal(read.value, diagnostics));
  const title = createTranslate(locale)(`report.view.${request.view}`);
  const whole = (scene: Scene): Result<DrawnPieces, Refusal> => success({ title, scene, pieces: [scene] });
  switch (request.view) {
    case 'interaction': {
      const record = analyseRun(executable.model, executable.run);
      const { localSteps = false, joinHops: joinedHops = false, without: hidden = [] } = request;
      const { model } = executable;
      if (hidden.some((name) => !model.entities.some((entity) => entity.name === name)))
        return refusal('entity-unknown');
      const shown = { ...wholeInteraction, localSteps, joinedHops, hidden };
      const scene = interactionDrawing(model, record, shown, createTranslate(locale));
      return success({ title, scene, pieces: interactionPieces(model, record, shown, locale) });
    }
    case 'protection': {
      const { layout = 'layers', key } = request;
      if (key !== undefined && !isKey(executable, key)) return refusal('key-unknown');
      return whole(protectionDrawing(executable, { layout, root: key }, createTranslate(locale)));
    }
    case 'system': {
      const { attack } = request;
      const { attacks } = executable.model;
      if (attack !== undefined && !attacks.some(({ name }) => name === attack)) {
        return refusal('attack-model-unknown');
      }
      return whole(systemDrawing(executable, { attack }, {}, createTranslate(locale)));
    }
    case 'attack':
      return drawAttack(read.value, request, { title, locale });
  }
}

function drawAttack(
  text: string,
  { question = 0, ...limits }: DrawRequest,
  { title, locale }: { readonly title: string; readonly locale: Locale },
): Result<DrawnPieces, Refusal> {
  const verified = verifyText(text, limits);
  if (!verified.ok) return verified;
  const trace = verified.value.verdicts[question - 1]?.trace ?? null;
  if (trace === null) return refusal('no-attack');
  const scene = attackDrawing(trace, createTranslate(locale));
  return success({ title, scene, pieces: attackPieces(trace, locale) });
}

function isKey({ model }: ExecutedModel, key: string): boolean {
  return model.elements.some(
    ({ name, kind }) => name === key && (kind === 'symmetric-key' || kind === 'key-pair'),
  );
}

function refusal(code: CommandFailureCode): Result<never, Refusal> {
  return failure({ code, message: failureSentence(code), line: null, column: null });
}
