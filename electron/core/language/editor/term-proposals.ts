import type { Declaration } from '#core/language/resolve/declarations.ts';
import type { Expectation } from '#core/language/parse/expectation.ts';
import { isElementKind } from '#core/language/kinds.ts';
import { nameProposal, type Proposal } from './proposal.ts';
import type { Token } from '#core/language/token.ts';
import { primitiveNames, theory, type PrimitiveName } from '#core/terms/theory.ts';

/**
 * The terms that can stand at a place: elements and entities, halves of pairs, and what primitives make. In the
 * brackets of a primitive stands its key.
 */
export function termProposals(
  expected: Expectation,
  declarations: readonly Declaration[],
): readonly Proposal[] {
  if (!expected.roles.has('term')) return expected.words.has('sk') ? halves(declarations, ['sk']) : [];
  const key = keyExpected(expected.before);
  const values = declarations.filter(
    ({ meaning }) => meaning === 'entity' || (isElementKind(meaning) && meaning !== 'key-pair'),
  );
  const made = primitiveNames.map((name) => primitiveProposal(name, true));
  switch (key) {
    case 'none':
      return [...values.map(nameProposal), ...halves(declarations, ['pk', 'sk']), ...made];
    case 'symmetric':
      return [
        ...values.filter(({ meaning }) => meaning === 'symmetric-key').map(nameProposal),
        ...made.filter(({ label }) => label === 'kdf' || label === 'dh'),
      ];
    case 'public':
      return halves(declarations, ['pk']);
    case 'private':
      return halves(declarations, ['sk']);
  }
}

function keyExpected(before: readonly Token[]): (typeof theory)[PrimitiveName]['key'] {
  const name = primitiveNames.find((each) => each === before.at(-2)?.text);
  return name === undefined || before.at(-1)?.text !== '[' ? 'none' : theory[name].key;
}

function halves(declarations: readonly Declaration[], half: readonly ('pk' | 'sk')[]): readonly Proposal[] {
  return declarations
    .filter(({ meaning }) => meaning === 'key-pair')
    .flatMap((pair) =>
      half.map((each) => ({
        ...nameProposal(pair),
        label: `${each}(${pair.name.name})`,
        construct: 'halves' as const,
      })),
    );
}

/** How the arguments of a primitive are written. */
const shapes: Readonly<Record<PrimitiveName, string>> = {
  enc: 'enc[${KEY}](${content})',
  aead: 'aead[${KEY}](${content} ; ${associated})',
  mac: 'mac[${KEY}](${content})',
  hash: 'hash(${content})',
  kdf: 'kdf[${KEY}](${content})',
  penc: 'penc[pk(${PAIR})](${content})',
  sign: 'sign[sk(${PAIR})](${content})',
  dh: 'dh[sk(${PAIR})](pk(${OTHER}))',
};

/** The proposal of a primitive: with its arguments, or by its name alone. */
export function primitiveProposal(name: PrimitiveName, applied: boolean): Proposal {
  const shape = shapes[name];
  const detail = applied ? shape.slice(name.length).replaceAll(/[${}]/g, '') : '';
  return { label: name, kind: 'primitive', detail, construct: name, pattern: applied ? shape : null };
}
