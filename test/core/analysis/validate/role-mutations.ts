import type { Message } from '#core/protocol/message.ts';
import {
  mapMessages,
  type Channel,
  type Exposure,
  type Protocol,
  type Role,
  type RoleStep,
} from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';

/** A protocol that is no longer what it was, and in what. */
export interface Mutant {
  readonly kind: string;
  /** Which role, and which of its steps or parts. */
  readonly where: string;
  readonly protocol: Protocol;
}

/** Steps other than the given one that a role has instead; `null`: the step cannot be changed in this way. */
type StepChange = (step: RoleStep, role: Role) => readonly (readonly RoleStep[])[];

const strange: Message = { kind: 'variable', name: 'something else' };
const constant: Message = { kind: 'constant', name: 'anything' };

const isState = (step: RoleStep): boolean =>
  (step.kind === 'send' || step.kind === 'receive') && step.purpose !== undefined;

function dropping(chosen: (step: RoleStep) => boolean): StepChange {
  return (step) => (chosen(step) && !isState(step) ? [[]] : []);
}

/** Every message that differs from one in one place, which `change` may make other messages of. */
function changedAt(whole: Message, change: (part: Message) => readonly Message[]): readonly Message[] {
  const here = change(whole);
  if (whole.kind !== 'apply') return here;
  return [
    ...here,
    ...whole.args.flatMap((part, index) =>
      changedAt(part, change).map((changed) => ({ ...whole, args: whole.args.with(index, changed) })),
    ),
  ];
}

/** Changes one place in what a step of the protocol sends or expects. */
function inMessage(
  kinds: readonly RoleStep['kind'][],
  change: (part: Message, role: Role) => readonly Message[],
): StepChange {
  return (step, role) => {
    if (!kinds.includes(step.kind) || isState(step)) return [];
    const changes = (message: Message): readonly Message[] =>
      changedAt(message, (part) => change(part, role));
    switch (step.kind) {
      case 'send':
        return changes(step.message).map((message) => [{ ...step, message }]);
      case 'receive':
        return changes(step.pattern).map((pattern) => [{ ...step, pattern }]);
      case 'match':
        return changes(step.pattern).map((pattern) => [{ ...step, pattern }]);
      case 'accept':
      case 'clock':
        return changes(step.value).map((value) => [{ ...step, value }]);
      case 'differ':
      case 'compute':
      case 'event':
      case 'number':
        return [];
    }
  };
}

function onChannel(change: (channel: Channel) => readonly Channel[]): StepChange {
  return (step) =>
    (step.kind === 'send' || step.kind === 'receive') && step.purpose === undefined
      ? change(step.channel).map((channel) => [{ ...step, channel }])
      : [];
}

