import { describe, expect, test } from 'vitest';
import { certificateIn, proofFile } from '#core/evidence/proof-file.ts';
import type { Certificate } from '#core/kernel/proof/certificate.ts';
import { certificateOf } from '../kernel/proof/codes.ts';
import { challenge } from '../kernel/proof/protocols.ts';

const proof = certificateOf(challenge);

/** The same proof, of one query alone. */
const of = (name: string): Certificate => ({
  ...proof,
  queries: [name],
  goals: new Map([[name, proof.goals.get(name) ?? []]]),
});

describe('a file of proofs', () => {
  const file = proofFile(['secrecy', 'agreement', 'injective'].map(of));

  test('has in it what was written, each term once', () => {
    expect(certificateIn(file)).toEqual(proof);
    const terms = file.terms.map((term) => JSON.stringify(term));
    expect(new Set(terms).size).toBe(terms.length);
  });

  test('is of proofs that share their clauses and how these are to be read', () => {
    const alike: Certificate = { ...of('agreement'), clauses: [...proof.clauses] };
    expect(() => proofFile([of('secrecy'), alike])).toThrow(RangeError);
    const seenOtherwise: Certificate = { ...of('agreement'), view: { ...proof.view, epochs: 2 } };
    expect(() => proofFile([of('secrecy'), seenOtherwise])).toThrow(RangeError);
    expect(() => proofFile([])).toThrow(RangeError);
  });

  test('is none where a term is named that it has not, or that comes later', () => {
    expect(certificateIn({ ...file, terms: file.terms.slice(0, -1) })).toBeNull();
    expect(certificateIn({ ...file, terms: file.terms.toReversed() })).toBeNull();
    const itself = { kind: 'apply', symbol: 'hash', args: [file.terms.length] } as const;
    expect(certificateIn({ ...file, terms: [...file.terms, itself] })).toBeNull();
    const [clause] = file.clauses;
    if (clause === undefined) throw new Error('it has a clause');
    const unknown = file.terms.length;
    const differing = { ...clause, differ: [[0, unknown] as const] };
    expect(certificateIn({ ...file, clauses: [differing] })).toBeNull();
    const goals = [{ query: 'secrecy', clauses: [differing] }];
    expect(certificateIn({ ...file, goals })).toBeNull();
  });
});
