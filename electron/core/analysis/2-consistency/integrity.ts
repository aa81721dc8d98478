import {
  adversaryName,
  type Acceptance,
  type IntegrityCell,
  type IntegrityVerdict,
} from '#core/analysis/record/record.ts';
import type { PassiveAdversary } from './passive.ts';
import { atomsOf, type Delivery, type HonestExecution } from '#core/analysis/1-execute/execute.ts';
import type { Knowledge } from '#core/analysis/1-execute/knowledge.ts';
import { covers, knows, verifies, visibleTerms } from '#core/analysis/1-execute/receiver-view.ts';
import type { Element, Model } from '#core/language/model.ts';
import { permittedHolders } from '#core/language/permitted-holders.ts';
import { compositions } from '#core/terms/composition.ts';
import { allSubterms, subterms, type Application, type Term, type TermStore } from '#core/terms/term.ts';
import { theory } from '#core/terms/theory.ts';

// What many cells of a large table are.
const notRequired: IntegrityCell = { originator: null, verdict: 'not-required', acceptances: [] };

/** The requirement table's row of integrity for one element: who originates it, and who may obtain it. */
export interface IntegrityRequirement {
  readonly originators: readonly string[];
  readonly permitted: readonly string[];
}

/**
 * Judges whether receivers accept elements only under keys that the originator and the permitted entities
 * alone hold (the paper, section 4.3 and Table 3).
 */
export class IntegrityAnalysis {
  readonly #model: Model;
  readonly #run: HonestExecution;
  readonly #adversary: PassiveAdversary;
  /** Who advances each counter. */
  readonly #advancing = new Map<string, Set<string>>();
  readonly #ownKeys = new Map<string, boolean>();

  constructor(model: Model, run: HonestExecution, adversary: PassiveAdversary) {
    this.#model = model;
    this.#run = run;
    this.#adversary = adversary;
    for (const step of model.phases.flatMap(({ steps }) => steps)) {
      if (step.kind !== 'advance') continue;
      for (const counter of step.elements) {
        const entities = this.#advancing.get(counter) ?? new Set<string>();
        this.#advancing.set(counter, entities.add(step.entity));
      }
    }
  }

  /** The cell of one element at one entity; `requirement` is null where the table asks for nothing. */
  cell(element: Element, entity: string, requirement: IntegrityRequirement | null): IntegrityCell {
    if (requirement === null) return notRequired;
    const originator = requirement.originators.includes(entity);
    if (this.#writes(element, entity)) {
      // Whoever writes an element that the table lets somebody else originate breaks the requirement.
      return { originator, verdict: originator ? 'originates' : 'not-assured', acceptances: [] };
    }
    const acceptances = this.#acceptances(element, entity, requirement);
    return { originator, verdict: weakest(acceptances), acceptances };
  }