const stepChanges: Readonly<Record<string, StepChange>> = {
  'a send dropped': dropping(({ kind }) => kind === 'send'),
  'a receive dropped': dropping(({ kind }) => kind === 'receive'),
  'a match dropped': dropping(({ kind }) => kind === 'match'),
  'a computation dropped': dropping(({ kind }) => kind === 'compute'),
  'an accepted number dropped': dropping((step) => step.kind === 'accept' && step.rule === 'increasing'),
  'a value no longer used up': dropping((step) => step.kind === 'accept' && step.rule === 'once'),
  'a clock dropped': dropping(({ kind }) => kind === 'clock'),
  'a number dropped': dropping(({ kind }) => kind === 'number'),
  'a difference dropped': dropping(({ kind }) => kind === 'differ'),
  'an event dropped': dropping(({ kind }) => kind === 'event'),
  // What comes after those that both ends agree on only tells one run from another.
  'an event of another value': (step) =>
    step.kind === 'event' && !step.event.startsWith('running once')
      ? step.args.map((_, index) => [{ ...step, args: step.args.with(index, constant) }])
      : [],
  'an event asked of others': (step) =>
    step.kind === 'event' && step.honest.length > 0 ? [[{ ...step, honest: step.honest.slice(1) }]] : [],
  'a step twice': (step) => (step.kind === 'event' || isState(step) ? [] : [[step, step]]),
  'a part of a pattern is anything': inMessage(['receive', 'match'], (part) =>
    part.kind === 'apply' ? [strange] : [],
  ),
  'a variable of a pattern is another': inMessage(['receive', 'match'], (part) =>
    part.kind === 'variable' ? [{ kind: 'variable', name: `other ${part.name}` }] : [],
  ),
  'a variable is another of the role': inMessage(
    ['send', 'receive', 'match', 'accept', 'clock'],
    (part, { parameters }) =>
      part.kind === 'variable'
        ? parameters.filter(({ name }) => name !== part.name).map(({ name }) => ({ kind: 'variable', name }))
        : [],
  ),
  'a fresh value is a constant': inMessage(['send', 'receive'], (part) =>
    part.kind === 'fresh' ? [constant] : [],
  ),
  'a fresh value is another': inMessage(['send', 'receive'], (part) =>
    part.kind === 'fresh' ? [{ kind: 'fresh', name: `other ${part.name}` }] : [],
  ),
  'a constant is another': inMessage(['send', 'receive', 'match'], (part) =>
    part.kind === 'constant' ? [constant] : [],
  ),
  'two parts are swapped': inMessage(['send', 'receive', 'match'], (part) => {
    if (part.kind !== 'apply' || part.args.length < 2) return [];
    const [first, second, ...others] = part.args;
    if (first === undefined || second === undefined || JSON.stringify(first) === JSON.stringify(second))
      return [];
    return [{ ...part, args: [second, first, ...others] }];
  }),
  'a primitive is another': inMessage(['send', 'receive', 'match'], (part) => {
    const others: Readonly<Record<string, string>> = {
      enc: 'mac',
      mac: 'enc',
      penc: 'sign',
      sign: 'penc',
      kdf: 'mac',
    };
    const symbol = part.kind === 'apply' ? others[part.symbol] : undefined;
    return part.kind === 'apply' && symbol !== undefined ? [{ ...part, symbol }] : [];
  }),
  'a part is sent in the clear': inMessage(['send', 'receive'], (part) =>
    part.kind === 'apply' && ['enc', 'aead', 'penc', 'sign', 'mac'].includes(part.symbol)
      ? part.args.slice(1, 2)
      : [],
  ),
  'a public half is the private one': inMessage(['send', 'receive', 'match'], (part) =>
    part.kind === 'apply' && part.symbol === 'pk' ? part.args : [],
  ),
  'a shared key is of others': inMessage(['send', 'receive', 'match'], (part) => {
    if (part.kind !== 'apply' || !/^[A-Z]/u.test(part.symbol)) return [];
    const [first, ...others] = part.args;
    return first === undefined
      ? []
      : [{ ...part, args: [...others.slice(0, 1), ...others].slice(0, part.args.length) }].filter(
          (each) => each.args.length === part.args.length,
        );
  }),
  'a channel is public': onChannel((channel) => (channel.trust === 'public' ? [] : [{ trust: 'public' }])),
  'a channel is trusted': onChannel((channel) =>
    channel.trust === 'public' ? [{ trust: 'secure', from: strange, to: strange, once: true }] : [],
  ),
  'a channel is of another trust': onChannel((channel) =>
    channel.trust === 'public'
      ? []
      : [{ ...channel, trust: channel.trust === 'secure' ? 'authentic' : 'secure' }],
  ),
  'a channel repeats or not': onChannel((channel) =>
    channel.trust === 'public' ? [] : [{ ...channel, once: !channel.once }],
  ),
  'a channel leads the other way': onChannel((channel) =>
    channel.trust === 'public' ? [] : [{ ...channel, from: channel.to, to: channel.from }],
  ),
  'another label': (step) =>
    (step.kind === 'send' || step.kind === 'receive') && step.purpose === undefined
      ? [[{ ...step, label: 'another' }]]
      : [],
  'another memory': (step) => (step.kind === 'accept' ? [[{ ...step, memory: 'another' }]] : []),
  'a memory of another holder': (step) =>
    step.kind === 'accept' ? [[{ ...step, holder: step.holder.slice(1) }]] : [],
  'a number need not be above what was accepted': (step) =>
    step.kind === 'accept' && step.above.length > 0 ? [[{ ...step, above: [] }]] : [],
  'a number is accepted by the other rule': (step) =>
    step.kind === 'accept' ? [[{ ...step, rule: step.rule === 'once' ? 'increasing' : 'once' }]] : [],
  'a clock moves that did not, or stands': (step) =>
    step.kind === 'clock' ? [[{ ...step, moves: !step.moves }]] : [],
  'another clock': (step) => (step.kind === 'clock' ? [[{ ...step, clock: 'another' }]] : []),
  'a number is of another counter': (step) => (step.kind === 'number' ? [[{ ...step, of: 'another' }]] : []),
  'a number anew or not': (step) => (step.kind === 'number' ? [[{ ...step, anew: !step.anew }]] : []),
};

/** The usual roles, of which a validation says something. */
function usual(role: Role): boolean {
  return role.variant === undefined && !role.steps.every(isState);
}

/** All protocols that differ from one in a single place, in one of many ways. */
export function mutantsOf(protocol: Protocol): readonly Mutant[] {
  const asked = new Set(protocol.queries.flatMap(eventsOf));
  return [
    ...protocol.roles.filter(usual).flatMap((role) => mutantsOfRole(protocol, role, asked)),
    ...mutantsOfExposures(protocol),
  ];
}

