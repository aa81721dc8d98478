import type { Element, Model, Phase, Step } from '#core/language/model.ts';
import type { TermExpression } from '#core/language/syntax.ts';

/** What is made with a primitive, as it is written. */
export type AppliedTerm = Extract<TermExpression, { readonly kind: 'apply' }>;

/** The text of a model, looked up by name. */
export class Text {
  readonly model: Model;
  /** The phases that everybody went through before there was an adversary, and the others. */
  readonly quiet: readonly Phase[];
  readonly open: readonly Phase[];
  readonly #elements: ReadonlyMap<string, Element>;
  readonly #definitions = new Map<string, TermExpression>();
  readonly #roles: ReadonlySet<string>;
  /** The entities that make an element. */
  readonly #makers = new Map<string, Set<string>>();
  /** The place of each step, of the one that derives a name first, and of those at which a number is moved on. */
  readonly #placeOf: ReadonlyMap<Step, number>;
  readonly #derivedAt = new Map<string, number>();
  readonly #movedAt = new Map<string, number[]>();
  // Terms never change, and are spelled out again and again.
  readonly #spelledOut = new WeakMap<TermExpression, TermExpression>();

  constructor(model: Model) {
    this.model = model;
    const arrival = model.phases.findIndex(({ adversaryPresent }) => adversaryPresent);
    this.quiet = arrival < 0 ? model.phases : model.phases.slice(0, arrival);
    this.open = arrival < 0 ? [] : model.phases.slice(arrival);
    this.#elements = new Map(model.elements.map((element) => [element.name, element]));
    this.#roles = new Set(model.entities.map(({ name }) => name));
    const steps = model.phases.flatMap((phase) => phase.steps);
    this.#placeOf = new Map(steps.map((step, place) => [step, place]));
    for (const [place, step] of steps.entries()) this.#note(step, place);
  }

  #note(step: Step, place: number): void {
    if (step.kind === 'derive' && !this.#definitions.has(step.element)) {
      this.#definitions.set(step.element, step.content);
      this.#derivedAt.set(step.element, place);
    }
    if (step.kind === 'advance')
      for (const name of step.elements) this.#movedAt.set(name, [...(this.#movedAt.get(name) ?? []), place]);
    if (step.kind === 'make')
      for (const name of step.elements)
        this.#makers.set(name, new Set([...(this.#makers.get(name) ?? []), step.entity]));
  }

  element(name: string): Element {
    const element = this.#elements.get(name);
    if (element === undefined) throw new RangeError('the model is resolved: every element is declared');
    return element;
  }

  /** The term that a name is first derived as, or null where it is not derived. */
  definition(name: string): TermExpression | null {
    return this.#definitions.get(name) ?? null;
  }

  /** A term with every derived name in it as it was derived. */
  spelledOut(term: TermExpression): TermExpression {
    const spelled = this.#spelledOut.get(term) ?? this.#spell(term);
    this.#spelledOut.set(term, spelled);
    return spelled;
  }

  #spell(term: TermExpression): TermExpression {
    switch (term.kind) {
      case 'name': {
        const definition = this.definition(term.name);
        return definition === null || namesIn(definition).includes(term.name)
          ? term
          : this.spelledOut(definition);
      }
      case 'key-half':
        return term;
      case 'tuple':
        return { ...term, parts: term.parts.map((part) => this.spelledOut(part)) };
      case 'apply':
        return {
          ...term,
          key: term.key === null ? null : this.spelledOut(term.key),
          content: this.spelledOut(term.content),
          associated: term.associated === null ? null : this.spelledOut(term.associated),
        };
    }
  }

  /** True if an element stands in a term, or in what a derived name in it was derived from. */
  mentions(term: TermExpression, element: string): boolean {
    const whole = this.spelledOut(term);
    const definition = this.definition(element);
    const derived = definition === null ? null : written(this.spelledOut(definition));
    return (
      [...namesIn(term), ...namesIn(whole)].includes(element) ||
      applicationsIn(whole).some((each) => written(each) === derived)
    );
  }

  /** Like `mentions`, but for keys: what is locked with an element says nothing of it, unless its key is made of that. */
  carries(term: TermExpression, element: string): boolean {
    const definition = this.definition(element);
    const derived = definition === null ? null : written(this.spelledOut(definition));
    const within = (each: TermExpression): boolean => {
      if (each.kind === 'apply' && written(each) === derived) return true;
      switch (each.kind) {
        case 'name':
          return each.name === element;
        case 'key-half':
          return each.pair.name === element;
        case 'tuple':
          return each.parts.some(within);
        case 'apply':
          return (
            within(each.content) ||
            (each.associated !== null && within(each.associated)) ||
            (each.key?.kind === 'apply' && within(each.key))
          );
      }
    };
    return within(term) || within(this.spelledOut(term));
  }

  /** The numbers that a derived name was made with and that somebody has moved on since, when a step comes. */
  movedSinceDerived(name: string, step: Step): readonly string[] {
    const definition = this.#definitions.get(name);
    const derived = this.#derivedAt.get(name);
    if (definition === undefined || derived === undefined || this.#movedAt.size === 0) return [];
    const until = this.#placeOf.get(step) ?? derived;
    return namesIn(definition).filter((each) =>
      this.#movedAt.get(each)?.some((place) => derived < place && place < until),
    );
  }

  /** The name under which a run has the secret of an element: of a pair its private half. */
  secretName(element: string): string {
    return this.element(element).kind === 'key-pair' ? `sk(${element})` : element;
  }

  isRole(name: string): boolean {
    return this.#roles.has(name);
  }

  /** True where somebody makes the element in the text. */
  isMade(name: string): boolean {
    return this.#makers.has(name);
  }

  /** True where an entity makes the element in the text, or brings it along as its own. */
  isMadeBy(name: string, role: string): boolean {
    return this.isOwn(name, role) || this.#makers.get(name)?.has(role) === true;
  }

  /** True for data and nonces that one entity alone has, and that nobody makes: new in each of its runs. */
  isOwn(name: string, role: string): boolean {
    const element = this.#elements.get(name);
    if (element === undefined || (element.kind !== 'data' && element.kind !== 'nonce')) return false;
    const [only, ...others] = new Set([...element.holders, ...element.knownTo]);
    return only === role && others.length === 0 && !this.isMade(name) && this.definition(name) === null;
  }

  /** The names of all counters and clocks. */
  get numbers(): readonly string[] {
    return this.model.elements.map(({ name }) => name).filter((name) => this.isNumber(name));
  }

  /** Counters and clocks: what they show is a number. */
  isNumber(name: string): boolean {
    const kind = this.#elements.get(name)?.kind;
    return kind === 'counter' || kind === 'timestamp';
  }
}

