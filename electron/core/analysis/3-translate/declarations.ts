import type { Element, Model, Step } from '#core/language/model.ts';
import type { TermExpression } from '#core/language/syntax.ts';

/** What a text declares and defines, looked up by name. */
export class Declarations {
  readonly model: Model;
  readonly #elements: ReadonlyMap<string, Element>;
  readonly #entities: ReadonlySet<string>;
  readonly #definitions = new Map<string, TermExpression>();
  readonly #steps: readonly Step[];
  readonly #made: ReadonlySet<string>;
  readonly #mentions = new Map<TermExpression, ReadonlySet<string>>();
  readonly #carried = new Map<TermExpression, ReadonlySet<string>>();

  constructor(model: Model) {
    this.model = model;
    this.#elements = new Map(model.elements.map((element) => [element.name, element]));
    this.#entities = new Set(model.entities.map(({ name }) => name));
    this.#steps = model.phases.flatMap(({ steps }) => steps);
    this.#made = new Set(this.#steps.flatMap((step) => (step.kind === 'make' ? step.elements : [])));
    for (const step of this.#steps) {
      if (step.kind === 'derive' && !this.#definitions.has(step.element)) {
        this.#definitions.set(step.element, step.content);
      }
    }
  }

  element(name: string): Element | undefined {
    return this.#elements.get(name);
  }

  isEntity(name: string): boolean {
    return this.#entities.has(name);
  }

  /** The term that a name is derived as, where the text first derives it; null where it does not. */
  definition(name: string): TermExpression | null {
    return this.#definitions.get(name) ?? null;
  }

  /** True where some step makes the element. */
  isMade(name: string): boolean {
    return this.#made.has(name);
  }

  /** Counters and clocks: their values are numbers, which everybody has. */
  isNumber(name: string): boolean {
    const kind = this.#elements.get(name)?.kind;
    return kind === 'counter' || kind === 'timestamp';
  }

  /** True for a clock. */
  isClock(name: string): boolean {
    return this.#elements.get(name)?.kind === 'timestamp';
  }

  /** True where an entity keeps a counter or a clock itself. */
  keeps(entity: string, name: string): boolean {
    return this.isNumber(name) && this.#elements.get(name)?.holders.includes(entity) === true;
  }

  /** True for data and nonces that the entity alone has and that nobody makes: they are new in each of its runs. */
  isOwn(name: string, entity: string): boolean {
    const element = this.#elements.get(name);
    if (element === undefined || (element.kind !== 'data' && element.kind !== 'nonce')) return false;
    const having = new Set([...element.holders, ...element.knownTo]);
    return having.size === 1 && having.has(entity) && !this.isMade(name) && this.definition(name) === null;
  }

  /** The numbers in the definition of a name that have moved on between its derivation and a step. */
  movedSinceDerived(name: string, step: Step): readonly string[] {
    const definition = this.definition(name);
    const numbers = definition === null ? [] : namesWithin(definition).filter((each) => this.isNumber(each));
    if (numbers.length === 0) return [];
    const from = this.#steps.findIndex((each) => each.kind === 'derive' && each.element === name);
    const until = this.#steps.indexOf(step);
    return numbers.filter((each) =>
      this.#steps.some(
        (other, place) =>
          place >= from && place < until && other.kind === 'advance' && other.elements.includes(each),
      ),
    );
  }

  /** All names in a term, those included that its derived names are made of. */
  mentionedIn(term: TermExpression): ReadonlySet<string> {
    const known = this.#mentions.get(term);
    if (known !== undefined) return known;
    const found = new Set<string>();
    const open = [...namesWithin(term)];
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (found.has(name)) continue;
      found.add(name);
      const definition = this.definition(name);
      if (definition !== null) open.push(...namesWithin(definition));
    }
    this.#mentions.set(term, found);
    return found;
  }

  /**
   * The names whose values a term carries: like all names in it, but for keys, which lock others and say nothing of
   * themselves; a key that is made of something carries that.
   */
  carriedBy(term: TermExpression): ReadonlySet<string> {
    const known = this.#carried.get(term);
    if (known !== undefined) return known;
    const found = new Set<string>();
    const visit = (each: TermExpression): void => {
      switch (each.kind) {
        case 'name': {
          const isNew = !found.has(each.name);
          found.add(each.name);
          const definition = this.definition(each.name);
          if (isNew && definition !== null) visit(definition);
          return;
        }
        case 'key-half':
          found.add(each.pair.name);
          return;
        case 'tuple':
          each.parts.forEach(visit);
          return;
        case 'apply': {
          visit(each.content);
          if (each.associated !== null) visit(each.associated);
          const key = each.key?.kind === 'name' ? this.definition(each.key.name) : each.key;
          if (key?.kind === 'apply') visit(key);
        }
      }
    };
    visit(term);
    this.#carried.set(term, found);
    return found;
  }
}

// Terms never change, so that what stands in one is worked out once.
const namesInTerms = new WeakMap<TermExpression, readonly string[]>();

/** The names that stand in a term, of a half that of its pair. */
export function namesWithin(term: TermExpression): readonly string[] {
  const known = namesInTerms.get(term);
  if (known !== undefined) return known;
  const names = namesAt(term);
  namesInTerms.set(term, names);
  return names;
}

function namesAt(term: TermExpression): readonly string[] {
  switch (term.kind) {
    case 'name':
      return [term.name];
    case 'key-half':
      return [term.pair.name];
    case 'tuple':
      return term.parts.flatMap(namesWithin);
    case 'apply':
      return partsOf(term).flatMap(namesWithin);
  }
}

/** Key, content and associated data of something made with a primitive, as far as it has them. */
export function partsOf(
  term: Extract<TermExpression, { readonly kind: 'apply' }>,
): readonly TermExpression[] {
  return [term.key, term.content, term.associated].filter((part) => part !== null);
}
