import type { TraceRecord } from '#core/analysis/record/trace-record.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import type { ProjectState } from '#core/method/project/project-state.ts';
import { drawingRoom, drawingScale, type Block } from '#core/report/document/document.ts';
import { questionLabels } from '#core/report/full/question-labels.ts';
import { attacksByCause } from '#core/views/attacks/attack-cause.ts';
import { tracePages } from '#core/views/diagrams/trace.ts';
import type { Scene } from '#core/views/diagrams/scene.ts';
import { traceWords } from '#core/views/words/trace-words.ts';

/** A drawing that is only so much higher than a page is made smaller: a few lines on a page of their own help nobody. */
const mostShrunk = 1.25;

/** The attacks that are told, drawn with the adversary as a lane. Nothing where there are none. */
export function attackDrawings({ analysis }: ProjectState, translate: Translate): readonly Block[] {
  if (analysis === null) return [];
  const labels = questionLabels(analysis);
  const drawings = attacksByCause(analysis.verdicts).flatMap(({ representative }): readonly Block[] => {
    const trace = analysis.verdicts[representative]?.trace;
    if (trace == null) return [];
    const scenes = piecesOf(trace, translate);
    const text = translate('report.full.attack-drawing', { number: labels.of[representative] ?? '' });
    return scenes.map((scene, index) => ({
      kind: 'drawing',
      scene,
      caption: {
        text:
          scenes.length === 1
            ? text
            : translate('report.part', { text, part: index + 1, parts: scenes.length }),
      },
    }));
  });
  if (drawings.length === 0) return [];
  return [{ kind: 'heading', level: 1, text: translate('report.full.attack-drawings') }, ...drawings];
}

function piecesOf(trace: TraceRecord, translate: Translate): readonly Scene[] {
  const { width, height } = drawingRoom;
  const pieces = (pageHeight: number): readonly Scene[] =>
    tracePages(trace, { width, pageHeight, contentLines: 3, words: traceWords(translate) });
  const [whole, ...more] = pieces(height * mostShrunk);
  const fits = whole !== undefined && more.length === 0 && drawingScale(whole) * mostShrunk >= 1;
  return fits ? [whole] : pieces(height);
}
