import { holdingKey, termOf, type Holding } from './holding.ts';
import { printTerm } from '#core/language/print/print-parts.ts';
import type { EntityState } from './entity-run.ts';
import type { Script } from './script.ts';
import type { Store } from './store.ts';
import type { TermExpression } from '#core/language/syntax.ts';
import { anySort, variablesOf, type Message, type Sort } from '#core/protocol/message.ts';

/** What an entity has apart from its runs: who takes part, and what it had when the adversary came. */
export interface Origin {
  readonly agents: ReadonlySet<string>;
  readonly arrived: Store;
}

/** Something that a run can leave to a later one of its agent. */
export interface Left {
  /** The same for the same thing at another moment. */
  readonly key: string;
  /** What it goes under; null for a part of a message that was not read. */
  readonly holding: Holding | null;
  readonly message: Message;
}

/** What a run has at a place in its script that depends on it. */
export interface Mark {
  /** How many steps of the script come before. */
  readonly at: number;
  /** The place in the phase of the step that it comes after; -1 at the beginning. */
  readonly place: number;
  /** The elements of which the run has received a value that it has not taken over yet. */
  readonly waiting: ReadonlySet<string>;
  readonly left: ReadonlyMap<string, Left>;
}

/** The role of an entity in a phase, before it is known what it hands on. */
export interface Draft {
  readonly name: string;
  readonly entity: string;
  /** The place of the phase from the adversary's coming on. */
  readonly index: number;
  readonly script: Script;
  /** The variables for what earlier phases left, by the keys of that. */
  readonly given: ReadonlyMap<string, string>;
  /** Of that, the elements whose values the runs before had not taken over when they stopped. */
  readonly begins: ReadonlySet<string>;
  /** The place in the phase at which the entity last erases what goes under a name. */
  readonly erased: ReadonlyMap<string, number>;
  /** From the beginning of the role on. */
  readonly marks: readonly Mark[];
}

/** Everything in a state that depends on the run: not on who takes part and on what there was before the runs alone. */
export function leftIn(
  { store, unread, received }: EntityState,
  { agents, arrived }: Origin,
): ReadonlyMap<string, Left> {
  const held = store.held.filter(
    ({ holding, message }) => isOfRun(message, agents) || isTaken(holding, received, arrived),
  );
  const kept = store.kept.filter(
    ({ term, message }) => isOfRun(message, agents) || arrived.keptAs(term) === null,
  );
  const all: readonly Left[] = [
    ...held.map(({ holding, message }) => ({ key: hasKey(holding), holding, message })),
    ...kept.map(({ term, message }) => ({ key: keptKey(term), holding: null, message })),
    ...unread.flatMap(({ value }, index): readonly Left[] =>
      isOfRun(value, agents) ? [{ key: unreadKey(unread, index), holding: null, message: value }] : [],
    ),
  ];
  return new Map(all.map((each) => [each.key, each]));
}

// Whether a value came in a message to some run.
function isTaken(holding: Holding, received: ReadonlySet<string>, arrived: Store): boolean {
  return received.has(holdingKey(holding)) && arrived.get(holding) === null;
}

/** True if a message depends on the run: on what came from others, or on what the run makes. */
export function isOfRun(message: Message, agents: ReadonlySet<string>): boolean {
  return hasFresh(message) || [...variablesOf(message)].some((name) => !agents.has(name));
}

// Messages never change, so that it is found out once.
const withFresh = new WeakMap<Message, boolean>();

function hasFresh(message: Message): boolean {
  if (message.kind !== 'apply') return message.kind === 'fresh';
  const known = withFresh.get(message) ?? message.args.some(hasFresh);
  withFresh.set(message, known);
  return known;
}

/** The things of earlier phases that stand in a draft, by their keys. */
export function usedIn({ script, given }: Draft): ReadonlySet<string> {
  return keysOf(given, script.variablesUsed());
}

/** Those without which the entity cannot act. */
export function neededIn({ script, given }: Draft): ReadonlySet<string> {
  return keysOf(given, script.variablesNeeded());
}

function keysOf(given: Draft['given'], variables: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...given].flatMap(([key, variable]) => (variables.has(variable) ? [key] : [])));
}

/** The names that those go under. */
export function namesNeededIn(draft: Draft): ReadonlySet<string> {
  const used = neededIn(draft);
  return new Set(
    [...(draft.marks[0]?.left ?? [])].flatMap(([key, { holding }]) =>
      holding !== null && used.has(key) ? [holding.name] : [],
    ),
  );
}

/** What a run begins with that goes on from earlier phases: whatever they left, as variables. */
export interface Resumed {
  readonly state: EntityState;
  /** The variables for what earlier phases left, by the keys of that. */
  readonly given: ReadonlyMap<string, string>;
}

/**
 * The state of an earlier phase, with a variable for each part of it that is not the same in all runs, or that they have from
 * others and could not make themselves.
 */
export function resumed(
  { store, unread, received }: EntityState,
  script: Script,
  { agents, arrived }: Origin,
  sortOf: (holding: Holding) => Sort,
): Resumed {
  const given = new Map<string, string>();
  const [own, named] = [store.copy(), store.named()];
  const variableFor = (key: string, hint: string, sort: Sort): Message => {
    const variable = script.variable(hint, sort);
    given.set(key, variable.name);
    return variable;
  };
  for (const { holding, message } of store.held) {
    const isGiven = isTaken(holding, received, arrived) && named.compose(termOf(holding)) === null;
    if (isOfRun(message, agents) || isGiven)
      own.set(holding, variableFor(hasKey(holding), holding.name, sortOf(holding)));
  }
  for (const { term, message } of store.kept) {
    const isGiven = arrived.keptAs(term) === null && named.compose(term) === null;
    if (isOfRun(message, agents) || isGiven) own.keep(term, variableFor(keptKey(term), 'part', anySort));
  }
  const waiting = unread.map((part, index) =>
    isOfRun(part.value, agents)
      ? { ...part, value: variableFor(unreadKey(unread, index), 'part', anySort) }
      : part,
  );
  return { state: { store: own, unread: waiting, received }, given };
}

function hasKey(holding: Holding): string {
  return `has ${holdingKey(holding)}`;
}

function keptKey(term: TermExpression): string {
  return `kept ${printTerm(term)}`;
}

// The same term may wait several times, from before a number in it moved on and from after it.
function unreadKey(unread: EntityState['unread'], index: number): string {
  const terms = unread.slice(0, index + 1).map(({ term }) => printTerm(term));
  const term = terms.at(-1) ?? '';
  const before = terms.filter((each) => each === term).length - 1;
  return before === 0 ? `unread ${term}` : `unread ${term}, ${before} before it`;
}
