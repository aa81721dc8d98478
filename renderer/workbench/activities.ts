import EvaluationView from '#renderer/features/evaluation/EvaluationView.svelte';
import { initialEvaluationState } from '#renderer/features/evaluation/view-state.ts';
import { HistoryViewState } from '#renderer/features/history/view-state.svelte.ts';
import HistoryView from '#renderer/features/history/HistoryView.svelte';
import { initialReportsState } from '#renderer/features/reports/view-state.ts';
import ReportsView from '#renderer/features/reports/ReportsView.svelte';
import { initialRequirementsState } from '#renderer/features/requirements/view-state.ts';
import RequirementsView from '#renderer/features/requirements/RequirementsView.svelte';
import { initialRiskState } from '#renderer/features/risk/view-state.ts';
import RiskView from '#renderer/features/risk/RiskView.svelte';
import { initialScopeState } from '#renderer/features/scope/view-state.ts';
import ScopeView from '#renderer/features/scope/ScopeView.svelte';
import { initialSourcesState } from '#renderer/features/sources/view-state.ts';
import SourcesView from '#renderer/features/sources/SourcesView.svelte';
import { initialSharingState } from '#renderer/features/sharing/view-state.ts';
import SharingView from '#renderer/features/sharing/SharingView.svelte';
import { ThreatsViewState } from '#renderer/features/threats/view-state.svelte.ts';
import ThreatsView from '#renderer/features/threats/ThreatsView.svelte';
import type { ActivityName, ActivityStates } from '#renderer/shared/destination.ts';
import ModelView from '#renderer/workbench/ModelView.svelte';
import type { ViewRow } from '#renderer/workbench/view-row.ts';

/** A view that the rail leads to. */
interface ActivityRow<Place> extends ViewRow<Place> {
  /** A line drawing of 20 by 20, as a path; the word beneath is the name. */
  readonly icon: string;
  /** True where it stays on the page, unseen, while another is shown: the editor keeps its history there. */
  readonly kept?: true;
}

/** The registry of the rail: the method's activities in their order (the paper, Figure 3), the reports, and sharing. */
export const activities: { readonly [Name in ActivityName]: ActivityRow<ActivityStates[Name]> } = {
  scope: {
    label: 'scope.title',
    icon: 'M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4M10 7.500a2.500 2.500 0 1 0 .01 0z',
    component: ScopeView,
    initialState: initialScopeState,
  },
  sources: {
    label: 'sources.title',
    icon: 'M4 3.500h8a3 3 0 0 1 3 3V17H7a3 3 0 0 1-3-3zM4 14a2.500 2.500 0 0 1 2.500-2.500H15M7.500 7h4',
    component: SourcesView,
    initialState: initialSourcesState,
  },
  model: {
    label: 'interface.rail.model',
    icon: 'M4 4v13M16 4v13M4 8h11l-2.5-2.5M16 13H5l2.5 2.5',
    component: ModelView,
    initialState: () => ({ pane: 'table', passage: null, problems: false, wrap: false }),
    kept: true,
  },
  requirements: {
    label: 'requirements.title',
    icon: 'M3.500 5l1.500 1.500L7.500 4M3.500 11l1.500 1.500L7.500 10M10.500 5.500H17M10.500 11.500H17M10.500 16.500H17M4 16.500h3',
    component: RequirementsView,
    initialState: initialRequirementsState,
  },
  threats: {
    label: 'threats.title',
    icon: 'M10 3l7.500 13.500h-15zM10 8v4M10 14v.5',
    component: ThreatsView,
    initialState: () => new ThreatsViewState(),
  },
  risk: {
    label: 'risk.title',
    icon: 'M3 3h14v14H3zM3 7.700h14M3 12.300h14M7.700 3v14M12.300 3v14',
    component: RiskView,
    initialState: initialRiskState,
  },
  evaluation: {
    label: 'evaluation.title',
    icon: 'M3.500 16.500h13M5.500 16.500v-5M10 16.500v-12M14.500 16.500v-8',
    component: EvaluationView,
    initialState: initialEvaluationState,
  },
  history: {
    label: 'history.title',
    icon: 'M3.500 10a6.500 6.500 0 1 1 1.900 4.600M3.500 17v-3.500h3.500M10 6.500V10l2.500 2',
    component: HistoryView,
    initialState: () => new HistoryViewState(),
  },
  reports: {
    label: 'interface.rail.reports',
    icon: 'M5 2.5h7l3.5 3.5v11.5h-10.500zM12 2.500v3.500h3.500M8 10h5M8 13.500h5',
    component: ReportsView,
    initialState: initialReportsState,
  },
  sharing: {
    label: 'sharing.rail',
    icon: 'M6.500 10a2.500 2.500 0 1 1-5 0a2.500 2.500 0 0 1 5 0zM18 4.500a2.500 2.500 0 1 1-5 0a2.500 2.500 0 0 1 5 0zM18 15.500a2.500 2.500 0 1 1-5 0a2.500 2.500 0 0 1 5 0zM6.300 8.800l6.900-3.300M6.300 11.200l6.900 3.300',
    component: SharingView,
    initialState: initialSharingState,
  },
};
