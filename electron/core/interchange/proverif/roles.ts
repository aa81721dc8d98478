import type { Findings } from '#core/interchange/proverif/diagnosis.ts';
import { questionable, type EventForm } from '#core/interchange/proverif/events.ts';
import { isOnce, type Occurrences } from '#core/interchange/proverif/occurrences.ts';
import { PatternWriter } from '#core/interchange/proverif/patterns.ts';
import {
  call,
  declared,
  freshOf,
  tuple,
  type Scope,
  type TermWriter,
} from '#core/interchange/proverif/terms.ts';
import { adversaryConstant, anySort, type Message } from '#core/protocol/message.ts';
import {
  messagesOf,
  type Channel,
  type EventStep,
  type Protocol,
  type Role,
  type RoleStep,
} from '#core/protocol/protocol.ts';

/** A role as a process, with the destructors that its patterns need. */
export interface RoleModel {
  readonly identifier: string;
  readonly declarations: readonly string[];
  readonly script: string;
  /** The events that the process has. */
  readonly emitted: ReadonlySet<string>;
  /** The identifiers of those of its events that tell of counters and clocks. */
  readonly numbered: ReadonlySet<string>;
}

type Step<Kind extends RoleStep['kind']> = Extract<RoleStep, { readonly kind: Kind }>;

/** Writes a role as a process that takes its agents from the adversary and then executes its steps. */
export function roleModel(
  protocol: Protocol,
  role: Role,
  writer: TermWriter,
  occurrences: Occurrences,
  events: ReadonlyMap<string, EventForm>,
  findings: Findings,
): RoleModel {
  return new RoleWriter(protocol, role, writer, occurrences, events, findings).write();
}

class RoleWriter {
  readonly #protocol: Protocol;
  readonly #role: Role;
  readonly #writer: TermWriter;
  readonly #events: ReadonlyMap<string, EventForm>;
  readonly #findings: Findings;
  readonly #patterns: PatternWriter;
  readonly #scope: Scope;
  readonly #run: string;
  readonly #lines: string[] = [];
  readonly #occurrences: Occurrences;
  readonly #emitted = new Set<string>();
  readonly #numbered = new Set<string>();
  readonly #steps = new Map<RoleStep, string>();

  constructor(
    protocol: Protocol,
    role: Role,
    writer: TermWriter,
    occurrences: Occurrences,
    events: ReadonlyMap<string, EventForm>,
    findings: Findings,
  ) {
    this.#occurrences = occurrences;
    this.#protocol = protocol;
    this.#role = role;
    this.#writer = writer;
    this.#events = events;
    this.#findings = findings;
    this.#patterns = new PatternWriter(writer, protocol.theory, role, findings);
    this.#scope = writer.scope();
    this.#run = this.#scope.pool.take('run', 'run');
  }

