import type { Asked, AskedKind } from '#core/analysis/record/asked.ts';
import type { RoleWriter } from './role-writer.ts';
import { lastContribution } from './last-contribution.ts';
import { isOfRun } from './run-dependence.ts';
import type { Trustees } from './trustees.ts';
import type { Run } from '#core/analysis/1-execute/run.ts';
import { claimedPhase, type FinishedClaim } from '#core/language/claimed-phase.ts';
import type { Claim, Element, Model, Phase } from '#core/language/model.ts';
import type { AuthenticationLevel } from '#core/language/kinds.ts';
import type { Message } from '#core/protocol/message.ts';
import type { EventPattern, Query } from '#core/protocol/query.ts';
import type { Term } from '#core/terms/term.ts';

type Freshness = Extract<Claim, { kind: 'key-freshness' }>;
type ForwardSecrecy = Extract<Claim, { kind: 'forward-secrecy' }>;

/**
 * What a model claims beside the ticks of its table, and the events in the roles that it is asked of. The
 * claims that speak of the time after the last phase are asked apart: `afterwards` chooses them, otherwise all
 * the others.
 */
export class StatedClaims {
  readonly #model: Model;
  readonly #agents: ReadonlySet<string>;
  readonly #execution: Run;
  readonly #trustees: Trustees;
  readonly #elements: ReadonlyMap<string, Element>;
  readonly #matching: readonly FinishedClaim[];
  readonly #freshness: readonly Freshness[];
  readonly #forwardSecrecy: readonly ForwardSecrecy[];
  // Written out at the end: what a run names in an event is known when its role is complete.
  readonly #queries = new Map<string, () => Query>();
  readonly #asked = new Map<string, Asked>();
  readonly #written = new Set<string>();
  /** How many of its own values a run names in an event. */
  readonly #owned = new Map<string, number>();
  // What each entity has had in the role that is being written, although it may have erased it since: one value, and
  // another each time that it got it back.
  readonly #values = new Map<string, Map<Term, Message[]>>();
  readonly #lost = new Map<string, Set<Term>>();
  readonly #resumed = new Map<string, Set<Term>>();

  constructor(model: Model, execution: Run, trustees: Trustees, afterwards: boolean) {
    this.#model = model;
    this.#agents = new Set(model.entities.map(({ name }) => name));
    this.#execution = execution;
    this.#trustees = trustees;
    this.#elements = new Map(model.elements.map((element) => [element.name, element]));
    const ofKind = <Kind extends Claim['kind']>(
      kind: Kind,
      late: boolean,
    ): readonly Extract<Claim, { kind: Kind }>[] =>
      late === afterwards
        ? model.claims.filter((claim): claim is Extract<Claim, { kind: Kind }> => claim.kind === kind)
        : [];
    this.#matching = [...ofKind('authentication', false), ...ofKind('key-confirmation', false)];
    this.#freshness = ofKind('key-freshness', false);
    this.#forwardSecrecy = ofKind('forward-secrecy', true);
  }

  get queries(): readonly Query[] {
    return [...this.#queries.values()].map((query) => query());
  }

  get asked(): readonly Asked[] {
    return [...this.#asked.values()];
  }

  /** The elements that a claim about this phase or a later one needs an entity to have. */
  needs(entity: string, phase: Phase): readonly Term[] {
    return this.#matching.flatMap((claim) => {
      const concerned = claim.claimed === entity || claim.claimant === entity;
      return concerned && this.#phaseOf(claim) === phase.name ? this.#agreedOn(claim) : [];
    });
  }

  /** The role of an entity in a phase begins; the entity has what it brings along from earlier phases. */
  begin(entity: string, writer: RoleWriter): void {
    this.#values.set(entity, new Map());
    this.#lost.set(entity, new Set());
    this.#resumed.set(entity, new Set(writer.view.known.keys()));
    for (const claim of this.#matching) {
      if (claim.kind !== 'authentication' || claim.claimed !== entity) continue;
      const { claimant, level } = claim;
      if (level === 'aliveness') this.#run(writer, aliveEvent(entity), [variable(entity)]);
      if (level !== 'weak-agreement') continue;
      this.#run(writer, withEvent(entity, claimant), [variable(entity), variable(claimant)]);
    }
  }

