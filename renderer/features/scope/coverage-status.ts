import type { Coverage } from '#core/dossier/scope.ts';

/** Symbol and colour of each coverage, beside its word. */
export const coverageStatus: Readonly<Record<Coverage, { readonly symbol: string; readonly tone: string }>> =
  {
    covered: { symbol: '✓', tone: 'good' },
    partly: { symbol: '◐', tone: 'warning' },
    'not-covered': { symbol: '○', tone: 'muted' },
  };
