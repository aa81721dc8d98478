import type { ScytherCursor } from '#core/interchange/scyther/cursor.ts';
import { partsOf, tupleOf, type Term } from '#core/interchange/scyther/syntax.ts';
import type { Name } from '#core/interchange/scyther/tokens.ts';
import { largest } from '#core/largest.ts';

/** How deeply terms may be nested, macros put in. */
const maximalDepth = 100;

/** How many terms macros may add to a model. */
const maximalGrowth = 100_000;

interface Macro {
  readonly term: Term;
  readonly size: number;
  readonly depth: number;
}

/** Reads terms and puts in macros, which hold for what comes after them, whatever the scope. */
export class TermParser {
  readonly #cursor: ScytherCursor;
  readonly #macros = new Map<string, Macro>();
  #growth = 0;
  #depth = 0;

  constructor(cursor: ScytherCursor) {
    this.#cursor = cursor;
  }

  /** A macro's definition, from its name on. */
  define(): void {
    const { name, offset } = this.#cursor.takeName();
    this.#cursor.take('=');
    const before = this.#growth;
    const term = tupleOf(this.terms(), offset);
    this.#cursor.take(';');
    this.#macros.set(name, {
      term,
      size: this.#growth - before + sizeOf(term, maximalGrowth),
      depth: depthOf(term),
    });
  }

  terms(): readonly Term[] {
    return this.#cursor.takeList(() => this.term());
  }

  /** Terms in parentheses. */
  enclosed(): readonly Term[] {
    this.#cursor.take('(');
    const terms = this.terms();
    this.#cursor.take(')');
    return terms;
  }

  term(): Term {
    const { offset } = this.#cursor;
    this.#depth += 1;
    if (this.#depth > maximalDepth) this.#cursor.fail('too-deep');
    const term = this.#one(offset);
    this.#depth -= 1;
    return term;
  }

  #one(offset: number): Term {
    if (this.#cursor.sees('(')) return tupleOf(this.enclosed(), offset);
    if (this.#cursor.accept('{')) {
      const body = tupleOf(this.terms(), offset);
      this.#cursor.take('}');
      return { kind: 'encrypt', body, key: this.term(), offset };
    }
    const name = this.#cursor.takeName();
    if (!this.#cursor.sees('(')) return this.#expanded(name);
    return { kind: 'call', ...name, args: partsOf(tupleOf(this.enclosed(), offset)) };
  }

  #expanded({ name, offset }: Name): Term {
    const macro = this.#macros.get(name);
    if (macro === undefined) return { kind: 'name', name, offset };
    this.#growth += macro.size;
    if (this.#growth > maximalGrowth) this.#cursor.fail('too-large', name, offset);
    if (this.#depth + macro.depth > maximalDepth) this.#cursor.fail('too-deep', name, offset);
    return macro.term;
  }
}

function innerOf(term: Term): readonly Term[] {
  switch (term.kind) {
    case 'name':
      return [];
    case 'call':
      return term.args;
    case 'encrypt':
      return [term.body, term.key];
    case 'tuple':
      return term.parts;
  }
}

// Counts no further than the limit.
function sizeOf(term: Term, limit: number): number {
  let size = 1;
  for (const inner of innerOf(term)) if (size < limit) size += sizeOf(inner, limit - size);
  return size;
}

// Terms that came through the parser are not deeper than it allows, but macros share parts: each is seen once.
function depthOf(term: Term): number {
  const known = new Map<Term, number>();
  const visit = (each: Term): number => {
    const before = known.get(each);
    if (before !== undefined) return before;
    const depth = 1 + largest(innerOf(each).map(visit));
    known.set(each, depth);
    return depth;
  };
  return visit(term);
}
