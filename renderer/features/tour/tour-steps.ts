import type { Destination } from '#renderer/shared/destination.ts';

/** A step of the tour: its name in the catalogue, what it shows, and where the paper speaks of it. */
export interface TourStep {
  readonly name: 'scope' | 'sources' | 'model' | 'table' | 'verdicts' | 'threats' | 'risk' | 'publication';
  readonly destination: Destination;
  /** Sections of the paper. */
  readonly sections: string;
}

/** The tour through the method in its order (the paper, Figure 3). */
export const tourSteps: readonly TourStep[] = [
  { name: 'scope', destination: { view: 'scope' }, sections: '2.1' },
  { name: 'sources', destination: { view: 'sources' }, sections: '3.3' },
  { name: 'model', destination: { view: 'diagram' }, sections: '2.2' },
  { name: 'table', destination: { view: 'table' }, sections: '2.2' },
  { name: 'verdicts', destination: { view: 'verdicts' }, sections: '4.1' },
  { name: 'threats', destination: { view: 'threats', tab: 'catalogue' }, sections: '4.2' },
  { name: 'risk', destination: { view: 'risk' }, sections: '2.2' },
  { name: 'publication', destination: { view: 'reports', kind: 'public' }, sections: '3.3' },
];
