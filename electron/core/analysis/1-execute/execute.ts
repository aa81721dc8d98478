import { Knowledge, type Fact } from './knowledge.ts';
import { readMessage } from './reading.ts';
import { ModelTerms } from '#core/structure/model-terms.ts';
import { claimedPhase } from '#core/language/claimed-phase.ts';
import { errorAt, type Diagnostic, type DiagnosticCode } from '#core/language/diagnostic.ts';
import type { Element, MessageStep, Model, Phase, Step } from '#core/language/model.ts';
import type { Span } from '#core/language/source.ts';
import { compositions } from '#core/terms/composition.ts';
import { allSubterms, type Term, type TermStore } from '#core/terms/term.ts';
import type { MessageValues } from '#core/messages/catalogue.ts';
import type { PrimitiveName } from '#core/terms/theory.ts';

/** A message as it was delivered. */
export interface Delivery {
  readonly step: MessageStep;
  readonly phase: Phase;
  readonly content: Term;
  /** Terms that the receiver holds through this message and did not hold before. */
  readonly learned: readonly Term[];
  /** Terms in the message that the receiver held already. */
  readonly heldBefore: ReadonlySet<Term>;
  /** Counters, timestamps and nonces that the receiver checks on this message. */
  readonly checked: Set<string>;
  /** Elements and names of entities that it does not compare with those it holds, and primitives that it does not verify. */
  readonly skipped: { readonly elements: Set<string>; readonly primitives: Set<PrimitiveName> };
  /** For each key in the message, the entities that had it and have erased it by now. */
  readonly lost: ReadonlyMap<Term, ReadonlySet<string>>;
}

/** A model with its honest run, which came to no step that an entity cannot take. */
export interface ExecutedModel {
  readonly model: Model;
  readonly run: HonestExecution;
}

/** The honest run of a model: every phase once, in order. */
export interface HonestExecution {
  readonly vocabulary: ModelTerms;
  readonly deliveries: readonly Delivery[];
  /** The deliveries in which a term stands, in order. */
  readonly deliveriesWith: (term: Term) => readonly Delivery[];
  /** The knowledge of each entity at the end. */
  readonly knowledge: ReadonlyMap<string, Knowledge>;
  /** The phase in which an entity first obtained a term, and in which it erased one, by entity and term. */
  readonly obtained: ReadonlyMap<string, ReadonlyMap<Term, string>>;
  readonly erased: ReadonlyMap<string, ReadonlyMap<Term, string>>;
  /**
   * The terms that each entity holds, taken apart, when the first phase with an adversary begins; at the end where
   * there is none.
   */
  readonly heldAtArrival: ReadonlyMap<string, ReadonlySet<Term>>;
  /** The entity that made an element fresh. */
  readonly makers: ReadonlyMap<string, string>;
  /** Steps that an entity cannot take. A run with diagnostics shows nothing of the protocol. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A moment of the honest run, and the knowledge that entities have then, by entity. */
export interface Moment {
  readonly phase: Phase;
  /** The step that was taken last; null where the phase only begins. */
  readonly step: Step | null;
  /** Grows and shrinks as the run goes on: to be read at once, and never changed. */
  readonly knowledge: ReadonlyMap<string, Knowledge>;
  /** The message that was delivered by the step, or null. */
  readonly delivery: Delivery | null;
}

/** Looks on while a run is executed: told when a phase begins and after each of its steps. */
export type Onlooker = (moment: Moment, vocabulary: ModelTerms) => void;

/**
 * Executes a model honestly (resources/docs/glossary.md): an entity sends only what it can build from what it knows
 * at that moment, and checks only what it can read.
 */
export function execute(model: Model, onlooker: Onlooker | null = null): HonestExecution {
  return new Execution(model, onlooker).finish();
}

/**
 * How many parts all messages and derivations may have together, written out with everything that their names are
 * derived as: the active analyses and the reports write them out.
 */
const maximalParts = 100_000;

class Execution {
  readonly #model: Model;
  readonly #vocabulary: ModelTerms;
  readonly #knowledge = new Map<string, Knowledge>();
  readonly #obtained = new Map<string, Map<Term, string>>();
  readonly #erased = new Map<string, Map<Term, string>>();
  readonly #makers = new Map<string, string>();
  readonly #lastReceived = new Map<string, Delivery>();
  readonly #deliveries: Delivery[] = [];
  readonly #diagnostics: Diagnostic[] = [];
  readonly #madeSomewhere: ReadonlySet<string>;
  readonly #onlooker: Onlooker | null;

