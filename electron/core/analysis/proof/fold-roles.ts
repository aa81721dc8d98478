import { endEvents, pastEvents } from '#core/analysis/proof/goal.ts';
import { withRoles } from '#core/analysis/proof/with-roles.ts';
import { anySort, type Message } from '#core/protocol/message.ts';
import type { Channel, Protocol, Role, RoleStep } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';

/**
 * A protocol with fewer roles, to be read without phases, that does whatever the given one does as far as these
 * queries can tell: of the roles that are written alike only one is left, and the labels at the same places of
 * them are taken for one label. Roles are alike when renaming variables, made values, counter values and labels,
 * and leaving out phases and the events that the queries do not speak of, makes one of them the beginning of the
 * other. The number of roles then no longer grows with the number of phases that repeat each
 * other, as when a key is renewed over and over.
 *
 * Why it is sound. Take a trace of the given protocol and let each run of a role be a run of the one that is left
 * for it: step by step it does the same, with the made values renamed. The renaming is one-to-one, since it is
 * so within a role and every value belongs to one run; so messages that differ, runs that differ and the arguments
 * of events that differ still do, and those that are equal still are. What was on a channel under a label can
 * be received under it as before, for labels are only taken together. Without phases no order of roles is
 * prescribed, and whatever the adversary gets in some phase it has from the start. So the trace, renamed, is one of
 * the folded protocol, with the same events in the same order, and what is proved of the folded protocol holds.
 * The folded protocol may do more, since what one phase left can be taken up by several: what violates a query in
 * it need not happen.
 */
export function foldRoles(protocol: Protocol, queries: readonly Query[]): Protocol {
  const spoken = new Set(queries.flatMap((query) => [...endEvents(query), ...pastEvents(query)]));
  const labels = new Labels();
  const left: Folded[] = [];
  // The longest first: a shorter one is the beginning of it, and never the other way round.
  const byLength = [...protocol.roles].toSorted((one, other) => other.steps.length - one.steps.length);
  for (const role of byLength) {
    const steps = role.steps.filter((step) => step.kind !== 'event' || spoken.has(step.event));
    const shape = shapeOf(role, steps, protocol);
    const alike = left.find((each) => isBeginning(shape, each.shape));
    if (alike === undefined) left.push({ role, steps, shape, several: false });
    else {
      alike.several = true;
      steps.forEach((step, index) => {
        const other = alike.steps[index];
        if (other !== undefined) labels.join(other, step);
      });
    }
  }
  if (left.length === protocol.roles.length) return protocol;
  const folded = new Map(left.map((each) => [each.role, each]));
  const roles = protocol.roles.flatMap((role): readonly Role[] => {
    const each = folded.get(role);
    if (each === undefined) return [];
    const steps = role.steps.map((step) => labels.rename(step));
    return [{ ...role, steps, runs: each.several ? null : role.runs }];
  });
  return withRoles(protocol, roles);
}

interface Folded {
  readonly role: Role;
  /** Those of its steps that matter. */
  readonly steps: readonly RoleStep[];
  readonly shape: readonly string[];
  /** Whether it stands for others, too. */
  several: boolean;
}

function isBeginning(shape: readonly string[], whole: readonly string[]): boolean {
  return shape.length <= whole.length && shape.every((step, index) => step === whole[index]);
}

/** Which labels are taken for one. */
class Labels {
  readonly #parents = new Map<string, string>();

  join(one: RoleStep, other: RoleStep): void {
    if (!('label' in one) || !('label' in other)) return;
    const [first, second] = [this.#root(one.label), this.#root(other.label)];
    if (first !== second) this.#parents.set(second, first);
  }

  rename(step: RoleStep): RoleStep {
    return 'label' in step ? { ...step, label: this.#root(step.label) } : step;
  }

  #root(label: string): string {
    let root = label;
    for (let parent = this.#parents.get(root); parent !== undefined; parent = this.#parents.get(root)) {
      root = parent;
    }
    return root;
  }
}

// What a role with these steps is but for its names: first its agents, then each step. Two roles have equal shapes exactly when a
// one-to-one renaming, within each kind of names, makes them equal.
function shapeOf(role: Role, steps: readonly RoleStep[], protocol: Protocol): readonly string[] {
  const names = new Map<string, string>();
  // The number of a name, with its sort where it stands for the first time.
  const numbered = (kind: string, name: string, sort: string): string => {
    const key = `${kind} ${name}`;
    const known = names.get(key);
    if (known !== undefined) return known;
    const number = `${kind} ${String(names.size)}`;
    names.set(key, number);
    return `${number}: ${sort}`;
  };
  const variable = (name: string): string => numbered('variable', name, role.sorts.get(name) ?? anySort);
  const value = (name: string): string => numbered('value', name, protocol.sorts.get(name) ?? anySort);
  const write = (message: Message): unknown => {
    switch (message.kind) {
      case 'variable':
        return variable(message.name);
      case 'fresh':
        return value(message.name);
      case 'constant':
        return { constant: message.name };
      case 'apply':
        return [message.symbol, ...message.args.map(write)];
    }
  };
  const ends = (channel: Channel): unknown =>
    channel.trust === 'public' ? [] : [write(channel.from), write(channel.to)];
  const agents = role.parameters.map(({ name, sort }) => [numbered('variable', name, sort), sort]);
  const self = role.self === null ? null : variable(role.self);
  return [
    JSON.stringify([agents, self]),
    ...steps.map((step) => JSON.stringify([step.kind, ...written(step)])),
  ];

  function written(step: RoleStep): readonly unknown[] {
    switch (step.kind) {
      case 'send':
        return [step.channel.trust, ends(step.channel), write(step.message)];
      case 'receive':
        return [step.channel.trust, ends(step.channel), write(step.pattern)];
      case 'match':
        return [write(step.pattern), write(step.value)];
      case 'differ':
        return [write(step.left), write(step.right)];
      case 'compute':
        return [step.symbol, step.args.map(write), variable(step.variable), step.checked];
      case 'event':
        return [step.event, step.args.map(write), step.honest.map(variable)];
      case 'advance':
        return [step.counter, value(step.value)];
      case 'accept':
        return [step.counter, step.holder.map(write), write(step.value)];
    }
  }
}
