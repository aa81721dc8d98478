import { diffieHellmanSymbol, primitives, symbolOf } from '#core/interchange/verifpal/primitives.ts';
import type { Message } from '#core/protocol/message.ts';
import { anySort } from '#core/protocol/message.ts';
import {
  generator,
  type Deduction,
  type FunctionSymbol,
  type Rewrite,
  type Theory,
} from '#core/protocol/theory.ts';

/** The constant that stands for nothing in particular. */
export const nil = { kind: 'constant', name: 'nil' } as const;

const variable = (name: string): Message => ({ kind: 'variable', name });
const apply = (symbol: string, ...args: readonly Message[]): Message => ({ kind: 'apply', symbol, args });
const publicKey = (exponent: string): Message => apply(diffieHellmanSymbol, generator, variable(exponent));

const encrypted = (symbol: string, ...args: readonly string[]): Message =>
  apply(symbol, ...args.map(variable));

/** The symbols and rewrites that a model's primitives need: what it uses, and what undoes it. */
export class TheoryBuilder {
  readonly #symbols = new Map<string, FunctionSymbol>();
  readonly #used = new Set<string>();
  readonly #concatenations = new Set<number>();
  readonly #widths = new Set<number>();

  /** Notes a call. `outputs` is how many results the call names, at least 1. */
  use(primitive: string, argumentCount: number, outputs: number): void {
    this.#used.add(primitive);
    if (primitive === 'CONCAT') this.#concatenations.add(argumentCount);
    if (primitive === 'SPLIT') {
      this.#widths.add(outputs);
      this.#concatenations.add(Math.max(outputs, 2));
    }
    if (primitive === 'HASH' || primitive === 'PW_HASH') {
      this.#declare(symbolOf(primitive, argumentCount, 0, 1), argumentCount);
    }
    if (primitive === 'HKDF') {
      for (let output = 0; output < outputs; output += 1) {
        this.#declare(symbolOf(primitive, argumentCount, output, outputs), argumentCount);
      }
    }
  }

  /** Declares a destructor whose failed application is a value that a role goes on with. */
  useFailed(symbol: string, arity: number): void {
    this.#declare(symbol, arity);
  }

  /** Declares a symbol that only roles apply. */
  declarePrivate(symbol: string, arity: number): void {
    this.#declare(symbol, arity, { private: true });
  }

  /** Declares a symbol that anybody applies. */
  declarePublic(symbol: string, arity: number): void {
    this.#declare(symbol, arity);
  }

