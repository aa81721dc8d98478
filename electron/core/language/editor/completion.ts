import { declarationsOf, type Declaration } from '#core/language/resolve/declarations.ts';
import { expectedAt, type Expectation } from '#core/language/parse/expectation.ts';
import { nextMessageName, patternOf } from './line-pattern.ts';
import type { Declared } from '#core/language/names.ts';
import type { Grammar } from '#core/language/grammar.ts';
import type { CapabilityForms } from '#core/language/capability-form.ts';
import { capabilityKinds, claimKinds, isElementKind } from '#core/language/kinds.ts';
import { parse } from '#core/language/parse/parse.ts';
import { nameProposal, type Proposal } from './proposal.ts';
import { actionVerbs } from '#core/language/syntax.ts';
import { constructOf, placeAfter } from './word-construct.ts';
import type { Token } from '#core/language/token.ts';
import { primitiveProposal, termProposals } from './term-proposals.ts';
import { primitiveNames } from '#core/terms/theory.ts';

/** Proposals for a position in a text, the best first; they replace the text from `from` on. */
export interface Completion {
  readonly from: number;
  readonly proposals: readonly Proposal[];
}

/**
 * Proposals for an offset of a text: the words that the parser would take there, and the declared names that would mean
 * something there. Null where nothing can, as inside a comment.
 */
export function completionAt(text: string, offset: number, grammar: Grammar): Completion | null {
  const expected = expectedAt(text, offset, grammar);
  if (expected === null) return null;
  const declarations = [...declarationsOf(parse(text, grammar).tree).values()];
  const proposals = [
    ...names(expected, declarations, grammar),
    ...termProposals(expected, declarations),
    ...words(expected, declarations, grammar),
  ];
  return proposals.length === 0 ? null : { from: expected.from, proposals };
}

function words(
  expected: Expectation,
  declarations: readonly Declaration[],
  grammar: Grammar,
): readonly Proposal[] {
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
        construct: constructOf(word, { ...place, first, next: '' }, grammar),
        pattern,
      };
    }),
    ...(startsLine && expected.words.has('key') ? [keyPair(declarations)] : []),
    ...primitiveNames
      .filter((name) => expected.words.has(name))
      .map((name) => primitiveProposal(name, false)),
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
function names(
  expected: Expectation,
  declarations: readonly Declaration[],
  grammar: Grammar,
): readonly Proposal[] {
  const listed = namesOfList(expected.before);
  return declarations
    .filter(({ name, meaning }) => fitsRole(meaning, expected, grammar) && !listed.has(name.name))
    .map(nameProposal);
}

function fitsRole(meaning: Declared, { roles, before }: Expectation, grammar: Grammar): boolean {
  const isElement = isElementKind(meaning);
  return (
    (roles.has('entity') && meaning === 'entity') ||
    (roles.has('requirement') && meaning === 'requirement') ||
    (roles.has('phase') && meaning === 'phase') ||
    (roles.has('key') && meaning === 'symmetric-key') ||
    (roles.has('key pair') && meaning === 'key-pair') ||
    (roles.has('element') && meaning === 'entity' && skips(lastLine(before))) ||
    (roles.has('element') && isElement && fitsLine(meaning, lastLine(before), grammar))
  );
}

// Which elements a line can be about: what others would only be refused.
function fitsLine(meaning: Declared, line: readonly Token[], { claims, capabilities }: Grammar): boolean {
  const first = line[0]?.text;
  const verb = line.find(({ text }) => fitting[text] !== undefined)?.text;
  const claim = claimKinds.find((kind) => kind === first);
  if (claim !== undefined) return claims[claim].fits(meaning);
  if (first === 'confidentiality' || first === 'integrity') return meaning !== 'constant';
  // The private half leaks, which is written sk(…).
  if (isOfSecrets(first, capabilities)) return meaning !== 'key-pair' && meaning !== 'constant';
  return verb === undefined || (fitting[verb]?.includes(meaning) ?? true);
}

// Whether a line says what is skipped: there the name of an entity can stand.
function skips(line: readonly Token[]): boolean {
  return line.some(({ text }) => text === 'skips' || text === 'skip');
}

// Whether a line that begins with a word lists secrets.
function isOfSecrets(first: string | undefined, forms: CapabilityForms): boolean {
  return capabilityKinds.some(
    (kind) => forms[kind].parts.includes('secrets') && forms[kind].words.some((word) => word === first),
  );
}

const fresh = ['counter', 'timestamp'] as const;
const made = ['symmetric-key', 'key-pair', 'nonce', 'data', 'counter', 'timestamp'] as const;
const fitting: Readonly<Record<string, readonly Declared[]>> = withPlural({
  makes: made,
  derives: ['symmetric-key', 'nonce', 'data'],
  advances: fresh,
  checks: [...fresh, 'nonce'],
  skips: ['symmetric-key', 'counter', 'nonce', 'timestamp', 'data'],
  accepts: ['counter', 'nonce', 'timestamp', 'data'],
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