/** True if an entity acts in a step: it sends or receives, or it is the one that does it. */
export function takesPartIn(step: Step, role: string): boolean {
  switch (step.kind) {
    case 'message':
      return step.sender === role || step.receiver === role;
    case 'make':
    case 'advance':
    case 'check':
    case 'skip':
      return step.entity === role;
    case 'derive':
    case 'accept':
    case 'install':
    case 'erase':
      return step.entities.includes(role);
  }
}

const writtenTerms = new WeakMap<TermExpression, string>();

/** How a term is written, in one way: equal texts mean the same term. */
export function written(term: TermExpression): string {
  const text = writtenTerms.get(term) ?? writeOut(term);
  writtenTerms.set(term, text);
  return text;
}

function writeOut(term: TermExpression): string {
  switch (term.kind) {
    case 'name':
      return term.name;
    case 'key-half':
      return `${term.half === 'public' ? 'pk' : 'sk'}(${term.pair.name})`;
    case 'tuple':
      return `(${term.parts.map(written).join(', ')})`;
    case 'apply': {
      const key = term.key === null ? '' : `[${written(term.key)}]`;
      const associated = term.associated === null ? '' : ` ; ${written(term.associated)}`;
      return `${term.primitive}${key}(${written(term.content)}${associated})`;
    }
  }
}

// Terms never change, so that what stands in one is worked out once.
const namesInTerms = new WeakMap<TermExpression, readonly string[]>();

/** The names in a term, of a half that of its pair. */
export function namesIn(term: TermExpression): readonly string[] {
  const names = namesInTerms.get(term) ?? namesAt(term);
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
      return term.parts.flatMap(namesIn);
    case 'apply':
      return [term.key, term.content, term.associated].flatMap((part) =>
        part === null ? [] : namesIn(part),
      );
  }
}

/** What is made with a primitive in a term: itself, and everything inside. */
export function applicationsIn(term: TermExpression): readonly AppliedTerm[] {
  switch (term.kind) {
    case 'name':
    case 'key-half':
      return [];
    case 'tuple':
      return term.parts.flatMap(applicationsIn);
    case 'apply':
      return [
        term,
        ...[term.key, term.content, term.associated].flatMap((inner) =>
          inner === null ? [] : applicationsIn(inner),
        ),
      ];
  }
}
