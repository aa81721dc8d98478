import type { DerivationRule } from '#core/analysis/record/record.ts';
import { compositions, composingTerms } from '#core/terms/composition.ts';
import { openingKey } from '#core/terms/opening-key.ts';
import { reachableFrom, type Application, type Term, type TermStore } from '#core/terms/term.ts';
import { theory } from '#core/terms/theory.ts';

/** How a term was first obtained. `from` are terms obtained before it. */
export interface Fact {
  readonly term: Term;
  readonly rule: DerivationRule;
  readonly from: readonly Term[];
  readonly message: string | null;
}

/**
 * The knowledge of one holder: the closure of what it was given, made and received under taking apart and putting
 * together (Dolev and Yao 1983), kept closed while terms are added. Taking apart is done at once and once for each
 * term; a ciphertext whose key is missing waits, indexed by the ingredients of that key. Putting together is done on
 * demand and remembered.
 *
 * `facts` is history: it keeps the first derivation of everything ever known. {@link erase} removes from
 * what is held, not from history.
 */
export class Knowledge {
  readonly #store: TermStore;
  readonly #facts = new Map<Term, Fact>();
  readonly #held = new Set<Term>();
  readonly #waiting = new Map<Term, Set<Application>>();
  readonly #kept = new Set<Term>();

  constructor(store: TermStore) {
    this.#store = store;
  }

  /** A copy that grows by itself. */
  clone(): Knowledge {
    const copy = new Knowledge(this.#store);
    for (const [term, fact] of this.#facts) copy.#facts.set(term, fact);
    for (const term of this.#held) copy.#held.add(term);
    for (const term of this.#kept) copy.#kept.add(term);
    for (const [term, waiting] of this.#waiting) copy.#waiting.set(term, new Set(waiting));
    return copy;
  }

  /** First derivations of everything ever known, in order. */
  get facts(): ReadonlyMap<Term, Fact> {
    return this.#facts;
  }

  /** The terms that are held now: given, received, taken apart, or put together for a purpose. */
  get held(): ReadonlySet<Term> {
    return new Set(this.#held);
  }

  /**
   * Adds a term and everything that follows by taking apart. Returns the terms that are newly held, in order,
   * the term itself included. `from` are the terms known before that it rests on.
   */
  add(
    term: Term,
    rule: DerivationRule,
    message: string | null = null,
    from: readonly Term[] = [],
  ): readonly Term[] {
    const added: Term[] = [];
    const queue: Fact[] = [{ term, rule, from, message }];
    for (const fact of queue) {
      if (this.#held.has(fact.term)) continue;
      this.#hold(fact);
      added.push(fact.term);
      for (const each of this.#takenApart(fact.term)) queue.push(each);
      for (const each of this.#unlocked(fact.term)) queue.push(each);
    }
    return added;
  }

  /** Takes over what everybody knows from the start, in the beginning: nothing that can be taken apart. */
  addFacts(facts: readonly Fact[]): void {
    for (const fact of facts) this.#hold(fact);
  }

  #hold(fact: Fact): void {
    this.#held.add(fact.term);
    if (!this.#facts.has(fact.term)) this.#facts.set(fact.term, fact);
  }

  #takenApart(term: Term): readonly Fact[] {
    const part = (content: Term): Fact => ({ term: content, rule: 'part', from: [term], message: null });
    if (term.kind === 'tuple') return term.parts.map(part);
    if (term.kind !== 'apply') return [];
    const visible = term.associated === null ? [] : [part(term.associated)];
    if (theory[term.primitive].opens === 'anybody') return [...visible, part(term.content)];
    const key = this.openingKey(term);
    if (key === null) return visible;
    if (this.derives(key)) return [...visible, this.#opened(term, key)];
    for (const needed of composingTerms(key, this.#store)) {
      const waiting = this.#waiting.get(needed);
      if (waiting === undefined) this.#waiting.set(needed, new Set([term]));
      else waiting.add(term);
    }
    return visible;
  }

  #opened(ciphertext: Application, key: Term): Fact {
    return { term: ciphertext.content, rule: 'opened', from: [ciphertext, key], message: null };
  }

  #unlocked(term: Term): readonly Fact[] {
    return [...(this.#waiting.get(term) ?? [])].flatMap((ciphertext) => {
      const key = this.openingKey(ciphertext);
      return key !== null && this.#held.has(ciphertext) && this.derives(key)
        ? [this.#opened(ciphertext, key)]
        : [];
    });
  }

  /** The key that opens a ciphertext, or null where no key does. */
  openingKey(term: Application): Term | null {
    return openingKey(term, this.#store);
  }

  /** True if the holder has the public half that verifies a signature. */
  verifies(signature: Application): boolean {
    const { key } = signature;
    return key?.kind === 'key-half' && this.derives(this.#store.keyHalf('public', key.pair));
  }

  /** True if the term itself is held, without putting anything together. */
  holds(term: Term): boolean {
    return this.#held.has(term);
  }

  /** True if the holder has the term or can put it together now. */
  derives(term: Term): boolean {
    if (this.#held.has(term)) return true;
    const from = this.#parts(term);
    if (from === null) return false;
    this.#hold({ term, rule: 'built', from, message: null });
    return true;
  }

  /** True if the holder can put the term together from its parts, were it not held as a whole. */
  composes(term: Term): boolean {
    return this.#parts(term) !== null;
  }

  // What the holder would put the term together from, or null where it cannot.
  #parts(term: Term): readonly Term[] | null {
    const ways = compositions(term, this.#store);
    return ways.find((parts) => parts.every((part) => this.derives(part))) ?? null;
  }

  /** Everything that the term can be put together from, directly or not, itself included. */
  ingredientsOf(term: Term): ReadonlySet<Term> {
    return composingTerms(term, this.#store);
  }

  /** Keeps a term that was put together on purpose, so that it outlives the parts it was made from. */
  keep(term: Term): void {
    if (this.derives(term)) this.#kept.add(term);
  }

  /**
   * Erases a term: it is held no longer, nor is anything that it could be taken out of, nor what could have
   * been put together from it but was neither kept nor can be taken out of something else.
   */
  erase(term: Term): void {
    this.#kept.delete(term);
    for (const held of [...this.#held]) {
      const built = this.#facts.get(held)?.rule === 'built' && !this.#kept.has(held);
      if (isExtractable(held, term) || (built && composingTerms(held, this.#store).has(term)))
        this.#held.delete(held);
    }
    for (const held of [...this.#held]) {
      for (const fact of this.#takenApart(held)) this.add(fact.term, fact.rule, fact.message, fact.from);
    }
  }

  /** True if the holder knew the term and can no longer put it together. */
  lost(term: Term): boolean {
    return this.#facts.has(term) && !this.derives(term);
  }
}

/** True if `wanted` stands in `term` where taking apart, all keys given, brings it out. */
export function isExtractable(term: Term, wanted: Term): boolean {
  return extractableTerms(term).has(wanted);
}

/** Everything that taking apart, all keys given, brings out of a term, itself included. */
export function extractableTerms(term: Term): ReadonlySet<Term> {
  return reachableFrom(term, (each) => {
    if (each.kind === 'tuple') return each.parts;
    if (each.kind !== 'apply') return [];
    const visible = each.associated === null ? [] : [each.associated];
    return theory[each.primitive].opens === 'nobody' ? visible : [...visible, each.content];
  });
}
