import type { Message } from '#core/protocol/message.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import { generator } from '#core/protocol/theory.ts';
import { namesOf, type TheoryNames } from './theory-names.ts';
import { anyNumber, anything, raised, shared, tuple, type Term } from './term.ts';

/** Brings messages of a protocol to the form in which they are compared. */
export class MessageReader {
  readonly #protocol: Protocol;
  readonly #names: TheoryNames;
  readonly #constants: ReadonlySet<string>;
  /** The agents of a private function in the order in which they stand wherever it is used. */
  readonly #agents = new Map<string, string>();

  /** `constants`: those that the model declares. */
  constructor(protocol: Protocol, constants: ReadonlySet<string>) {
    this.#protocol = protocol;
    this.#names = namesOf(protocol.theory);
    this.#constants = constants;
  }

  /** The same, to try something out with. */
  copy(): MessageReader {
    const same = new MessageReader(this.#protocol, this.#constants);
    for (const [symbol, order] of this.#agents) same.#agents.set(symbol, order);
    return same;
  }

  /** The sort of a variable or value, numbers of any kind being of one. */
  sort(name: string | undefined): string {
    if (name === undefined) return anything;
    return this.#protocol.numberSorts.includes(name) ? anyNumber : name;
  }

  /** `variable` says what a variable stands for. */
  read(message: Message, variable: (name: string) => Term): Term {
    switch (message.kind) {
      case 'variable':
        return variable(message.name);
      case 'fresh': {
        const { name } = message;
        return { kind: 'made', name, sort: this.sort(this.#protocol.sorts.get(name)), guessable: false };
      }
      case 'constant':
        return this.#constant(message.name, message.origin !== undefined);
      case 'apply':
        return this.#apply(message.symbol, message.args, variable);
    }
  }

  #constant(name: string, isOfWorld: boolean): Term {
    if (isOfWorld || this.#protocol.secrets.has(name) || this.#constants.has(name))
      return { kind: 'constant', name };
    const sort = this.#protocol.sorts.get(name);
    if (sort === undefined) return { kind: 'none' };
    return this.sort(sort) === anyNumber ? { kind: 'number', name } : { kind: 'constant', name };
  }

  #apply(symbol: string, messages: readonly Message[], variable: (name: string) => Term): Term {
    const args = messages.map((each) => this.read(each, variable));
    const traits = this.#protocol.theory.symbols.get(symbol);
    const [first, second] = args;
    if (traits?.transparent === true) return { kind: 'apply', symbol: tuple, args };
    if (traits?.lowEntropy === true && first?.kind === 'made' && second === undefined)
      return { ...first, guessable: true };
    if (this.#names.publicHalves.has(symbol) && first !== undefined && second === undefined)
      return raised(null, [first]) ?? first;
    if (symbol === this.#names.exponential && first !== undefined && second !== undefined) {
      const [base] = messages;
      const isGenerator = base?.kind === 'constant' && base.name === generator.name;
      return raised(isGenerator ? null : first, [second]) ?? second;
    }
    if (traits?.private !== true) return { kind: 'apply', symbol, args };
    const agents = args.flatMap((each) => (each.kind === 'agent' ? [each.name] : []));
    const order = this.#agents.get(symbol) ?? agents.join();
    this.#agents.set(symbol, order);
    if (agents.length < args.length || order !== agents.join())
      return { kind: 'apply', symbol: `secret ${symbol}`, args };
    return shared(symbol, agents, this.sort(traits.sort));
  }
}
