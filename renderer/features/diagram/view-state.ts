import { wholeInteraction, type InteractionRequest } from '#core/views/diagrams/interaction/request.ts';
import type { ProtectionLayout } from '#core/views/diagrams/protection/protection.ts';

/** The drawings of the model, in the order of their tabs. */
export const diagramTabs = ['interaction', 'protection', 'system', 'simulator'] as const;
export type DiagramTab = (typeof diagramTabs)[number];

/** Which drawing of the model is shown, and how. */
interface DiagramState {
  tab: DiagramTab;
  /** What of the interaction view is shown. */
  interaction: InteractionRequest;
  /** The moment of the honest run that the simulator shows, counted from 0. */
  moment: number;
  /** The layout of the protection view. */
  layout: ProtectionLayout;
  /** The attack model whose adversary the system view shows; '' for the plain one. */
  attack: string;
}

declare module '#renderer/shared/destination.ts' {
  interface PaneStates {
    readonly diagram: DiagramState;
  }
}

/** The state of the diagram view as it is first shown. */
export function initialDiagramState(): DiagramState {
  return { tab: 'interaction', interaction: wholeInteraction, moment: 0, layout: 'layers', attack: '' };
}
