import type { Coverage } from '#core/dossier/scope.ts';

/** How each coverage looks beside its word. */
export const coverageLook: Readonly<Record<Coverage, { readonly symbol: string; readonly tone: string }>> = {
  covered: { symbol: '✓', tone: 'good' },
  partly: { symbol: '◐', tone: 'warning' },
  'not-covered': { symbol: '○', tone: 'muted' },
};
