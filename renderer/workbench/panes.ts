import DiagramView from '#renderer/features/diagram/DiagramView.svelte';
import { initialDiagramState } from '#renderer/features/diagram/view-state.ts';
import GuidelinesView from '#renderer/features/guidelines/GuidelinesView.svelte';
import { initialGuidelinesState } from '#renderer/features/guidelines/view-state.ts';
import { initialTableState } from '#renderer/features/requirements/view-state.ts';
import TableView from '#renderer/features/requirements/TableView.svelte';
import { initialVerdictsState } from '#renderer/features/verdicts/view-state.ts';
import VerdictsView from '#renderer/features/verdicts/VerdictsView.svelte';
import type { PaneStates } from '#renderer/shared/destination.ts';
import type { ViewRows } from '#renderer/workbench/view-row.ts';

/** The views beside the text of the model, one row each, in the order of their tabs. */
export const panes: ViewRows<PaneStates> = {
  diagram: { label: 'interface.tab.diagram', component: DiagramView, initialState: initialDiagramState },
  table: { label: 'interface.tab.table', component: TableView, initialState: initialTableState },
  verdicts: { label: 'interface.tab.verdicts', component: VerdictsView, initialState: initialVerdictsState },
  guidelines: {
    label: 'interface.tab.guidelines',
    component: GuidelinesView,
    initialState: initialGuidelinesState,
  },
};
