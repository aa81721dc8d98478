import { associatedData, signedContent, verifySignature } from './algebra.ts';
import type { EntityView } from './entity-view.ts';
import { anySort, type Message, type Sort } from '#core/protocol/message.ts';
import type { Channel, Role, RoleStep, Parameter } from '#core/protocol/protocol.ts';
import { openingKey } from '#core/terms/opening-key.ts';
import type { Application, Term, TermStore } from '#core/terms/term.ts';
import { theory as primitives } from '#core/terms/theory.ts';

type Undated<Step> = Step extends RoleStep ? Omit<Step, 'phase'> : never;

/** Writes one entity's role of one phase, step by step, as the entity's view grows. */
export class RoleWriter {
  readonly view: EntityView;
  /** The name of the role. */
  readonly name: string;
  readonly #phase: number;
  readonly #store: TermStore;
  readonly #sortOf: (term: Term) => Sort;
  readonly #steps: RoleStep[] = [];
  readonly #sorts = new Map<string, Sort>();
  readonly #unread = new Map<Term, Message>();
  /** Signatures that were taken over and not verified yet; `shown` once the content was read all the same. */
  readonly #unverified = new Map<Application, { readonly value: Message; readonly shown: boolean }>();
  #variables = 0;
  #skipped: ReadonlySet<Term> = nothingSkipped;

  constructor(name: string, phase: number, view: EntityView, store: TermStore, sortOf: (term: Term) => Sort) {
    this.name = name;
    this.#phase = phase;
    this.view = view;
    this.#store = store;
    this.#sortOf = sortOf;
  }

  get empty(): boolean {
    return this.#steps.length === 0;
  }

  add(step: Undated<RoleStep>): void {
    this.#steps.push({ ...step, phase: this.#phase });
  }