  write(): RoleModel {
    const { names } = this.#writer;
    if (this.#role.runs !== null) this.#findings.remark('runs-unbounded', this.#role.name);
    let phase = Math.max(0, this.#role.steps[0]?.phase ?? 0);
    this.#enter(phase);
    this.#start();
    for (const step of this.#role.steps) {
      if (step.phase < phase || step.phase >= this.#protocol.phases || this.#neverSucceeds(step)) {
        this.#findings.remark('step-never-taken', this.#role.name);
        break;
      }
      if (step.phase > phase) this.#enter(step.phase);
      ({ phase } = step);
      for (const name of freshOf(messagesOf(step))) this.#make(name);
      this.#take(step);
    }
    const identifier = names.of('role', this.#role.name);
    const script = [`let ${identifier} =`, ...this.#lines.map((line) => `  ${line}`), '  0.'].join('\n');
    const [emitted, numbered] = [this.#emitted, this.#numbered];
    return { identifier, declarations: this.#patterns.declarations, script, emitted, numbered };
  }

  #enter(phase: number): void {
    if (phase > 0 && phase < this.#protocol.phases) this.#lines.push(`phase ${phase};`);
  }

  #start(): void {
    const { own } = this.#writer.names;
    const parameters = this.#role.parameters.map(({ name, sort }) => this.#bind(name, sort));
    if (parameters.length > 0)
      this.#lines.push(`in(${own.channel}, ${tuple(parameters.map((x) => declared([x])))});`);
    const self = this.#role.parameters.find(({ name }) => name === this.#role.self);
    // Whatever a dishonest agent does is the adversary's doing.
    if (self !== undefined && this.#protocol.agentSorts.includes(self.sort)) {
      const agent = this.#term({ kind: 'variable', name: self.name });
      this.#lines.push(`if ${agent} <> ${this.#term(adversaryConstant(self.sort))} then`);
    }
    this.#lines.push(`new ${this.#run}: bitstring;`);
    for (const step of this.#role.steps) {
      const stem = step.kind === 'accept' ? 'acceptance' : isOnce(step) ? 'receipt' : null;
      if (stem === null) continue;
      const occurrence = this.#scope.pool.take(stem, stem);
      this.#steps.set(step, occurrence);
      this.#lines.push(`new ${occurrence}: bitstring;`);
    }
  }

  #bind(name: string, sort: string): string {
    const identifier = this.#scope.bind(name, sort);
    this.#note('variable', name, identifier);
    return identifier;
  }

  // As late as possible: ProVerif tells values apart by what the run received before it made them.
  #make(name: string): void {
    if (this.#scope.fresh(name) !== undefined) return;
    const identifier = this.#scope.make(name);
    this.#note('fresh', name, identifier);
    this.#lines.push(`new ${identifier}: bitstring;`);
    if (this.#protocol.queries.some(({ kind }) => kind === 'fresh')) {
      this.#lines.push(`event ${this.#writer.names.own.made}(${identifier});`);
    }
  }

  #note(what: string, name: string, identifier: string): void {
    this.#writer.names.note(
      `${what} of ${this.#writer.names.of('role', this.#role.name)}:`,
      name,
      identifier,
    );
  }

  #term(message: Message): string {
    return this.#writer.write(message, this.#scope);
  }

  #take(step: RoleStep): void {
    switch (step.kind) {
      case 'send':
        this.#send(step);
        return;
      case 'receive':
        this.#receive(step);
        return;
      case 'match':
        this.#lines.push(this.#patterns.match(step.pattern, this.#term(step.value), this.#scope));
        return;
      case 'differ':
        this.#lines.push(`if ${this.#term(step.left)} <> ${this.#term(step.right)} then`);
        return;
      case 'compute':
        this.#compute(step);
        return;
      case 'event':
        this.#event(step);
        return;
      case 'number': {
        const sort = this.#role.sorts.get(step.variable) ?? anySort;
        const number = this.#scope.declared([this.#bind(step.variable, sort)]);
        this.#lines.push(`in(${this.#writer.names.own.channel}, ${number});`);
        return;
      }
      case 'accept':
        this.#accept(step);
        return;
      case 'clock':
        this.#clock(step);
        return;
    }
  }

  // The step's own name of the run tells one acceptance from another.
  #accept(step: Step<'accept'>): void {
    this.#pass(step.value, step.passed);
    const memory = step.holder.map((message) => this.#term(message));
    const event = this.#writer.names.of('counter', step.memory);
    const occurrence = this.#steps.get(step) ?? this.#run;
    this.#numbered.add(event);
    this.#lines.push(`event ${event}(${[...memory, this.#term(step.value), occurrence].join(', ')});`);
  }

