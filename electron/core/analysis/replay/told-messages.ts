import { power, publicHalf } from '#core/analysis/3-translate/algebra.ts';
import { noAssociatedData } from '#core/analysis/3-translate/composition.ts';
import type { Element, Model } from '#core/language/model.ts';
import type { Constant, GroundMessage } from '#core/protocol/message.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import { generator } from '#core/protocol/theory.ts';
import type { ToldValue } from '#core/semantics/told-attack.ts';
import { primitiveNames, theory as primitives } from '#core/terms/theory.ts';

type MadeBy = Exclude<(typeof primitiveNames)[number], 'dh'>;

/** Tells messages of a protocol in the terms of the model that it was translated from. */
export class ToldMessages {
  readonly #protocol: Protocol;
  readonly #elements: ReadonlyMap<string, Element>;
  readonly #numberOf: (constant: Constant) => number | null;

  /** `numberOf`: the number that a constant stands for, or null where it stands for none. */
  constructor(protocol: Protocol, model: Model, numberOf: (constant: Constant) => number | null) {
    this.#protocol = protocol;
    this.#elements = new Map(model.elements.map((element) => [element.name, element]));
    this.#numberOf = numberOf;
  }

  /** Null where the message has no meaning in the model. */
  told(message: GroundMessage): ToldValue | null {
    switch (message.kind) {
      case 'fresh':
        return { kind: 'made', element: elementOf(message.name), run: message.run };
      case 'constant':
        return this.#constant(message);
      case 'apply':
        return this.#applied(message);
    }
  }

  #constant(constant: Constant): ToldValue | null {
    const { name, origin } = constant;
    const count = this.#numberOf(constant);
    if (count !== null) return { kind: 'number', count };
    if (origin === undefined)
      return name === generator.name && !this.#elements.has(name)
        ? { kind: 'generator' }
        : { kind: 'constant', name };
    if (this.#protocol.agentSorts.includes(origin.sort)) return { kind: 'agent', name };
    if (origin.kind !== 'adversary') return null;
    const kinds = ['symmetric-key', 'key-pair', 'nonce', 'data'] as const;
    const sort = kinds.find((kind) => kind === origin.sort) ?? 'symmetric-key';
    return { kind: 'alien', sort, name };
  }

  #applied({ symbol, args }: Extract<GroundMessage, { readonly kind: 'apply' }>): ToldValue | null {
    const { symbols } = this.#protocol.theory;
    const definition = symbols.get(symbol);
    const [first] = args;
    if (definition?.lowEntropy === true) return first === undefined ? null : this.told(first);
    if (definition?.private === true) {
      const agents = args.flatMap((each) => (each.kind === 'constant' ? [each.name] : []));
      const isShared = this.#elements.has(symbol) && agents.length === args.length;
      return isShared ? { kind: 'shared', element: symbol, agents } : null;
    }
    const parts = args.map((each) => (isNothing(each) ? null : this.told(each)));
    if (parts.some((part, index) => part === null && !isNothing(args[index]))) return null;
    const [one, other, third] = parts;
    if (definition?.transparent === true)
      return { kind: 'tuple', parts: parts.filter((part) => part !== null) };
    if (symbol === publicHalf) return one == null ? null : { kind: 'power', base: null, exponent: one };
    if (symbol === power) return other == null ? null : { kind: 'power', base: one ?? null, exponent: other };
    const primitive = primitiveNames.filter(isNoPower).find((name) => name === symbol);
    if (primitive === undefined) return null;
    const isKeyed = primitives[primitive].key !== 'none';
    const [key, content, associated] = isKeyed ? [one, other, third] : [null, one, other];
    return content == null
      ? null
      : { kind: 'apply', primitive, key: key ?? null, content, associated: associated ?? null };
  }
}

/** The element that a run makes the value of, by its name in a role: turned and interrupted roles have names of their own. */
export function elementOf(fresh: string): string {
  return fresh.replace(/[ ,].*$/u, '');
}

function isNothing(message: GroundMessage | undefined): boolean {
  return (
    message?.kind === 'constant' &&
    [noAssociatedData.name, generator.name].some((name) => name === message.name)
  );
}

function isNoPower(name: (typeof primitiveNames)[number]): name is MadeBy {
  return name !== 'dh';
}
