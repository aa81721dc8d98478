import { createPlainTranslate, type PlainKey, type PlainTranslate } from '#core/messages/plain-text.ts';
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
      ...purpose(record, translate),
      ...method(translate),
      // Table 1 in one piece.
      { kind: 'page-break' },
      ...results(record, translate),
      ...reading(translate),
      ...says(
        'public.approval.title',
        [status === 'draft' ? 'public.approval.draft' : 'public.approval.final'],
        translate,
      ),
    ],
  };
}

// A heading, and the paragraphs under it.
function says(title: PlainKey, texts: readonly PlainKey[], translate: PlainTranslate): readonly Block[] {
  return [heading(translate(title)), ...texts.map((key) => paragraph(translate(key)))];
}

function purpose(record: PublicRecord, translate: PlainTranslate): readonly Block[] {
  return [
    ...says(
      'public.introduction.title',
      ['public.introduction.protocol', 'public.introduction.confidence'],
      translate,
    ),
    heading(translate('public.system.title')),
    ...systemItems(record, translate),
  ];
}

function method(translate: PlainTranslate): readonly Block[] {
  const activities = [
    'public.method.scope',
    'public.method.model',
    'public.method.check',
    'public.method.threats',
    'public.method.risk',
  ] as const;
  return [
    ...says('public.method.title', ['public.method.text'], translate),
    { kind: 'list', numbered: true, items: activities.map((key) => translate(key)) },
    paragraph(translate('public.method.adversaries')),
  ];
}

function results(record: PublicRecord, translate: PlainTranslate): readonly Block[] {
  return [
    ...says('public.characteristics.title', ['public.characteristics.text'], translate),
    ...characteristics(record, translate),
    ...says('public.hierarchy.title', ['public.hierarchy.text'], translate),
    ...says('public.threats.title', ['public.threats.text'], translate),
    ...threatTable(record, translate),
    paragraph(translate('public.threats.refinements')),
    ...says('public.requirements.title', ['public.requirements.text'], translate),
    ...requirementTable(record, translate),
    heading(translate('public.principles.title')),
    ...principleList(record, translate),
  ];
}

// How the results are to be understood, and what stands nowhere in them.
function reading(translate: PlainTranslate): readonly Block[] {
  const limits = [
    'public.limits.model',
    'public.limits.ideal',
    'public.limits.implementation',
    'public.limits.undecided',
  ] as const;
  return [
    heading(translate('public.limits.title')),
    bullets(limits.map((key) => translate(key))),
    paragraph(translate('public.limits.conclusion')),
    ...says(
      'public.left-out.title',
      ['public.left-out.what', 'public.left-out.how', 'public.left-out.counts'],
      translate,
    ),
  ];
}
