import type { Environment, Ground, GroundTable } from './ground.ts';
import type { Message, Sort } from '#core/protocol/message.ts';
import type { Deduction, Rewrite } from '#core/protocol/theory.ts';

const untyped: ReadonlyMap<string, Sort> = new Map();
const nothing: Environment = new Map();

/** Every state of knowledge that an adversary comes to, each once. */
export class KnowledgeTable {
  readonly ground: GroundTable;
  readonly #states = new Map<string, Knowledge>();

  constructor(ground: GroundTable) {
    this.ground = ground;
  }

  /** What follows from some messages in a phase. */
  of(messages: Iterable<Ground>, phase: number): Knowledge {
    const closed = new Set(messages);
    while (this.#grow(closed, phase));
    const key = `${phase} ${[...closed]
      .map(({ id }) => id)
      .toSorted((one, other) => one - other)
      .join(' ')}`;
    const known = this.#states.get(key);
    if (known !== undefined) return known;
    const made = new Knowledge(this, closed, phase, this.#states.size);
    this.#states.set(key, made);
    return made;
  }

  // One round of taking apart; false when nothing came of it.
  #grow(closed: Set<Ground>, phase: number): boolean {
    const { protocol } = this.ground;
    const now = new Knowledge(this, closed, phase, -1);
    const found: Ground[] = [];
    for (const each of closed) {
      if (protocol.theory.symbols.get(each.name)?.transparent === true && each.kind === 'apply') {
        found.push(...each.args);
      }
    }
    for (const rewrite of protocol.theory.rewrites) found.push(...now.computed(rewrite));
    for (const deduction of protocol.theory.deductions) {
      if (deduction.use === 'analysis' && deduction.fromPhase <= phase) found.push(...now.deduced(deduction));
    }
    const before = closed.size;
    for (const each of found) closed.add(each);
    return closed.size > before;
  }
}

/** What the adversary has at a moment: `known` is taken apart, the rest it can build. */
export class Knowledge {
  readonly id: number;
  readonly phase: number;
  readonly known: ReadonlySet<Ground>;
  readonly #table: KnowledgeTable;
  readonly #later = new Map<Ground, Knowledge>();
  readonly #derived = new Map<Ground, boolean>();

  constructor(table: KnowledgeTable, known: ReadonlySet<Ground>, phase: number, id: number) {
    this.#table = table;
    this.known = known;
    this.phase = phase;
    this.id = id;
  }

  /** The knowledge after one more message. */
  with(message: Ground): Knowledge {
    if (this.known.has(message)) return this;
    const remembered = this.#later.get(message);
    if (remembered !== undefined) return remembered;
    const made = this.#table.of([...this.known, message], this.phase);
    this.#later.set(message, made);
    return made;
  }

  /** Whether the adversary can have the message. */
  derives(message: Ground): boolean {
    const remembered = this.#derived.get(message);
    if (remembered !== undefined) return remembered;
    const found = this.#builds(message, []);
    if (this.id >= 0) this.#derived.set(message, found);
    return found;
  }

  /** What a destructor gives on what is known. */
  computed({ args, result }: Rewrite): readonly Ground[] {
    return this.#results(args, result);
  }

  /** What a deduction of the theory gives on what is known. */
  deduced({ premises, conclusion }: Deduction): readonly Ground[] {
    return this.#results(premises, conclusion);
  }

  #results(premises: readonly Message[], conclusion: Message): readonly Ground[] {
    return this.#met(premises, nothing, []).flatMap(
      (environment) => this.#table.ground.value(conclusion, environment) ?? [],
    );
  }

  // Environments under which all premises can be had: what is open in a premise is looked for among what is
  // known, the largest premise first.
  #met(premises: readonly Message[], start: Environment, above: readonly Ground[]): readonly Environment[] {
    let found: readonly Environment[] = [start];
    for (const premise of premises.toSorted((one, other) => sizeOf(other) - sizeOf(one))) {
      found = found.flatMap((environment) => {
        const value = this.#table.ground.value(premise, environment);
        if (value !== null) return this.#builds(value, above) ? [environment] : [];
        return [...this.known].flatMap((known) =>
          this.#table.ground.matches(premise, known, environment, untyped),
        );
      });
    }
    return found;
  }

  #builds(message: Ground, above: readonly Ground[]): boolean {
    if (this.known.has(message)) return true;
    if (above.includes(message)) return false;
    const { ground } = this.#table;
    const { theory, secrets } = ground.protocol;
    if (message.kind === 'constant') return !secrets.has(message.name);
    if (message.kind === 'fresh') return false;
    const within = [...above, message];
    const open = theory.symbols.get(message.name)?.private === false;
    if (open && ground.readings(message).some((args) => args.every((each) => this.#builds(each, within)))) {
      return true;
    }
    return theory.deductions.some(
      ({ use, fromPhase, premises, conclusion }) =>
        use === 'synthesis' &&
        fromPhase <= this.phase &&
        ground
          .matches(conclusion, message, nothing, untyped)
          .some((environment) => this.#met(premises, environment, within).length > 0),
    );
  }
}

function sizeOf(message: Message): number {
  return message.kind === 'apply' ? message.args.reduce((sum, each) => sum + sizeOf(each), 1) : 0;
}