  /** The rewrites of all that was used. Declares the symbols that occur in them. */
  rewrites(): readonly Rewrite[] {
    return [...this.#ciphers(), ...this.#signatures(), ...this.#structures()];
  }

  /** The theory, with the deductions given and those of the primitives. */
  build(deductions: readonly Deduction[]): Theory {
    const rewrites = this.rewrites();
    const own: Deduction[] = [];
    if (this.#uses('BLIND', 'UNBLIND')) {
      own.push({
        name: 'unblinded',
        use: 'analysis',
        premises: [encrypted('BLIND', 'k', 'm'), variable('k')],
        conclusion: variable('m'),
        fromPhase: 0,
      });
    }
    if (this.#symbols.has('DEC')) {
      own.push({
        name: 'encrypted again',
        use: 'analysis',
        premises: [encrypted('DEC', 'k', 'c'), variable('k')],
        conclusion: variable('c'),
        fromPhase: 0,
      });
    }
    return { symbols: new Map(this.#symbols), rewrites, deductions: [...own, ...deductions] };
  }

  #uses(...names: readonly string[]): boolean {
    return names.some((name) => this.#used.has(name));
  }

  #declare(name: string, arity: number, more: Partial<FunctionSymbol> = {}): void {
    const plain = { transparent: false, private: false, exponential: false, sort: anySort };
    this.#symbols.set(name, { name, arity, ...plain, ...more });
  }

  #declarePlain(...names: readonly string[]): void {
    for (const name of names) this.#declare(name, primitives.get(name)?.arguments[1] ?? 0);
  }

  #ciphers(): readonly Rewrite[] {
    const rewrites: Rewrite[] = [];
    if (this.#uses('ENC', 'DEC')) {
      this.#declarePlain('ENC');
      const args = [variable('k'), encrypted('ENC', 'k', 'm')];
      rewrites.push({ symbol: 'DEC', args, result: variable('m') });
    }
    if (this.#uses('AEAD_ENC', 'AEAD_DEC')) {
      this.#declarePlain('AEAD_ENC');
      const args = [variable('k'), encrypted('AEAD_ENC', 'k', 'm', 'd'), variable('d')];
      rewrites.push({ symbol: 'AEAD_DEC', args, result: variable('m') });
    }
    if (this.#uses('PKE_ENC', 'PKE_DEC')) {
      this.#declarePlain('PKE_ENC');
      this.#declarePower();
      const args = [variable('k'), apply('PKE_ENC', publicKey('k'), variable('m'))];
      rewrites.push({ symbol: 'PKE_DEC', args, result: variable('m') });
    }
    if (this.#uses('KEM_ENCAP', 'KEM_DECAP')) {
      this.#declare('KEM_ENCAP_1', 2);
      this.#declare('KEM_ENCAP_2', 2);
      this.#declarePower();
      const pair = [publicKey('k'), variable('r')];
      const args = [variable('k'), apply('KEM_ENCAP_2', ...pair)];
      rewrites.push({ symbol: 'KEM_DECAP', args, result: apply('KEM_ENCAP_1', ...pair) });
    }
    if (this.#uses('PUBKEY', 'DH_KEX')) this.#declarePower();
    if (this.#uses('MAC')) this.#declarePlain('MAC');
    return rewrites;
  }

  #signatures(): readonly Rewrite[] {
    const rewrites: Rewrite[] = [];
    if (this.#uses('SIGN', 'SIGNVERIF', 'UNBLIND')) {
      this.#declarePlain('SIGN');
      this.#declarePower();
    }
    if (this.#uses('SIGNVERIF')) {
      const args = [publicKey('k'), variable('m'), encrypted('SIGN', 'k', 'm')];
      rewrites.push({ symbol: 'SIGNVERIF', args, result: nil });
    }
    if (this.#uses('BLIND', 'UNBLIND')) this.#declarePlain('BLIND');
    if (this.#uses('UNBLIND') || (this.#uses('BLIND') && this.#uses('SIGN'))) {
      const signed = apply('SIGN', variable('a'), encrypted('BLIND', 'k', 'm'));
      const result = encrypted('SIGN', 'a', 'm');
      rewrites.push({ symbol: 'UNBLIND', args: [variable('k'), variable('m'), signed], result });
    }
    if (this.#uses('RINGSIGN', 'RINGSIGNVERIF')) this.#declarePlain('RINGSIGN');
    if (this.#uses('RINGSIGNVERIF')) {
      this.#declarePower();
      const signature = encrypted('RINGSIGN', 'k', 'p', 'q', 'm');
      const [own, one, other] = [publicKey('k'), variable('p'), variable('q')];
      // A verifier names the ring in any order.
      for (const ring of [
        [own, one, other],
        [own, other, one],
        [one, own, other],
        [other, own, one],
        [one, other, own],
        [other, one, own],
      ]) {
        rewrites.push({ symbol: 'RINGSIGNVERIF', args: [...ring, variable('m'), signature], result: nil });
      }
    }
    return rewrites;
  }

  #structures(): readonly Rewrite[] {
    const rewrites: Rewrite[] = [];
    if (this.#uses('ASSERT')) {
      rewrites.push({ symbol: 'ASSERT', args: [variable('x'), variable('x')], result: nil });
    }
    for (const arity of this.#concatenations) {
      const symbol = symbolOf('CONCAT', arity, 0, 1);
      this.#declare(symbol, arity, { transparent: true });
      const parts = Array.from({ length: arity }, (_, index) => variable(`x${index + 1}`));
      for (const width of this.#widths) {
        // More results than there are parts: only those that there are.
        parts.slice(0, width).forEach((result, output) => {
          const split = symbolOf('SPLIT', 1, output, width);
          rewrites.push({ symbol: split, args: [apply(symbol, ...parts)], result });
        });
      }
    }
    if (this.#uses('SHAMIR_SPLIT', 'SHAMIR_JOIN')) {
      const shares = ['SHAMIR_SPLIT_1', 'SHAMIR_SPLIT_2', 'SHAMIR_SPLIT_3'];
      for (const share of shares) this.#declare(share, 1);
      for (const one of shares) {
        for (const other of shares) {
          if (one === other) continue;
          const args = [apply(one, variable('x')), apply(other, variable('x'))];
          rewrites.push({ symbol: 'SHAMIR_JOIN', args, result: variable('x') });
        }
      }
    }
    return rewrites;
  }

  #declarePower(): void {
    this.#declare(diffieHellmanSymbol, 2, { exponential: true });
  }
}
