/**
 * The sort of a value in typed analysis: a variable of a sort takes only atomic values of that sort. `any`
 * takes every message.
 */
export type Sort = string;

/** The sort that takes every message. */
export const anySort: Sort = 'any';

/**
 * A message as a role writes or expects it.
 *
 * - `variable`: bound by a parameter or an earlier step of the role, or, in a pattern, by this one.
 * - `fresh`: a value that each run of the role makes anew; its name is unique within the protocol.
 * - `constant`: the same value in every run. Public unless the protocol lists it as secret.
 * - `apply`: a function symbol of the protocol's theory, applied.
 */
export type Message =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'fresh'; readonly name: string }
  | Constant
  | Application<Message>;

/** A message without variables, as it occurs in a trace: a fresh value is that of one run. */
export type GroundMessage =
  | { readonly kind: 'fresh'; readonly name: string; readonly run: number }
  | Constant
  | Application<GroundMessage>;

/** A value that is the same in every run. Constants of one name are one constant, and have the same origin. */
export interface Constant {
  readonly kind: 'constant';
  readonly name: string;
  /** Who brings it into an execution; absent where the protocol itself has it. */
  readonly origin?: ConstantOrigin;
}

/**
 * A constant that no protocol writes.
 *
 * - `honest`: an honest agent of a sort; those of different numbers are different agents.
 * - `adversary`: without a number the adversary's own value of the sort, for a sort of agents the dishonest
 *   agent; with one a value that the adversary makes up.
 */
export type ConstantOrigin =
  | { readonly kind: 'honest'; readonly sort: Sort; readonly number: number }
  | { readonly kind: 'adversary'; readonly sort: Sort; readonly number: number | null };

/** A function symbol with its arguments, as many as its arity says. */
export interface Application<Argument> {
  readonly kind: 'apply';
  readonly symbol: string;
  readonly args: readonly Argument[];
}

// Messages never change, so that what stands in one is worked out once.
const variablesIn = new WeakMap<Message, ReadonlySet<string>>();

/** The names of the variables in a message, each once. */
export function variablesOf(message: Message): ReadonlySet<string> {
  const known = variablesIn.get(message);
  if (known !== undefined) return known;
  const found = new Set<string>();
  const visit = (each: Message): void => {
    if (each.kind === 'variable') found.add(each.name);
    else if (each.kind === 'apply') each.args.forEach(visit);
  };
  visit(message);
  variablesIn.set(message, found);
  return found;
}

/** The value of a sort that the adversary owns; for a sort of agents it is the dishonest agent. */
export function adversaryConstant(sort: Sort): Constant {
  return {
    kind: 'constant',
    name: `adversary:${sort}`,
    origin: { kind: 'adversary', sort, number: null },
  };
}

/** One of the values of a sort that the adversary makes up; those of different numbers are different. */
export function adversaryValue(sort: Sort, number: number): Constant {
  return {
    kind: 'constant',
    name: `adversary:${sort}:${number}`,
    origin: { kind: 'adversary', sort, number },
  };
}

/** An honest agent of a sort; those of different numbers are different agents. */
export function honestAgent(sort: Sort, number: number): Constant {
  return { kind: 'constant', name: `honest:${sort}:${number}`, origin: { kind: 'honest', sort, number } };
}

/** True if a constant is the adversary's own: its agent of a sort, or a value that it made up. */
export function isAdversaryConstant({ origin }: Constant): boolean {
  return origin?.kind === 'adversary';
}

/** The sort of a constant: as the protocol lists it, or that of the agent or the adversary's value, else `any`. */
export function constantSort(
  { name, origin }: Constant,
  protocol: { readonly sorts: ReadonlyMap<string, Sort>; readonly agentSorts: readonly Sort[] },
): Sort {
  const listed = protocol.sorts.get(name);
  if (listed !== undefined) return listed;
  switch (origin?.kind) {
    case 'adversary':
      return origin.sort;
    case 'honest':
      return protocol.agentSorts.includes(origin.sort) ? origin.sort : anySort;
    case undefined:
      return anySort;
  }
}
