import { expect } from 'vitest';
import { faultsOf } from '../../../support/proverif/faults.ts';
import { exportProverif, type ProverifExport } from '#core/interchange/proverif/export.ts';
import { type FunctionSymbol, type Theory } from '#core/protocol/theory.ts';
import { adversaryConstant, type Message } from '#core/protocol/message.ts';
import type { Channel, Protocol, Role, RoleStep } from '#core/protocol/protocol.ts';

/** A variable. */
export const v = (name: string): Message => ({ kind: 'variable', name });

/** A fresh value. */
export const n = (name: string): Message => ({ kind: 'fresh', name });

/** A constant. */
export const k = (name: string): Message => ({ kind: 'constant', name });

/** A symbol applied to messages. */
export const f = (symbol: string, ...args: readonly Message[]): Message => ({ kind: 'apply', symbol, args });

/** A channel that the adversary reads and writes. */
const open: Channel = { trust: 'public' };

/** A symbol that anybody may apply. */
export function symbol(name: string, arity: number, more: Partial<FunctionSymbol> = {}): FunctionSymbol {
  return { name, arity, transparent: false, private: false, exponential: false, sort: 'any', ...more };
}

/** A theory of these symbols. */
export function theory(symbols: readonly FunctionSymbol[], more: Partial<Theory> = {}): Theory {
  const named = new Map(symbols.map((each) => [each.name, each]));
  return { symbols: named, rewrites: [], deductions: [], ...more };
}

/** A role that its first parameter plays. */
export function role(name: string, parameters: readonly string[], steps: readonly RoleStep[]): Role {
  const agents = parameters.map((each) => ({ name: each, sort: 'agent' }));
  return { name, parameters: agents, self: parameters[0] ?? null, sorts: new Map(), steps, runs: null };
}

/** A protocol with nothing in it but what is given. */
export function protocol(more: Partial<Protocol>): Protocol {
  return {
    name: 'P',
    theory: theory([]),
    agentSorts: ['agent'],
    numberSorts: [],
    sorts: new Map(),
    secrets: new Set(),
    exposures: [],
    roles: [],
    phases: 1,
    queries: [],
    passive: false,
    ...more,
  };
}

/** A step that sends. */
export const send = (label: string, message: Message, phase = 0, channel: Channel = open): RoleStep => ({
  kind: 'send',
  phase,
  label,
  message,
  channel,
});

/** A step that receives. */
export const receive = (label: string, pattern: Message, phase = 0, channel: Channel = open): RoleStep => ({
  kind: 'receive',
  phase,
  label,
  pattern,
  channel,
});

/** A step that says that something happened. */
export const event = (
  name: string,
  args: readonly Message[],
  honest: readonly string[] = [],
  phase = 0,
): RoleStep => ({
  kind: 'event',
  phase,
  event: name,
  args,
  honest,
});

/** A step that applies a symbol. */
export const compute = (
  variable: string,
  name: string,
  args: readonly Message[],
  checked: boolean,
): RoleStep => ({
  kind: 'compute',
  phase: 0,
  variable,
  symbol: name,
  args,
  checked,
});

/** Pairing, which anybody may undo. */
export const pair = symbol('pair', 2, { transparent: true });

const secure: Channel = { trust: 'secure', from: v('A'), to: v('B'), once: false };

/** A code of a message. */
export const mac = symbol('mac', 2);

const kdf = symbol('kdf', 2, { private: true });

/** A keyed message over two phases, with a weak cipher, a channel, a counter and a stuck destructor. */
export const keyed = protocol({
  phases: 2,
  theory: theory([pair, mac, kdf, symbol('senc', 2), symbol('sdec', 2)], {
    rewrites: [{ symbol: 'sdec', args: [f('senc', v('m'), v('key')), v('key')], result: v('m') }],
    deductions: [
      {
        name: 'weak',
        use: 'analysis',
        premises: [f('senc', v('m'), v('key'))],
        conclusion: v('m'),
        fromPhase: 0,
      },
      {
        name: 'broken',
        use: 'analysis',
        premises: [f('mac', v('m'), v('key')), v('m')],
        conclusion: v('key'),
        fromPhase: 1,
      },
    ],
  }),
  numberSorts: ['counter'],
  secrets: new Set(['MASTER']),
  exposures: [
    {
      message: f('kdf', adversaryConstant('agent'), v('x')),
      variables: new Map([['x', 'agent']]),
      fromPhase: 0,
    },
    { message: k('MASTER'), variables: new Map(), fromPhase: 1 },
  ],
  roles: [
    {
      ...role(
        'S',
        ['A', 'B'],
        [
          { kind: 'number', phase: 0, variable: 'sqn', of: 'SQN', anew: true },
          send('m', f('mac', v('sqn'), f('kdf', v('A'), v('B')))),
          send('t', n('ticket'), 0, secure),
          send('late', f('senc', k('MASTER'), n('ticket')), 1),
        ],
      ),
      sorts: new Map([['sqn', 'counter']]),
    },
    {
      ...role(
        'R',
        ['A', 'B'],
        [
          receive('t', v('ticket'), 0, secure),
          receive('m', f('mac', v('value'), f('kdf', v('A'), v('B')))),
          {
            ...{ kind: 'accept', phase: 0, rule: 'increasing', memory: 'SQN', above: [], passed: [] },
            ...{ holder: [v('B')], value: v('value') },
          },
          compute('opened', 'sdec', [v('value'), v('ticket')], false),
          { kind: 'differ', phase: 0, left: v('opened'), right: k('EMPTY') },
          event('got', [v('ticket')]),
        ],
      ),
      self: 'B',
      sorts: new Map([['value', 'counter']]),
    },
  ],
  queries: [{ kind: 'secrecy', name: 'S', event: 'got' }],
});

/** Exponentiation. */
export const power = symbol('exp', 2, { exponential: true });

/** A protocol that was written. */
type Written = Extract<ProverifExport, { readonly ok: true }>;

/** What a strict reader objects to in a file, but for needed events that never happen, which a remark tells. */
export function untoldFaults({ text, remarks }: Written): readonly string[] {
  const told = remarks.some(({ code }) => code === 'need-never-happens');
  return faultsOf(text).filter((fault) => !(told && fault.startsWith('never happens ')));
}

/** What is written of a protocol, which must not be refused, and is read strictly whatever a test wants of it. */
export function written(of: Protocol): Written {
  const result = exportProverif(of);
  if (!result.ok) throw new Error(JSON.stringify(result.reasons));
  expect(untoldFaults(result)).toEqual([]);
  return result;
}
