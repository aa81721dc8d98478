import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { isShown, reportedIn, tallyCorrupted, type Reported, type Tally } from './reported-attacks.ts';
import { root } from '../support/places.ts';

const folder = join(root, 'resources', 'protocols');

/** A message passed on and answered, under everything that an attack model can assume. */
const attacked = `
protocol Relay
entity A
entity R
entity B
key KAR shared by A, R
key KRB shared by R, B
key KAB shared by A, B
key pair PB of B
data PIN shared by A, B low entropy
counter C of A
data D of A
nonce N of B
phase first channel public adversary present {
  message f1 B -> A: sign[sk(PB)](N, A)
  message f2 A -> R: aead[KAR](D, mac[KAB](D, C, N), C ; A, R, B)
  message f3 R -> B: aead[KRB](D, mac[KAB](D, C, N), C ; A, R, B)
  B checks C
}
phase second channel public adversary present {
  message s1 B -> A: enc[KAB](hash(D))
  message s2 A -> B: mac[KAB](PIN)
}
confidentiality D: A, R, B
integrity D: A
authentication A to B: injective-agreement on D
attack insider {
  compromise R
}
attack later {
  compromise R from second
}
attack leaked {
  leak KRB, KAB from second
}
attack given {
  leak KAB, KAR
}
attack broken {
  weak aead
}
attack forged {
  forgeable mac
  forgeable sign
}
attack bent {
  malleable aead
}
attack private {
  channel A, R authentic
  channel R, B confidential
}
attack heard {
  adversary passive
  weak aead
}
attack flawed {
  untyped
}
`;

function reportedOf(text: string): readonly Reported[] {
  const { executable, diagnostics } = checkText(text);
  expect(diagnostics).toEqual([]);
  if (executable === null) return [];
  return reportedIn(executable, 20_000);
}

describe('every attack that is reported', () => {
  const library = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  const found = [...library, attacked].flatMap(reportedOf);

  test('can happen and violates what was asked, by both executors', () => {
    expect(found.length).toBeGreaterThan(60);
    for (const reported of found) expect(isShown(reported, reported.trace)).toBe(true);
  });

  test('mostly is none any more with a step left out, messages exchanged or another agent', () => {
    const none = { of: 0, shown: 0 };
    const tally: Tally = { dropped: { ...none }, swapped: { ...none }, stranger: { ...none } };
    for (const reported of found) tallyCorrupted(reported, tally);
    for (const [kind, { of, shown }] of Object.entries(tally)) {
      expect(of, kind).toBeGreaterThan(100);
      // Another agent may be as good where the one that was there did nothing.
      expect(shown / of, kind).toBeLessThan(0.15);
    }
  });
});
