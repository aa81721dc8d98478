import type { Composition } from './composition.ts';
import { namesNeededIn, neededIn, usedIn, type Draft, type Left, type Mark } from './drafts.ts';
import { stateLabel } from './names.ts';
import { printed } from './quiet-script.ts';
import type { Declarations } from './declarations.ts';
import { isOwnDoing, variablesIn } from './script.ts';
import { phasesOf } from '#core/language/adversary-arrival.ts';
import type { Message, Sort } from '#core/protocol/message.ts';
import {
  mapMessages,
  type Channel,
  type Parameter,
  type Role,
  type RoleStep,
} from '#core/protocol/protocol.ts';
import type { Phase } from '#core/language/model.ts';

/** Something that waits for what earlier phases left: a role, or a leak. */
interface Heir {
  readonly entity: string;
  readonly index: number;
  /** The label under which it gets what it needs. */
  readonly label: string;
  /** The keys of what it needs, in order. */
  readonly needs: readonly string[];
  /** What is only asked about or leaks, and this role does without: whoever has all of it goes on in another role. */
  readonly lacks: readonly string[];
  /** The elements of which what it needs was not taken over yet; of what is in `watched`. */
  readonly waiting: ReadonlySet<string>;
  readonly watched: ReadonlySet<string>;
}

/** A role with so much of what earlier phases left. */
interface Variant {
  readonly draft: Draft;
  readonly heir: Heir;
  readonly name: string;
}

/** A step that is put in before the one at a place of a script. */
interface Inserted {
  readonly at: number;
  readonly step: RoleStep;
}

/** Where a run may stop so that a later one goes on from less than it would have come to have. */
interface Stop {
  /** What it hands on for that. */
  readonly inserted: readonly Inserted[];
  /** How many steps it takes at most. */
  readonly until: number;
}

/** A secret of an agent's earlier runs that comes to the adversary in a phase. */
export interface LateLeak {
  readonly entity: string;
  readonly index: number;
  readonly label: string;
  /** The keys of what it is made of, the variables for them, and how. */
  readonly needs: readonly string[];
  readonly parts: readonly Message[];
  readonly message: Message;
  readonly sorts: ReadonlyMap<string, Sort>;
}

/**
 * How runs of one agent follow each other: a run of a phase starts from what a run of an earlier phase has left, wherever
 * that stopped, if it holds everything that the phase uses of it; several may start from the same. What the text erases in
 * a phase is gone when the phase is over.
 */
export class HandOver {
  readonly #phases: readonly Phase[];
  readonly #composition: Composition;
  readonly #parameters: readonly Parameter[];
  readonly #drafts: readonly Draft[];
  /** The variables for what earlier phases left, of each draft. */
  readonly #begun: ReadonlyMap<Draft, ReadonlySet<string>>;
  readonly #variants: readonly Variant[];
  readonly #leaks: readonly Heir[];
  readonly #renamed = new Map<string, string>();
  readonly #erasures = new Map<Phase, Map<string, ReadonlyMap<string, number>>>();

  constructor(
    declarations: Declarations,
    composition: Composition,
    parameters: readonly Parameter[],
    drafts: readonly Draft[],
    leaks: readonly LateLeak[],
  ) {
    this.#phases = phasesOf(declarations.model).from;
    this.#composition = composition;
    this.#parameters = parameters;
    this.#drafts = drafts;
    this.#begun = new Map(drafts.map((draft) => [draft, new Set(draft.given.values())]));
    this.#variants = this.#findVariants();
    this.#leaks = leaks.map((leak) => ({ ...leak, lacks: [], waiting: nothing, watched: nothing }));
  }

  /** The values that runs make under another name in a role of an entity than in its usual one, with that. */
  get renamed(): ReadonlyMap<string, string> {
    return this.#renamed;
  }