  constructor(model: Model, onlooker: Onlooker | null) {
    this.#model = model;
    this.#onlooker = onlooker;
    this.#vocabulary = new ModelTerms(model);
    this.#madeSomewhere = new Set(
      model.phases
        .flatMap((phase) => phase.steps)
        .flatMap((step) => (step.kind === 'make' ? step.elements : [])),
    );
    for (const entity of model.entities) {
      this.#knowledge.set(entity.name, new Knowledge(this.#vocabulary.store));
      this.#obtained.set(entity.name, new Map());
      this.#erased.set(entity.name, new Map());
    }
    this.#giveInitialKnowledge();
  }

  finish(): HonestExecution {
    this.#measure();
    if (this.#diagnostics.length > 0) return this.#end(new Map());
    let heldAtArrival: ReadonlyMap<string, ReadonlySet<Term>> | null = null;
    for (const phase of this.#model.phases) {
      if (phase.adversaryPresent) heldAtArrival ??= this.#held();
      this.#tell(phase, null);
      for (const step of phase.steps) {
        this.#take(step, phase);
        this.#tell(phase, step);
      }
      this.#noteObtained(phase);
      this.#checkAgreements(phase);
    }
    return this.#end(heldAtArrival ?? this.#held());
  }

  #tell(phase: Phase, step: Step | null): void {
    const delivery = step?.kind === 'message' ? (this.#deliveries.at(-1) ?? null) : null;
    this.#onlooker?.({ phase, step, knowledge: this.#knowledge, delivery }, this.#vocabulary);
  }

  // What is too large to be written out is refused before anything is done with it.
  #measure(): void {
    let written = 0;
    for (const step of this.#model.phases.flatMap(({ steps }) => steps)) {
      if (step.kind !== 'message' && step.kind !== 'derive') continue;
      if (step.kind === 'derive' && this.#vocabulary.isTooDeep(step.element)) {
        this.#refuse(step.span, 'term-too-deep');
      }
      written += this.#vocabulary.term(step.content).size;
      if (written <= maximalParts) continue;
      this.#refuse(step.span, 'terms-too-large', { maximum: maximalParts });
      return;
    }
  }

