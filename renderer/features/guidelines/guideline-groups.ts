import {
  guidelineCodes,
  guidelines,
  type Finding,
  type GuidelineCode,
  type Severity,
} from '#core/method/guidelines/design/finding.ts';

/** Which findings are listed. */
export type SeverityFilter = 'all' | Severity;

/** The findings of one guideline, in the order of the text. */
export interface GuidelineGroup {
  readonly code: GuidelineCode;
  readonly severity: Severity;
  readonly findings: readonly Finding[];
}

/** How a severity is shown beside its word. */
export const severityStatus: Readonly<
  Record<Severity, { readonly symbol: string; readonly tone: 'warning' | 'muted' }>
> = {
  warning: { symbol: '⚠', tone: 'warning' },
  advice: { symbol: '◇', tone: 'muted' },
};

/** The findings by guideline, warnings before advice, else in the order of the paper. */
export function groupFindings(
  findings: readonly Finding[],
  filter: SeverityFilter,
): readonly GuidelineGroup[] {
  return (['warning', 'advice'] as const)
    .filter((severity) => filter === 'all' || filter === severity)
    .flatMap((severity) =>
      guidelineCodes
        .filter((code) => guidelines[code].severity === severity)
        .map((code) => ({ code, severity, findings: findings.filter((each) => each.code === code) })),
    )
    .filter((group) => group.findings.length > 0);
}
