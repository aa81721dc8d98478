import type { Acceptance, Analysis, RequirementCell } from '#core/analysis/record/record.ts';
import type { Delivery, HonestExecution } from '#core/analysis/1-execute/execute.ts';
import { isExposed } from '#core/method/guidelines/design/design.ts';
import type { Element, Model } from '#core/language/model.ts';
import { allSubterms } from '#core/terms/term.ts';

/** Elements that an analyst would assess as one: data by itself, and the symmetric keys that the same entities share. */
export interface ElementGroup {
  /** The name of the group, whichever elements are in it. */
  readonly name: readonly string[];
  readonly elements: readonly string[];
}

/** The attack surface of a model: messages that it can read or write, and what they carry under which keys. */
export class AttackSurface {
  readonly model: Model;
  readonly run: HonestExecution;
  readonly record: Analysis;
  /** Messages that the adversary can replace. */
  readonly exposed: readonly Delivery[];
  readonly #cells: ReadonlyMap<string, RequirementCell>;

  constructor(model: Model, run: HonestExecution, record: Analysis) {
    this.model = model;
    this.run = run;
    this.record = record;
    this.exposed = run.deliveries.filter(isExposed);
    this.#cells = new Map(record.cells.map((cell) => [`${cell.element} ${cell.entity}`, cell]));
  }

  /** Elements in groups, each group where its first element stands. */
  grouped(elements: Iterable<string>): readonly ElementGroup[] {
    const groups = new Map<string, { readonly name: readonly string[]; readonly elements: string[] }>();
    const wanted = new Set(elements);
    for (const element of this.model.elements) {
      if (!wanted.has(element.name)) continue;
      const name = groupName(element);
      const group = groups.get(name.join()) ?? { name, elements: [] };
      groups.set(name.join(), group);
      group.elements.push(element.name);
    }
    return [...groups.values()];
  }

  /** The group that an element is in. */
  groupOf(element: string): readonly string[] {
    const found = this.model.elements.find(({ name }) => name === element);
    return found === undefined ? [element] : groupName(found);
  }

  cell(element: string, entity: string): RequirementCell | undefined {
    return this.#cells.get(`${element} ${entity}`);
  }

  /** The messages in which an entity takes an element over while an adversary is there. */
  acceptances(element: string, entity: string): readonly Acceptance[] {
    const accepted = this.cell(element, entity)?.integrity?.acceptances ?? [];
    return accepted.filter(({ message }) =>
      this.run.deliveries.some(({ step, phase }) => step.name === message && phase.adversaryPresent),
    );
  }

  /** True if something under the key, as it is printed, was first sent by the entity. */
  protectsWith(entity: string, key: string): boolean {
    const { vocabulary, deliveriesWith, deliveries } = this.run;
    return deliveries.some((delivery) =>
      [...allSubterms(delivery.content)].some(
        (term) =>
          term.kind === 'apply' &&
          term.key !== null &&
          vocabulary.format(term.key) === key &&
          deliveriesWith(term)[0]?.step.sender === entity,
      ),
    );
  }

  /** The phases in which messages carry one of the elements, in order. */
  phasesCarrying(elements: readonly string[]): readonly string[] {
    const { vocabulary, deliveriesWith } = this.run;
    const carrying = elements.flatMap((name) => {
      const element = vocabulary.element(name);
      return element === undefined ? [] : deliveriesWith(vocabulary.secret(element));
    });
    return this.inOrder(carrying.map(({ phase }) => phase.name));
  }

  /** The phases of messages, in order. */
  phasesOf(messages: readonly string[]): readonly string[] {
    const those = this.run.deliveries.filter(({ step }) => messages.includes(step.name));
    return this.inOrder(those.map(({ phase }) => phase.name));
  }

  inOrder(phases: readonly string[]): readonly string[] {
    return this.model.phases.map(({ name }) => name).filter((name) => phases.includes(name));
  }
}

function groupName({ name, kind, holders }: Element): readonly string[] {
  return kind === 'symmetric-key' && holders.length > 1 ? ['keys', ...holders.toSorted()] : [name];
}

/** True for an element of a group; false for null. */
export function isInGroup(element: string | null, { elements }: ElementGroup): boolean {
  return element !== null && elements.includes(element);
}
