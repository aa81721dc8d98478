import DiagramView from '#renderer/features/diagram/DiagramView.svelte';
import { diagramPlace } from '#renderer/features/diagram/place.ts';
import GuidelinesView from '#renderer/features/guidelines/GuidelinesView.svelte';
import { guidelinesPlace } from '#renderer/features/guidelines/place.ts';
import { tablePlace } from '#renderer/features/requirements/place.ts';
import TableView from '#renderer/features/requirements/TableView.svelte';
import { verdictsPlace } from '#renderer/features/verdicts/place.ts';
import VerdictsView from '#renderer/features/verdicts/VerdictsView.svelte';
import type { PanePlaces } from '#renderer/shared/destination.ts';
import type { ViewRows } from '#renderer/workbench/view-row.ts';

/** The views beside the text of the model, one row each, in the order of their tabs. */
export const panes: ViewRows<PanePlaces> = {
  diagram: { label: 'interface.tab.diagram', component: DiagramView, place: diagramPlace },
  table: { label: 'interface.tab.table', component: TableView, place: tablePlace },
  verdicts: { label: 'interface.tab.verdicts', component: VerdictsView, place: verdictsPlace },
  guidelines: { label: 'interface.tab.guidelines', component: GuidelinesView, place: guidelinesPlace },
};
