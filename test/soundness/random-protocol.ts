import { boundBy, freshNames, handedOver, parameterNames, variableNames } from './hand-over.ts';
import type { Choices } from './choices.ts';
import {
  accept,
  apply,
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
import {
  messagesOf,
  type Channel,
  type Exposure,
  type Protocol,
  type Role,
  type RoleStep,
} from '#core/protocol/protocol.ts';
import type { EventPattern, Query } from '#core/protocol/query.ts';
import type { Deduction, Theory } from '#core/protocol/theory.ts';
import { flaws, type Flaw } from './flaws.ts';

const secretName = 'secret';

/** The two ends of a narration. */
type Side = 'a' | 'b';

/**
 * A message of a narration, in names that both sides share: it is the same for both where they agree, and each
 * writes it in its own way. Atoms are agents, values that a side makes, and constants.
 */
type Told =
  | { readonly kind: 'agent'; readonly side: Side }
  | { readonly kind: 'made'; readonly name: string; readonly by: Side }
  | { readonly kind: 'constant'; readonly name: string }
  | { readonly kind: 'apply'; readonly symbol: string; readonly args: readonly Told[] };

/** What a side makes that is no secret: a number that a counter counts, or a period that a clock shows. */
type NumberKind = 'counter' | 'clock';

const told = (symbol: string, ...args: readonly Told[]): Told => ({ kind: 'apply', symbol, args });
const agent = (side: Side): Told => ({ kind: 'agent', side });
const other = (side: Side): Side => (side === 'a' ? 'b' : 'a');

/** How many steps there may be to the end of a role is small, so that everything can be tried. */
const maximalMessages = 4;

/** A random protocol; see {@link Narrator}. */
export function randomProtocol(choices: Choices): Protocol {
  return new Narrator(choices).protocol();
}

/** What a side has: how it writes what it was told, and its steps. */
class Teller {
  readonly side: Side;
  readonly steps: RoleStep[] = [];
  readonly written = new Map<string, Message>();
  readonly sorts: Record<string, Sort> = {};
  readonly #numbers: ReadonlyMap<string, NumberKind>;
  #count = 0;

  constructor(side: Side, numbers: ReadonlyMap<string, NumberKind>) {
    this.side = side;
    this.#numbers = numbers;
  }

  variable(sort: Sort): Message & { readonly kind: 'variable' } {
    this.#count += 1;
    const name = `${this.side}${this.#count}`;
    if (sort !== 'any') this.sorts[name] = sort;
    return variable(name);
  }

  learn(what: Told, message: Message): void {
    const key = JSON.stringify(what);
    if (!this.written.has(key)) this.written.set(key, message);
  }

  /** The message in this side's own words; null where it cannot build it. */
  write(what: Told): Message | null {
    const known = this.written.get(JSON.stringify(what));
    if (known !== undefined) return known;
    switch (what.kind) {
      case 'agent':
        return variable(what.side === 'a' ? 'A' : 'B');
      case 'made':
        if (what.by !== this.side) return null;
        return this.#numbers.has(what.name) ? variable(what.name) : fresh(what.name);
      case 'constant':
        return constant(what.name);
      case 'apply': {
        if (what.symbol === 'sk' && !this.#owns(what)) return null;
        if (what.symbol === 'exp') return this.#exponentiate(what);
        const args = what.args.map((each) => this.write(each)).filter((each) => each !== null);
        return args.length === what.args.length ? apply(what.symbol, ...args) : null;
      }
    }
  }

  #owns({ args: [owner] }: Told & { readonly kind: 'apply' }): boolean {
    return owner?.kind === 'agent' && owner.side === this.side;
  }

  // Both orders of two exponents are one value, of which each side can write its own.
  #exponentiate({ args: [base, exponent] }: Told & { readonly kind: 'apply' }): Message | null {
    if (base === undefined || exponent === undefined) return null;
    const [start, inner] = base.kind === 'apply' ? base.args : [];
    const ways: (readonly [Told, Told])[] = [[base, exponent]];
    if (start !== undefined && inner !== undefined) ways.push([told('exp', start, exponent), inner]);
    for (const [under, above] of ways) {
      const [one, two] = [this.write(under), this.write(above)];
      if (one !== null && two !== null) return apply('exp', one, two);
    }
    return null;
  }
}