  #writes(element: Element, entity: string): boolean {
    const maker = this.#run.makers.get(element.name);
    if (maker !== undefined) return maker === entity;
    return !this.#run.vocabulary.isDerived(element.name) && element.holders.includes(entity);
  }

  #acceptances(element: Element, entity: string, requirement: IntegrityRequirement): readonly Acceptance[] {
    const secret = this.#run.vocabulary.secret(element);
    const receiver = this.#run.knowledge.get(entity);
    if (receiver === undefined) return [];
    // Whoever works an element out takes over what it is made of; whoever does not takes it over as it comes.
    const computes =
      this.#run.vocabulary.isDerived(element.name) &&
      canCompute(secret, receiver, this.#run.vocabulary.store);
    const wanted = computes ? this.#material(secret) : [secret];
    return this.#run.deliveries
      .filter((delivery) => delivery.step.receiver === entity)
      .flatMap((delivery) =>
        wanted
          .filter((term) => this.#takesOver(delivery, term, receiver, element))
          .map((term) => this.#judge(delivery, term, receiver, entity, requirement)),
      );
  }

  // Data and counters bring a new value each time they are sent; a key that is held already is compared.
  #takesOver(delivery: Delivery, term: Term, receiver: Knowledge, element: Element): boolean {
    if (!visibleTerms(delivery.content, receiver).has(term)) return false;
    const renewed = ['data', 'counter', 'timestamp'].includes(element.kind);
    return renewed || !delivery.heldBefore.has(term) || delivery.skipped.elements.has(element.name);
  }

  #judge(
    delivery: Delivery,
    term: Term,
    receiver: Knowledge,
    entity: string,
    requirement: IntegrityRequirement,
  ): Acceptance {
    const trusted = new Set([...requirement.originators, ...requirement.permitted, entity]);
    const judged = [
      ...this.#channelAcceptance(delivery, receiver, entity, trusted),
      ...this.#authenticators(delivery, term, receiver).map((each) =>
        this.#cryptographicAcceptance(delivery, each, receiver, entity, trusted),
      ),
    ];
    const none: Acceptance = {
      message: delivery.step.name,
      protection: 'none',
      key: null,
      holders: [],
      intruders: [],
      freshness: 'none',
      freshElement: null,
    };
    return judged.reduce((best, each) => (strength(each) > strength(best) ? each : best), none);
  }

  #channelAcceptance(
    delivery: Delivery,
    receiver: Knowledge,
    entity: string,
    trusted: ReadonlySet<string>,
  ): readonly Acceptance[] {
    const { step, phase } = delivery;
    const assures = !phase.adversaryPresent || step.trust === 'authentic' || step.trust === 'secure';
    if (!assures) return [];
    const visible = visibleTerms(delivery.content, receiver);
    return [
      {
        message: step.name,
        protection: 'channel',
        key: null,
        holders: [step.sender],
        intruders: trusted.has(step.sender) ? [] : [step.sender],
        // An authentic channel vouches for all that the receiver reads in the message.
        ...this.#freshness(delivery, entity, (term) => visible.has(term)),
      },
    ];
  }

  // Every cryptographic protection in the message that covers the term and that the receiver can verify.
  #authenticators(delivery: Delivery, term: Term, receiver: Knowledge): readonly Application[] {
    return [...visibleTerms(delivery.content, receiver)].filter(
      (each): each is Application =>
        each.kind === 'apply' &&
        theory[each.primitive].table3.origin &&
        !delivery.skipped.primitives.has(each.primitive) &&
        covers(each, term, receiver) &&
        verifies(each, receiver),
    );
  }

  #cryptographicAcceptance(
    delivery: Delivery,
    authenticator: Application,
    receiver: Knowledge,
    entity: string,
    trusted: ReadonlySet<string>,
  ): Acceptance {
    const { key } = authenticator;
    const holders = key === null ? [] : this.#holders(key, delivery);
    const fresh = this.#freshness(delivery, entity, (term) => covers(authenticator, term, receiver));
    return {
      message: delivery.step.name,
      protection: protectionOf(authenticator),
      key: key === null ? null : this.#run.vocabulary.format(key),
      holders,
      intruders: holders.filter((holder) => !trusted.has(holder)),
      ...fresh,
    };
  }

  // Who can make a protection under the key: whoever ever has it, but for those who erased it before.
  #holders(key: Term, delivery: Delivery): readonly string[] {
    const holds = [...this.#run.knowledge].filter(
      ([name, knowledge]) =>
        knowledge.derives(key) || (knowledge.facts.has(key) && delivery.lost.get(key)?.has(name) !== true),
    );
    const names = holds.map(([name]) => name);
    const { receiver } = delivery.step;
    const open = knows(this.#adversary.knowledge, key) || !this.#isOwnKey(key, receiver);
    return open ? [...names, adversaryName] : names;
  }

  // Whether a receiver can be sure that the key it verifies with is the protocol's and not one that the
  // adversary slipped in: it had or made it, or accepted it from those who may vouch for it.
  #isOwnKey(key: Term, entity: string): boolean {
    const place = `${entity} ${String(key.id)}`;
    const known = this.#ownKeys.get(place);
    if (known !== undefined) return known;
    // A key that rests on itself rests on nothing.
    this.#ownKeys.set(place, false);
    const receiver = this.#run.knowledge.get(entity);
    const own =
      receiver !== undefined && this.#keyMaterial(key).every((term) => this.#isOwn(term, entity, receiver));
    this.#ownKeys.set(place, own);
    return own;
  }

  // What the receiver must be sure of: the names in a key, or the public half that verifies a signature.
  #keyMaterial(key: Term): readonly Term[] {
    return key.kind === 'key-half'
      ? [this.#run.vocabulary.store.keyHalf('public', key.pair)]
      : this.#material(key);
  }

  // The names in a term, and the public halves of the pairs that an exchange combines.
  #material(term: Term): readonly Term[] {
    const { store } = this.#run.vocabulary;
    const exchanged = [...allSubterms(term)].flatMap((part) =>
      part.kind === 'apply' && theory[part.primitive].commutes ? subterms(part) : [],
    );
    const halves = exchanged.filter((half) => half.kind === 'key-half');
    return [...atomsOf(term), ...halves.map(({ pair }) => store.keyHalf('public', pair))];
  }

  #isOwn(term: Term, entity: string, receiver: Knowledge): boolean {
    const name = term.kind === 'atom' ? term.name : term.kind === 'key-half' ? term.pair : '';
    const element = this.#run.vocabulary.element(name);
    const isPublic = element === undefined || element.kind === 'constant';
    const isPredictable = element?.kind === 'counter' || element?.kind === 'timestamp';
    if (isPublic || isPredictable) return true;
    const arrivals = this.#run.deliveries.filter(
      (delivery) => delivery.step.receiver === entity && delivery.learned.includes(term),
    );
    if (arrivals.length === 0) return true;
    const maker = this.#run.makers.get(name);
    const requirement = {
      originators: maker === undefined ? element.holders : [maker],
      permitted: permittedHolders(this.#model, name) ?? element.holders,
    };
    return arrivals.every(
      (delivery) => verdictOf(this.#judge(delivery, term, receiver, entity, requirement)) !== 'not-assured',
    );
  }

  /**
   * True if a counter is fresh to a receiver: one entity, and not the receiver, advances it. One that nobody advances
   * repeats its values, and one that both directions share lets a message come back to its sender.
   */
  countsOneWay(counter: string, receiver: string): boolean {
    const advancing = this.#advancing.get(counter);
    return advancing?.size === 1 && !advancing.has(receiver);
  }

  #freshness(
    delivery: Delivery,
    entity: string,
    covers: (term: Term) => boolean,
  ): Pick<Acceptance, 'freshness' | 'freshElement'> {
    if (!delivery.phase.adversaryPresent) return { freshness: 'no-adversary', freshElement: null };
    for (const { kind, name } of this.#model.elements) {
      if (!delivery.checked.has(name) || delivery.skipped.elements.has(name)) continue;
      if (!covers(this.#run.vocabulary.name(name))) continue;
      if (kind === 'timestamp') return { freshness: kind, freshElement: name };
      if (kind === 'counter' && this.countsOneWay(name, entity)) {
        return { freshness: kind, freshElement: name };
      }
      if (kind === 'nonce' && this.#run.makers.get(name) === entity) {
        return { freshness: 'nonce', freshElement: name };
      }
    }
    return { freshness: 'none', freshElement: null };
  }
}

// Whether the holder ever had all that the term is made of, one way or another.
function canCompute(term: Term, knowledge: Knowledge, store: TermStore): boolean {
  return compositions(term, store).some((parts) => parts.every((part) => knows(knowledge, part)));
}

function protectionOf(authenticator: Application): Acceptance['protection'] {
  switch (authenticator.primitive) {
    case 'aead':
      return 'authenticated-encryption';
    case 'enc':
      return 'encryption';
    case 'mac':
      return 'mac';
    case 'sign':
      return 'signature';
    case 'hash':
    case 'kdf':
    case 'penc':
    case 'dh':
      return 'none';
  }
}

function verdictOf(acceptance: Acceptance): IntegrityVerdict {
  if (acceptance.protection === 'none' || acceptance.intruders.length > 0) return 'not-assured';
  return acceptance.freshness === 'none' ? 'assured-without-freshness' : 'assured';
}

const strengths: Readonly<Record<IntegrityVerdict, number>> = {
  'not-required': 0,
  originates: 0,
  'not-received': 0,
  'not-assured': 1,
  'assured-without-freshness': 2,
  assured: 3,
};

function strength(acceptance: Acceptance): number {
  return acceptance.protection === 'none' ? 0 : strengths[verdictOf(acceptance)];
}

function weakest(acceptances: readonly Acceptance[]): IntegrityVerdict {
  if (acceptances.length === 0) return 'not-received';
  return acceptances
    .map(verdictOf)
    .reduce((worst, verdict) => (strengths[verdict] < strengths[worst] ? verdict : worst));
}
