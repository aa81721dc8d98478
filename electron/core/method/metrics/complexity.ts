import type { Analysis, DerivationRule } from '#core/analysis/record/record.ts';
import type { MessageStep, Model, Phase } from '#core/language/model.ts';
import { channelTrusts, type ChannelTrust } from '#core/language/kinds.ts';
import { largest } from '#core/largest.ts';
import { nestingDepth, operationsIn, type OperationCounts } from './operations.ts';

/** How deep primitives stand within each other. `mean` is over the messages, to two decimals; null without any. */
export interface Nesting {
  readonly max: number;
  readonly mean: number | null;
}

/** The cost of one phase. Operations are those of its messages and derivations. */
export interface PhaseMetrics {
  readonly name: string;
  readonly adversaryPresent: boolean;
  readonly messages: number;
  readonly derivations: number;
  readonly operations: OperationCounts;
  readonly nesting: Nesting;
}

/** How deep primitives are nested in one message. */
export interface MessageMetrics {
  readonly name: string;
  readonly phase: string;
  readonly nesting: number;
}

/**
 * How one entity comes by the elements of the model, constants aside, in the honest run; of a key pair the private
 * half counts. Each element counts once, by how the entity first had it: `held` before the first message, `made`
 * fresh, `derived` (it derives it, or could), `received` in a message, or `without` it to the end.
 */
export interface EntityMetrics {
  readonly name: string;
  readonly held: number;
  readonly made: number;
  readonly derived: number;
  readonly received: number;
  readonly without: number;
  /** Messages that it sends, and that it receives. */
  readonly sends: number;
  readonly receives: number;
}

/** Channels of one trust: pairs of entities between which messages go in a phase, and those messages. */
export interface ChannelMetrics {
  readonly trust: ChannelTrust;
  readonly channels: number;
  readonly messages: number;
}

/** How complex a model is. */
export interface Complexity {
  readonly phases: readonly PhaseMetrics[];
  readonly messages: readonly MessageMetrics[];
  readonly nesting: Nesting;
  readonly entities: readonly EntityMetrics[];
  readonly channels: readonly ChannelMetrics[];
}

/** Measures how complex a model is; `record` is that of its honest run. */
export function complexity(model: Model, record: Pick<Analysis, 'cells'>): Complexity {
  const messages = model.phases.flatMap((phase) =>
    messagesOf(phase).map(({ name, content }) => ({
      name,
      phase: phase.name,
      nesting: nestingDepth(content),
    })),
  );
  return {
    phases: model.phases.map(phaseMetrics),
    messages,
    nesting: nestingOf(messages.map(({ nesting }) => nesting)),
    entities: entityMetrics(model, record),
    channels: channelMetrics(model),
  };
}

function messagesOf({ steps }: Phase): readonly MessageStep[] {
  return steps.filter((step) => step.kind === 'message');
}

function nestingOf(depths: readonly number[]): Nesting {
  const sum = depths.reduce((total, depth) => total + depth, 0);
  return {
    max: largest(depths),
    mean: depths.length === 0 ? null : Math.round((100 * sum) / depths.length) / 100,
  };
}

function phaseMetrics(phase: Phase): PhaseMetrics {
  const messages = messagesOf(phase);
  const derivations = phase.steps.filter((step) => step.kind === 'derive');
  return {
    name: phase.name,
    adversaryPresent: phase.adversaryPresent,
    messages: messages.length,
    derivations: derivations.length,
    operations: operationsIn([...messages, ...derivations].map(({ content }) => content)),
    nesting: nestingOf(messages.map(({ content }) => nestingDepth(content))),
  };
}

type Coming = 'held' | 'made' | 'derived' | 'received' | 'without';

const comings: Readonly<Record<DerivationRule, Coming>> = {
  public: 'held',
  given: 'held',
  made: 'made',
  built: 'derived',
  predictable: 'derived',
  guessed: 'derived',
  // Under an attack model, and of the adversary alone.
  leaked: 'held',
  'handed-over': 'held',
  broken: 'derived',
  received: 'received',
  overheard: 'received',
  part: 'received',
  opened: 'received',
};

function entityMetrics(model: Model, { cells }: Pick<Analysis, 'cells'>): readonly EntityMetrics[] {
  const messages = model.phases.flatMap(messagesOf);
  return model.entities.map(({ name }) => {
    const count = { held: 0, made: 0, derived: 0, received: 0, without: 0 };
    for (const { entity, confidentiality } of cells) {
      if (entity !== name) continue;
      const last = confidentiality.derivation.at(-1);
      count[last === undefined ? 'without' : comings[last.rule]] += 1;
    }
    return {
      name,
      ...count,
      sends: messages.filter(({ sender }) => sender === name).length,
      receives: messages.filter(({ receiver }) => receiver === name).length,
    };
  });
}

function channelMetrics(model: Model): readonly ChannelMetrics[] {
  const messages = model.phases.flatMap((phase) =>
    messagesOf(phase).map(({ sender, receiver, trust }) => ({
      channel: [phase.name, ...[sender, receiver].toSorted()].join(' '),
      trust,
    })),
  );
  return channelTrusts.map((trust) => {
    const those = messages.filter((message) => message.trust === trust);
    return {
      trust,
      channels: new Set(those.map(({ channel }) => channel)).size,
      messages: those.length,
    };
  });
}
