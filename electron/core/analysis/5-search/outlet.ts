import type { Extraction, Extractions } from './extraction.ts';
import type { Strand, Transmission } from './strand.ts';

/** Something that comes out of what a run sends. */
export interface Outlet {
  /** The number of the node that sends it. */
  readonly index: number;
  readonly node: Transmission & { readonly phase: number };
  readonly extraction: Extraction;
}

interface StrandOutlets {
  readonly bySymbol: ReadonlyMap<number, readonly Outlet[]>;
  /** Those whose target is a variable, or inside of one. */
  readonly ofVariables: readonly Outlet[];
}

const none: readonly Outlet[] = [];

/**
 * What comes out of the messages of strands, by the symbol of the target. What a run was given by the adversary itself
 * is nothing new, and left out.
 */
export class Outlets {
  readonly #extractions: Extractions;
  readonly #passive: boolean;
  readonly #known = new Map<Strand, StrandOutlets>();

  constructor(extractions: Extractions, passive: boolean) {
    this.#extractions = extractions;
    this.#passive = passive;
  }

  /** The outlets of a strand whose target may be a message with this symbol. */
  of(strand: Strand, symbol: number): readonly Outlet[] {
    const { bySymbol, ofVariables } = this.#of(strand);
    const fitting = bySymbol.get(symbol) ?? none;
    return ofVariables.length === 0 ? fitting : [...fitting, ...ofVariables];
  }

  #of(strand: Strand): StrandOutlets {
    const known = this.#known.get(strand);
    if (known !== undefined) return known;
    const bySymbol = new Map<number, Outlet[]>();
    const ofVariables: Outlet[] = [];
    for (const [index, node] of strand.nodes.entries()) {
      if (node.kind !== 'send' || !this.#isReadable(node)) continue;
      for (const extraction of this.#extractions.of(node.message)) {
        const { target } = extraction;
        const outlet = { index, node, extraction };
        const holder = extraction.waits ?? target;
        if (holder.symbol < 0) {
          if (!strand.given.has(holder.variable)) ofVariables.push(outlet);
          continue;
        }
        const others = bySymbol.get(target.symbol) ?? [];
        bySymbol.set(target.symbol, others);
        others.push(outlet);
      }
    }
    const made = { bySymbol, ofVariables };
    this.#known.set(strand, made);
    return made;
  }

  // The adversary reads what is on open channels, and what is sent to a dishonest agent.
  #isReadable({ trust }: Transmission): boolean {
    return trust === 'public' || trust === 'authentic' || !this.#passive;
  }
}
