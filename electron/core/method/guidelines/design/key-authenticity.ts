import { isExposed, type Design, type Reception } from './design.ts';
import type { Delivery } from '#core/analysis/1-execute/execute.ts';
import { theory } from '#core/terms/theory.ts';
import type { Term } from '#core/terms/term.ts';

/**
 * True if an entity can be sure whose key it uses when it sends a message: no adversary can have put another in its
 * place. What the key rests on was there from the start or is the entity's own; or it came under something that the
 * entity verifies with a key that it can be sure of, a third party's certificate included; or by then the other end
 * has shown under the key a secret that the two share. A hint and no proof, and kinder than the requirement table: it
 * trusts every third party.
 */
export function isKeyAuthenticated(design: Design, key: Term, delivery: Delivery): boolean {
  return new Certainty(design, delivery).ofKey(key);
}

class Certainty {
  readonly #design: Design;
  readonly #entity: string;
  readonly #seen: readonly Reception[];
  // What the entity is sure of, and what was looked at in this round.
  readonly #sure = new Set<Term>();
  readonly #looked = new Set<Term>();

  constructor(design: Design, { step }: Delivery) {
    const { deliveries } = design.run;
    const before = new Set(
      deliveries.slice(
        0,
        deliveries.findIndex((each) => each.step === step),
      ),
    );
    this.#design = design;
    this.#entity = step.sender;
    this.#seen = design.receptions.filter(
      (each) => each.receiver === step.sender && before.has(each.delivery),
    );
  }

  // What rests on itself rests on nothing: rounds go on while one finds something to be sure of that another may rest on.
  ofKey(key: Term): boolean {
    for (;;) {
      const before = this.#sure.size;
      this.#looked.clear();
      if (this.#ofKey(key)) return true;
      if (this.#sure.size === before) return false;
    }
  }

  #ofKey(key: Term): boolean {
    const shown = this.#seen.some(
      (each) => each.verified && each.term.key === key && this.#showsSharedSecret(each),
    );
    return shown || this.#ofTerm(key);
  }

  #ofTerm(term: Term): boolean {
    if (this.#sure.has(term)) return true;
    if (this.#looked.has(term)) return false;
    this.#looked.add(term);
    const sure = this.#restsOnSafe(term);
    if (sure) this.#sure.add(term);
    return sure;
  }

  #restsOnSafe(term: Term): boolean {
    switch (term.kind) {
      case 'tuple':
        return term.parts.some((part) => this.#ofTerm(part));
      case 'key-half':
        return this.#arrivedSafely(this.#design.run.vocabulary.store.keyHalf('public', term.pair));
      case 'atom': {
        const kind = this.#design.run.vocabulary.element(term.name)?.kind;
        const secret = kind === 'symmetric-key' || kind === 'nonce' || kind === 'data';
        return secret && !this.#design.adversary.knowledge.derives(term) && this.#arrivedSafely(term);
      }
      case 'apply': {
        const { key, content, primitive } = term;
        // Of an exchange the entity brings one half itself; the other must be the right one.
        if (theory[primitive].commutes)
          return [key, content].every((half) => half === null || this.#ofTerm(half));
        return (key !== null && this.#ofTerm(key)) || this.#ofTerm(content);
      }
    }
  }

  // What never came over a channel that an adversary writes on was there, or is the entity's own.
  #arrivedSafely(term: Term): boolean {
    const arrivals = this.#design.run
      .deliveriesWith(term)
      .filter(({ step, learned }) => step.receiver === this.#entity && learned.includes(term));
    if (!arrivals.some(isExposed)) return true;
    return this.#seen.some((each) => this.#design.covers(each, term) && this.#vouches(each));
  }

  #vouches(reception: Reception): boolean {
    const { key } = reception.term;
    if (reception.opened && this.#showsSharedSecret(reception)) return true;
    return reception.verified && key !== null && this.#ofTerm(key);
  }

  // Something that both had before and no adversary has, as a password.
  #showsSharedSecret(reception: Reception): boolean {
    const { delivery, origin, receiver } = reception;
    return this.#design.coveredElements(reception).some((element) => {
      const secret = this.#design.run.vocabulary.secret(element);
      const both = element.holders.includes(origin) && element.holders.includes(receiver);
      const counts = element.kind === 'data' || element.kind === 'symmetric-key';
      const hidden = !this.#design.adversary.knowledge.derives(secret);
      return counts && both && hidden && delivery.heldBefore.has(secret);
    });
  }
}
