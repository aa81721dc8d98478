import { IntegrityAnalysis } from '#core/analysis/2-consistency/integrity.ts';
import type { Knowledge } from '#core/analysis/1-execute/knowledge.ts';
import { listen, type PassiveAdversary } from '#core/analysis/2-consistency/passive.ts';
import { covers, knows, verifies, visibleTerms } from '#core/analysis/1-execute/receiver-view.ts';
import type { Delivery, HonestExecution } from '#core/analysis/1-execute/execute.ts';
import type { Element, Model, Phase } from '#core/language/model.ts';
import { composingTerms } from '#core/terms/composition.ts';
import { allSubterms, reachableFrom, type Application, type Term } from '#core/terms/term.ts';
import { theory } from '#core/terms/theory.ts';

/** A term made with a primitive, as one receiver looks at it in one message. */
export interface Reception {
  readonly delivery: Delivery;
  readonly term: Application;
  /** Who put it together, which need not be who sent this message. */
  readonly origin: string;
  readonly receiver: string;
  /** True if the receiver verifies with it where its content comes from (Table 3 of the paper). */
  readonly verified: boolean;
  /** True if the receiver opens it or computes it again. */
  readonly opened: boolean;
}

/** A model and its honest run as the guidelines look at them. The run has no diagnostics. */
export class Design {
  readonly model: Model;
  readonly run: HonestExecution;
  readonly adversary: PassiveAdversary;
  readonly integrity: IntegrityAnalysis;
  /** Everything that receivers look at, in the order of the messages, what stands outside first. */
  readonly receptions: readonly Reception[];
  /** Every primitive that is applied, in a message or to derive something, each term once. */
  readonly applications: readonly Application[];
  readonly #byDelivery: ReadonlyMap<Delivery, readonly Reception[]>;
  readonly #madeIn = new Map<string, Phase>();
  readonly #coveredElements = new Map<Reception, readonly Element[]>();
  readonly #covered = new Map<Reception, ReadonlySet<Term>>();
  readonly #material = new Map<Term, readonly Element[]>();
  readonly #deliveryIndex = new Map<Delivery, number>();
  /** The elements that a term stands for, each with its place in the model. */
  readonly #elementsByTerm = new Map<Term, { readonly element: Element; readonly place: number }[]>();
  readonly #bySecret = new Map<Term, Element>();

  constructor(model: Model, run: HonestExecution) {
    this.model = model;
    this.run = run;
    this.adversary = listen(model, run);
    this.integrity = new IntegrityAnalysis(model, run, this.adversary);
    for (const phase of model.phases) {
      for (const step of phase.steps) {
        if (step.kind === 'make') for (const name of step.elements) this.#madeIn.set(name, phase);
      }
    }
    for (const [place, delivery] of run.deliveries.entries()) this.#deliveryIndex.set(delivery, place);
    for (const [place, element] of model.elements.entries()) {
      for (const term of this.termsOf(element)) {
        this.#elementsByTerm.set(term, [...(this.#elementsByTerm.get(term) ?? []), { element, place }]);
      }
      const secret = run.vocabulary.secret(element);
      if (!this.#bySecret.has(secret)) this.#bySecret.set(secret, element);
    }
    this.#byDelivery = new Map(run.deliveries.map((delivery) => [delivery, this.#receptionsOf(delivery)]));
    this.applications = this.#everyApplication();
    this.receptions = [...this.#byDelivery.values()].flat();
  }

  #everyApplication(): readonly Application[] {
    const { vocabulary, deliveries } = this.run;
    const derived = this.model.elements
      .filter(({ name }) => vocabulary.isDerived(name))
      .map(({ name }) => vocabulary.name(name));
    const whole = [...deliveries.map(({ content }) => content), ...derived];
    return [...new Set(whole.flatMap((term) => [...allSubterms(term)]))].filter(
      (term) => term.kind === 'apply',
    );
  }

  #receptionsOf(delivery: Delivery): readonly Reception[] {
    const { receiver } = delivery.step;
    const knowledge = this.knowledgeOf(receiver);
    return [...visibleTerms(delivery.content, knowledge)]
      .filter((term) => term.kind === 'apply')
      .map((term) => ({
        delivery,
        term,
        receiver,
        origin: this.run.deliveriesWith(term)[0]?.step.sender ?? delivery.step.sender,
        verified:
          theory[term.primitive].table3.origin &&
          !delivery.skipped.primitives.has(term.primitive) &&
          verifies(term, knowledge),
        opened: opens(term, knowledge),
      }));
  }

  /** Everything that an entity knows at some time of the run. */
  knowledgeOf(entity: string): Knowledge {
    const knowledge = this.run.knowledge.get(entity);
    if (knowledge === undefined) throw new RangeError('the model is resolved: every entity is declared');
    return knowledge;
  }

