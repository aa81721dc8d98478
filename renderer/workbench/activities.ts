import EvaluationView from '#renderer/features/evaluation/EvaluationView.svelte';
import { evaluationPlace } from '#renderer/features/evaluation/place.ts';
import { reportsPlace } from '#renderer/features/reports/place.ts';
import ReportsView from '#renderer/features/reports/ReportsView.svelte';
import { requirementsPlace } from '#renderer/features/requirements/place.ts';
import RequirementsView from '#renderer/features/requirements/RequirementsView.svelte';
import { riskPlace } from '#renderer/features/risk/place.ts';
import RiskView from '#renderer/features/risk/RiskView.svelte';
import { scopePlace } from '#renderer/features/scope/place.ts';
import ScopeView from '#renderer/features/scope/ScopeView.svelte';
import { sourcesPlace } from '#renderer/features/sources/place.ts';
import SourcesView from '#renderer/features/sources/SourcesView.svelte';
import { ThreatsPlace } from '#renderer/features/threats/place.svelte.ts';
import ThreatsView from '#renderer/features/threats/ThreatsView.svelte';
import type { ActivityName, ActivityPlaces } from '#renderer/shared/destination.ts';
import ModelView from '#renderer/workbench/ModelView.svelte';
import type { ViewRow } from '#renderer/workbench/view-row.ts';

/** A view that the rail leads to. */
interface ActivityRow<Place> extends ViewRow<Place> {
  /** A line drawing of 20 by 20, as a path; the word beneath is the name. */
  readonly icon: string;
  /** True where it stays on the page, unseen, while another is shown: the editor keeps its history there. */
  readonly kept?: true;
}

/** The registry of the rail: the method's activities in their order (the paper, Figure 3), and the reports. */
export const activities: { readonly [Name in ActivityName]: ActivityRow<ActivityPlaces[Name]> } = {
  scope: {
    label: 'scope.title',
    icon: 'M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4M10 7.500a2.500 2.500 0 1 0 .01 0z',
    component: ScopeView,
    place: scopePlace,
  },
  sources: {
    label: 'sources.title',
    icon: 'M4 3.500h8a3 3 0 0 1 3 3V17H7a3 3 0 0 1-3-3zM4 14a2.500 2.500 0 0 1 2.500-2.500H15M7.500 7h4',
    component: SourcesView,
    place: sourcesPlace,
  },
  model: {
    label: 'interface.rail.model',
    icon: 'M4 4v13M16 4v13M4 8h11l-2.5-2.5M16 13H5l2.5 2.5',
    component: ModelView,
    place: () => ({ pane: 'table', passage: null }),
    kept: true,
  },
  requirements: {
    label: 'requirements.title',
    icon: 'M3.500 5l1.500 1.500L7.500 4M3.500 11l1.500 1.500L7.500 10M10.500 5.500H17M10.500 11.500H17M10.500 16.500H17M4 16.500h3',
    component: RequirementsView,
    place: requirementsPlace,
  },
  threats: {
    label: 'threats.title',
    icon: 'M10 3l7.500 13.500h-15zM10 8v4M10 14v.5',
    component: ThreatsView,
    place: () => new ThreatsPlace(),
  },
  risk: {
    label: 'risk.title',
    icon: 'M3 3h14v14H3zM3 7.700h14M3 12.300h14M7.700 3v14M12.300 3v14',
    component: RiskView,
    place: riskPlace,
  },
  evaluation: {
    label: 'evaluation.title',
    icon: 'M3.500 16.500h13M5.500 16.500v-5M10 16.500v-12M14.500 16.500v-8',
    component: EvaluationView,
    place: evaluationPlace,
  },
  reports: {
    label: 'interface.rail.reports',
    icon: 'M5 2.5h7l3.5 3.5v11.5h-10.500zM12 2.500v3.500h3.500M8 10h5M8 13.500h5',
    component: ReportsView,
    place: reportsPlace,
  },
};
