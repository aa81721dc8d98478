import type { Analysis } from '#core/analysis/record/record.ts';
import type { TraceRecord } from '#core/analysis/record/trace-record.ts';
import {
  interactionParts,
  interactionScene,
  type InteractionOptions,
} from '#core/views/diagrams/interaction/interaction.ts';
import { lanesShown, type InteractionRequest } from '#core/views/diagrams/interaction/request.ts';
import { riskMatrixScene } from '#core/views/diagrams/risk-matrix.ts';
import {
  protectionLayers,
  protectionPhases,
  protectionTree,
  type ProtectionLayout,
} from '#core/views/diagrams/protection/protection.ts';
import { protectionMatrix } from '#core/views/diagrams/protection/matrix.ts';
import { fallsWith } from '#core/analysis/2-consistency/falls-with.ts';
import type { ExecutedModel } from '#core/analysis/1-execute/execute.ts';
import { keyHierarchy } from '#core/structure/key-hierarchy.ts';
import { protections } from '#core/structure/protections.ts';
import { protectionWords } from '#core/views/words/protection-words.ts';
import { systemContent } from '#core/views/diagrams/system/system-content.ts';
import { systemScene, type Positions } from '#core/views/diagrams/system/system.ts';
import { systemWords } from '#core/views/words/system-words.ts';
import type { Scene } from '#core/views/diagrams/scene.ts';
import { traceScene } from '#core/views/diagrams/trace.ts';
import type { Dossier } from '#core/dossier/dossier.ts';
import type { Model } from '#core/language/model.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { interactionWords } from '#core/views/words/interaction-words.ts';
import { riskMatrixWords } from '#core/views/words/risk-words.ts';
import { traceWords } from '#core/views/words/trace-words.ts';
import { placeRisks } from '#core/method/risk/matrix-placement.ts';
import { riskRegister } from '#core/method/risk/register.ts';

/** Lines of a message's content at most, where there is no page to be filled. */
const contentLines = 6;

/** The least width of the interaction view and of each of its lanes, in points. */
const interactionWidth = { view: 464, lane: 116 } as const;

/** The least width of the protection view, in points. */
const protectionWidth = 480;

/** The interaction view of a model, as a file keeps it. */
export function interactionDrawing(
  model: Model,
  record: Analysis,
  request: InteractionRequest,
  translate: Translate,
): Scene {
  return interactionScene(model, record, request, interactionOptions(model, request, translate));
}

/** The interaction view of a model, as the window shows it: the heads of its lanes, and what scrolls beneath them. */
export function interactionDrawingParts(
  model: Model,
  record: Analysis,
  request: InteractionRequest,
  translate: Translate,
): { readonly heads: Scene; readonly body: Scene } {
  return interactionParts(model, record, request, interactionOptions(model, request, translate));
}

function interactionOptions(
  { entities }: Model,
  request: InteractionRequest,
  translate: Translate,
): InteractionOptions {
  const lanes = lanesShown(
    entities.map(({ name }) => name),
    request,
  );
  const width = Math.max(interactionWidth.view, lanes.length * interactionWidth.lane);
  return { width, contentLines, words: interactionWords(translate) };
}

/** A drawing of the protection view. */
export interface ProtectionRequest {
  readonly layout: ProtectionLayout;
  /** The key that a tree is about; without one, or where there is no such key, the first of the model. */
  readonly root?: string | undefined;
}

/** The protection view of a model, as the window shows it and a file keeps it. */
export function protectionDrawing(
  executed: ExecutedModel,
  request: ProtectionRequest,
  translate: Translate,
): Scene {
  const { model, run } = executed;
  const words = protectionWords(translate);
  const { elements, phases } = model;
  const content = { hierarchy: keyHierarchy(model, run.vocabulary), elements };
  const options = { width: protectionWidth, words };
  switch (request.layout) {
    case 'layers':
      return protectionLayers(content, options);
    case 'tree': {
      const { keys } = content.hierarchy;
      const root = keys.find(({ name }) => name === request.root)?.name ?? keys[0]?.name ?? '';
      return protectionTree(content, root, fallsWith(executed, root), options);
    }
    case 'phases':
      return protectionPhases(content, phases, protections(model), options);
    case 'matrix':
      return protectionMatrix(elements, protections(model), words);
  }
}

/** A drawing of the system view. */
export interface SystemRequest {
  /** The attack model of the text whose adversary is drawn; without one, or where there is none of the name, the plain one. */
  readonly attack?: string | undefined;
}

/** The system view of a model, as the window shows it and a file keeps it; boxes stand where they were put by hand. */
export function systemDrawing(
  executed: ExecutedModel,
  { attack }: SystemRequest,
  positions: Positions,
  translate: Translate,
): Scene {
  const assumed = executed.model.attacks.find(({ name }) => name === attack) ?? null;
  return systemScene(systemContent(executed, assumed), positions, systemWords(translate));
}

/** An attack as an interaction view, as the window shows it and a file keeps it. */
export function attackDrawing(trace: TraceRecord, translate: Translate): Scene {
  return traceScene(trace, { width: 480, contentLines, words: traceWords(translate) });
}

/**
 * The risk matrix of a project, before or after treatment, as the window shows it and a file keeps it.
 *
 * @param threats identifiers of the accepted threats in the catalogue's order, which their numbers go by.
 */
export function riskMatrixDrawing(
  { riskPolicy, threats: entries, assessments, treatments }: Dossier,
  threats: readonly string[],
  when: 'before' | 'after',
  translate: Translate,
): Scene {
  const catalogue = threats.map((id) => ({ id, entry: entries.find((entry) => entry.id === id) ?? null }));
  const risks = riskRegister(riskPolicy, catalogue, assessments, treatments);
  const look = { width: 400, words: riskMatrixWords(translate), title: translate(`risk.matrix.${when}`) };
  return riskMatrixScene(riskPolicy, placeRisks(risks), when, look);
}
