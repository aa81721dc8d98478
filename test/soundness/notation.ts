import { adversaryConstant, type Message, type Sort } from '#core/protocol/message.ts';
import type { Channel, Exposure, Protocol, Role, RoleStep } from '#core/protocol/protocol.ts';
import type { FunctionSymbol, Rewrite, Theory } from '#core/protocol/theory.ts';

/** Short ways to write protocols in role form. */

export const variable = (name: string): Message & { readonly kind: 'variable' } => ({
  kind: 'variable',
  name,
});
export const fresh = (name: string): Message => ({ kind: 'fresh', name });
export const constant = (name: string): Message => ({ kind: 'constant', name });
export const apply = (symbol: string, ...args: readonly Message[]): Message => ({
  kind: 'apply',
  symbol,
  args,
});
export const tuple = (...args: readonly Message[]): Message => apply(`tuple${args.length}`, ...args);

type Undated<Step> = Step extends RoleStep ? Omit<Step, 'phase'> : never;

/** A step of a phase, the first one unless said otherwise. */
export const at = (step: Undated<RoleStep>, phase = 0): RoleStep => ({ ...step, phase });

const open: Channel = { trust: 'public' };
export const send = (label: string, message: Message, channel: Channel = open): RoleStep =>
  at({ kind: 'send', label, message, channel });
export const receive = (label: string, pattern: Message, channel: Channel = open): RoleStep =>
  at({ kind: 'receive', label, pattern, channel });
export const event = (name: string, honest: readonly string[], ...args: readonly Message[]): RoleStep =>
  at({ kind: 'event', event: name, args, honest });

/** Takes a number of the world's choosing. */
export const number = (name: string, anew = true): RoleStep =>
  at({ kind: 'number', variable: name, of: name, anew });

type Accept = Extract<RoleStep, { kind: 'accept' }>;

/** Adds a value to a memory; what is not said is usual. */
export const accept = (
  rule: Accept['rule'],
  holder: readonly Message[],
  value: Message,
  more: Partial<Omit<Accept, 'kind'>> = {},
): RoleStep => ({
  ...{ kind: 'accept', phase: 0, rule, memory: 'values', above: [], passed: [], holder, value },
  ...more,
});

function symbol(name: string, arity: number, traits: Partial<FunctionSymbol> = {}): FunctionSymbol {
  return { name, arity, transparent: false, private: false, exponential: false, sort: 'any', ...traits };
}

const [m, k] = [variable('m'), variable('k')];

const rewrites: readonly Rewrite[] = [
  { symbol: 'open', args: [apply('senc', k, m), k], result: m },
  { symbol: 'popen', args: [apply('penc', apply('pk', k), m), apply('sk', k)], result: m },
  { symbol: 'signed', args: [apply('sign', k, m)], result: m },
];

/** Tuples, symmetric and public-key encryption, MAC, hash, signature, exponentiation and long-term keys. */
export const theory: Theory = {
  symbols: new Map(
    [
      ...[2, 3, 4, 5].map((arity) => symbol(`tuple${arity}`, arity, { transparent: true })),
      ...['senc', 'penc', 'mac', 'sign'].map((name) => symbol(name, 2)),
      symbol('hash', 1),
      symbol('pk', 1),
      symbol('exp', 2, { exponential: true }),
      symbol('sk', 1, { private: true }),
      symbol('shared', 2, { private: true }),
    ].map((each) => [each.name, each]),
  ),
  rewrites,
  deductions: [],
};

/** What dishonest agents hand over: their private keys, and the keys that they share with anybody. */
function dishonestKeys(sorts: readonly Sort[]): readonly Exposure[] {
  return sorts.flatMap((sort): readonly Exposure[] => {
    const dishonest = adversaryConstant(sort);
    return [
      { message: apply('sk', dishonest), variables: new Map(), fromPhase: 0 },
      ...sorts.flatMap((other) =>
        [apply('shared', dishonest, variable('o')), apply('shared', variable('o'), dishonest)].map(
          (message): Exposure => ({ message, variables: new Map([['o', other]]), fromPhase: 0 }),
        ),
      ),
    ];
  });
}

/** A role of some agents, the first of which is its own. */
export function role(
  name: string,
  parameters: Readonly<Record<string, Sort>>,
  self: string | null,
  steps: readonly RoleStep[],
  sorts: Readonly<Record<string, Sort>> = {},
): Role {
  const listed = Object.entries(parameters).map(([parameter, sort]) => ({ name: parameter, sort }));
  return { name, parameters: listed, self, sorts: new Map(Object.entries(sorts)), steps, runs: null };
}

/** A protocol; what is not said is usual. */
export function protocol(parts: Partial<Protocol> & Pick<Protocol, 'roles' | 'queries'>): Protocol {
  const agentSorts = [
    ...new Set(parts.roles.flatMap(({ parameters }) => parameters.map(({ sort }) => sort))),
  ];
  return {
    name: 'protocol',
    theory,
    agentSorts,
    numberSorts: [],
    sorts: new Map(),
    secrets: new Set(),
    exposures: dishonestKeys(agentSorts),
    phases: 1,
    passive: false,
    ...parts,
  };
}