  #clock(step: Step<'clock'>): void {
    const { names } = this.#writer;
    const [shown, moved] = [names.of('clock', step.clock), names.beside('clock', step.clock, 'moved')];
    this.#pass(step.value, step.passed);
    for (const event of step.moves ? [moved, shown] : [shown]) {
      this.#numbered.add(event);
      this.#lines.push(`event ${event}(${this.#term(step.value)});`);
    }
  }

  // Goes on only with a number that is greater than those that are passed; what is no number is at least another.
  #pass(value: Message, passed: readonly Message[]): void {
    const number = this.#writer.numberIn(value, this.#scope);
    for (const message of passed) {
      const less = this.#writer.numberIn(message, this.#scope);
      this.#lines.push(
        number === null || less === null
          ? `if ${this.#term(value)} <> ${this.#term(message)} then`
          : `if ${number} > ${less} then`,
      );
    }
  }

  #isRewritten(symbol: string): boolean {
    return this.#protocol.theory.rewrites.some((rewrite) => rewrite.symbol === symbol);
  }

  #neverSucceeds(step: RoleStep): boolean {
    return step.kind === 'compute' && step.checked && !this.#isRewritten(step.symbol);
  }

  #send(step: Step<'send'>): void {
    const message = this.#term(step.message);
    const { trust } = step.channel;
    const { names } = this.#writer;
    if (trust === 'public' || trust === 'authentic')
      this.#lines.push(`out(${names.own.channel}, ${message});`);
    if (trust === 'public' && !this.#protocol.passive) return;
    const columns = [...endsOf(step.channel).map((end) => this.#term(end)), message];
    if (this.#isOnce(step.label)) {
      const sending = this.#scope.pool.take('sending', 'sending');
      this.#lines.push(`new ${sending}: bitstring;`);
      columns.push(sending);
    }
    this.#lines.push(`insert ${names.of('message', step.label)}(${columns.join(', ')});`);
  }

  #receive(step: Step<'receive'>): void {
    const { names } = this.#writer;
    const ends = endsOf(step.channel);
    // No pattern may refer to a variable that another part of the same pattern binds.
    const takings = ends.every((end) => this.#patterns.closed(end, this.#scope))
      ? [...ends, step.pattern].map((pattern) => this.#patterns.receive(pattern, this.#scope))
      : [...ends, step.pattern].map((pattern) => this.#patterns.receiveWhole(pattern, this.#scope));
    const patterns = takings.map(({ pattern }) => pattern);
    const lines = takings.flatMap((taking) => taking.lines);
    if (step.channel.trust === 'public' && !this.#protocol.passive) {
      this.#lines.push(`in(${names.own.channel}, ${patterns.join(', ')});`, ...lines);
      return;
    }
    const table = names.of('message', step.label);
    if (!this.#isOnce(step.label)) {
      this.#lines.push(`get ${table}(${patterns.join(', ')}) in`, ...lines);
      return;
    }
    const sending = this.#scope.pool.take('sending', 'sending');
    this.#lines.push(`get ${table}(${[...patterns, declared([sending])].join(', ')}) in`, ...lines);
    const receipt = this.#steps.get(step);
    if (receipt === undefined) return;
    this.#lines.push(`event ${names.beside('message', step.label, 'delivered')}(${sending}, ${receipt});`);
  }

  #isOnce(label: string): boolean {
    return this.#occurrences.labels.get(label)?.once === true;
  }

  #compute(step: Step<'compute'>): void {
    const { names } = this.#writer;
    const args = step.args.map((argument) => this.#term(argument));
    const computed = !this.#isRewritten(step.symbol)
      ? this.#writer.apply(step.symbol, args)
      : call(
          step.checked ? names.of('symbol', step.symbol) : names.beside('symbol', step.symbol, 'or_stuck'),
          args,
        );
    this.#lines.push(this.#patterns.match({ kind: 'variable', name: step.variable }, computed, this.#scope));
  }

  #event(step: EventStep): void {
    const form = this.#events.get(step.event);
    if (form === undefined) return;
    this.#emitted.add(step.event);
    const args = step.args.map((argument) => this.#term(argument));
    const agents = questionable(step, this.#role).map((name) => this.#term({ kind: 'variable', name }));
    if (form.agents !== 'flag') {
      this.#lines.push(`event ${form.identifier}(${[this.#run, ...agents, ...args].join(', ')});`);
      return;
    }
    const { honest, trust } = this.#writer.names.own;
    const trusted = agents.reduceRight((rest, agent) => call(trust, [agent, rest]), honest);
    const flag = this.#scope.pool.take('trusted', 'trusted');
    this.#lines.push(`let ${declared([flag])} = ${trusted} in`);
    this.#lines.push(`event ${form.identifier}(${[this.#run, flag, ...args].join(', ')});`);
  }
}

function endsOf(channel: Channel): readonly Message[] {
  return channel.trust === 'public' ? [] : [channel.from, channel.to];
}