  #end(heldAtArrival: HonestExecution['heldAtArrival']): HonestExecution {
    const mentions = this.#mentions();
    return {
      vocabulary: this.#vocabulary,
      deliveries: this.#deliveries,
      deliveriesWith: (term) => mentions.get(term) ?? [],
      knowledge: this.#knowledge,
      obtained: this.#obtained,
      erased: this.#erased,
      heldAtArrival,
      makers: this.#makers,
      diagnostics: this.#diagnostics,
    };
  }

  #mentions(): ReadonlyMap<Term, readonly Delivery[]> {
    const mentions = new Map<Term, Delivery[]>();
    for (const delivery of this.#deliveries) {
      for (const term of allSubterms(delivery.content)) {
        const found = mentions.get(term);
        if (found === undefined) mentions.set(term, [delivery]);
        else found.push(delivery);
      }
    }
    return mentions;
  }

  #held(): ReadonlyMap<string, ReadonlySet<Term>> {
    return new Map([...this.#knowledge].map(([name, knowledge]) => [name, knowledge.held]));
  }

  #of(entity: string): Knowledge {
    const knowledge = this.#knowledge.get(entity);
    if (knowledge === undefined) throw new RangeError('the model is resolved: every entity is declared');
    return knowledge;
  }

  #giveInitialKnowledge(): void {
    const { store } = this.#vocabulary;
    const constants = this.#model.elements.filter(({ kind }) => kind === 'constant');
    const others = this.#model.elements.filter(({ kind }) => kind !== 'constant');
    // One fact for all, where there are many entities and each knows of all of them.
    const facts = [...this.#model.entities, ...constants].map(({ name }): Fact => {
      return { term: store.atom(name), rule: 'public', from: [], message: null };
    });
    for (const [name, knowledge] of this.#knowledge) {
      knowledge.addFacts(facts);
      for (const element of others) this.#giveElement(element, name, knowledge);
    }
  }

  #giveElement(element: Element, entity: string, knowledge: Knowledge): void {
    const { store } = this.#vocabulary;
    const fromStart = !this.#madeSomewhere.has(element.name) && !this.#vocabulary.isDerived(element.name);
    const holds = fromStart && element.holders.includes(entity);
    if (element.kind === 'key-pair') {
      if (holds) knowledge.add(store.keyHalf('private', element.name), 'given');
      if (holds || element.knownTo.includes(entity)) {
        knowledge.add(store.keyHalf('public', element.name), 'given');
      }
    } else if (holds || element.knownTo.includes(entity)) {
      knowledge.add(this.#vocabulary.name(element.name), 'given');
    }
  }

  #take(step: Step, phase: Phase): void {
    switch (step.kind) {
      case 'message':
        this.#send(step, phase);
        return;
      case 'make':
        for (const name of step.elements) this.#make(step.entity, name, step.span);
        return;
      case 'derive':
        for (const entity of step.entities) {
          const content = this.#vocabulary.term(step.content);
          this.#require(entity, content, step.span, 'cannot-derive', step.element);
          if (this.#vocabulary.name(step.element) !== content) {
            this.#refuse(step.span, 'made-twice', { element: step.element });
          }
          this.#of(entity).keep(content);
        }
        return;
      case 'advance':
        for (const name of step.elements) {
          this.#require(step.entity, this.#vocabulary.name(name), step.span, 'cannot-advance', name);
        }
        return;
      case 'check':
        for (const name of step.elements) this.#check(step.entity, name, step.span);
        return;
      case 'skip':
        this.#skip(step);
        return;
      case 'accept':
        this.#takeOver(step, 'cannot-accept');
        return;
      case 'install':
        this.#takeOver(step, 'cannot-install');
        return;
      case 'erase':
        for (const entity of step.entities) {
          for (const name of step.elements) this.#erase(entity, name, phase, step.span);
        }
    }
  }

  // What an entity takes over, it must hold.
  #takeOver(
    { entities, elements, span }: Extract<Step, { readonly kind: 'accept' | 'install' }>,
    code: 'cannot-accept' | 'cannot-install',
  ): void {
    for (const entity of entities) {
      for (const name of elements) this.#require(entity, this.#secretOf(name), span, code, name);
    }
  }

  #secretOf(name: string): Term {
    const element = this.#vocabulary.element(name);
    return element === undefined ? this.#vocabulary.name(name) : this.#vocabulary.secret(element);
  }

  #make(entity: string, name: string, span: Span): void {
    if (this.#makers.has(name) || this.#vocabulary.isDerived(name)) {
      this.#refuse(span, 'made-twice', { element: name });
      return;
    }
    // What is made afresh, nobody can have had before.
    if ((this.#vocabulary.element(name)?.knownTo ?? []).length > 0) {
      this.#refuse(span, 'known-before-made', { element: name });
    }
    this.#makers.set(name, entity);
    this.#of(entity).add(this.#secretOf(name), 'made');
    if (this.#vocabulary.element(name)?.kind === 'key-pair') {
      this.#of(entity).add(this.#vocabulary.store.keyHalf('public', name), 'made');
    }
  }

  #send(step: MessageStep, phase: Phase): void {
    const content = this.#vocabulary.term(step.content);
    this.#require(step.sender, content, step.span, 'cannot-build', step.name);
    const receiver = this.#of(step.receiver);
    const heldBefore = new Set([...allSubterms(content)].filter((part) => receiver.holds(part)));
    const learned = receiver.add(content, 'received', step.name);
    const lost = this.#lostKeys(content);
    const checked = new Set<string>();
    const skipped = { elements: new Set<string>(), primitives: new Set<PrimitiveName>() };
    const delivery = { step, phase, content, learned, heldBefore, checked, skipped, lost };
    this.#deliveries.push(delivery);
    this.#lastReceived.set(step.receiver, delivery);
  }

  #lostKeys(content: Term): ReadonlyMap<Term, ReadonlySet<string>> {
    const lost = new Map<Term, ReadonlySet<string>>();
    for (const term of allSubterms(content)) {
      if (term.kind !== 'apply' || term.key === null || lost.has(term.key)) continue;
      const { key } = term;
      const losers = [...this.#knowledge].filter(([, knowledge]) => knowledge.lost(key));
      lost.set(key, new Set(losers.map(([name]) => name)));
    }
    return lost;
  }

  #check(entity: string, name: string, span: Span): void {
    const delivery = this.#lastReceived.get(entity);
    const term = this.#vocabulary.name(name);
    const readable =
      delivery !== undefined && allSubterms(delivery.content).has(term) && this.#of(entity).derives(term);
    if (!readable) this.#refuse(span, 'cannot-check', { entity, element: name });
    else delivery.checked.add(name);
  }

  #skip(step: Extract<Step, { readonly kind: 'skip' }>): void {
    const { entity, primitives, span } = step;
    const delivery = this.#lastReceived.get(entity);
    if (delivery === undefined) {
      this.#refuse(span, 'nothing-received', { entity });
      return;
    }
    const reading = readMessage(delivery.content, this.#of(entity));
    const message = delivery.step.name;
    for (const element of [...step.elements, ...step.identities]) {
      const term = this.#vocabulary.name(element);
      if (!reading.terms.has(term))
        this.#refuse(span, 'skip-not-in-message', { entity, name: element, message });
      else if (!delivery.heldBefore.has(term)) this.#refuse(span, 'nothing-to-compare', { entity, element });
      else delivery.skipped.elements.add(element);
    }
    for (const primitive of primitives) {
      if (reading.primitives.has(primitive)) delivery.skipped.primitives.add(primitive);
      else this.#refuse(span, 'skip-not-in-message', { entity, name: primitive, message });
    }
  }

  // What two entities are to agree on, both must have by then.
  #checkAgreements(phase: Phase): void {
    for (const claim of this.#model.claims) {
      if (claim.on.length === 0 || claimedPhase(this.#model, claim) !== phase) continue;
      for (const element of claim.on) {
        for (const entity of [claim.claimed, claim.claimant]) {
          if (entity === null) continue;
          if (this.#everHad(entity, element)) continue;
          this.#refuse(claim.span, 'never-agreed-on', { entity, element, phase: phase.name });
        }
      }
    }
  }

  #everHad(entity: string, element: string): boolean {
    const term = this.#secretOf(element);
    return this.#of(entity).facts.has(term) || this.#of(entity).derives(term);
  }

  #erase(entity: string, name: string, phase: Phase, span: Span): void {
    const term = this.#secretOf(name);
    this.#require(entity, term, span, 'cannot-erase', name);
    this.#noteObtainedBy(entity, phase);
    this.#of(entity).erase(term);
    this.#erased.get(entity)?.set(term, phase.name);
  }

  #noteObtained(phase: Phase): void {
    for (const entity of this.#obtained.keys()) this.#noteObtainedBy(entity, phase);
  }

  #noteObtainedBy(entity: string, phase: Phase): void {
    const obtained = this.#obtained.get(entity);
    const knowledge = this.#of(entity);
    for (const element of this.#model.elements) {
      const secret = this.#vocabulary.secret(element);
      if (obtained?.has(secret) !== false || !knowledge.derives(secret)) continue;
      obtained.set(secret, phase.name);
    }
  }

  #require(entity: string, term: Term, span: Span, code: DiagnosticCode, subject: string): void {
    const knowledge = this.#of(entity);
    if (knowledge.derives(term)) return;
    const missing = missingPart(term, knowledge, this.#vocabulary.store);
    const later =
      missing.kind === 'atom' && this.#madeSomewhere.has(missing.name) && !this.#makers.has(missing.name);
    this.#refuse(span, later ? 'used-before-made' : code, {
      entity,
      subject,
      missing: this.#vocabulary.format(missing),
    });
  }

  #refuse(span: Span, code: DiagnosticCode, values: MessageValues = {}): void {
    this.#diagnostics.push(errorAt(span, code, values));
  }
}

/** The atoms of a term, each once, keys included. */
export function atomsOf(term: Term): readonly Term[] {
  return [...allSubterms(term)].filter(({ kind }) => kind === 'atom');
}

// The innermost part that is missing: the name an analyst has to look for.
function missingPart(term: Term, knowledge: Knowledge, store: TermStore): Term {
  if (term.kind === 'key-half') return term;
  const ways = compositions(term, store).map((parts) => parts.filter((part) => !knowledge.derives(part)));
  const [missing] = ways.toSorted((left, right) => left.length - right.length)[0] ?? [];
  return missing === undefined ? term : missingPart(missing, knowledge, store);
}
