import type { Model } from '#core/language/model.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { decisionOn } from '#core/method/threats/decide.ts';
import { byTableTwo, rowOf } from '#core/method/threats/table-two.ts';
import { describeThreat } from '#core/method/threats/describe-threat.ts';
import { threatDecisions } from '#core/dossier/threat-entry.ts';
import { threatStatuses, type Threat } from '#core/method/threats/threat.ts';
import { answerOf } from '#renderer/features/threats/threat-sign.ts';

/** The ways to group threats. */
export const groupings = ['type', 'target', 'status', 'decision'] as const;
export type Grouping = (typeof groupings)[number];

/** The properties that threats are filtered by, beside words; `all` lets everything pass. */
export const facets = ['answer', 'type', 'adversary', 'breach', 'phase', 'decision', 'status'] as const;
export type Facet = (typeof facets)[number];
export type ThreatFilter = Readonly<Record<Facet | 'words', string>>;

/** The filter that lets everything pass. */
export const everything: ThreatFilter = {
  answer: 'all',
  type: 'all',
  adversary: 'all',
  breach: 'all',
  phase: 'all',
  decision: 'all',
  status: 'all',
  words: '',
};

/** Threats that belong together. A threat can stand in several groups. */
export interface ListedGroup {
  readonly name: string;
  readonly title: string;
  readonly subtitle: string;
  readonly threats: readonly Threat[];
}

/** The values of a threat that a filter looks at. */
export function valuesOf(threat: Threat, facet: Facet): readonly string[] {
  switch (facet) {
    case 'answer':
      return [answerOf(threat)];
    case 'type':
      return [rowOf(threat.attackType)];
    case 'adversary':
      return [threat.adversary];
    case 'breach':
      return threat.breaches;
    case 'phase':
      return threat.phases;
    case 'decision':
      return [decisionOn(threat)];
    case 'status':
      return [threat.status];
  }
}

/** The threats that pass a filter; words are looked for in what is told of a threat and in its names. */
export function filterThreats(
  threats: readonly Threat[],
  filter: ThreatFilter,
  model: Model,
  text: Translate,
): readonly Threat[] {
  const words = filter.words.toLowerCase().split(/\s+/u);
  return threats.filter((threat) => {
    const passes = facets.every((facet) => {
      const wanted = filter[facet];
      return wanted === 'all' || valuesOf(threat, facet).includes(wanted);
    });
    if (!passes) return false;
    const { title, description } = describeThreat(threat, model, text);
    const told = [title, description, threat.entry?.reason ?? '', ...threat.targets].join(' ').toLowerCase();
    return words.every((word) => told.includes(word));
  });
}

/** Threats in groups, none of them empty. */
export function groupThreats(
  threats: readonly Threat[],
  by: Grouping,
  model: Model,
  text: Translate,
): readonly ListedGroup[] {
  const groups = groupsOf(threats, by, model, text);
  return groups.filter((group) => group.threats.length > 0);
}

function groupsOf(
  threats: readonly Threat[],
  by: Grouping,
  model: Model,
  text: Translate,
): readonly ListedGroup[] {
  switch (by) {
    case 'type':
      return byTableTwo(threats).map(({ row, threats: those }) => ({
        name: row.attack,
        title: text(`threats.table.${row.attack}`),
        subtitle:
          row.adversary === null
            ? ''
            : text('threats.table.row', {
                adversary: text(`threats.table.${row.adversary}`),
                breaches: row.breaches.map((breach) => text(`threats.breach.${breach}`)).join(', '),
              }),
        threats: those,
      }));
    case 'target':
      return byTarget(threats, model, text);
    case 'status':
      return threatStatuses.map((status) => ({
        name: status,
        title: text(`threats.status.${status}`),
        subtitle: text(`threats.status-what.${status}`),
        threats: threats.filter((threat) => threat.status === status),
      }));
    case 'decision':
      return threatDecisions.map((decision) => ({
        name: decision,
        title: text(`threats.decision.${decision}`),
        subtitle: '',
        threats: threats.filter((threat) => decisionOn(threat) === decision),
      }));
  }
}

// A threat stands with each element that it is about; without any, with its entities; else with the whole protocol.
function byTarget(threats: readonly Threat[], model: Model, text: Translate): readonly ListedGroup[] {
  const initialStatesOf = ({ subject }: Threat): readonly string[] =>
    subject.elements.length > 0 ? subject.elements : subject.entities;
  const named = [...model.elements, ...model.entities].map(({ name, label }) => ({
    name,
    title: name,
    subtitle: label === name ? '' : label,
    threats: threats.filter((threat) => initialStatesOf(threat).includes(name)),
  }));
  const known = new Set(named.map(({ name }) => name));
  const others = threats.filter((threat) => !initialStatesOf(threat).some((name) => known.has(name)));
  return [...named, { name: '', title: text('threats.whole'), subtitle: '', threats: others }];
}
