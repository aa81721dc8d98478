import { declarationsOf, type Declaration } from '#core/language/declarations.ts';
import { expectedAt, type Expectation } from '#core/language/expectation.ts';
import { nextMessageName, patternOf } from '#core/language/line-pattern.ts';
import type { Declared } from '#core/language/names.ts';
import { isElementKind } from '#core/language/model.ts';
import { parse } from '#core/language/parse.ts';
import type { ConstructName } from '#core/language/reference.ts';
import { actionVerbs } from '#core/language/syntax.ts';
import { constructOf, placeAfter } from '#core/language/word-construct.ts';
import type { Token } from '#core/language/token.ts';
import { primitiveNames, theory, type PrimitiveName } from '#core/terms/theory.ts';

/** Something that can be written at a place. */
export interface Proposal {
  readonly label: string;
  /** What it is: a word of the language, a primitive, or what a declared name stands for. */
  readonly kind: 'word' | 'primitive' | Declared;
  /** What is said of it: the label of what is declared, or how the arguments are written. */
  readonly detail: string;
  /** The construct of the reference that explains it, or null. */
  readonly construct: ConstructName | null;
  /** What is written instead of the label, with `${…}` around what is to be filled in; null for the label itself. */
  readonly pattern: string | null;
}

/** What can be written at a place, what fits best first, instead of what stands from `from` on. */
export interface Completion {
  readonly from: number;
  readonly proposals: readonly Proposal[];
}

/**
 * What can be written at an offset of a text: the words that the parser would take there, and the declared names
 * that would mean something there. Null where nothing can, as inside a comment.
 */
export function completionAt(text: string, offset: number): Completion | null {
  const expected = expectedAt(text, offset);
  if (expected === null) return null;
  const declarations = [...declarationsOf(parse(text).tree).values()];
  const proposals = [
    ...names(expected, declarations),
    ...terms(expected, declarations),
    ...words(expected, declarations),
  ];
  return proposals.length === 0 ? null : { from: expected.from, proposals };
}

function words(expected: Expectation, declarations: readonly Declaration[]): readonly Proposal[] {
  const { before, startsLine } = expected;
  const place = placeAfter(before);
  const message = nextMessageName(before);
  const found = [...expected.words].filter((word) => /^\p{L}/u.test(word) && word !== 'pk' && word !== 'sk');
  const written = fittingVerbs(found, expected).filter(
    (word) => !primitiveNames.some((name) => name === word),
  );
  return [
    ...written.map((word): Proposal => {
      const first = startsLine ? word : place.first;
      const pattern = startsLine ? patternOf(word, declarations, message) : null;
      return {
        label: word,
        kind: 'word',
        detail: '',
        construct: constructOf(word, { ...place, first, next: '' }),
        pattern,
      };
    }),
    ...(startsLine && expected.words.has('key') ? [keyPair(declarations)] : []),
    ...primitiveNames.filter((name) => expected.words.has(name)).map((name) => primitive(name, false)),
  ];
}

function keyPair(declarations: readonly Declaration[]): Proposal {
  const pattern = patternOf('key pair', declarations, '');
  return { label: 'key pair', kind: 'word', detail: '', construct: 'key-pair', pattern };
}

// "A makes K" and "A, B make K" are both good English: what is offered is the one that fits.
function fittingVerbs(found: readonly string[], { before }: Expectation): readonly string[] {
  const verbs = [...actionVerbs, 'derives'];
  if (!verbs.some((verb) => found.includes(verb))) return found;
  const plural = before.at(-2)?.text === ',';
  const wrong = new Set(plural ? verbs : verbs.map((verb) => verb.slice(0, -1)));
  return found.filter((word) => !wrong.has(word));
}

// Names in the places where only one kind of thing can be named.
function names(expected: Expectation, declarations: readonly Declaration[]): readonly Proposal[] {
  const listed = namesOfList(expected.before);
  return declarations
    .filter(({ name, meaning }) => fitsRole(meaning, expected) && !listed.has(name.name))
    .map(named);
}

function fitsRole(meaning: Declared, { roles, before }: Expectation): boolean {
  const isElement = isElementKind(meaning);
  return (
    (roles.has('entity') && meaning === 'entity') ||
    (roles.has('requirement') && meaning === 'requirement') ||
    (roles.has('phase') && meaning === 'phase') ||
    (roles.has('key') && meaning === 'symmetric-key') ||
    (roles.has('key pair') && meaning === 'key-pair') ||
    (roles.has('element') && isElement && fitsLine(meaning, lastLine(before)))
  );
}

// Which elements a line can be about: what others would only be refused.
function fitsLine(meaning: Declared, line: readonly Token[]): boolean {
  const first = line[0]?.text;
  const verb = line.find(({ text }) => fitting[text] !== undefined)?.text;
  if (first === 'forward-secrecy' || first === 'confidentiality' || first === 'integrity') {
    return meaning !== 'constant';
  }
  // The private half leaks, which is written sk(…).
  if (first === 'leak') return meaning !== 'key-pair' && meaning !== 'constant';
  return verb === undefined || (fitting[verb]?.includes(meaning) ?? true);
}

const fresh = ['counter', 'timestamp'] as const;
const made = ['symmetric-key', 'key-pair', 'nonce', 'data', 'counter', 'timestamp'] as const;
const fitting: Readonly<Record<string, readonly Declared[]>> = withPlural({
  makes: made,
  derives: ['symmetric-key', 'nonce', 'data'],
  advances: fresh,
  checks: [...fresh, 'nonce'],
  skips: ['symmetric-key', 'counter', 'nonce', 'timestamp', 'data'],
  installs: ['symmetric-key', 'key-pair'],
  erases: made,
});

function withPlural<Value>(verbs: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  return Object.fromEntries(
    Object.entries(verbs).flatMap(([verb, value]) => [
      [verb, value],
      [verb.slice(0, -1), value],
    ]),
  );
}

// Terms: elements and entities, halves of pairs, and what primitives make. In the brackets of a primitive stands
// its key.
function terms(expected: Expectation, declarations: readonly Declaration[]): readonly Proposal[] {
  if (!expected.roles.has('term')) return expected.words.has('sk') ? halves(declarations, ['sk']) : [];
  const key = keyExpected(expected.before);
  const values = declarations.filter(
    ({ meaning }) => meaning === 'entity' || (isElementKind(meaning) && meaning !== 'key-pair'),
  );
  const made = primitiveNames.map((name) => primitive(name, true));
  switch (key) {
    case 'none':
      return [...values.map(named), ...halves(declarations, ['pk', 'sk']), ...made];
    case 'symmetric':
      return [
        ...values.filter(({ meaning }) => meaning === 'symmetric-key').map(named),
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
        ...named(pair),
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

function primitive(name: PrimitiveName, applied: boolean): Proposal {
  const shape = shapes[name];
  const detail = applied ? shape.slice(name.length).replaceAll(/[${}]/g, '') : '';
  return { label: name, kind: 'primitive', detail, construct: name, pattern: applied ? shape : null };
}

function named({ name, meaning, label }: Declaration): Proposal {
  return { label: name.name, kind: meaning, detail: label ?? '', construct: null, pattern: null };
}

function lastLine(before: readonly Token[]): readonly Token[] {
  return before.slice(before.findLastIndex(({ startsLine }) => startsLine));
}

// What the list names already that is being written.
function namesOfList(before: readonly Token[]): ReadonlySet<string> {
  const listed = new Set<string>();
  for (let index = before.length - 1; before[index]?.text === ','; index -= 2) {
    listed.add(before[index - 1]?.text ?? '');
  }
  return listed;
}
