import type { Choices } from './choices.ts';
import { flaws } from './flaws.ts';
import { boundBy } from './hand-over.ts';
import {
  accept,
  apply,
  at,
  constant,
  event,
  fresh,
  number,
  protocol,
  role,
  theory,
  tuple,
  variable,
} from './notation.ts';
import type { Message, Sort } from '#core/protocol/message.ts';
import type { Channel, Protocol, Role, RoleStep } from '#core/protocol/protocol.ts';
import type { EventPattern, Query } from '#core/protocol/query.ts';

const [A, B, C] = [variable('A'), variable('B'), variable('C')];
const agents = [A, B, C] as const;

/**
 * Scripts of a few steps that make no sense: every kind of step with whatever is at hand, of two roles that need not
 * fit each other. What the meaning of protocols allows and nobody would write is there sooner or later.
 */
export function randomScripts(choices: Choices): Protocol {
  const phases = choices.one([1, 1, 1, 2]);
  const sorts: ReadonlyMap<string, Sort> = new Map(
    ['na', 'nb'].flatMap((name) =>
      choices.chance(50) ? [[name, choices.one(['nonce', 'key'])] as const] : [],
    ),
  );
  const once = choices.chance(40);
  const second = choices.one<Channels['second']>(['public', 'authentic', 'confidential']);
  const scripts = (['a', 'b'] as const).map((name) => new Script(name, choices, phases, { second, once }));
  const alike = choices.chance(25);
  const own: Readonly<Record<string, Sort>> = alike
    ? { A: 'Agent', B: 'Agent', C: choices.one(['Carol', 'Agent']) }
    : { A: 'Alice', B: 'Bob', C: choices.one(['Carol', 'Bob']) };
  const roles = scripts.map((script): Role =>
    role(script.name, own, choices.one([script.name.toUpperCase(), 'C']), script.steps, script.sorts),
  );
  const theirs = protocol({ roles, queries: queriesOf(roles, choices) });
  const flaw = choices.chance(15) ? choices.one(flaws) : null;
  return {
    ...theirs,
    phases,
    sorts: new Map([...sorts, ['first', 'number']]),
    numberSorts: ['number'],
    passive: choices.chance(5),
    secrets: new Set(['secret']),
    theory: {
      ...theory,
      deductions: (flaw?.deductions ?? []).map((each) => ({ ...each, fromPhase: phases - 1 })),
    },
    exposures: choices.chance(15) ? [] : theirs.exposures,
  };
}

type Label = '1' | '2' | '3';

/** What the second channel is, and whether those that are not public deliver once, for both scripts. */
interface Channels {
  readonly second: 'public' | 'authentic' | 'confidential';
  readonly once: boolean;
}

/** The memories that the numbers of both scripts may go to. */
const memories = ['ca', 'cb', 'cc'] as const;

class Script {
  readonly name: 'a' | 'b';
  readonly steps: RoleStep[] = [];
  readonly sorts: Record<string, Sort> = {};
  readonly #choices: Choices;
  readonly #channels: Channels;
  readonly #bound: Message[] = [A, B, C];
  #phase = 0;

  constructor(name: 'a' | 'b', choices: Choices, phases: number, channels: Channels) {
    this.name = name;
    this.#channels = channels;
    this.#choices = choices;
    const length = 2 + choices.number(5);
    for (let index = 0; index < length; index += 1) {
      if (this.#phase + 1 < phases && choices.chance(20)) this.#phase += 1;
      this.#step(index);
    }
    // Every script comes to something that can be asked about.
    this.#push(event(`e${name}0`, this.#honest(), ...this.#terms()));
  }

  #push(step: RoleStep): void {
    this.steps.push({ ...step, phase: this.#phase });
  }

  #step(index: number): void {
    const label = this.#choices.one<Label>(['1', '2', '3']);
    switch (this.#choices.number(14)) {
      case 0:
      case 1:
      case 2:
        this.#push(at({ kind: 'send', label, message: this.#term(2), channel: this.#channel(label) }));
        return;
      case 3:
      case 4:
      case 5:
        this.#push(
          at({
            kind: 'receive',
            label,
            pattern: this.#pattern(2, `${index}`),
            channel: this.#channel(label),
          }),
        );
        this.#bind();
        return;
      case 6:
        this.#push(event(`e${this.name}${1 + this.#choices.number(2)}`, this.#honest(), ...this.#terms()));
        return;
      case 7:
        this.#push(at({ kind: 'match', pattern: this.#pattern(1, `${index}`), value: this.#term(1) }));
        this.#bind();
        return;
      case 8:
        if (this.#choices.chance(40))
          this.#push(at({ kind: 'differ', left: this.#term(0), right: this.#term(0) }));
        return;
      case 9:
        this.#push(
          at({
            kind: 'compute',
            variable: `o${this.name}${index}`,
            symbol: 'open',
            args: [this.#term(0), this.#term(1)],
            checked: true,
          }),
        );
        this.#bind();
        return;
      case 10:
      case 11:
        this.#number(`c${this.name}${index}`);
        return;
      case 12:
        this.#push(this.#clock());
        return;
      default: {
        const holder = this.#choices.one<readonly Message[]>([[A, B], [A], [B, C], []]);
        const rule = this.#choices.one(['increasing', 'increasing', 'once'] as const);
        const memory = this.#choices.one(memories);
        const above = this.#choices.chance(30) ? [this.#choices.one(memories)] : [];
        const [value, lower] = [this.#numeric(), this.#passed()];
        // What was passed says nothing of a value that counts once.
        const passed = rule === 'once' ? [] : lower;
        this.#push(accept(rule, holder, value, { memory, above, passed }));
      }
    }
  }

  #number(name: string): void {
    const sort = this.#choices.one(['number', 'number', 'any']);
    if (sort !== 'any') this.sorts[name] = sort;
    this.#push(number(name, this.#choices.chance(70)));
    this.#bound.push(variable(name));
  }

  #clock(): RoleStep {
    const clock = this.#choices.one(['T', 'T', 'U']);
    const moves = this.#choices.chance(25);
    return at({ kind: 'clock', clock, moves, passed: this.#passed(), value: this.#numeric() });
  }

  #passed(): readonly Message[] {
    return this.#choices.chance(15) ? [this.#choices.one([constant('first'), this.#atom()])] : [];
  }

  // Mostly a number where there is one, but anything may be taken for one.
  #numeric(): Message {
    const numbers = this.#bound.filter(
      (each) => each.kind === 'variable' && (each.name.startsWith('c') || this.sorts[each.name] === 'number'),
    );
    const one = numbers[this.#choices.number(Math.max(1, numbers.length))];
    return one === undefined || this.#choices.chance(25) ? this.#term(0) : one;
  }

