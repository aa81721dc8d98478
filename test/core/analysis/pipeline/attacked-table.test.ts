import { describe, expect, test } from 'vitest';
import { analyseRun, checkText } from '#core/analysis/pipeline/analyse.ts';
import { attackedTable, type AttackedTable } from '#core/analysis/pipeline/attacked/attacked-table.ts';
import { adversaryName, type RequirementCell } from '#core/analysis/record/record.ts';
import { analysisOf } from '../../../support/models/measured.ts';
import { libraryText } from '../../../support/models/catalogued.ts';
import { changed, sampleText } from '../../../support/models/sample.ts';

const text = `protocol P
entity A
entity B
entity S
key K shared by A, B long-term
key L shared by A, B session
key pair P of A known to B
key pair Q of B known to A
data D of A
data E of B
phase first channel public adversary present {
  A makes L
  message m1 A -> B: enc[K](L)
  message m2 A -> B: enc[L](D)
  A, B erase L
}
phase second channel public adversary present {
  message m3 B -> A: penc[pk(P)](E)
  message m4 B -> S: hash(B, S)
}
confidentiality D: A, B
confidentiality E: A, B
integrity E: B
`;

function under(attack: string, of = text): AttackedTable {
  const { executable, diagnostics } = checkText(`${of}\nattack X {\n${attack}\n}\n`);
  if (executable === null) throw new Error(diagnostics.map(({ code }) => code).join());
  const { model, run } = executable;
  const [assumed] = model.attacks.slice(-1);
  if (assumed === undefined) throw new Error('there is an attack model');
  return attackedTable(model, analyseRun(model, run).cells, assumed);
}

function adversaryAt({ cells }: AttackedTable, element: string): RequirementCell['confidentiality'] {
  const cell = cells.find((each) => each.element === element && each.entity === adversaryName);
  if (cell === undefined) throw new Error('every element has a cell');
  return cell.confidentiality;
}

describe('a listener with what an attack model gives', () => {
  test('has what leaks, and what falls with it, from the phase on in which it leaks', () => {
    expect(under('leak K').gained).toEqual(['K', 'L', 'D']);
    const later = under('leak K from second');
    // What it heard before it opens then.
    expect(later.gained).toEqual(['K', 'L', 'D']);
    expect(adversaryAt(later, 'D')).toMatchObject({ obtainedIn: 'second', verdict: 'adversary-obtains' });
    expect(adversaryAt(under('leak K'), 'D').obtainedIn).toBe('first');
  });

  test('gains nothing that it has without', () => {
    const open = changed(text, 'enc[L](D)', 'D');
    expect(under('leak K', open).gained).toEqual(['K', 'L']);
    expect(adversaryAt(under('leak K', open), 'D').obtains).toBe(true);
  });

  test('guesses what a compromised entity can confirm', () => {
    const guessable = changed(
      changed(text, 'data E of B', 'data E of B low entropy'),
      'message m3 B -> A: penc[pk(P)](E)',
      'message m3 B -> A: enc[K](hash(E))',
    );
    expect(under('leak L', guessable).gained).not.toContain('E');
    expect(under('leak K from second', guessable).gained).toContain('E');
  });

  test('has no key that everybody has erased before it leaks', () => {
    expect(under('leak L').gained).toEqual(['L', 'D']);
    expect(under('leak L from second').gained).toEqual([]);
  });

  test('has of a key pair the private half', () => {
    expect(under('leak sk(P)').gained).toEqual(['P', 'E']);
    expect(under('leak sk(Q)').gained).toEqual(['Q']);
  });

  test('has what a compromised entity has from then on, and not what that has forgotten', () => {
    const early = under('compromise B');
    expect(early.gained).toEqual(['K', 'L', 'Q', 'D', 'E']);
    expect(early.compromised).toEqual(['B']);
    // The key of the session is worked out from the messages, which the long-term key opens.
    expect(under('compromise B from second').gained).toEqual(['K', 'L', 'Q', 'D', 'E']);
    expect(under('compromise S').gained).toEqual([]);
    const fresh = changed(text, 'enc[K](L)', 'penc[pk(Q)](L)');
    expect(under('compromise A from second', fresh).gained).toEqual(['K', 'P', 'D', 'E']);
  });

  test('takes the content out of what is weak, and nothing out of what can be forged', () => {
    expect(under('weak enc').gained).toEqual(['L', 'D']);
    expect(under('weak penc from second').gained).toEqual(['E']);
    expect(adversaryAt(under('weak enc from second'), 'D').obtainedIn).toBe('second');
    // What is under it in turn is taken out as well.
    const nested = changed(text, 'enc[L](D)', 'enc[L](enc[K](D))');
    expect(adversaryAt(under('weak enc', nested), 'D').obtainedIn).toBe('first');
    expect(under('forgeable enc').gained).toEqual([]);
  });

  test('has both ends of an exchange that is weak', () => {
    const exchange = `protocol P
entity A
entity B
key pair EA of A
key pair EB of B
data D of A
phase run channel public adversary present {
  message m1 A -> B: pk(EA)
  message m2 B -> A: pk(EB)
  A, B derive KAB = kdf[dh[sk(EA)](pk(EB))](A, B)
  message m3 A -> B: enc[KAB](D)
}
confidentiality D: A, B
`.replace('data D of A', 'key KAB shared by A, B session\ndata D of A');
    expect(under('weak dh', exchange).gained).toContain('D');
    expect(under('weak hash', exchange).gained).toEqual([]);
  });

  test('listens to a channel that is taken for public', () => {
    const quiet = changed(
      text,
      'phase first channel public adversary present',
      'phase first channel secure adversary absent',
    );
    const open = changed(quiet, 'enc[L](D)', 'D');
    expect(under('adversary passive', open).gained).toEqual([]);
    expect(under('channel A, B public in first', open).gained).toEqual(['D']);
  });
});