  /** The roles, with what they get and hand on. */
  roles(): readonly Role[] {
    return this.#drafts.flatMap((draft) =>
      this.#variants
        .filter((each) => each.draft === draft && this.#isReached(each.heir))
        .flatMap((variant) => this.#rolesOf(variant)),
    );
  }

  // Whether some role hands on what this one goes on from; whose runs had taken everything over, there always is one.
  #isReached(heir: Heir): boolean {
    return (
      heir.waiting.size === 0 ||
      this.#variants.some(
        ({ draft, heir: own }) =>
          draft.entity === heir.entity &&
          draft.index < heir.index &&
          this.#handedTo(heir, draft, own).length > 0,
      )
    );
  }

  /** The role that hands a secret of earlier runs to the adversary. */
  leakingRole({ entity, index, label, parts, message, sorts }: LateLeak): Role {
    const channel = { trust: 'public' } as const;
    return {
      name: label,
      parameters: this.#parameters,
      self: entity,
      sorts,
      steps: [
        this.#receive(entity, index, label, parts),
        { kind: 'send', phase: index, label: `${label}, out`, message, channel, purpose: 'leak' },
      ],
      runs: null,
    };
  }

  // The last phase first: what a role needs for those after it is known then. A run that lacks what only a question or a leak
  // speaks of acts all the same, and nothing of that is asked or leaks.
  #findVariants(): readonly Variant[] {
    const found: Variant[] = [];
    for (const draft of this.#drafts.toReversed()) {
      const { entity, index, name, begins } = draft;
      const [uses, needed] = [usedIn(draft), neededIn(draft)];
      const later = found.filter((each) => each.heir.entity === entity && each.heir.index > index);
      const wanted = later.map(({ heir }) => this.#alsoFor(heir, draft)).filter((more) => more !== null);
      const sets = new Map(
        [uses, needed]
          .flatMap((least) => [least, ...wanted.map((more) => new Set([...least, ...more]))])
          .map((set) => [[...set].toSorted().join('\n'), set]),
      );
      for (const [number, set] of [...sets.values()].entries()) {
        const own = number === 0 ? name : `${name}, keeping on ${number}`;
        const needs = [...draft.given.keys()].filter((key) => set.has(key));
        const watched = namesNeededIn(draft);
        const lacks = [...uses].filter((key) => !set.has(key));
        const heir = {
          entity,
          index,
          label: stateLabel(entity, own),
          needs,
          lacks,
          waiting: begins,
          watched,
        };
        found.push({ draft, name: own, heir });
      }
    }
    return found;
  }

  // What a role must have from earlier ones besides so that it can hand on what a later one needs: null where it adds
  // nothing of its own to that.
  #alsoFor(heir: Heir, draft: Draft): ReadonlySet<string> | null {
    const end = draft.marks.at(-1)?.left;
    const start = draft.marks[0]?.left;
    const adds = heir.needs.some((key) => {
      const [first, last] = [start?.get(key), end?.get(key)];
      return last !== undefined && (first === undefined || printed(first.message) !== printed(last.message));
    });
    return adds ? new Set(heir.needs.filter((key) => draft.given.has(key))) : null;
  }

  #rolesOf(variant: Variant): readonly Role[] {
    const { draft, heir, name } = variant;
    const { entity, index, script } = draft;
    const heirs = this.#heirsOf(draft);
    const handed = heirs
      .filter((each) => !this.#stopsBefore(each, draft, heir))
      .flatMap((each) =>
        this.#handedTo(each, draft, heir).map(({ at, message }): Inserted => ({
          at,
          step: handOn(entity, index, each.label, message),
        })),
      );
    const whole = stepsWith(script.steps, handed, script.steps.length);
    const stopped = this.#stopsOf(variant).map(({ inserted, until }, number) => {
      const steps = stepsWith(script.steps, [...handed, ...inserted], until);
      return this.#role(variant, `${name}, stopped ${number + 1}`, steps, true);
    });
    return [this.#role(variant, name, whole, false), ...stopped];
  }

  // Who goes on later from what it had not taken over yet did not take it over in this phase, and who goes on without what
  // it would have come to have did not come so far: such a run is a role of its own, that stops before.
  #stopsOf({ draft, heir }: Variant): readonly Stop[] {
    const { entity, index } = draft;
    const later = this.#heirsOf(draft).filter((each) => this.#stopsBefore(each, draft, heir));
    const stops: Stop[] = [];
    let before = '';
    for (const mark of draft.marks) {
      const handed = later.flatMap((each) => {
        const message = this.#leftFor(each, mark, draft, heir);
        return message === null ? [] : [{ label: each.label, message }];
      });
      const said = handed.map(({ label, message }) => `${label}: ${printed(message)}`).join('\n');
      const last = said === before ? stops.pop() : undefined;
      before = said;
      const inserted = handed.map(({ label, message }) => ({
        at: mark.at,
        step: handOn(entity, index, label, message),
      }));
      if (handed.length > 0) stops.push({ inserted: last?.inserted ?? inserted, until: mark.at });
    }
    return stops;
  }

  #stopsBefore(later: Heir, draft: Draft, own: Heir): boolean {
    const end = draft.marks.at(-1);
    return later.waiting.size > 0 || (end !== undefined && this.#hasAllThat(later, end, draft, own));
  }

  // Whether a run that has come to a mark has what the later role does without, so that it goes on in another.
  #hasAllThat({ lacks, index }: Heir, mark: Mark, draft: Draft, own: Heir): boolean {
    return lacks.length > 0 && lacks.every((key) => this.#leftAs(key, mark, draft, own, index) !== undefined);
  }

  #heirsOf({ entity, index }: Draft): readonly Heir[] {
    return [...this.#variants.map((each) => each.heir), ...this.#leaks].filter(
      (each) => each.entity === entity && each.index > index && each.needs.length > 0,
    );
  }

  #role({ draft, heir }: Variant, name: string, steps: readonly RoleStep[], stops: boolean): Role {
    const { entity, index, script, given } = draft;
    const lacks = new Set([...given].flatMap(([key, own]) => (heir.needs.includes(key) ? [] : [own])));
    const begun = heir.needs.flatMap((key): readonly Message[] => {
      const own = given.get(key);
      return own === undefined ? [] : [variable(own)];
    });
    const told = steps.filter(
      (step) => isOwnDoing(step) || ![...variablesIn([step])].some((each) => lacks.has(each)),
    );
    const all = [
      ...(begun.length === 0 ? [] : [this.#receive(entity, index, heir.label, begun)]),
      ...script.first,
      ...told,
    ];
    const isUsual = name === `${entity} in ${this.#phases[index]?.name ?? ''}`;
    const variant = stops ? 'stops' : isUsual ? null : 'starts-otherwise';
    return {
      name,
      parameters: this.#parameters,
      self: entity,
      sorts: script.sorts,
      // Values that runs make have names of their own in every role.
      steps: isUsual
        ? all
        : all.map((step) => mapMessages(step, (message) => this.#withOwnValues(message, name))),
      runs: null,
      ...(variant === null ? {} : { variant }),
    };
  }

  #withOwnValues(message: Message, role: string): Message {
    switch (message.kind) {
      case 'fresh': {
        const name = `${message.name} of ${role}`;
        this.#renamed.set(name, message.name);
        return { ...message, name };
      }
      case 'apply':
        return { ...message, args: message.args.map((each) => this.#withOwnValues(each, role)) };
      case 'variable':
      case 'constant':
        return message;
    }
  }

  // What a role hands on to another, and where in its script: as soon as it has everything, and again when that changes.
  #handedTo(
    heir: Heir,
    draft: Draft,
    own: Heir,
  ): readonly { readonly at: number; readonly message: Message }[] {
    const found: { readonly at: number; readonly message: Message }[] = [];
    const end = draft.marks.at(-1)?.left;
    if (
      heir.needs.some((key) => end?.has(key) !== true) &&
      !draft.marks.some(({ left }) => heir.needs.every((key) => left.has(key)))
    )
      return [];
    let before: string | null = null;
    for (const mark of draft.marks) {
      const message = this.#leftFor(heir, mark, draft, own);
      if (message === null || printed(message) === before) continue;
      before = printed(message);
      found.push({ at: mark.at, message });
    }
    return found;
  }

  // What a run that has come to a mark leaves to another role; null where that cannot go on from it.
  #leftFor(heir: Heir, mark: Mark, draft: Draft, own: Heir): Message | null {
    const { needs, index, waiting, watched } = heir;
    const open = [...mark.waiting].filter((name) => watched.has(name));
    if (open.length !== waiting.size || !open.every((name) => waiting.has(name))) return null;
    const parts = needs.map((key) => this.#leftAs(key, mark, draft, own, index));
    if (!parts.every((part) => part !== undefined)) return null;
    if (this.#hasAllThat(heir, mark, draft, own)) return null;
    // Who handed all of it to this role hands it to the other one as well.
    const begun = this.#begun.get(draft);
    const isBegun = ({ message }: Left): boolean =>
      message.kind === 'variable' && begun?.has(message.name) === true;
    return parts.every(isBegun) ? null : this.#state(parts.map((part) => part.message));
  }

  // What a role did not get itself it has only once it is another value; what is gone by a later phase it does not leave.
  #leftAs(key: string, mark: Mark, draft: Draft, own: Heir, until: number): Left | undefined {
    const now = mark.left.get(key);
    if (now === undefined || this.#isErased(now, draft, until, mark)) return undefined;
    const first = draft.marks[0]?.left.get(key);
    if (first === undefined || own.needs.includes(key)) return now;
    return printed(first.message) === printed(now.message) ? undefined : now;
  }

  // Whether it is gone by the end of the draft's phase, or of one between that and another.
  #isErased({ holding }: Left, draft: Draft, until: number, { place }: Mark): boolean {
    if (holding === null) return false;
    const between = this.#phases.slice(draft.index + 1, until);
    return (
      place < (draft.erased.get(holding.name) ?? -1) ||
      between.some((phase) => this.#erasedIn(phase, draft.entity).has(holding.name))
    );
  }

  #erasedIn(phase: Phase, entity: string): ReadonlyMap<string, number> {
    const known = this.#erasures.get(phase) ?? new Map<string, ReadonlyMap<string, number>>();
    this.#erasures.set(phase, known);
    const erased = known.get(entity) ?? lastErasures(phase, entity);
    known.set(entity, erased);
    return erased;
  }

  #state(parts: readonly Message[]): Message {
    return this.#composition.tuple([...this.#parameters.map(({ name }) => variable(name)), ...parts]);
  }

  #receive(entity: string, phase: number, label: string, parts: readonly Message[]): RoleStep {
    const pattern = this.#state(parts);
    return { kind: 'receive', phase, label, pattern, channel: toItself(entity), purpose: 'state' };
  }
}