  // The same event serves several claims, once in each role, and once more with what the entity got back.
  #run(writer: RoleWriter, event: string, args: readonly Message[], times = 0): void {
    if (this.#isMarked(`${writer.name}: ${event} ${times}`)) return;
    writer.add({ kind: 'event', event, args, honest: [] });
  }

  #writtenIn(writer: RoleWriter, event: string): boolean {
    return this.#isMarked(`${writer.name}: ${event}`);
  }

  #isMarked(key: string): boolean {
    if (this.#written.has(key)) return true;
    this.#written.add(key);
    return false;
  }

  /** Before the entity's step at this place: what it has now is noted, and what it now runs with. */
  settle(entity: string, phase: Phase, place: number, writer: RoleWriter): void {
    if (writer.empty) return;
    const matching = this.#matching.filter((claim) => claim.claimed === entity || claim.claimant === entity);
    const noted = new Set([
      ...matching.flatMap((claim) => this.#agreedOn(claim)),
      ...this.#freshness.filter((claim) => claim.entity === entity).map(({ key }) => this.#termOf(key)),
      ...this.#forwardSecrecy.map(({ element }) => this.#termOf(element)),
    ]);
    for (const term of noted) this.#note(entity, term, writer.view.compose(term));
    for (const claim of matching) {
      if (claim.claimed === entity) this.#runWith(claim, phase, place, writer);
    }
    for (const claim of this.#freshness) {
      if (claim.entity === entity) this.#acceptKey(claim, writer);
    }
  }

  // What is erased and got back is another value.
  #note(entity: string, term: Term, message: Message | null): void {
    const values = this.#values.get(entity);
    const lost = this.#lost.get(entity);
    if (values === undefined || lost === undefined) return;
    const had = values.get(term) ?? [];
    values.set(term, had);
    if (message === null) {
      if (had.length > 0) lost.add(term);
      this.#resumed.get(entity)?.delete(term);
    } else if (had.length === 0 || lost.delete(term)) {
      had.push(message);
    }
  }

  // How many values an entity has had of terms.
  #times(entity: string, terms: readonly Term[]): number {
    return terms.reduce((sum, term) => sum + (this.#values.get(entity)?.get(term)?.length ?? 0), 0);
  }

  // What an entity has now, or had last.
  #last(entity: string, term: Term): Message | undefined {
    return this.#values.get(entity)?.get(term)?.at(-1);
  }

  #runWith(claim: FinishedClaim, phase: Phase, place: number, writer: RoleWriter): void {
    // A key is confirmed whenever it was that the other end got it.
    if (claim.kind === 'authentication' && this.#phaseOf(claim) !== phase.name) return;
    if (!agrees(claim)) return;
    const agreed = this.#agreedOn(claim).map((term) => this.#last(claim.claimed, term));
    if (!agreed.every((message) => message !== undefined)) return;
    const ends = [variable(claim.claimed), variable(claim.claimant)];
    const event = runningEvent(claim);
    const times = this.#times(claim.claimed, this.#agreedOn(claim));
    if (!isInjective(claim)) {
      this.#run(writer, event, [...ends, ...agreed], times);
      return;
    }
    // What belongs to one run alone tells it from others: as much of it as the other end can rest on.
    if (place < (lastContribution(phase, claim.claimed, claim.claimant) ?? 0)) return;
    const own = [...writer.view.known.values()].filter((message) => isOfRun(message, this.#agents));
    if (!this.#owned.has(event)) this.#owned.set(event, own.length);
    this.#run(writer, event, [...ends, ...agreed, ...own], times);
  }

  /** The entity has finished its part of the phase. */
  end(entity: string, phase: Phase, writer: RoleWriter): void {
    if (writer.empty) return;
    for (const claim of this.#matching) {
      if (claim.claimant === entity && this.#phaseOf(claim) === phase.name) this.#conclude(claim, writer);
    }
    for (const claim of this.#forwardSecrecy) this.#keepSecret(claim, entity, writer);
  }

  #conclude(claim: FinishedClaim, writer: RoleWriter): void {
    const { claimed, claimant } = claim;
    const terms = this.#agreedOn(claim);
    const agreed = terms.map((term) => this.#last(claimant, term));
    const ends = [variable(claimed), variable(claimant)];
    const on = elementsOf(claim);
    const honest = this.#relied(on, [claimed, claimant]);
    const kind = askedKind(claim);
    const element = claim.kind === 'key-confirmation' ? claim.key : null;
    const named = claim.kind === 'authentication' ? claim.phase : null;
    // Claims about two phases are two questions: what holds at the end of one says nothing of the other.
    const at = named === null ? '' : ` in ${named}`;
    const query = `${kind} of ${claimed} to ${claimant}${on.length > 0 ? ` on ${on.join(', ')}` : ''}${at}`;
    const asked = { kind, element, entity: claimant, originator: claimed, on, phase: named, honest, query };
    // What cannot be asked is no question: `unaskedOf` tells it.
    if (!agreed.every((message) => message !== undefined)) return;
    this.#asked.set(query, asked);
    const event = endEvent(claim);
    writer.add({ kind: 'event', event, args: [...ends, ...agreed], honest });
    const places = ['claimed', 'claimant', ...terms.map((_, index) => `value ${index}`)].map(variable);
    const end: EventPattern = { event, run: 'claimant', args: places };
    this.#queries.set(query, () => ({
      kind: 'correspondence',
      name: query,
      end,
      needs: [this.#needed(claim, places)],
      injective: isInjective(claim),
    }));
  }

  #needed(claim: FinishedClaim, places: readonly Message[]): EventPattern {
    const event = neededEvent(claim);
    const own = Array.from({ length: this.#owned.get(event) ?? 0 }, (_, index) => variable(`own ${index}`));
    return { event, run: 'claimed', args: [...neededArgs(claim, places), ...own] };
  }

  #acceptKey({ key, entity }: Freshness, writer: RoleWriter): void {
    const element = this.#elements.get(key);
    const term = this.#termOf(key);
    const message = writer.view.compose(term);
    if (element === undefined || message === null || this.#resumed.get(entity)?.has(term) === true) return;
    const event = `${entity} accepts ${key}`;
    const times = this.#times(entity, [term]);
    if (this.#isMarked(`${writer.name}: ${event} ${times}`)) return;
    const honest = this.#relied([key], [entity]);
    writer.add({ kind: 'event', event, args: [message, variable(entity)], honest });
    for (const kind of ['key-freshness', 'key-uniqueness'] as const) {
      const query = `${kind} of ${key} at ${entity}`;
      const about = { element: key, entity, originator: null, on: [], phase: null };
      this.#asked.set(query, { kind, ...about, honest, query });
      this.#queries.set(query, () => ({
        kind: kind === 'key-freshness' ? 'fresh' : 'unique',
        name: query,
        event,
      }));
    }
  }

  #keepSecret({ element }: ForwardSecrecy, entity: string, writer: RoleWriter): void {
    const values = this.#values.get(entity)?.get(this.#termOf(element)) ?? [];
    if (values.length === 0 || !this.#mayHold(element, entity)) return;
    const event = `${entity} kept ${element}`;
    if (this.#writtenIn(writer, event)) return;
    const honest = this.#relied([element], [entity]);
    for (const message of values) writer.add({ kind: 'event', event, args: [message], honest });
    const query = `forward-secrecy of ${element} at ${entity}`;
    const kind = 'forward-secrecy';
    const about = { element, entity, originator: null, on: [], phase: null };
    this.#asked.set(query, { kind, ...about, honest, query });
    this.#queries.set(query, () => ({ kind: 'secrecy', name: query, event }));
  }

  // Whoever the table permits; where it says nothing, whoever holds it by design.
  #mayHold(name: string, entity: string): boolean {
    const tick = this.#model.ticks.find(
      (each) => each.property === 'confidentiality' && each.element === name,
    );
    if (tick !== undefined) return tick.entities.includes(entity);
    const holders = this.#elements.get(name)?.holders ?? [];
    return holders.includes(entity) || this.#execution.makers.get(name) === entity;
  }

  // Who is relied on: those that the elements depend on; where nothing is agreed on, all that take part.
  #relied(elements: readonly string[], ends: readonly string[]): readonly string[] {
    const others =
      elements.length === 0
        ? this.#model.entities.map(({ name }) => name)
        : elements.flatMap((element) => this.#trustees.of(element));
    return [...new Set([...ends, ...others])];
  }

  #phaseOf(claim: FinishedClaim): string | null {
    return claimedPhase(this.#model, claim)?.name ?? null;
  }

  #agreedOn(claim: FinishedClaim): readonly Term[] {
    return elementsOf(claim).map((name) => this.#termOf(name));
  }

  // Ends of a pair agree on its public half, which both have.
  #termOf(name: string): Term {
    const { vocabulary } = this.#execution;
    const isPair = this.#elements.get(name)?.kind === 'key-pair';
    return isPair ? vocabulary.store.keyHalf('public', name) : vocabulary.name(name);
  }
}