  /** The receptions of one message. */
  receptionsIn(delivery: Delivery): readonly Reception[] {
    return this.#byDelivery.get(delivery) ?? [];
  }

  /** True if a receiver that looks at a protected term has with it looked at the value of another. */
  covers(reception: Reception, term: Term): boolean {
    return this.coveredBy(reception).has(term);
  }

  /** The terms at whose value a receiver looks with the protected one. */
  coveredBy(reception: Reception): ReadonlySet<Term> {
    const known = this.#covered.get(reception);
    if (known !== undefined) return known;
    const { term, receiver } = reception;
    const knowledge = this.knowledgeOf(receiver);
    const parts = [...allSubterms(term)].filter((part) => part !== term && covers(term, part, knowledge));
    const covered = new Set(parts);
    this.#covered.set(reception, covered);
    return covered;
  }

  /** True if something that the receiver verifies in the message vouches for a term. */
  vouchedFor(delivery: Delivery, term: Term): boolean {
    return this.receptionsIn(delivery).some((each) => each.verified && this.covers(each, term));
  }

  /** True if a name stands under a protection that covers it, the receiver looking and not ignoring it. */
  names(reception: Reception, entity: string): boolean {
    if (reception.delivery.skipped.elements.has(entity)) return false;
    return this.covers(reception, this.run.vocabulary.store.atom(entity));
  }

  /** The elements whose value stands in a term that its receiver looks at. */
  coveredElements(reception: Reception): readonly Element[] {
    const known = this.#coveredElements.get(reception);
    if (known !== undefined) return known;
    const covered = this.#elementsAmong(this.coveredBy(reception));
    this.#coveredElements.set(reception, covered);
    return covered;
  }

  /** The terms that stand for an element: of a key pair, either half. */
  termsOf({ kind, name }: Element): readonly Term[] {
    const { store } = this.run.vocabulary;
    return kind === 'key-pair'
      ? [store.keyHalf('public', name), store.keyHalf('private', name)]
      : [this.run.vocabulary.name(name)];
  }

  /** The elements that a key is, or is made of. */
  material(key: Term): readonly Element[] {
    const known = this.#material.get(key);
    if (known !== undefined) return known;
    const material = this.#elementsAmong(composingTerms(key, this.run.vocabulary.store));
    this.#material.set(key, material);
    return material;
  }

  // In the order of the model, each once.
  #elementsAmong(terms: ReadonlySet<Term>): readonly Element[] {
    const found = new Map<Element, number>();
    for (const term of terms) {
      for (const { element, place } of this.#elementsByTerm.get(term) ?? []) found.set(element, place);
    }
    return [...found].toSorted(([, one], [, other]) => one - other).map(([element]) => element);
  }

  /** True if an entity made an element new in this run of the phase: its challenge, or a key of its own. */
  isOwn({ name, kind, holders }: Element, entity: string, phase: Phase): boolean {
    const maker = this.run.makers.get(name);
    if (maker !== undefined) return maker === entity && this.#madeIn.get(name) === phase;
    const brought = kind === 'nonce' || kind === 'data';
    return brought && !this.run.vocabulary.isDerived(name) && holders.length === 1 && holders[0] === entity;
  }

  /** The phase in which an element is made; undefined where it is there from the start. */
  madeIn(element: string): Phase | undefined {
    return this.#madeIn.get(element);
  }

  /** The element that a term is the secret of, or undefined. */
  elementOf(term: Term): Element | undefined {
    return this.#bySecret.get(term);
  }

  /** True if an entity sends a term on as it came: it carries it for somebody else. */
  passesOn({ delivery, term, receiver }: Reception): boolean {
    const place = this.#placeOf(delivery);
    return this.run
      .deliveriesWith(term)
      .some((later) => later.step.sender === receiver && this.#placeOf(later) > place);
  }

  #placeOf(delivery: Delivery): number {
    return this.#deliveryIndex.get(delivery) ?? -1;
  }
}

function opens(term: Application, knowledge: Knowledge): boolean {
  const key = knowledge.openingKey(term);
  switch (theory[term.primitive].opens) {
    case 'same-key':
    case 'other-half':
      return key !== null && knows(knowledge, key);
    case 'anybody':
      return true;
    case 'nobody':
      return knowledge.composes(term);
  }
}

/** True if an adversary may change a message, or put another in its place. */
export function isExposed({ phase, step }: Delivery): boolean {
  return phase.adversaryPresent && (step.trust === 'public' || step.trust === 'confidential');
}

/** The parts of a term that no primitive protects, each once. */
export function plainParts(term: Term): readonly Term[] {
  const reached = reachableFrom(term, (each) => (each.kind === 'tuple' ? each.parts : []));
  return [...reached].filter(({ kind }) => kind !== 'tuple');
}