/**
 * Tells a random protocol: two sides send each other a few messages made of names, nonces, numbers and keys; each
 * reads as much of a message as it can, and now and then forgets to check something. Events say what each has done
 * and believes, and queries ask for secrecy and agreement.
 */
class Narrator {
  readonly #choices: Choices;
  readonly #numbers = new Map<string, NumberKind>();
  readonly #tellers: Readonly<Record<Side, Teller>> = {
    a: new Teller('a', this.#numbers),
    b: new Teller('b', this.#numbers),
  };
  readonly #sorts = new Map<string, Sort>([['first', 'counter']]);
  readonly #agentSorts: Readonly<Record<Side, Sort>>;
  readonly #nonceSort: Sort;
  readonly #hasSecret: boolean;
  readonly #flaw: Flaw | null;
  readonly #phases: number;
  readonly #usesExponents: boolean;
  readonly #once: boolean;
  readonly #queries: Query[] = [];
  readonly #said: Told[] = [];
  #phase = 0;

  constructor(choices: Choices) {
    this.#choices = choices;
    const alike = choices.chance(25);
    this.#agentSorts = alike ? { a: 'Agent', b: 'Agent' } : { a: 'Alice', b: 'Bob' };
    this.#nonceSort = choices.chance(40) ? choices.one(['nonce', 'key']) : 'any';
    this.#hasSecret = choices.chance(8);
    this.#flaw = choices.chance(30) ? choices.one(flaws) : null;
    this.#phases = choices.chance(33) ? choices.one([2, 2, 3]) : 1;
    this.#usesExponents = choices.chance(12);
    this.#once = choices.chance(50);
  }

  protocol(): Protocol {
    const passive = this.#choices.chance(4);
    const atoms = this.#atoms();
    const count = 1 + this.#choices.number(maximalMessages - 1) + 1;
    let side: Side = this.#choices.one(['a', 'b']);
    for (let index = 0; index < count; index += 1) {
      if (this.#phase + 1 < this.#phases && this.#choices.chance(40)) this.#phase += 1;
      this.#message(`m${index}`, side, atoms);
      if (!this.#choices.chance(20)) side = other(side);
    }
    this.#askSecrecy(atoms);
    this.#askAgreement(atoms);
    if (this.#choices.chance(30)) this.#askAgreement(atoms);
    this.#askOfValues(atoms);
    this.#leak(atoms);
    const roles = [...(['a', 'b'] as const).flatMap((each) => this.#roles(each)), ...this.#oracle()];
    const told = protocol({ roles, queries: this.#queries });
    return {
      ...told,
      passive,
      numberSorts: ['counter', 'clock'],
      phases: this.#phases,
      secrets: new Set(this.#hasSecret ? [secretName] : []),
      sorts: this.#sorts,
      theory: { ...theory, symbols: this.#symbols(roles), deductions: this.#deductions() },
      exposures: [...(this.#choices.chance(6) ? [] : told.exposures), ...this.#exposures(told)],
    };
  }

  // Keys may be of the sort of nonces. What a destructor leaves where it does not apply is a message of its own.
  #symbols(roles: readonly Role[]): Theory['symbols'] {
    const symbols = new Map(theory.symbols);
    const shared = symbols.get('shared');
    if (shared !== undefined && this.#nonceSort === 'key') symbols.set('shared', { ...shared, sort: 'key' });
    const steps = roles.flatMap((each) => each.steps);
    if (steps.some((step) => step.kind === 'compute' && !step.checked)) {
      const traits = { transparent: false, private: false, exponential: false, sort: 'any' };
      symbols.set('open', { name: 'open', arity: 2, ...traits });
    }
    return symbols;
  }

  // What the two can talk about.
  #atoms(): readonly Told[] {
    const made = (['a', 'b'] as const).flatMap((by) =>
      Array.from({ length: by === 'a' ? 2 : 1 }, (_, index): Told => {
        const name = `n${by}${index}`;
        if (this.#choices.chance(20)) {
          this.#numbers.set(name, this.#choices.one(['counter', 'counter', 'clock']));
        } else if (this.#nonceSort !== 'any') this.#sorts.set(name, this.#nonceSort);
        return { kind: 'made', name, by };
      }),
    );
    const constants = this.#hasSecret ? ['hello', secretName] : ['hello'];
    return [...made, agent('a'), agent('b'), ...constants.map((name): Told => ({ kind: 'constant', name }))];
  }

  #key(writer: Side, atoms: readonly Told[]): Told {
    const [shared, crossed] = [
      told('shared', agent('a'), agent('b')),
      told('shared', agent('b'), agent('a')),
    ];
    if (this.#usesExponents && this.#choices.chance(50)) {
      return told(
        'hash',
        told('exp', told('exp', { kind: 'constant', name: 'generator' }, exponent('a')), exponent('b')),
      );
    }
    const known = atoms.filter((each) => each.kind === 'made' && this.#tellers[writer].write(each) !== null);
    if (this.#hasSecret && this.#choices.chance(40)) return { kind: 'constant', name: secretName };
    const session = known[this.#choices.number(Math.max(1, known.length))] ?? shared;
    return this.#choices.one([shared, shared, shared, crossed, session, told('hash', shared)]);
  }

  #content(writer: Side, atoms: readonly Told[], depth: number): Told {
    const atom = (): Told => {
      const usable = [...atoms, ...this.#said].filter((each) => this.#tellers[writer].write(each) !== null);
      return usable[this.#choices.number(usable.length)] ?? agent(writer);
    };
    const inner = (): Told => this.#content(writer, atoms, depth - 1);
    if (depth === 0) return atom();
    switch (this.#choices.number(10)) {
      case 0:
      case 1:
        return atom();
      case 2:
      case 3:
        return told('tuple2', inner(), inner());
      case 4:
        return told('tuple3', inner(), inner(), inner());
      case 5:
        return told('senc', this.#key(writer, atoms), inner());
      case 6:
        return told('mac', this.#key(writer, atoms), inner());
      case 7:
        return told(
          'penc',
          told('pk', agent(this.#choices.one([other(writer), other(writer), writer]))),
          inner(),
        );
      case 8:
        return told('sign', told('sk', agent(writer)), inner());
      default:
        return this.#usesExponents
          ? told('exp', { kind: 'constant', name: 'generator' }, exponent(writer))
          : told('hash', inner());
    }
  }

  // Most messages are protected in some way; all can be written by who sends them.
  #message(label: string, from: Side, atoms: readonly Told[]): void {
    const body = told('tuple2', this.#content(from, atoms, 1), this.#content(from, atoms, 1));
    const clear = this.#content(from, atoms, 1);
    const trust = this.#choices.chance(18)
      ? this.#choices.one(['authentic', 'confidential', 'secure'] as const)
      : 'public';
    const protections: readonly [Told, ...Told[]] = [
      told('senc', this.#key(from, atoms), body),
      told('tuple2', clear, told('mac', this.#key(from, atoms), told('tuple2', clear, body))),
      told('sign', told('sk', agent(from)), body),
      told('penc', told('pk', agent(other(from))), body),
      this.#content(from, atoms, 3),
      told('tuple2', clear, this.#content(from, atoms, 2)),
    ];
    const usual = this.#choices.one(protections);
    const flawed = protections[['senc', 'mac', 'sign', 'penc'].indexOf(this.#flaw?.symbol ?? '')];
    // A channel that protects needs nothing else, and what is broken is of interest where it is used.
    const bare = trust !== 'public' && this.#choices.chance(60) ? body : usual;
    const whole = flawed !== undefined && this.#choices.chance(50) ? flawed : bare;
    const [sender, receiver] = [this.#tellers[from], this.#tellers[other(from)]];
    const message = sender.write(whole);
    if (message === null) return;
    const phase = this.#phase;
    this.#takeNumbers(sender, [message]);
    const channel: Channel =
      trust === 'public'
        ? { trust }
        : {
            trust,
            from: variable(from.toUpperCase()),
            to: variable(other(from).toUpperCase()),
            once: this.#once,
          };
    sender.steps.push({ phase, kind: 'send', label, message, channel });
    this.#receive(receiver, label, whole, channel);
    this.#said.push(whole, body);
  }

  // The numbers in messages that a side writes are chosen before, and mostly moved on or looked at then.
  #takeNumbers(teller: Teller, messages: readonly Message[]): void {
    const { steps } = teller;
    for (const name of messages.flatMap(variableNames)) {
      const kind = this.#numbers.get(name);
      const isDone = steps.some((step) => step.kind === 'number' && step.variable === name);
      if (kind === undefined || isDone) continue;
      const phase = this.#phase;
      const anew = this.#choices.chance(70);
      teller.sorts[name] = kind;
      steps.push({ ...number(name, anew), phase });
      if (this.#choices.chance(25)) continue;
      if (kind === 'clock') steps.push(this.#clock(name, variable(name), anew));
      else this.#count(teller, name, `${name} counted`, variable(name));
    }
  }

  #clock(clock: string, value: Message, moves: boolean): RoleStep {
    return { phase: this.#phase, kind: 'clock', clock, moves, passed: this.#passed(), value };
  }

  #passed(): readonly Message[] {
    return this.#choices.chance(15) ? [constant('first')] : [];
  }

  // Of one memory or, now and then, of one that others use as well.
  #count({ side, steps }: Teller, name: string, memory: string, value: Message): void {
    const [self, peer] = [variable(side.toUpperCase()), variable(other(side).toUpperCase())];
    const holder = this.#choices.one([[self, peer], [self], [self, peer, constant('hello')]]);
    const above = this.#choices.chance(35)
      ? [this.#choices.one([`${name} accepted`, `${name} counted`, 'numbers'])]
      : [];
    const own = this.#choices.chance(15) ? 'numbers' : memory;
    const rule = this.#choices.chance(20) ? 'once' : 'increasing';
    const lower = this.#passed();
    // What was passed says nothing of a value that counts once.
    const passed = rule === 'once' ? [] : lower;
    steps.push(accept(rule, holder, value, { phase: this.#phase, memory: own, above, passed }));
  }

  #receive(receiver: Teller, label: string, whole: Told, channel: Channel): void {
    const { steps } = receiver;
    const phase = this.#phase;
    const [key, content] = whole.kind === 'apply' && whole.symbol === 'senc' ? whole.args : [];
    const opener = key === undefined ? null : receiver.write(key);
    if (content !== undefined && opener !== null && this.#choices.chance(20)) {
      const [box, opened] = [receiver.variable('any'), receiver.variable('any')];
      const checked = !this.#choices.chance(15);
      steps.push({ phase, kind: 'receive', label, pattern: box, channel });
      steps.push({
        phase,
        kind: 'compute',
        variable: opened.name,
        symbol: 'open',
        args: [box, opener],
        checked,
      });
      receiver.learn(whole, box);
      steps.push({ phase, kind: 'match', pattern: this.#read(receiver, content), value: opened });
    } else {
      steps.push({ phase, kind: 'receive', label, pattern: this.#read(receiver, whole), channel });
    }
    this.#checks(receiver);
  }

  // What a receiver makes of a message: checks what it knows, reads what it can open, takes the rest as it is.
  #read(receiver: Teller, what: Told): Message {
    const known = receiver.write(what);
    if (known !== null && !this.#choices.chance(12)) return known;
    if (what.kind === 'apply' && (known === null || what.symbol.startsWith('tuple'))) {
      const [key, content] = what.args;
      const opener = key === undefined ? null : receiver.write(key);
      if (what.symbol.startsWith('tuple'))
        return apply(what.symbol, ...what.args.map((each) => this.#read(receiver, each)));
      if (what.symbol === 'senc' && opener !== null && content !== undefined) {
        return apply('senc', opener, this.#read(receiver, content));
      }
      if (
        what.symbol === 'penc' &&
        opener !== null &&
        content !== undefined &&
        isOwnKey(key, receiver.side)
      ) {
        return apply('penc', opener, this.#read(receiver, content));
      }
      if (what.symbol === 'sign' && content !== undefined) {
        return apply(
          'sign',
          apply('sk', variable(other(receiver.side).toUpperCase())),
          this.#read(receiver, content),
        );
      }
      // What nobody can open a role of this form can: the meaning of protocols allows it.
      if (['hash', 'mac', 'senc', 'penc'].includes(what.symbol) && this.#choices.chance(4)) {
        return apply(what.symbol, ...what.args.map((each) => this.#read(receiver, each)));
      }
    }
    const sort = this.#sortOf(what);
    const place = receiver.variable(sort);
    receiver.learn(what, place);
    return place;
  }

  #sortOf(what: Told): Sort {
    if (what.kind === 'made') {
      const kind = this.#numbers.get(what.name);
      return kind === undefined ? (this.#sorts.get(what.name) ?? 'any') : this.#choices.one([kind, 'any']);
    }
    return what.kind === 'agent' ? this.#choices.one([this.#agentSorts[what.side], 'any']) : 'any';
  }

  // Numbers that were received are accepted, and now and then nonces once; some things must differ.
  #checks(receiver: Teller): void {
    const { steps, side } = receiver;
    const [self, peer] = [variable(side.toUpperCase()), variable(other(side).toUpperCase())];
    for (const [name, kind] of this.#numbers) {
      const value = receiver.write({ kind: 'made', name, by: other(side) });
      const isDone = steps.some(
        (step) => (step.kind === 'accept' || step.kind === 'clock') && step.value === value,
      );
      if (value?.kind !== 'variable' || (isDone && !this.#choices.chance(20))) continue;
      if (this.#choices.chance(20)) continue;
      if (kind === 'clock') steps.push(this.#clock(name, value, false));
      else this.#count(receiver, name, `${name} accepted`, value);
    }
    if (this.#choices.chance(8)) {
      const value = [...receiver.written.values()].at(-1) ?? peer;
      steps.push(accept('once', [self], value, { phase: this.#phase, memory: 'taken' }));
    }
    if (!this.#choices.chance(6)) return;
    const [one, two] = [...receiver.written.values()];
    const right = two ?? peer;
    steps.push({ phase: this.#phase, kind: 'differ', left: one ?? self, right });
  }

  #askSecrecy(atoms: readonly Told[]): void {
    const side = this.#choices.one<Side>(['b', 'a']);
    const teller = this.#tellers[side];
    const secrets = atoms.filter((each) => each.kind === 'made' && teller.write(each) !== null);
    const secret =
      secrets[this.#choices.number(Math.max(1, secrets.length))] ?? told('shared', agent('a'), agent('b'));
    const message = teller.write(secret);
    if (message === null) return;
    this.#note(teller, event('has', this.#honest(side), message));
    this.#queries.push({ kind: 'secrecy', name: 'secrecy', event: 'has' });
  }

  #askAgreement(atoms: readonly Told[]): void {
    const number = this.#queries.length;
    const end = this.#choices.one<Side>(['b', 'a']);
    const [ender, starter] = [this.#tellers[end], this.#tellers[other(end)]];
    const both = atoms.filter(
      (each) => each.kind === 'made' && ender.write(each) !== null && starter.write(each) !== null,
    );
    const about: Told[] = [agent('a'), agent('b')];
    const [one, two] = [
      both[this.#choices.number(Math.max(1, both.length))],
      both[this.#choices.number(Math.max(1, both.length))],
    ];
    if (one !== undefined) about.push(one);
    if (two !== undefined && this.#choices.chance(30)) about.push(two);
    if (this.#choices.chance(10)) about.splice(this.#choices.number(2), 1);
    const argsOf = (teller: Teller): readonly Message[] =>
      about.map((each) => teller.write(each)).filter((each) => each !== null);
    this.#note(ender, event(`end${number}`, this.#honest(end), ...argsOf(ender)), true);
    this.#noteEarly(starter, event(`start${number}`, [], ...argsOf(starter)));
    const pattern = (name: string, run: string): EventPattern => ({
      event: name,
      run,
      args: about.map((_, index) => variable(`v${index}`)),
    });
    const needs = [this.#loosened(pattern(`start${number}`, 'starter'))];
    if (this.#choices.chance(8)) {
      this.#noteEarly(starter, event(`more${number}`, [], ...argsOf(starter)));
      needs.push(pattern(`more${number}`, this.#choices.one(['starter', 'another'])));
    }
    for (const injective of [false, true]) {
      const name = `${injective ? 'injective ' : ''}agreement ${number}`;
      this.#queries.push({
        kind: 'correspondence',
        name,
        end: pattern(`end${number}`, 'ender'),
        needs,
        injective,
      });
    }
  }

  // Now and then something may be anything.
  #loosened(pattern: EventPattern): EventPattern {
    const at = this.#choices.chance(10) ? this.#choices.number(pattern.args.length) : -1;
    return {
      ...pattern,
      args: pattern.args.map((each, index) => (index === at ? variable('anything') : each)),
    };
  }

  #askOfValues(atoms: readonly Told[]): void {
    if (!this.#choices.chance(35)) return;
    const side = this.#choices.one<Side>(['b', 'a']);
    const teller = this.#tellers[side];
    const values = atoms.flatMap((each) => {
      const message = each.kind === 'made' ? teller.write(each) : null;
      return message === null ? [] : [message];
    });
    const value = values[this.#choices.number(Math.max(1, values.length))];
    if (value === undefined) return;
    this.#note(teller, event('takes', this.#honest(side), value));
    this.#queries.push({ kind: 'unique', name: 'unique', event: 'takes' });
    this.#queries.push({ kind: 'fresh', name: 'fresh', event: 'takes' });
  }

  #honest(side: Side): readonly string[] {
    const [self, peer] = [side.toUpperCase(), other(side).toUpperCase()];
    return this.#choices.one([[self, peer], [self, peer], [self, peer], [self], [peer]]);
  }

  #note(teller: Teller, step: RoleStep, last = false): void {
    this.#takeNumbers(teller, messagesOf(step));
    const phase = teller.steps.at(-1)?.phase ?? 0;
    const place = last || !this.#choices.chance(15) ? teller.steps.length : firstPlace(teller, step);
    teller.steps.splice(place, 0, {
      ...step,
      phase: place === teller.steps.length ? phase : (teller.steps[place]?.phase ?? 0),
    });
  }

  // Before what it says can have an effect, but now and then too late.
  #noteEarly(teller: Teller, step: RoleStep): void {
    this.#takeNumbers(teller, messagesOf(step));
    const place = this.#choices.chance(10) ? teller.steps.length : firstPlace(teller, step);
    const phase = teller.steps[place]?.phase ?? teller.steps.at(-1)?.phase ?? 0;
    teller.steps.splice(place, 0, { ...step, phase });
  }

  #leak(atoms: readonly Told[]): void {
    if (!this.#choices.chance(this.#phases > 1 ? 30 : 6)) return;
    const teller = this.#tellers[this.#choices.one<Side>(['a', 'b'])];
    const values = atoms.flatMap((each) => (each.kind === 'made' ? (teller.write(each) ?? []) : []));
    const message = values[this.#choices.number(Math.max(1, values.length))];
    if (message === undefined) return;
    this.#takeNumbers(teller, [message]);
    const phase = this.#phases - 1;
    teller.steps.push({ phase, kind: 'send', label: 'leak', message, channel: { trust: 'public' } });
  }

  #exposures({ agentSorts }: Protocol): readonly Exposure[] {
    if (!this.#choices.chance(this.#phases > 1 ? 50 : 4)) return [];
    const [one, two = one] = agentSorts;
    if (one === undefined || two === undefined) return [];
    const [x, y] = [variable('x'), variable('y')];
    const fromPhase = this.#phases - 1;
    return this.#choices.one<readonly Exposure[]>([
      [
        {
          message: apply('shared', x, y),
          variables: new Map([
            ['x', one],
            ['y', two],
          ]),
          fromPhase,
        },
      ],
      [{ message: apply('sk', x), variables: new Map([['x', two]]), fromPhase }],
      [{ message: tuple(apply('sk', x), apply('hash', x)), variables: new Map([['x', one]]), fromPhase }],
    ]);
  }

  #deductions(): readonly Deduction[] {
    const { deductions = [] } = this.#flaw ?? {};
    const fromPhase = this.#phases - 1;
    return deductions.map((deduction) => ({ ...deduction, fromPhase }));
  }

  // Another role of one of the agents, or of a third one, that turns messages into others.
  #oracle(): readonly Role[] {
    if (!this.#choices.chance(10)) return [];
    const self = this.#choices.one(['A', 'B', 'C']);
    const [own, x, key] = [variable(self), variable('x'), apply('shared', variable('A'), variable('B'))];
    const its = apply('shared', own, variable('A'));
    const taken = this.#choices.one([
      x,
      apply('senc', key, x),
      apply('penc', apply('pk', own), x),
      apply('sign', apply('sk', variable('A')), x),
      apply('senc', its, x),
      tuple(x, own),
    ]);
    const given = this.#choices.one([
      apply('mac', key, x),
      apply('sign', apply('sk', own), x),
      apply('senc', key, x),
      x,
      apply('senc', apply('shared', own, variable('B')), x),
      apply('hash', x),
    ]);
    const agents = { A: this.#agentSorts.a, B: this.#agentSorts.b, ...(self === 'C' ? { C: 'Carol' } : {}) };
    const [phase, channel] = [this.#choices.number(this.#phases), { trust: 'public' } as const];
    const steps: readonly RoleStep[] = [
      { phase, kind: 'receive', label: 'asked', pattern: taken, channel },
      { phase, kind: 'send', label: 'answer', message: given, channel },
    ];
    return [role('oracle', agents, self, steps)];
  }

  // A side's role; now and then it hands its state over to a second one.
  #roles(side: Side): readonly Role[] {
    const { steps, sorts } = this.#tellers[side];
    const third = this.#choices.chance(8);
    const own = { A: this.#agentSorts.a, B: this.#agentSorts.b, ...(third ? { C: 'Carol' } : {}) };
    const self = side.toUpperCase();
    const cut = steps.findIndex(({ phase }, index) => index > 0 && phase > (steps[index - 1]?.phase ?? 0));
    if (cut < 0 || !this.#choices.chance(60)) return [role(side, own, self, steps, sorts)];
    return handedOver(role(side, own, self, steps, sorts), cut, this.#sorts, this.#choices.chance(50));
  }
}

function exponent(by: Side): Told {
  return { kind: 'made', name: `x${by}`, by };
}

function isOwnKey(key: Told | undefined, side: Side): boolean {
  const [owner] = key?.kind === 'apply' ? key.args : [];
  return owner?.kind === 'agent' && owner.side === side;
}

// The first place where everything that a step is written with is bound.
function firstPlace({ steps }: Teller, step: RoleStep): number {
  const bound = steps.map(boundBy);
  const wanted = messagesOf(step).flatMap((each) => [...variableNames(each), ...freshNames(each)]);
  const missing = new Set(wanted.filter((name) => bound.some((names) => names.includes(name))));
  for (const name of parameterNames) missing.delete(name);
  let place = 0;
  for (; missing.size > 0 && place < steps.length; place += 1) {
    for (const name of bound[place] ?? []) missing.delete(name);
  }
  return place;
}
