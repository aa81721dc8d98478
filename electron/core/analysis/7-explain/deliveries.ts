import { Adversary } from '#core/kernel/adversary.ts';
import type { Execution, Transmission } from '#core/kernel/execution.ts';
import type { Value } from '#core/kernel/value.ts';
import { power, publicHalf } from '#core/analysis/3-translate/algebra.ts';
import type { AttackType } from '#core/attack-type.ts';
import { isAdversaryConstant, type Constant } from '#core/protocol/message.ts';
import type { Protocol, Role } from '#core/protocol/protocol.ts';
import { startsOf, type Trace } from '#core/protocol/trace.ts';

/** How one message came to the run that received it. */
export interface Delivery {
  readonly run: number;
  readonly label: string;
  readonly message: Value;
  /** True if some run sent exactly this message. */
  readonly sent: boolean;
  /** True if it came as it was sent and meant, between runs that are each other's partners. */
  readonly honest: boolean;
  /** Those of the types that one message tells. */
  readonly types: readonly AttackType[];
}

/** The course of the protocol when nobody attacks: which messages carry what, and what they look like. */
export interface HonestCourse {
  /** The value of each message, by its label. */
  readonly values: ReadonlyMap<string, Value>;
  /** True if something that was first sent as the one message goes on in the other. */
  readonly goesOn: (first: string, later: string) => boolean;
}

/** Reads off an honest execution what its messages carry. */
export function honestCourse(execution: Execution, protocol: Protocol): HonestCourse {
  const shown = execution.transmissions.filter(isMessage);
  const values = new Map(shown.map(({ label, message }) => [label, message]));
  const goesOn = (first: string, later: string): boolean => {
    const [one, other] = [values.get(first), values.get(later)];
    if (one === undefined || other === undefined) return false;
    return first === later || protectedParts(one, protocol).some((part) => contains(other, part));
  };
  return { values, goesOn };
}

/** Tells of each message that was received in an accepted trace how it came. States are handed on unseen. */
export function deliveriesOf(
  protocol: Protocol,
  trace: Trace,
  execution: Execution,
  course: HonestCourse,
): readonly Delivery[] {
  return new Deliveries(protocol, trace, execution, course).all();
}

interface Party {
  readonly run: number;
  readonly role: Role;
  readonly agents: ReadonlyMap<string, Constant>;
  readonly self: Constant | null;
}

class Deliveries {
  readonly #protocol: Protocol;
  readonly #course: HonestCourse;
  readonly #parties: readonly Party[];
  readonly #messages: readonly Transmission[];
  /** An adversary with everything that anybody can make without having seen anything, secrets that leak included. */
  readonly #alone: Adversary;
  /** The run of each other role that a run has to do with. */
  readonly #partners = new Map<number, Map<string, number>>();