  /** The role, played by one of its parameters. */
  finish(self: string, parameters: readonly Parameter[]): Role {
    return { name: this.name, parameters, self, sorts: this.#sorts, steps: this.#steps, runs: null };
  }

  /** A variable for a term of which nothing more is known. */
  bind(term: Term): Message {
    const message = this.variable(term.kind === 'atom' ? term.name : 'part', this.#sortOf(term));
    this.view.set(term, message);
    return message;
  }

  variable(hint: string, sort: Sort): { readonly kind: 'variable'; readonly name: string } {
    this.#variables += 1;
    const name = `${hint} ${this.#variables}`;
    this.#sorts.set(name, sort);
    return { kind: 'variable', name };
  }

  /**
   * Receives a term: what the entity has must be the same, what it can read becomes known to it, the rest is
   * taken as it comes. What is `skipped` is not compared with what the entity has, and not verified.
   */
  receive(label: string, term: Term, channel: Channel, skipped: ReadonlySet<Term>): void {
    const compared = new Map(
      [...skipped].flatMap((each) => {
        const message = this.view.known.get(each);
        return message === undefined ? [] : [[each, message] as const];
      }),
    );
    for (const each of compared.keys()) this.view.delete(each);
    this.#skipped = skipped;
    const later: (() => void)[] = [];
    this.#read(term, later);
    const pattern = this.view.compose(term);
    if (pattern === null) throw new RangeError('everything in a message that was read is known');
    this.add({ kind: 'receive', label, pattern, channel });
    for (const step of later) step();
    this.reread();
    this.#skipped = nothingSkipped;
    for (const [each, message] of compared) this.view.set(each, message);
  }

  /** Reads and verifies what lay unread, as soon as its key is there. */
  reread(): void {
    let before: number;
    do {
      before = this.#steps.length;
      this.#open();
      this.#verify();
    } while (this.#steps.length > before);
  }

  #open(): void {
    for (const [term, value] of [...this.#unread]) {
      const later: (() => void)[] = [];
      if (this.#opens(term)) for (const part of insideOf(term)) this.#read(part, later);
      else if (!isComparable(term)) continue;
      const pattern = this.view.structure(term);
      if (pattern === null) continue;
      this.#unread.delete(term);
      this.add({ kind: 'match', pattern, value });
      for (const step of later) step();
    }
  }

  // Binds variables until the whole term can be composed: to what can be read first, then to what cannot.
  #read(term: Term, later: (() => void)[]): void {
    let progress = true;
    while (progress) progress = this.#pass(term, later, false);
    this.#pass(term, later, true);
  }

  // One walk over what can be reached; tells whether anything was bound. `close` binds what stays closed.
  #pass(term: Term, later: (() => void)[], close: boolean): boolean {
    const skipped = this.#skipped.has(term);
    if (this.view.known.has(term) || (!this.#skipsWithin(term) && this.view.compose(term) !== null))
      return false;
    switch (term.kind) {
      case 'atom':
      case 'key-half':
        this.bind(term);
        return true;
      case 'tuple':
        return term.parts.map((part) => this.#pass(part, later, close)).includes(true);
      case 'apply': {
        if (this.#opens(term) && !skipped)
          return insideOf(term)
            .map((part) => this.#pass(part, later, close))
            .includes(true);
        if (!close) return false;
        this.#takeClosed(term, later);
        return true;
      }
    }
  }

  // Whether what is skipped can be seen in a term, so that composing the whole would compare it.
  #skipsWithin(term: Term): boolean {
    if (this.#skipped.has(term)) return true;
    if (this.#skipped.size === 0) return false;
    if (term.kind === 'tuple') return term.parts.some((part) => this.#skipsWithin(part));
    return this.#opens(term) && insideOf(term).some((part) => this.#skipsWithin(part));
  }

  // Whether the entity sees through a term, so that its pattern can be written with the parts.
  #opens(term: Term): boolean {
    if (term.kind !== 'apply') return false;
    const key = openingKey(term, this.#store);
    return key !== null && this.view.compose(key) !== null;
  }

  #takeClosed(term: Application, later: (() => void)[]): void {
    const value = this.bind(term);
    if (term.associated !== null) {
      this.#disclose(later, associatedData, [value], term.associated);
    }
    const unchecked = this.#skipped.has(term);
    if (primitives[term.primitive].opens === 'anybody') {
      if (unchecked) this.#disclose(later, signedContent, [value], term.content);
      else this.#unverified.set(term, { value, shown: false });
    } else if (!unchecked) this.#unread.set(term, value);
  }

  // Verifies what can be verified; only when nothing can, reads a signed content as anybody may. The key may
  // still come, in the content of another signature or in a later message.
  #verify(): void {
    for (const [term, { value }] of [...this.#unverified]) {
      const verifier = this.#verifier(term);
      if (verifier === null) continue;
      this.#unverified.delete(term);
      this.#show(verifySignature, [value, verifier], term.content);
      return;
    }
    for (const [term, { value, shown }] of [...this.#unverified]) {
      if (shown) continue;
      this.#unverified.set(term, { value, shown: true });
      this.#show(signedContent, [value], term.content);
      return;
    }
  }

  #verifier(signature: Application): Message | null {
    const { key } = signature;
    return key?.kind === 'key-half' ? this.view.compose(this.#store.keyHalf('public', key.pair)) : null;
  }

  #disclose(later: (() => void)[], symbol: string, args: readonly Message[], part: Term): void {
    later.push(() => {
      this.#show(symbol, args, part);
    });
  }

  // Computes a part that anybody can see, and reads it.
  #show(symbol: string, args: readonly Message[], part: Term): void {
    const result = this.variable('part', anySort);
    this.add({ kind: 'compute', variable: result.name, symbol, args, checked: true });
    const inner: (() => void)[] = [];
    this.#read(part, inner);
    const pattern = this.view.compose(part);
    if (pattern !== null) this.add({ kind: 'match', pattern, value: result });
    for (const step of inner) step();
  }
}

const nothingSkipped: ReadonlySet<Term> = new Set();

// Whether whoever has the parts can tell that a term is made of them without opening it: a cipher comes out
// differently each time.
function isComparable(term: Term): boolean {
  return term.kind === 'apply' && primitives[term.primitive].opens === 'nobody';
}

// What a term that was opened shows.
function insideOf(term: Term): readonly Term[] {
  if (term.kind !== 'apply') return [];
  return term.associated === null ? [term.content] : [term.content, term.associated];
}
