import { channelWeakenings } from './weaker-adversary.ts';
import { weakening, type Weakening } from './weakening.ts';
import { assumedModel } from '#core/analysis/3-translate/attack-plan.ts';
import { phasesOf } from '#core/language/adversary-arrival.ts';
import { linesOfProposal } from '#core/method/threats/write-attack.ts';
import type { AttackAssumption, AttackModel, Model } from '#core/language/model.ts';

/** What the adversaries of a later model's attack models can no longer do, beyond what the plain one cannot. */
export function weakerAttacks(earlier: Model, later: Model): readonly Weakening[] {
  const plain = new Set(channelWeakenings(earlier, later).map(({ names }) => names.join()));
  return earlier.attacks.flatMap((attack): readonly Weakening[] => {
    const now = later.attacks.find(({ name }) => name === attack.name);
    if (now === undefined) return [weakening('attack-gone', [attack.name])];
    return [
      ...(attack.adversary === 'active' && now.adversary === 'passive'
        ? [weakening('attack-passive', [attack.name])]
        : []),
      ...(attack.untyped && !now.untyped ? [weakening('attack-typed', [attack.name])] : []),
      ...lost(attack, now, earlier, later),
      ...channelWeakenings(assumedModel(earlier, attack), assumedModel(later, now))
        .filter(({ names }) => !plain.has(names.join()))
        .map(({ names }) => weakening('attack-channel', [attack.name], names.join(', '))),
    ];
  });
}

// Each assumption for each entity or element, with the phases in which it is so.
function lost(attack: AttackModel, now: AttackModel, earlier: Model, later: Model): readonly Weakening[] {
  const given = grantedBy(now, later);
  return grantedBy(attack, earlier)
    .filter(({ what, phases }) => {
      const still = new Set(given.filter((each) => each.what === what).flatMap((each) => each.phases));
      const known = phases.filter((name) => later.phases.some((phase) => phase.name === name));
      return still.size === 0 || known.some((name) => !still.has(name));
    })
    .map(({ line }) => weakening('attack-weaker', [attack.name], line));
}

/** Something that an adversary is given. */
interface Granted {
  readonly what: string;
  readonly line: string;
  /** From the adversary's coming on. */
  readonly phases: readonly string[];
}

// Channels are told by the messages that go over them.
function grantedBy(attack: AttackModel, model: Model): readonly Granted[] {
  const exposed = phasesOf(assumedModel(model, attack)).from.map(({ name }) => name);
  return attack.assumptions
    .filter(({ kind }) => kind !== 'channel')
    .flatMap((assumption) => {
      const { kind, entities, elements, flaw, primitive, phase } = assumption;
      const phases = exposed.slice(Math.max(0, phase === null ? 0 : exposed.indexOf(phase)));
      return singles(entities, elements).map((single): Granted => {
        const assumptions = [{ ...assumption, ...single }];
        const [line = ''] = linesOfProposal({ adversary: 'active', untyped: false, assumptions }, model);
        return { what: JSON.stringify([kind, single, flaw, primitive]), line, phases };
      });
    });
}

function singles(
  entities: readonly string[],
  elements: readonly string[],
): readonly Pick<AttackAssumption, 'entities' | 'elements'>[] {
  if (entities.length + elements.length === 0) return [{ entities, elements }];
  return [
    ...entities.map((name) => ({ entities: [name], elements: [] })),
    ...elements.map((name) => ({ entities: [], elements: [name] })),
  ];
}
