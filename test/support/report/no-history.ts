import type { HistorySummary } from '#core/history/history-summary.ts';

/** The history of a project in which nothing happened. */
export const noHistory: HistorySummary = { days: [], named: [], shares: [], events: [], isWhole: true };