// Of the others nothing is asked.
function eventsOf(query: Query): readonly string[] {
  switch (query.kind) {
    case 'correspondence':
      return [query.end.event, ...query.needs.map(({ event }) => event)];
    case 'equal':
      return [query.left, query.right];
    case 'secrecy':
    case 'unreachable':
    case 'unique':
    case 'fresh':
      return [query.event];
  }
}

function mutantsOfRole(protocol: Protocol, role: Role, asked: ReadonlySet<string>): readonly Mutant[] {
  const mutant = (kind: string, where: string, changed: Partial<Role>): Mutant => ({
    kind,
    where: `${role.name}, ${where}`,
    protocol: {
      ...protocol,
      roles: protocol.roles.map((each) => (each === role ? { ...role, ...changed } : each)),
    },
  });
  const ofSteps = Object.entries(stepChanges).flatMap(([kind, change]) =>
    role.steps.flatMap((step, index) =>
      (step.kind === 'event' && !asked.has(step.event) ? [] : change(step, role)).map((steps) =>
        mutant(kind, `step ${String(index)}`, { steps: role.steps.toSpliced(index, 1, ...steps) }),
      ),
    ),
  );
  const swapped = role.steps.flatMap((step, index): readonly Mutant[] => {
    const next = role.steps[index + 1];
    if (next === undefined || !isNoticed(step) || !isNoticed(next)) return [];
    return [
      mutant('two steps swapped', `step ${String(index)}`, {
        steps: role.steps.toSpliced(index, 2, next, step),
      }),
    ];
  });
  const early = role.steps.flatMap((step, index): readonly Mutant[] => {
    const receive = role.steps
      .slice(0, index)
      .findLastIndex((each) => each.kind === 'receive' && !isState(each));
    if (step.kind !== 'event' || receive < 0 || !asked.has(step.event)) return [];
    // What is right, is right wherever that is said.
    if (step.event.startsWith('right ')) return [];
    const steps = role.steps.toSpliced(index, 1).toSpliced(receive, 0, step);
    return [mutant('an event before a receive', `step ${String(index)}`, { steps })];
  });
  const sorts = [...role.sorts].flatMap(([name, sort]) =>
    isUsed(role, name)
      ? [
          mutant('a variable of another sort', name, {
            sorts: new Map([...role.sorts, [name, sort === 'any' ? 'data' : 'any']]),
          }),
        ]
      : [],
  );
  const cut = role.steps.flatMap((step, index) =>
    isNoticed(step) && !isState(step)
      ? [mutant('the end is missing', `from ${String(index)}`, { steps: role.steps.slice(0, index) })]
      : [],
  );
  return [
    ...ofSteps,
    ...swapped,
    ...early,
    ...sorts,
    ...cut,
    mutant('never runs', '', { runs: 0 }),
    mutant('is no more', '', { steps: [] }),
  ];
}

function isNoticed({ kind }: RoleStep): boolean {
  return kind !== 'event' && kind !== 'number' && kind !== 'compute' && kind !== 'differ';
}

function isUsed({ steps }: Role, name: string): boolean {
  let used = false;
  for (const step of steps)
    if (!isState(step))
      mapMessages(step, (message) => {
        used ||= JSON.stringify(message).includes(JSON.stringify(name));
        return message;
      });
  return used;
}

function mutantsOfExposures(protocol: Protocol): readonly Mutant[] {
  const { exposures } = protocol;
  const mutant = (kind: string, index: number, changed: readonly Exposure[]): Mutant => ({
    kind,
    where: `exposure ${String(index)}`,
    protocol: { ...protocol, exposures: exposures.toSpliced(index, 1, ...changed) },
  });
  return exposures.flatMap((exposure, index) => {
    if (exposure.fromPhase > 0) return [];
    const honest = exposures.filter((each) => each !== exposure);
    return [
      mutant('what a dishonest agent has is not given', index, []),
      mutant('what a dishonest agent has is given late', index, [{ ...exposure, fromPhase: 1 }]),
      ...(honest.length > 0
        ? [mutant('what an honest agent has is given', index, [exposure, everybodys(exposure, protocol)])]
        : []),
    ];
  });
}

// The same of honest agents.
function everybodys(exposure: Exposure, protocol: Protocol): Exposure {
  const variables = new Map(exposure.variables);
  const change = (message: Message): Message => {
    if (message.kind === 'apply') return { ...message, args: message.args.map(change) };
    if (message.kind !== 'constant' || message.origin?.kind !== 'adversary') return message;
    const { sort } = message.origin;
    const name = protocol.roles[0]?.parameters.find((each) => each.sort === sort)?.name ?? sort;
    variables.set(name, sort);
    return { kind: 'variable', name };
  };
  return { ...exposure, message: change(exposure.message), variables };
}
