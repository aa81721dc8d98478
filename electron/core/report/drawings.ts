import type { AnalysisRecord } from '#core/analysis/record.ts';
import type { TraceRecord } from '#core/analysis/verify/narrative.ts';
import { interactionScene } from '#core/diagrams/interaction.ts';
import type { Scene } from '#core/diagrams/scene.ts';
import { traceScene } from '#core/diagrams/trace.ts';
import type { Model } from '#core/language/model.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { interactionWords } from '#core/report/interaction-words.ts';
import { traceWords } from '#core/report/trace-words.ts';

/** Lines of a message's content at most, where there is no page to be filled. */
const contentLines = 4;

/** The interaction view of a model, as the window shows it and a file keeps it. */
export function interactionDrawing(model: Model, record: AnalysisRecord, translate: Translate): Scene {
  const words = interactionWords(translate);
  return interactionScene(record, model.entities, model.phases, { width: 600, contentLines, words });
}

/** An attack as an interaction view, as the window shows it and a file keeps it. */
export function attackDrawing(trace: TraceRecord, translate: Translate): Scene {
  return traceScene(trace, { width: 480, contentLines, words: traceWords(translate) });
}
