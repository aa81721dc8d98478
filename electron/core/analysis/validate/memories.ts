import type { Act } from './form.ts';

/** Which memory of the protocol is which of the text's, over all roles: one to one. */
export class Memories {
  readonly #names = new Map<string, string>();
  readonly #back = new Map<string, string>();
  readonly #holders = new Map<string, string>();

  /** True if a role's use of a memory is what an entity's script says. */
  agree(entity: string, own: Act, act: Act): boolean {
    if (!('memories' in own) || !('memories' in act)) return true;
    if (own.memories.length !== act.memories.length) return false;
    if (own.kind === 'count' && act.kind === 'count' && own.counter !== null && own.counter !== act.counter)
      return false;
    return act.memories.every((memory, index) => {
      const name = own.memories[index] ?? '';
      return this.#isPair(name, `${memory} of ${entity}`) && this.#isHeldBy(name, own);
    });
  }

  #isPair(name: string, other: string): boolean {
    const [known, back] = [this.#names.get(name), this.#back.get(other)];
    if (known === undefined && back === undefined) {
      this.#names.set(name, other);
      this.#back.set(other, name);
      return true;
    }
    return known === other && back === name;
  }

  // Whose memory it is, it is in every role.
  #isHeldBy(name: string, own: Extract<Act, { readonly memories: readonly string[] }>): boolean {
    const holders = own.holder.map((each) => ('name' in each ? each.name : '')).join();
    const known = this.#holders.get(name) ?? holders;
    this.#holders.set(name, known);
    return known === holders;
  }
}