  // The channel of a label is of one kind, though not always between the same.
  #channel(label: Label): Channel {
    const { second, once } = this.#channels;
    const trusts = { '1': 'public', '2': second, '3': 'secure' } as const;
    const trust = trusts[label];
    if (trust === 'public') return { trust };
    const end = this.#choices.one([A, B, C]);
    return { trust, from: this.#choices.one([end, A, B]), to: this.#choices.one([end, B, A]), once };
  }

  #honest(): readonly string[] {
    return this.#choices.one([['A', 'B'], ['A', 'B', 'C'], ['A'], ['B'], []]);
  }

  #terms(): readonly Message[] {
    return [this.#term(0), this.#term(0)];
  }

  #bind(): void {
    const names = this.steps.at(-1);
    if (names === undefined) return;
    for (const name of boundBy(names)) {
      if (!this.#bound.some((each) => each.kind === 'variable' && each.name === name))
        this.#bound.push(variable(name));
    }
  }

  #atom(): Message {
    const own = fresh(`n${this.name}`);
    const last = this.#bound.at(-1) ?? own;
    const any = this.#bound[this.#choices.number(this.#bound.length)] ?? own;
    return this.#choices.one([
      own,
      last,
      last,
      any,
      any,
      constant('hello'),
      constant('secret'),
      constant('first'),
    ]);
  }

  #term(depth: number): Message {
    return depth === 0 ? this.#atom() : this.#composed(() => this.#term(depth - 1));
  }

  // A new variable where a message is open.
  #pattern(depth: number, place: string): Message {
    if (depth > 0) {
      let part = 0;
      return this.#composed(() => {
        part += 1;
        return this.#pattern(depth - 1, `${place}${part}`);
      });
    }
    if (this.#choices.chance(45)) return this.#atom();
    const name = `v${this.name}${place}`;
    const sort = this.#choices.one(['any', 'any', 'nonce', 'number', 'key', 'Alice', 'Carol', 'Agent']);
    if (sort !== 'any') this.sorts[name] = sort;
    return variable(name);
  }

  #composed(part: () => Message): Message {
    const [one, two] = [this.#choices.one(agents), this.#choices.one(agents)];
    const key = apply('shared', one, two);
    switch (this.#choices.number(10)) {
      case 0:
      case 1:
        return part();
      case 2:
        return tuple(part(), part());
      case 3:
        return apply('senc', this.#choices.one([key, key, part()]), part());
      case 4:
        return apply('mac', key, part());
      case 5:
        return apply('penc', apply('pk', one), part());
      case 6:
        return apply('sign', apply('sk', one), part());
      case 7:
        return apply('hash', part());
      case 8:
        return apply('exp', this.#choices.one([constant('generator'), part()]), part());
      default:
        return apply('senc', key, tuple(part(), part()));
    }
  }
}

// Agreement between any two events, and whatever else can be asked of one.
function queriesOf(roles: readonly Role[], choices: Choices): readonly Query[] {
  const events = [
    ...new Set(
      roles.flatMap(({ steps }) => steps.flatMap((step) => (step.kind === 'event' ? [step.event] : []))),
    ),
  ];
  const one = (): string => events[choices.number(events.length)] ?? '';
  const queries: Query[] = [];
  const about = choices.one([
    ['v', 'w'],
    ['v', 'v'],
    ['v', 'x'],
  ]);
  const pattern = (name: string, run: string, args: readonly string[]): EventPattern => ({
    event: name,
    run,
    args: args.map(variable),
  });
  const [end, start] = [one(), one()];
  for (const injective of [false, true]) {
    queries.push({
      kind: 'correspondence',
      name: injective ? 'injective agreement' : 'agreement',
      end: pattern(end, 'ender', ['v', 'w']),
      needs: [pattern(start, 'starter', about)],
      injective,
    });
  }
  for (const kind of ['secrecy', 'unreachable', 'unique', 'fresh'] as const)
    queries.push({ kind, name: kind, event: one() });
  return queries;
}