function variable(name: string): { readonly kind: 'variable'; readonly name: string } {
  return { kind: 'variable', name };
}

function elementsOf(claim: FinishedClaim): readonly string[] {
  return claim.kind === 'authentication' ? claim.on : [claim.key];
}

function agrees(claim: FinishedClaim): boolean {
  if (claim.kind === 'key-confirmation') return true;
  return claim.level === 'agreement' || claim.level === 'injective-agreement';
}

const levelKinds: Readonly<Record<AuthenticationLevel, AskedKind>> = {
  aliveness: 'aliveness',
  'weak-agreement': 'weak-agreement',
  agreement: 'entity-agreement',
  'injective-agreement': 'injective-entity-agreement',
};

function askedKind(claim: FinishedClaim): AskedKind {
  return claim.kind === 'authentication' ? levelKinds[claim.level] : 'key-confirmation';
}

function aliveEvent(entity: string): string {
  return `${entity} runs`;
}

function withEvent(entity: string, partner: string): string {
  return `${entity} runs with ${partner}`;
}

function matter(claim: FinishedClaim): string {
  const on = elementsOf(claim);
  const level = claim.kind === 'authentication' ? (claim.phase ?? '') : 'confirmation';
  return `${claim.claimed} and ${claim.claimant} on ${on.join(', ')} ${level}`;
}

function isInjective(claim: FinishedClaim): boolean {
  return claim.kind === 'authentication' && claim.level === 'injective-agreement';
}

function runningEvent(claim: FinishedClaim): string {
  return `running${isInjective(claim) ? ' once' : ''}: ${matter(claim)}`;
}

// One for each claim: the levels say different things of the same end.
function endEvent(claim: FinishedClaim): string {
  return `finished: ${askedKind(claim)} ${matter(claim)}`;
}

function neededEvent(claim: FinishedClaim): string {
  if (claim.kind === 'key-confirmation') return runningEvent(claim);
  switch (claim.level) {
    case 'aliveness':
      return aliveEvent(claim.claimed);
    case 'weak-agreement':
      return withEvent(claim.claimed, claim.claimant);
    case 'agreement':
    case 'injective-agreement':
      return runningEvent(claim);
  }
}

function neededArgs(claim: FinishedClaim, places: readonly Message[]): readonly Message[] {
  if (claim.kind === 'key-confirmation') return places;
  switch (claim.level) {
    case 'aliveness':
      return places.slice(0, 1);
    case 'weak-agreement':
      return places.slice(0, 2);
    case 'agreement':
    case 'injective-agreement':
      return places;
  }
}
