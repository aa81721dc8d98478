import type { ModelFindings } from '#core/interchange/format/format.ts';
import type { MessageStep, Model } from '#core/language/model.ts';
import { printTerm } from '#core/language/print/print-parts.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { namesOfStep } from '#core/method/evaluation/names-used.ts';
import { generateThreats } from '#core/method/threats/generate.ts';
import { describeThreat } from '#core/method/threats/describe-threat.ts';
import type { Threat } from '#core/method/threats/threat.ts';

/** The one trust zone: a protocol has channels with their trust, and no zones. */
const zone = 'zone-system';

/** Where Segl has no number, the format wants one: everything that is required counts in full. */
const required = { yes: 100, no: 0 } as const;

/**
 * A model as an Open Threat Model, version 0.2.0: entities as components, messages as dataflows, elements as assets, the
 * threats that follow from the model as threats, each at what it is about. What maps to what, and what does not, is in
 * resources/interchange/open-threat-model.md.
 */
export function openThreatModel({ executed, record, name }: ModelFindings, translate: Translate): object {
  const { model } = executed;
  const { threats } = generateThreats(executed, record, null);
  const known = new Map(threats.map((threat, index) => [threat, `threat-${String(index + 1)}`]));
  const at = (isAbout: (threat: Threat) => boolean): readonly object[] =>
    threats
      .filter(isAbout)
      .map((threat) => ({ threat: known.get(threat), state: 'exposed', mitigations: [] }));
  return {
    otmVersion: '0.2.0',
    project: {
      name: model.label,
      id: model.name,
      description: null,
      tags: [translate('report.marking.secret')],
      attributes: { classification: translate('report.marking.secret'), source: name },
    },
    representations: [{ name: model.label, id: 'representation-model', type: 'threat-model' }],
    trustZones: [{ id: zone, name: model.label, type: 'system', risk: { trustRating: 50 } }],
    assets: assetsOf(model, translate),
    components: model.entities.map((entity) => ({
      id: `entity-${entity.name}`,
      name: entity.label,
      type: 'entity',
      parent: { trustZone: zone },
      assets: {
        stored: model.elements
          .filter(({ holders, kind }) => kind !== 'constant' && holders.includes(entity.name))
          .map((element) => assetId(element.name)),
        processed: record.cells
          .filter((cell) => cell.entity === entity.name && cell.confidentiality.obtains)
          .map((cell) => assetId(cell.element)),
      },
      threats: at(({ subject }) => subject.entities.includes(entity.name)),
      attributes: { name: entity.name },
    })),
    dataflows: dataflowsOf(model).map(({ step, phase }) => ({
      id: `message-${step.name}`,
      name: step.label,
      bidirectional: false,
      source: `entity-${step.sender}`,
      destination: `entity-${step.receiver}`,
      assets: elementsIn(step, model).map(assetId),
      threats: at(({ subject }) => subject.messages.includes(step.name)),
      tags: [phase, translate(`report.trust.${step.trust}`)],
      attributes: { name: step.name, content: printTerm(step.content) },
    })),
    threats: threats.map((threat) => {
      const { title, description } = describeThreat(threat, model, translate);
      return {
        id: known.get(threat),
        name: title,
        description,
        categories: [
          translate(`report.attack-type.${threat.attackType}`),
          ...threat.breaches.map((breach) => translate(`threats.breach.${breach}`)),
        ],
        risk: {
          likelihood: null,
          impact: required.no,
          impactComment: translate('report.interchange.otm.not-assessed'),
        },
        attributes: { key: threat.id, assets: threat.subject.elements.map(assetId) },
      };
    }),
    mitigations: [],
  };
}

function assetId(element: string): string {
  return `element-${element}`;
}

function assetsOf({ elements, ticks }: Model, translate: Translate): readonly object[] {
  const isTicked = (name: string, property: 'confidentiality' | 'integrity'): number =>
    ticks.some((tick) => tick.element === name && tick.property === property) ? required.yes : required.no;
  return elements
    .filter(({ kind }) => kind !== 'constant')
    .map(({ name, label, kind }) => ({
      name: label,
      id: assetId(name),
      description: translate(`interface.kind.${kind}`),
      risk: {
        confidentiality: isTicked(name, 'confidentiality'),
        integrity: isTicked(name, 'integrity'),
        availability: required.no,
        comment: translate('report.interchange.otm.required'),
      },
      attributes: { name },
    }));
}

function dataflowsOf({ phases }: Model): readonly { readonly step: MessageStep; readonly phase: string }[] {
  return phases.flatMap(({ label, steps }) =>
    steps.flatMap((step) => (step.kind === 'message' ? [{ step, phase: label }] : [])),
  );
}

function elementsIn(step: MessageStep, { elements }: Model): readonly string[] {
  const names = new Set(namesOfStep(step));
  return elements.filter(({ name, kind }) => kind !== 'constant' && names.has(name)).map(({ name }) => name);
}