  constructor(protocol: Protocol, trace: Trace, execution: Execution, course: HonestCourse) {
    this.#protocol = protocol;
    this.#course = course;
    this.#messages = execution.transmissions.filter(({ purpose }) => purpose !== 'state');
    this.#alone = new Adversary(protocol, execution.table);
    this.#parties = startsOf(trace).flatMap(({ run, role: name, agents: given }): readonly Party[] => {
      const role = protocol.roles.find((each) => each.name === name);
      if (role === undefined) return [];
      const agents = new Map(
        [...given].flatMap(([each, agent]) => (agent.kind === 'constant' ? [[each, agent] as const] : [])),
      );
      for (const agent of agents.values()) this.#alone.meet(execution.table.constant(agent));
      return [{ run, role, agents, self: role.self === null ? null : (agents.get(role.self) ?? null) }];
    });
    if (protocol.phases > 1) this.#alone.enter(protocol.phases - 1);
    for (const { purpose, message } of this.#messages) if (purpose === 'leak') this.#alone.learn(message);
  }

  all(): readonly Delivery[] {
    return this.#messages.flatMap((each, index) => {
      const receiver = this.#parties[each.run];
      if (each.kind !== 'receive' || receiver === undefined) return [];
      return [this.#delivery(each, receiver, index)];
    });
  }

  #delivery(received: Transmission, receiver: Party, index: number): Delivery {
    const earlier = this.#messages.slice(0, index).filter(isSentMessage);
    const { label, message, run } = received;
    const same = earlier.filter((sent) => sent.message === message);
    const honestShape = this.#course.values.get(label);
    if (same.length > 0) {
      const types = this.#bestOf(message, same, received, receiver, index, true);
      if (types.length === 0) return { run, label, message, sent: true, honest: true, types };
      // What anybody can make needs nobody's sending.
      if (!this.#isAnybodys(message)) {
        const confused = honestShape !== undefined && this.#confuses(honestShape, message, [message], false);
        const all = confused ? [...types, 'type-flaw' as const] : types;
        return { run, label, message, sent: true, honest: false, types: all };
      }
    }
    const taken = this.#takenOver(message, earlier);
    const found = new Set<AttackType>(
      taken.flatMap(({ part, sends }) =>
        isProtected(part, this.#protocol) ? this.#bestOf(part, sends, received, receiver, index, false) : [],
      ),
    );
    const claimed = this.#claimedSender(label, receiver);
    if (claimed !== null && !isAdversaryConstant(claimed)) {
      const kept = taken.some(({ sends }) =>
        sends.some((sent) => sent.label === label && this.#areMeant(this.#parties[sent.run], receiver)),
      );
      found.add(kept ? 'modification' : 'spoofing');
    }
    const parts = taken.map(({ part }) => part);
    if (honestShape !== undefined && this.#confuses(honestShape, message, parts, false))
      found.add('type-flaw');
    return { run, label, message, sent: false, honest: false, types: [...found] };
  }

  // What is wrong with the least suspicious of the sends that it can come from; notes who is whose partner.
  #bestOf(
    part: Value,
    sends: readonly Transmission[],
    received: Transmission,
    receiver: Party,
    index: number,
    whole: boolean,
  ): readonly AttackType[] {
    let best: { readonly types: readonly AttackType[]; readonly sender: Party } | null = null;
    for (const sent of sends) {
      const sender = this.#parties[sent.run];
      if (sender === undefined) continue;
      const types = this.#wrongWith(part, sent, sender, received, receiver, index, whole);
      if (best === null || types.length < best.types.length) best = { types, sender };
    }
    if (best?.types.length === 0) {
      this.#pair(best.sender, receiver);
      this.#pair(receiver, best.sender);
    }
    return best?.types ?? [];
  }

  #wrongWith(
    part: Value,
    sent: Transmission,
    sender: Party,
    received: Transmission,
    receiver: Party,
    index: number,
    whole: boolean,
  ): readonly AttackType[] {
    const alike = sent.label === received.label;
    if (!alike && !this.#course.goesOn(sent.label, received.label)) {
      return [isSameEntity(sender, receiver) ? 'reflection' : this.#repeats(part, sent, receiver, index)];
    }
    const believed = sender.role.self === null ? undefined : receiver.agents.get(sender.role.self);
    if (believed !== undefined && !isSameAgent(believed, sender.self)) {
      // Who passes something on in its own name deceives nobody about that.
      if (!isAdversaryConstant(believed)) return ['spoofing'];
      return ['insider'];
    }
    if (!this.#areMeant(sender, receiver)) return [this.#repeats(part, sent, receiver, index)];
    if (whole && this.#isEarlyAnswer(sent, sender, receiver, index)) return ['preplay'];
    return [];
  }

  // What comes again, or from before its receiver began, was recorded; what is new is in the wrong place.
  #repeats(part: Value, sent: Transmission, receiver: Party, index: number): AttackType {
    const before = this.#messages.slice(0, index).filter(isMessage);
    const wasTaken = before.some(
      (each, place) =>
        each.kind === 'receive' &&
        contains(each.message, part) &&
        !before.slice(place).some(({ kind, run, message }) => {
          return kind === 'send' && run === each.run && contains(message, part);
        }),
    );
    if (wasTaken) return 'replay';
    const beginning = before.find(({ run }) => run === receiver.run);
    const isOld = beginning !== undefined && before.indexOf(beginning) > before.indexOf(sent);
    return isOld ? 'replay' : 'interleaving';
  }

  // Whether the sender means the receiver, and neither has to do with another run of the same role.
  #areMeant(sender: Party | undefined, receiver: Party): boolean {
    if (sender === undefined) return false;
    const meant = receiver.role.self === null ? undefined : sender.agents.get(receiver.role.self);
    if (meant !== undefined && !isSameAgent(meant, receiver.self)) return false;
    const [theirs, own] = [
      this.#partners.get(sender.run)?.get(receiver.role.name),
      this.#partners.get(receiver.run)?.get(sender.role.name),
    ];
    return (theirs ?? receiver.run) === receiver.run && (own ?? sender.run) === sender.run;
  }

  #pair(one: Party, other: Party): void {
    if (one.run === other.run) return;
    const known = this.#partners.get(one.run) ?? new Map<string, number>();
    known.set(other.role.name, other.run);
    this.#partners.set(one.run, known);
  }

  // The sender answered something that the receiver was to ask first, and asked only afterwards.
  #isEarlyAnswer(sent: Transmission, sender: Party, receiver: Party, index: number): boolean {
    const before = this.#messages.slice(0, index);
    const answer = before.indexOf(sent);
    return before.slice(0, answer).some((question) => {
      if (question.kind !== 'receive' || question.run !== sender.run) return false;
      const asked = before.findIndex(
        ({ kind, run, label }) => kind === 'send' && run === receiver.run && label === question.label,
      );
      return asked > answer;
    });
  }

  // The largest parts of a message that nobody could make up and that an honest run sent before.
  #takenOver(
    message: Value,
    earlier: readonly Transmission[],
  ): readonly { readonly part: Value; readonly sends: readonly Transmission[] }[] {
    if (this.#isAnybodys(message)) return [];
    const containing = earlier.filter((sent) => contains(sent.message, message));
    const isWhole = message.kind !== 'apply' || !this.#isTransparent(message);
    if (containing.length > 0 && isWhole)
      return [{ part: message, sends: this.#firstSends(message, containing) }];
    return message.args.flatMap((part) => this.#takenOver(part, earlier));
  }

  // Those that put it into the world: whoever received it before only passes it on.
  #firstSends(part: Value, sends: readonly Transmission[]): readonly Transmission[] {
    const first = sends.filter(
      (sent) =>
        !this.#messages
          .slice(0, this.#messages.indexOf(sent))
          .some((each) => each.kind === 'receive' && each.run === sent.run && contains(each.message, part)),
    );
    return first.length > 0 ? first : sends;
  }

  #isAnybodys(value: Value): boolean {
    return this.#alone.derives(value);
  }

  #isTransparent(value: Value): boolean {
    return this.#protocol.theory.symbols.get(value.name)?.transparent === true;
  }

  #claimedSender(label: string, receiver: Party): Constant | null {
    const role = this.#protocol.roles.find(({ steps }) =>
      steps.some((step) => step.kind === 'send' && step.label === label),
    );
    return role?.self == null ? null : (receiver.agents.get(role.self) ?? null);
  }

  // Whether the message has, inside a part that honest runs made, another shape than it honestly has.
  #confuses(honest: Value, message: Value, taken: readonly Value[], inside: boolean): boolean {
    const within = inside || taken.includes(message);
    if (haveOtherShapes(honest, message)) return within;
    return honest.args.some((part, index) => {
      const other = message.args[index];
      return other !== undefined && this.#confuses(part, other, taken, within);
    });
  }
}

