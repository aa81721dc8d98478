import { createPlainTranslate, type PlainKey } from '#core/messages/plain-text.ts';
import type { Locale } from '#core/messages/texts.ts';
import { pagePlaceholders, type Block, type ReportDocument } from '#core/report/document/document.ts';
import type { PublicRecord } from '#core/publication/public-record.ts';
import { bullets, heading, paragraph } from '#core/report/public/blocks.ts';
import { principleList, systemItems } from '#core/report/public/public-lists.ts';
import { characteristics, requirementTable, threatTable } from '#core/report/public/public-tables.ts';

/** The status of a public report: still to be approved, or approved. The two differ on every page. */
export type PublicationStatus = 'draft' | 'final';

/**
 * The public report. Everything it says of a project comes from the public record: equal records give equal documents,
 * whatever else the projects are and whatever the runtime knows of languages.
 */
export function publicReport(
  record: PublicRecord,
  status: PublicationStatus,
  language: Locale,
): ReportDocument {
  const translate = createPlainTranslate(language);
  const says = (key: PlainKey): Block => paragraph(translate(key));
  const title = (key: PlainKey): Block => heading(translate(key));
  const method = [
    'public.method.scope',
    'public.method.model',
    'public.method.check',
    'public.method.threats',
    'public.method.risk',
  ] as const;
  const limits = [
    'public.limits.model',
    'public.limits.ideal',
    'public.limits.implementation',
    'public.limits.undecided',
  ] as const;
  return {
    language,
    title: translate('public.title'),
    marking:
      status === 'draft'
        ? { text: translate('report.marking.draft'), tone: 'warning' }
        : { text: translate('public.marking.final'), tone: 'good' },
    pageNumber: translate('report.page', pagePlaceholders),
    blocks: [
      { kind: 'title', text: translate('public.title'), subtitle: translate('public.subtitle') },
      title('public.introduction.title'),
      says('public.introduction.protocol'),
      says('public.introduction.confidence'),
      title('public.system.title'),
      ...systemItems(record, translate),
      title('public.method.title'),
      says('public.method.text'),
      { kind: 'list', numbered: true, items: method.map((key) => translate(key)) },
      says('public.method.adversaries'),
      // Table 1 in one piece.
      { kind: 'page-break' },
      title('public.characteristics.title'),
      says('public.characteristics.text'),
      ...characteristics(record, translate),
      title('public.hierarchy.title'),
      says('public.hierarchy.text'),
      title('public.threats.title'),
      says('public.threats.text'),
      ...threatTable(record, translate),
      says('public.threats.refinements'),
      title('public.requirements.title'),
      says('public.requirements.text'),
      ...requirementTable(record, translate),
      title('public.principles.title'),
      ...principleList(record, translate),
      title('public.limits.title'),
      bullets(limits.map((key) => translate(key))),
      says('public.limits.conclusion'),
      title('public.left-out.title'),
      says('public.left-out.what'),
      says('public.left-out.how'),
      says('public.left-out.counts'),
      title('public.approval.title'),
      says(status === 'draft' ? 'public.approval.draft' : 'public.approval.final'),
    ],
  };
}