test('integrity falls with the key that assures it', () => {
  const guarded = changed(text, 'penc[pk(P)](E)', 'aead[K](E ; B, A)');
  const at = ({ cells }: AttackedTable) =>
    cells.find(({ element, entity }) => element === 'E' && entity === 'A')?.integrity?.verdict;
  expect(at(under('adversary passive', guarded))).toBe('assured-without-freshness');
  expect(at(under('leak K', guarded))).toBe('not-assured');
});

test('what the table cannot show is said', () => {
  expect(under('adversary passive').notShown).toEqual([]);
  expect(under('leak K').notShown).toEqual([{ kind: 'active' }]);
  expect(under('untyped\nforgeable enc\nweak hash').notShown).toEqual([
    { kind: 'active' },
    { kind: 'untyped' },
    { kind: 'flaw', primitive: 'enc', flaw: 'forgeable' },
  ]);
});

// The engines come to their answers by the translation, and a judge replays each attack of theirs.
test.each<readonly [string, string]>([
  ['the example', sampleText],
  ...['needham-schroeder-public-key', 'key-transport', 'diffie-hellman', 'metering-key-renewal'].map(
    (name) => [name, libraryText(name)] as const,
  ),
  ['a text of two phases', text],
])('agrees with what the engines find for a listener: %s', (_name, of) => {
  const { executable } = checkText(of);
  if (executable === null) throw new Error('not executable');
  const { entities, elements } = executable.model;
  const assumptions = [
    ...entities.map(({ name }) => `compromise ${name}`),
    ...elements.flatMap(({ name, kind }) => {
      if (kind === 'key-pair') return [`leak sk(${name})`];
      return kind === 'symmetric-key' ? [`leak ${name}`] : [];
    }),
  ];
  let compared = 0;
  // Every third of the example's, which are many.
  for (const assumption of assumptions.filter((_each, index) => of !== sampleText || index % 3 === 0)) {
    const attack = `adversary passive\n${assumption}`;
    const table = under(attack, of);
    const { verdicts } = analysisOf(`${of}\nattack X {\n${attack}\n}\n`);
    for (const { question, answer } of verdicts) {
      if (question.attack !== 'X' || question.kind !== 'secrecy' || question.element === null) continue;
      const { obtains } = adversaryAt(table, question.element);
      compared += 1;
      if (answer === 'holds') expect(obtains, `${assumption}: ${question.element}`).toBe(false);
      if (answer === 'violated') expect(obtains, `${assumption}: ${question.element}`).toBe(true);
    }
  }
  expect(compared).toBeGreaterThan(0);
});