function haveOtherShapes(one: Value, other: Value): boolean {
  if (isComposed(one) !== isComposed(other)) return true;
  if (isComposed(one)) return one.name !== other.name || one.args.length !== other.args.length;
  return one.sort !== 'any' && other.sort !== 'any' && one.sort !== other.sort;
}

// What is shared from the start is a function of its owners, and counts as atomic.
function isComposed(value: Value): boolean {
  return value.kind === 'apply' && value.sort === 'any';
}

function isSameEntity(one: Party, other: Party): boolean {
  if (one.self === null || other.self === null) return false;
  return isSameAgent(one.self, other.self) || one.role.self === other.role.self;
}

function isSameAgent(one: Constant, other: Constant | null): boolean {
  return one.name === other?.name;
}

function isMessage({ purpose }: Transmission): boolean {
  return purpose === null;
}

function isSentMessage(each: Transmission): boolean {
  return each.kind === 'send' && isMessage(each);
}

// Whether a value is a part of another, at any depth.
function contains(whole: Value, part: Value): boolean {
  return whole === part || whole.args.some((each) => contains(each, part));
}

// Cryptographic results; public values that stand for a private one are contents like any other.
function isProtected(value: Value, protocol: Protocol): boolean {
  const symbol = value.kind === 'apply' ? protocol.theory.symbols.get(value.name) : undefined;
  if (symbol === undefined || symbol.transparent || symbol.private) return false;
  return value.name !== publicHalf && value.name !== power;
}

function protectedParts(value: Value, protocol: Protocol): readonly Value[] {
  const inner = value.args.flatMap((part) => protectedParts(part, protocol));
  return isProtected(value, protocol) ? [value, ...inner] : inner;
}
