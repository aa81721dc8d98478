import type { Pair } from './clause.ts';
import type { NamedTerm, Term, Variable } from './term.ts';
import { anySort, constantSort, type Constant, type Message, type Sort } from '#core/protocol/message.ts';
import type { Protocol } from '#core/protocol/protocol.ts';

/** A fact as exactly as the protocol has it: nothing is taken for one, and phases are kept apart. */
export type ExactFact =
  | { readonly kind: 'attacker'; readonly phase: number; readonly term: Term }
  /** The ends are none where a passive adversary's public channel carries it. `sender` is the run that sent it. */
  | {
      readonly kind: 'channel';
      readonly label: string;
      readonly ends: readonly Term[];
      readonly message: Term;
      readonly sender: Term;
    }
  /** The run, then the arguments; `noted` as runs remember it, else as it is concluded. */
  | {
      readonly kind: 'event';
      readonly noted: boolean;
      readonly event: string;
      readonly run: Term;
      readonly args: readonly Term[];
    }
  | {
      readonly kind: 'accepted';
      readonly run: Term;
      readonly memory: string;
      readonly holder: readonly Term[];
      readonly value: Term;
    }
  | { readonly kind: 'delivered'; readonly label: string; readonly run: Term; readonly sender: Term };

/** What can happen at one place of a protocol. */
export interface ExactRule {
  /** Where in the protocol it comes from, for whoever looks for a fault. */
  readonly origin: string;
  readonly hypotheses: readonly ExactFact[];
  readonly conclusion: ExactFact;
  readonly differ: readonly Pair[];
}

/** Makes terms of a protocol's messages. */
export class Terms {
  readonly protocol: Protocol;
  #count = 0;

  constructor(protocol: Protocol) {
    this.protocol = protocol;
  }

  /** A variable that no other rule has. */
  variable(sort: Sort = anySort): Variable {
    this.#count += 1;
    return { kind: 'variable', number: this.#count, sort };
  }

  constant(constant: Constant): NamedTerm {
    return {
      kind: 'constant',
      name: constant.name,
      sort: constantSort(constant, this.protocol),
      args: [],
    };
  }

  fresh(name: string, args: readonly Term[]): NamedTerm {
    return { kind: 'fresh', name, sort: this.protocol.sorts.get(name) ?? anySort, args };
  }

  /** An application; null where the theory has no such symbol for so many arguments. */
  apply(name: string, args: readonly Term[]): Term | null {
    const symbol = this.protocol.theory.symbols.get(name);
    return symbol?.arity === args.length ? { kind: 'apply', symbol, args } : null;
  }

  /** The term of a message; null where it is not well formed. */
  write(message: Message, valueOf: (name: string, kind: 'variable' | 'fresh') => Term): Term | null {
    switch (message.kind) {
      case 'variable':
      case 'fresh':
        return valueOf(message.name, message.kind);
      case 'constant':
        return this.constant(message);
      case 'apply': {
        const args: Term[] = [];
        for (const each of message.args) {
          const term = this.write(each, valueOf);
          if (term === null) return null;
          args.push(term);
        }
        return this.apply(message.symbol, args);
      }
    }
  }
}

/** Gives each name the variable that it stands for in one rule. */
export function variablesByName(
  terms: Terms,
  sorts: ReadonlyMap<string, Sort> = new Map(),
): (name: string) => Variable {
  const known = new Map<string, Variable>();
  return (name) => {
    const variable = known.get(name) ?? terms.variable(sorts.get(name));
    known.set(name, variable);
    return variable;
  };
}
