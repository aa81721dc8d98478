import type { Translate } from '#core/messages/catalogue.ts';
import type { Block } from '#core/report/document/document.ts';
import type { ProjectState } from '#core/method/project/project-state.ts';
import { paragraph } from '#core/report/document/tables.ts';

/** The first page: what the report is about, what it rests on, and its contents. */
export function opening(state: ProjectState, translate: Translate): readonly Block[] {
  const { model, record, projectName, revision, day } = state;
  const subtitle = translate('report.full.subtitle', {
    project: projectName,
    protocol: model.label,
    revision: String(revision),
    date: day,
  });
  return [
    { kind: 'title', text: translate('report.full.title'), subtitle },
    paragraph(translate('report.full.introduction')),
    currencyNotice(state, translate),
    {
      kind: 'paragraph',
      text: translate('report.full.identity', { engine: record.engineVersion, hash: record.inputHash }),
      tone: 'muted',
    },
    { kind: 'contents', title: translate('report.contents') },
  ];
}

/** The paragraph that tells if an active adversary was analysed, and if that is about the text of the report. */
export function currencyNotice({ analysis, revision }: ProjectState, translate: Translate): Block {
  if (analysis === null) {
    return { kind: 'paragraph', text: translate('report.full.active.none'), tone: 'danger' };
  }
  return analysis.currency === 'current'
    ? paragraph(translate('report.full.active.current', { revision: String(revision) }))
    : {
        kind: 'paragraph',
        text: translate('report.full.active.outdated', { revision: String(revision) }),
        tone: 'danger',
      };
}
