import type { FunctionSymbol } from '#core/protocol/theory.ts';
import { DiffieHellman } from './diffie-hellman.ts';
import type { EquationalTheory, TermFactory } from './equational-theory.ts';
import { free } from './free.ts';
import { tuples } from './tuples.ts';

/** The theory that a protocol's symbol belongs to, over the terms of one bank. A new theory has its row here. */
export function theoriesOver(terms: TermFactory): (symbol: FunctionSymbol) => EquationalTheory {
  const diffieHellman = new DiffieHellman(terms);
  return ({ exponential, transparent }) => {
    if (exponential) return diffieHellman;
    return transparent ? tuples : free;
  };
}
