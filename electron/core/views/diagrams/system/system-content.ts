import type { ExecutedModel } from '#core/analysis/1-execute/execute.ts';
import { assumedModel } from '#core/analysis/3-translate/attack-plan.ts';
import { grouped } from '#core/grouped.ts';
import type { ChannelTrust } from '#core/language/kinds.ts';
import type { AttackModel, MessageStep, Model } from '#core/language/model.ts';
import { channelName } from '#core/views/diagrams/scene.ts';

/** Something that an entity holds at the end of the honest run. */
export interface StoredElement {
  readonly name: string;
  /** True where the attack model gives it to the adversary. */
  readonly leaked: boolean;
}

/** An entity with what it keeps. */
export interface SystemEntity {
  readonly name: string;
  readonly label: string;
  readonly longTerm: readonly StoredElement[];
  readonly session: readonly StoredElement[];
  /** The phase from which the attack model compromises it, by its label; '' from the start, null where it does not. */
  readonly compromisedFrom: string | null;
}

/** What goes over a channel in one phase, under one trust. */
export interface ChannelUse {
  readonly phase: string;
  readonly label: string;
  readonly trust: ChannelTrust;
  /** What the adversary does with it: nothing where it is absent from the phase, or the channel is secure. */
  readonly reads: boolean;
  readonly writes: boolean;
  readonly messages: readonly Pick<MessageStep, 'name' | 'label' | 'sender' | 'receiver'>[];
}

/** A channel between two entities, in every phase in which something goes over it. */
export interface SystemChannel {
  readonly name: string;
  readonly ends: readonly [string, string];
  readonly uses: readonly ChannelUse[];
}

/** The system as its model describes it. */
export interface SystemContent {
  readonly entities: readonly SystemEntity[];
  readonly channels: readonly SystemChannel[];
}

/**
 * The system of a model (the paper's Figure 5): its entities with what each holds at the end of the honest run, its channels
 * with their trust and what goes over them in each phase, and where the adversary sits: on the channels that it reads and
 * writes, and under an attack model in the entities that it has taken over, and with the elements that it has.
 */
export function systemContent({ model, run }: ExecutedModel, attack: AttackModel | null): SystemContent {
  const assumptions = attack?.assumptions ?? [];
  const assumed = attack === null ? model : assumedModel(model, attack);
  const leaked = new Set(assumptions.flatMap((each) => (each.kind === 'leak' ? each.elements : [])));
  const label = new Map(model.phases.map((phase) => [phase.name, phase.label]));
  return {
    entities: model.entities.map((entity) => {
      const knowledge = run.knowledge.get(entity.name);
      const living = (lifetime: 'long-term' | 'session'): readonly StoredElement[] =>
        model.elements
          .filter((each) => each.lifetime === lifetime && each.kind !== 'constant')
          .filter((each) => knowledge?.derives(run.vocabulary.secret(each)) === true)
          .map(({ name }) => ({ name, leaked: leaked.has(name) }));
      const compromise = assumptions.find(
        ({ kind, entities }) => kind === 'compromise' && entities.includes(entity.name),
      );
      return {
        name: entity.name,
        label: entity.label,
        longTerm: living('long-term'),
        session: living('session'),
        compromisedFrom: compromise === undefined ? null : (label.get(compromise.phase ?? '') ?? ''),
      };
    }),
    channels: channelsOf(assumed, attack),
  };
}

function channelsOf({ entities, phases }: Model, attack: AttackModel | null): readonly SystemChannel[] {
  const place = new Map(entities.map(({ name }, index) => [name, index]));
  const sent = phases.flatMap((phase) =>
    phase.steps.flatMap((step) => (step.kind === 'message' ? [{ phase, step }] : [])),
  );
  const channels = grouped(sent, ({ step }) => channelName(step.sender, step.receiver));
  return [...channels].map(([name, all]): SystemChannel => {
    const [one = '', other = ''] = name
      .split(' ')
      .toSorted((left, right) => (place.get(left) ?? 0) - (place.get(right) ?? 0));
    const uses = grouped(all, ({ phase, step }) => `${phase.name} ${step.trust}`);
    return {
      name,
      ends: [one, other],
      uses: [...uses.values()].flatMap((messages) => {
        const [first] = messages;
        if (first === undefined) return [];
        const { phase, step } = first;
        const { trust } = step;
        return {
          phase: phase.name,
          label: phase.label,
          trust,
          reads: phase.adversaryPresent && (trust === 'public' || trust === 'authentic'),
          writes:
            phase.adversaryPresent &&
            attack?.adversary !== 'passive' &&
            (trust === 'public' || trust === 'confidential'),
          messages: messages.map((each) => each.step),
        };
      }),
    };
  });
}
