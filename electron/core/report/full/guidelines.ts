import { guidelineCodes, guidelines, type GuidelineCode } from '#core/method/guidelines/design/finding.ts';
import { describeFinding, describeSections } from '#core/method/guidelines/describe-finding.ts';
import { positionAt } from '#core/language/source.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import type { Block } from '#core/report/document/document.ts';
import type { ProjectState } from '#core/method/project/project-state.ts';
import { paragraph } from '#core/report/document/tables.ts';

/** Where the design departs from the guidelines, each rule with the paper's sections and why it matters. */
export function guidelineChapter(state: ProjectState, translate: Translate): readonly Block[] {
  const { findings } = state;
  return [
    { kind: 'heading', level: 1, text: translate('report.full.guidelines') },
    paragraph(
      translate('report.full.guidelines.text', { count: findings.length, rules: guidelineCodes.length }),
    ),
    ...guidelineCodes.flatMap((code) => findingBlocks(code, state, translate)),
  ];
}

function findingBlocks(
  code: GuidelineCode,
  { findings, text }: ProjectState,
  translate: Translate,
): readonly Block[] {
  const found = findings.filter((finding) => finding.code === code);
  if (found.length === 0) return [];
  const { severity } = guidelines[code];
  const word = translate(`guideline.severity.${severity}`);
  const mark = severity === 'warning' ? `▲ ${word}` : word;
  return [
    { kind: 'heading', level: 3, text: translate(`guideline.${code}.title`) },
    {
      kind: 'paragraph',
      text: `${mark}. ${describeSections(code, translate)}.`,
      tone: severity === 'warning' ? 'warning' : 'muted',
    },
    paragraph(translate(`guideline.${code}.why`)),
    {
      kind: 'list',
      numbered: false,
      items: found.map((finding) =>
        translate('report.full.finding', {
          line: String(positionAt(text, finding.span.start).line),
          finding: describeFinding(finding, translate),
        }),
      ),
    },
  ];
}
