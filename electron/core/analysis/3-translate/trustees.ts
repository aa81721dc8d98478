import type { HonestExecution } from '#core/analysis/1-execute/execute.ts';
import type { Element, Model } from '#core/language/model.ts';
import { subterms, type Term } from '#core/terms/term.ts';

/**
 * Who must be honest for anything to be asked about an element: the entities that may have it, and those that
 * may have a key which protects it or which it is derived from, and so on. Everybody else, and other instances
 * of the same entities, may be dishonest; so may whoever obtains the element without being permitted to.
 */
export class Trustees {
  readonly #elements: ReadonlyMap<Term, Element>;
  readonly #permitted = new Map<string, readonly string[]>();
  readonly #parents = new Map<string, Set<string>>();
  /** Who obtains an element in the honest run although the table does not permit it. */
  readonly #unwelcome = new Map<string, ReadonlySet<string>>();

  constructor(model: Model, execution: HonestExecution) {
    const { vocabulary } = execution;
    this.#elements = new Map(model.elements.map((element) => [vocabulary.secret(element), element]));
    for (const element of model.elements) this.#permitted.set(element.name, element.holders);
    for (const tick of model.ticks) {
      if (tick.property !== 'confidentiality') continue;
      this.#permitted.set(tick.element, tick.entities);
      const element = vocabulary.element(tick.element);
      if (element === undefined) continue;
      const secret = vocabulary.secret(element);
      const holders = [...execution.obtained].flatMap(([name, terms]) => (terms.has(secret) ? [name] : []));
      this.#unwelcome.set(tick.element, new Set(holders.filter((name) => !tick.entities.includes(name))));
    }
    for (const delivery of execution.deliveries) this.#visit(delivery.content, []);
    for (const element of model.elements) {
      const term = vocabulary.secret(element);
      if (term.kind !== 'apply') continue;
      for (const part of subterms(term)) this.#descend(element.name, part);
    }
  }

  /** The trustees of an element. */
  of(element: string): readonly string[] {
    const found = new Set([...this.foundations(element)].flatMap((name) => this.#permitted.get(name) ?? []));
    return [...found].filter((name) => this.#unwelcome.get(element)?.has(name) !== true);
  }

  /** The element, the keys that protect it and what it is derived from, and so on. */
  foundations(element: string): ReadonlySet<string> {
    const visited = new Set<string>();
    const visit = (name: string): void => {
      if (visited.has(name)) return;
      visited.add(name);
      this.#parents.get(name)?.forEach(visit);
    };
    visit(element);
    return visited;
  }

  // Notes for every element in a message the key right around it.
  #visit(term: Term, keys: readonly Term[]): void {
    const element = this.#elements.get(term);
    if (element !== undefined) {
      const [key] = keys;
      if (key !== undefined) this.#descend(element.name, key);
      return;
    }
    switch (term.kind) {
      case 'atom':
        return;
      case 'key-half': {
        // Who vouches for a public half is relied on for the whole pair.
        const [voucher] = keys;
        if (voucher !== undefined) this.#descend(term.pair, voucher);
        return;
      }
      case 'tuple':
        for (const part of term.parts) this.#visit(part, keys);
        return;
      case 'apply': {
        const inner = term.key === null ? keys : [term.key, ...keys];
        this.#visit(term.content, inner);
        if (term.associated !== null) this.#visit(term.associated, keys);
      }
    }
  }

  // The element depends on every element in the term.
  #descend(element: string, term: Term): void {
    const whole = this.#elements.get(term) ?? this.#pairOf(term);
    if (whole !== undefined) {
      if (whole.kind === 'constant' || whole.name === element) return;
      const parents = this.#parents.get(element) ?? new Set<string>();
      this.#parents.set(element, parents);
      parents.add(whole.name);
      return;
    }
    for (const part of subterms(term)) this.#descend(element, part);
  }

  #pairOf(term: Term): Element | undefined {
    if (term.kind !== 'key-half') return undefined;
    return [...this.#elements.values()].find(({ kind, name }) => kind === 'key-pair' && name === term.pair);
  }
}