/** The names that an entity erases in a phase, with the places of the last steps that do so. */
export function lastErasures({ steps }: Phase, entity: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  steps.forEach((step, place) => {
    if (step.kind !== 'erase' || !step.entities.includes(entity)) return;
    for (const name of step.elements) found.set(name, place);
  });
  return found;
}

// The first steps of a script with others put in.
function stepsWith(
  steps: readonly RoleStep[],
  inserted: readonly Inserted[],
  until: number,
): readonly RoleStep[] {
  return Array.from({ length: until + 1 }, (_, at) => [
    ...inserted.flatMap((each) => (each.at === at ? [each.step] : [])),
    ...(at < until ? steps.slice(at, at + 1) : []),
  ]).flat();
}

function variable(name: string): Message {
  return { kind: 'variable', name };
}

// Several runs may start from the same.
function toItself(entity: string): Channel {
  return { trust: 'secure', from: variable(entity), to: variable(entity), once: false };
}

function handOn(entity: string, phase: number, label: string, message: Message): RoleStep {
  return { kind: 'send', phase, label, message, channel: toItself(entity), purpose: 'state' };
}

/** A name with a number, where it is not the first. */
export function numbered(name: string, number: number): string {
  return number === 0 ? name : `${name} (${number + 1})`;
}

const nothing: ReadonlySet<string> = new Set();
