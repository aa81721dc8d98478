import { describe, expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { diffieHellmanPairs } from '#core/language/pair-purposes.ts';
import { resolve, parse } from '#core/notation/notation.ts';
import { TermStore } from '#core/terms/term.ts';
import { cellAt, changed, codesOf, recordOf } from '../../support/models/sample.ts';

/** An exchange whose halves are signed, then data under the key; the signing keys are known beforehand. */
const signed = `protocol Station "Signed exchange"
entity A
entity B
key pair SA of A known to B
key pair SB of B known to A
key pair EA of A session
key pair EB of B session
key K session
data D of A
constant LABEL
phase run {
  A makes EA
  message m1 A -> B: pk(EA), sign[sk(SA)](A, B, pk(EA))
  B makes EB
  message m2 B -> A: pk(EB), sign[sk(SB)](B, A, pk(EB), pk(EA))
  A derives K = kdf[dh[sk(EA)](pk(EB))](LABEL)
  B derives K = kdf[dh[sk(EB)](pk(EA))](LABEL)
  message m3 A -> B: aead[K](D)
}
confidentiality K: A, B
confidentiality D: A, B
integrity D: A
`;
const unsigned = signed
  .replace(', sign[sk(SA)](A, B, pk(EA))', '')
  .replace(', sign[sk(SB)](B, A, pk(EB), pk(EA))', '');

describe('a Diffie-Hellman exchange', () => {
  test('gives one value from both sides', () => {
    const store = new TermStore();
    const half = (kind: 'public' | 'private', pair: string) => store.keyHalf(kind, pair);
    expect(store.apply('dh', half('private', 'X'), half('public', 'Y'), null)).toBe(
      store.apply('dh', half('private', 'Y'), half('public', 'X'), null),
    );
    expect(store.apply('dh', half('private', 'X'), half('public', 'Y'), null)).not.toBe(
      store.apply('dh', half('private', 'X'), half('public', 'Z'), null),
    );
  });

  test('gives the key to both and not to a listener', () => {
    const record = recordOf(signed);
    for (const entity of ['A', 'B', '*adversary*']) {
      expect(cellAt(record, 'K', entity).confidentiality.verdict).toBe('agrees');
      expect(cellAt(record, 'D', entity).confidentiality.verdict).toBe('agrees');
    }
    expect(record.metrics.keyHierarchyLevels).toBe(2);
  });

  test('gives the key to whoever has one private half', () => {
    const leaking = changed(signed, 'message m3', 'message m0 B -> A: sk(EB)\n  message m3');
    expect(cellAt(recordOf(leaking), 'D', '*adversary*').confidentiality.verdict).toBe('adversary-obtains');
  });

  test('cannot be computed without a private half, and the sentence names what is missing', () => {
    const [diagnostic] = checkText(
      changed(
        signed,
        'message m2 B -> A: pk(EB), sign[sk(SB)](B, A, pk(EB), pk(EA))',
        'message m2 B -> A: B',
      ),
    ).diagnostics;
    expect(diagnostic).toMatchObject({ code: 'cannot-derive', values: { entity: 'A', missing: 'pk(EB)' } });
  });

  test('assures nothing unless the halves are authentic', () => {
    expect(cellAt(recordOf(signed), 'D', 'B').integrity?.verdict).toBe('assured-without-freshness');
    expect(cellAt(recordOf(unsigned), 'D', 'B').integrity?.verdict).toBe('not-assured');
  });

  test('is forgotten with the private half unless the result was kept', () => {
    const erased = changed(signed, 'message m3 A -> B', 'A erases EA\n  message m3 A -> B');
    expect(recordOf(erased).messages).toHaveLength(3);
    const notKept = changed(
      changed(erased, '  A derives K = kdf[dh[sk(EA)](pk(EB))](LABEL)\n', ''),
      'message m3 A -> B: aead[K](D)',
      'message m3 A -> B: aead[kdf[dh[sk(EA)](pk(EB))](LABEL)](D)',
    );
    expect(codesOf(notKept)).toEqual(['cannot-build']);
  });

  test('tells which pairs are for it', () => {
    expect(diffieHellmanPairs(resolve(parse(signed).tree).model)).toEqual(new Set(['EA', 'EB']));
  });
});
