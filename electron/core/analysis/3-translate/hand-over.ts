import type { Composition } from './composition.ts';
import { usedIn, type Draft, type Left, type Mark } from './drafts.ts';
import { stateLabel } from './names.ts';
import { printed } from './quiet-script.ts';
import type { Declarations } from './declarations.ts';
import { phasesOf } from '#core/language/adversary-arrival.ts';
import type { Message, Sort } from '#core/protocol/message.ts';
import { mapMessages, type Channel, type Parameter, type Role, type RoleStep } from '#core/protocol/protocol.ts';
import type { Phase } from '#core/language/model.ts';

/** Something that waits for what earlier phases left: a role, or a leak. */
interface Heir {
  readonly entity: string;
  readonly index: number;
  /** The label under which it gets what it needs. */
  readonly label: string;
  /** The keys of what it needs, in order. */
  readonly needs: readonly string[];
}

/** A role with so much of what earlier phases left. */
interface Variant {
  readonly draft: Draft;
  readonly heir: Heir;
  readonly number: number;
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
  readonly #declarations: Declarations;
  readonly #composition: Composition;
  readonly #parameters: readonly Parameter[];
  readonly #drafts: readonly Draft[];
  readonly #variants: readonly Variant[];
  readonly #leaks: readonly Heir[];

  constructor(
    declarations: Declarations,
    composition: Composition,
    parameters: readonly Parameter[],
    drafts: readonly Draft[],
    leaks: readonly LateLeak[],
  ) {
    this.#declarations = declarations;
    this.#composition = composition;
    this.#parameters = parameters;
    this.#drafts = drafts;
    this.#variants = this.#findVariants();
    this.#leaks = leaks;
  }

  /** The roles, with what they get and hand on. */
  roles(): readonly Role[] {
    return this.#drafts.flatMap((draft) =>
      this.#variants.filter((each) => each.draft === draft).map((variant) => this.#roleOf(variant)),
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

  // The last phase first: what a role needs for those after it is known then.
  #findVariants(): readonly Variant[] {
    const found: Variant[] = [];
    for (const draft of this.#drafts.toReversed()) {
      const uses = usedIn(draft);
      const later = found.filter((each) => each.heir.entity === draft.entity && each.heir.index > draft.index);
      const wanted = later.map(({ heir }) => this.#alsoFor(heir, draft)).filter((more) => more !== null);
      const sets = new Map(
        [uses, ...wanted.map((more) => new Set([...uses, ...more]))].map((set) => [
          [...set].toSorted().join('\n'),
          set,
        ]),
      );
      for (const [number, set] of [...sets.values()].entries()) {
        const { entity, index, name } = draft;
        const label = stateLabel(entity, numbered(name, number));
        const needs = [...draft.given.keys()].filter((key) => set.has(key));
        found.push({ draft, number, heir: { entity, index, label, needs } });
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

  #roleOf({ draft, heir, number }: Variant): Role {
    const { entity, index, script, name, given } = draft;
    const inserted = new Map<number, RoleStep[]>();
    const later = [...this.#variants.map((each) => each.heir), ...this.#leaks].filter(
      (each) => each.entity === entity && each.index > index && each.needs.length > 0,
    );
    for (const each of later) {
      for (const { at, message } of this.#handedTo(each, draft, heir)) {
        const steps = inserted.get(at) ?? [];
        inserted.set(at, steps);
        steps.push({
          kind: 'send',
          phase: index,
          label: each.label,
          message,
          channel: toItself(entity),
          purpose: 'state',
        });
      }
    }
    const begins = heir.needs.flatMap((key): readonly Message[] => {
      const own = given.get(key);
      return own === undefined ? [] : [variable(own)];
    });
    const steps = [
      ...(begins.length === 0 ? [] : [this.#receive(entity, index, heir.label, begins)]),
      ...script.first,
      ...Array.from({ length: script.steps.length + 1 }, (_, at) => [
        ...(inserted.get(at) ?? []),
        ...script.steps.slice(at, at + 1),
      ]).flat(),
    ];
    return {
      name: numbered(name, number),
      parameters: this.#parameters,
      self: entity,
      sorts: script.sorts,
      steps: number === 0 ? steps : steps.map((step) => withOwnValues(step, number)),
      runs: null,
    };
  }

  // What a role hands on to another, and where in its script: as soon as it has everything, and again when that changes.
  #handedTo(
    { needs, index }: Heir,
    draft: Draft,
    own: Heir,
  ): readonly { readonly at: number; readonly message: Message }[] {
    const found: { readonly at: number; readonly message: Message }[] = [];
    let before: string | null = null;
    for (const mark of draft.marks) {
      const parts = needs.map((key) => this.#leftAs(key, mark, draft, own));
      if (!parts.every((part) => part !== undefined)) continue;
      if (parts.some((part) => this.#isErased(part, draft, index, mark))) continue;
      const message = this.#state(parts.map((part) => part.message));
      if (printed(message) === before) continue;
      before = printed(message);
      found.push({ at: mark.at, message });
    }
    return found;
  }

  // What a role did not get itself it has only once it is another value.
  #leftAs(key: string, { left }: Mark, draft: Draft, own: Heir): Left | undefined {
    const now = left.get(key);
    const first = draft.marks[0]?.left.get(key);
    if (now === undefined || first === undefined || own.needs.includes(key)) return now;
    return printed(first.message) === printed(now.message) ? undefined : now;
  }

  // Whether it is gone by the end of the draft's phase, or of one between that and another.
  #isErased({ holding }: Left, draft: Draft, until: number, { place }: Mark): boolean {
    if (holding === null) return false;
    const between = phasesOf(this.#declarations.model).from.slice(draft.index + 1, until);
    return (
      place < (draft.erased.get(holding.name) ?? -1) ||
      between.some((phase) => lastErasures(phase, draft.entity).has(holding.name))
    );
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
  return new Map(
    [...steps.entries()].flatMap(([place, step]) =>
      step.kind === 'erase' && step.entities.includes(entity)
        ? step.elements.map((name) => [name, place] as const)
        : [],
    ),
  );
}

function variable(name: string): Message {
  return { kind: 'variable', name };
}

// Several runs may start from the same.
function toItself(entity: string): Channel {
  return { trust: 'secure', from: variable(entity), to: variable(entity), once: false };
}

function numbered(name: string, number: number): string {
  return number === 0 ? name : `${name} (${number + 1})`;
}

// Values that runs make have names of their own in every role.
function withOwnValues(step: RoleStep, number: number): RoleStep {
  return mapMessages(step, (message) => {
    const renamed = (each: Message): Message => {
      switch (each.kind) {
        case 'fresh':
          return { ...each, name: numbered(each.name, number) };
        case 'apply':
          return { ...each, args: each.args.map(renamed) };
        case 'variable':
        case 'constant':
          return each;
      }
    };
    return renamed(message);
  });
}
