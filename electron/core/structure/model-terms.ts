import type { Element, Model } from '#core/language/model.ts';
import type { TermExpression } from '#core/language/syntax.ts';
import { TermStore, formatTerm, type Term } from '#core/terms/term.ts';

/**
 * How deep the term of a definition may be, with the definitions that it needs put in: deeper than any protocol's,
 * shallow enough for every recursive visitor.
 */
const maximalDepth = 400;

/**
 * The terms of a model. A derived element stands for the term it is derived as, everywhere in the text; two
 * entities that derive it the same way have the same key.
 */
export class ModelTerms {
  readonly store = new TermStore();
  readonly #elements: ReadonlyMap<string, Element>;
  readonly #definitions = new Map<string, TermExpression>();
  readonly #aliases = new Map<Term, string>();
  readonly #terms = new Map<string, Term>();
  readonly #underWay = new Set<string>();
  readonly #tooDeep = new Set<string>();
  // How many terms within each other are being made.
  #nesting = 0;

  constructor(model: Model) {
    this.#elements = new Map(model.elements.map((element) => [element.name, element]));
    for (const phase of model.phases) {
      for (const step of phase.steps) {
        if (step.kind === 'derive' && !this.#definitions.has(step.element)) {
          this.#definitions.set(step.element, step.content);
        }
      }
    }
    for (const name of this.#definitions.keys()) {
      const term = this.name(name);
      if (term.kind !== 'atom') this.#aliases.set(term, name);
    }
  }

  /** The term of an expression. */
  term(expression: TermExpression): Term {
    this.#nesting += 1;
    const term = this.#made(expression);
    this.#nesting -= 1;
    return term;
  }

  #made(expression: TermExpression): Term {
    switch (expression.kind) {
      case 'name':
        return this.name(expression.name);
      case 'tuple':
        return this.store.tuple(expression.parts.map((part) => this.term(part)));
      case 'key-half':
        return this.store.keyHalf(expression.half, expression.pair.name);
      case 'apply':
        return this.store.apply(
          expression.primitive,
          expression.key === null ? null : this.term(expression.key),
          this.term(expression.content),
          expression.associated === null ? null : this.term(expression.associated),
        );
    }
  }

  /**
   * The term that a name stands for. A definition that needs itself counts as undefined, and so does one whose term
   * is deeper than {@link maximalDepth}.
   */
  name(name: string): Term {
    const known = this.#terms.get(name);
    if (known !== undefined) return known;
    const definition = this.#definitions.get(name);
    if (definition === undefined) {
      const atom = this.store.atom(name);
      this.#terms.set(name, atom);
      return atom;
    }
    if (this.#underWay.has(name)) return this.store.atom(name);
    this.#underWay.add(name);
    const defined = this.#nesting > maximalDepth ? null : this.term(definition);
    this.#underWay.delete(name);
    const fits = defined !== null && defined.depth <= maximalDepth;
    if (!fits) this.#tooDeep.add(name);
    const term = fits ? defined : this.store.atom(name);
    this.#terms.set(name, term);
    return term;
  }

  /** True if the definition of a name was left out, its term being too deep. */
  isTooDeep(name: string): boolean {
    return this.#tooDeep.has(name);
  }

  /** The term whose possession counts as obtaining an element: of a key pair, its private half. */
  secret(element: Element): Term {
    return element.kind === 'key-pair'
      ? this.store.keyHalf('private', element.name)
      : this.name(element.name);
  }

  /** The element of a name, or undefined. */
  element(name: string): Element | undefined {
    return this.#elements.get(name);
  }

  /** True if an element is derived somewhere in the model. */
  isDerived(name: string): boolean {
    return this.#definitions.has(name);
  }

  /** Prints a term, derived elements by their names. */
  format(term: Term): string {
    return formatTerm(term, this.#aliases);
  }
}
