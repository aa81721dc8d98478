import { createTranslate, type Locale } from '#core/messages/catalogue.ts';
import { pagePlaceholders, type ReportDocument } from '#core/report/document/document.ts';
import { numberCaptions } from '#core/report/document/number-captions.ts';
import { letterHeadings, numberHeadings } from '#core/report/document/number-headings.ts';
import { attackDrawings } from '#core/report/full/attack-drawings.ts';
import { attackChapter } from '#core/report/full/attacks.ts';
import { captionLists } from '#core/report/full/caption-lists.ts';
import { discrepancyChapter } from '#core/report/full/discrepancies.ts';
import { effortChapter } from '#core/report/full/effort.ts';
import { evaluationChapter } from '#core/report/full/evaluation.ts';
import { guidelineChapter } from '#core/report/full/guidelines.ts';
import { historyChapter } from '#core/report/full/history.ts';
import { interactionChapter } from '#core/report/full/interaction.ts';
import { hierarchyChapter } from '#core/report/full/key-hierarchy.ts';
import { metricsChapter } from '#core/report/full/metrics.ts';
import { modelChapter } from '#core/report/full/model-tables.ts';
import { modelText } from '#core/report/full/model-text.ts';
import { opening } from '#core/report/full/opening.ts';
import { requirementChapter } from '#core/report/full/requirements.ts';
import { riskChapter } from '#core/report/full/risk.ts';
import { scopeChapter } from '#core/report/full/scope.ts';
import { sourceChapter } from '#core/report/full/sources.ts';
import { summaryChapter } from '#core/report/full/summary.ts';
import { systemChapter } from '#core/report/full/system.ts';
import { threatChapter } from '#core/report/full/threats.ts';
import { treatmentChapter } from '#core/report/full/treatments.ts';
import { verdictChapter } from '#core/report/full/verdicts.ts';
import type { ProjectState } from '#core/method/project/project-state.ts';

/** The chapters of the full report, in the order in which the method comes by what they say. */
const chapters = [
  summaryChapter,
  scopeChapter,
  systemChapter,
  sourceChapter,
  modelChapter,
  hierarchyChapter,
  requirementChapter,
  discrepancyChapter,
  verdictChapter,
  attackChapter,
  guidelineChapter,
  threatChapter,
  riskChapter,
  treatmentChapter,
  metricsChapter,
  evaluationChapter,
  effortChapter,
  historyChapter,
] as const;

/** What is looked up: longer drawings, and the text that everything is about. */
const appendices = [interactionChapter, attackDrawings, modelText] as const;

/** The full report: everything of the project, for those who signed the confidentiality agreement. */
export function fullReport(state: ProjectState, locale: Locale): ReportDocument {
  const translate = createTranslate(locale);
  const body = chapters.flatMap((chapter) => chapter(state, translate));
  const appended = appendices.flatMap((appendix) => appendix(state, translate));
  // Captions go by headings without their numbers.
  const numbered = numberCaptions([...body, ...appended], translate);
  return {
    language: locale,
    title: translate('report.full.title'),
    marking: { text: translate('report.marking.secret'), tone: 'danger' },
    pageNumber: translate('report.page', pagePlaceholders),
    blocks: [
      ...opening(state, translate),
      ...captionLists(numbered, translate),
      ...numberHeadings(numbered.blocks.slice(0, body.length)),
      ...letterHeadings(numbered.blocks.slice(body.length)),
    ],
  };
}
