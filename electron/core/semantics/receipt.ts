import type { TermExpression } from '#core/language/syntax.ts';
import { isKnownButForNumbers, isRightWithNumbers } from './any-number.ts';
import { sortOf } from './comparison.ts';
import type { Holdings, Part } from './holdings.ts';
import { isLoose, isPast, type Reading } from './reading.ts';
import { written, type AppliedTerm } from './text.ts';
import type { AppliedValue, Value } from './value.ts';

/**
 * Takes a message, or looks again at parts that could not be read before: what the run holds or can build is compared,
 * what it can open is opened, everything else gets its name or is kept as it came. Returns the parts that are left to be
 * compared later, or null where something is not as it should be; then the holdings are of no use any more.
 */
export function take(given: readonly Part[], reading: Reading): readonly Part[] | null {
  let parts = given;
  let applied = 0;
  while (applied < rules.length) {
    applied = 0;
    for (const rule of rules) {
      const after = applyRule(rule, parts, reading);
      if (after === null) return null;
      // Whatever became known may help an earlier rule.
      if (after.some((part) => !parts.includes(part)) || after.length < parts.length) {
        parts = after;
        break;
      }
      applied += 1;
    }
  }
  return parts;
}

/** What a rule makes of a part: others in its place, 'refused', or 'stays' where the rule has nothing to say of it. */
type Rule = (part: Part, reading: Reading) => readonly Part[] | 'refused' | 'stays';

/** In order: a later one is used only where no earlier one has anything to say. */
const rules: readonly Rule[] = [
  readTuple,
  readName,
  readApplied,
  readNumbers,
  readDerived,
  readPast,
  keepClosed,
];

/** What takes over a part unread does so with one at a time: where the same comes once more, it is compared with that. */
const takingOver: ReadonlySet<Rule> = new Set([readDerived, keepClosed]);

function applyRule(rule: Rule, parts: readonly Part[], reading: Reading): readonly Part[] | null {
  const after: Part[] = [];
  for (const [index, part] of parts.entries()) {
    const outcome = rule(part, reading);
    if (outcome === 'refused') return null;
    if (outcome === 'stays') {
      after.push(part);
      continue;
    }
    after.push(...outcome);
    if (takingOver.has(rule)) return [...after, ...parts.slice(index + 1)];
  }
  return after;
}

function readTuple({ term, value, loose }: Part, { typed, comparison }: Reading): ReturnType<Rule> {
  if (term.kind !== 'tuple') return 'stays';
  const [first, ...rest] = term.parts;
  if (!typed && first !== undefined && rest.length > 1) {
    const [head, tail] = comparison.partsOf(value, 2) ?? [];
    if (head === undefined || tail === undefined) return 'refused';
    return [part(first, head, loose), part({ ...term, parts: rest }, tail, loose)];
  }
  const parts = comparison.partsOf(value, term.parts.length);
  return parts?.map((own, index) => part(term.parts[index] ?? term, own, loose)) ?? 'refused';
}

// A name that is held is compared; one that is not gets the value.
function readName({ term, value, loose }: Part, reading: Reading): ReturnType<Rule> {
  if (term.kind === 'tuple' || term.kind === 'apply') return 'stays';
  const { text, holdings, comparison } = reading;
  if (isLoose(term, loose)) return settled(comparison.isOf(value, 'number'));
  const isDerived = term.kind === 'name' && text.definition(term.name) !== null;
  const isSkipped = isDerived && reading.skipped.has(term.name);
  if (!isSkipped && isPast(term, reading)) return 'stays';
  const sort = isDerived ? 'any' : sortOf(text, written(term), reading.typed);
  if (reading.uncompared.has(written(term))) return settled(comparison.isOf(value, sort));
  const held = isSkipped ? holdings.named(term.name) : holdings.build(term);
  if (held === null && isDerived && !isSkipped) return 'stays';
  const isRight = held === null ? comparison.isOf(value, sort) : comparison.same(held, value);
  // What was received stays, whatever becomes of that which it could have been built from.
  if (isRight) holdings.bind(term, value);
  return settled(isRight);
}

// What can be opened is opened, what can be built is compared.
function readApplied(unread: Part, reading: Reading): ReturnType<Rule> {
  const { term, value, kept, loose } = unread;
  if (term.kind !== 'apply') return 'stays';
  const opened = open(term, value, loose, reading);
  if (opened !== 'stays' || reading.unverified.has(written(term))) return opened;
  if (isPast(term, reading)) return 'stays';
  if (isLoose(term, loose)) return readWithAnyNumbers(term, value, loose, reading);
  const own = reading.holdings.compose(term) ?? (kept ? null : reading.holdings.partKept(term));
  return own === null ? 'stays' : settled(reading.comparison.same(own, value));
}

function settled(isRight: boolean): ReturnType<Rule> {
  return isRight ? [] : 'refused';
}

function open(term: AppliedTerm, value: Value, loose: readonly string[], reading: Reading): ReturnType<Rule> {
  const { holdings, values, comparison } = reading;
  if (term.key === null || !openable.has(term.primitive) || isPast(term.key, reading)) return 'stays';
  if (isLoose(term.key, loose)) return readWithAnyNumbers(term, value, loose, reading);
  const opener = openerOf(term, holdings);
  if (opener === null) return 'stays';
  const made = comparison.madeWith(value, term.primitive, term.associated !== null);
  if (made?.key == null) return 'refused';
  const lock = term.primitive === 'sign' ? values.power(null, made.key) : made.key;
  const expected = term.primitive === 'penc' ? values.power(null, opener) : opener;
  // Who does not verify takes the content out of anything.
  const fits = reading.unverified.has(written(term)) || comparison.same(lock, expected);
  if (!fits) return 'refused';
  // It can be sent on as it came, also by whoever could not make it.
  holdings.keepPart(term, value);
  return inside(term, made, loose);
}

/** Primitives whose content somebody can take out, or see that it is right. */
export const openable: ReadonlySet<string> = new Set(['enc', 'aead', 'penc', 'sign']);

/** What takes the content out, or shows who signed it; null where nothing does, or the receiver lacks it. */
export function openerOf({ primitive, key }: AppliedTerm, holdings: Holdings): Value | null {
  if (key === null || !openable.has(primitive)) return null;
  if (key.kind !== 'key-half') return holdings.build(key);
  const half = primitive === 'penc' ? 'private' : 'public';
  return holdings.build({ ...key, half });
}

function inside(term: AppliedTerm, value: AppliedValue, loose: readonly string[]): readonly Part[] {
  const content = part(term.content, value.content, loose);
  return term.associated === null ? [content] : [content, part(term.associated, value.associated, loose)];
}

// With any numbers in the places of those that the run does not know any more: opened where the key is right, compared
// as a whole where there is nothing to open.
function readWithAnyNumbers(
  term: AppliedTerm,
  value: Value,
  loose: readonly string[],
  reading: Reading,
): ReturnType<Rule> {
  const key = openable.has(term.primitive) && term.key?.kind !== 'key-half' ? term.key : null;
  if (key === null) {
    if (!isKnownButForNumbers(term, loose, reading)) return 'stays';
    return settled(isRightWithAnyNumbers(term, value, loose, reading));
  }
  if (!isKnownButForNumbers(key, loose, reading)) return 'stays';
  const made = reading.comparison.madeWith(value, term.primitive, term.associated !== null);
  if (made?.key == null || !isRightWithAnyNumbers(key, made.key, loose, reading)) return 'refused';
  return inside(term, made, loose);
}

// What a derived name turns out to be, it is from then on.
function isRightWithAnyNumbers(
  term: TermExpression,
  value: Value,
  loose: readonly string[],
  reading: Reading,
): boolean {
  const found = new Map<string, Value>();
  if (!isRightWithNumbers(term, value, loose, reading, found)) return false;
  for (const [name, own] of found)
    if (reading.text.definition(name) !== null) reading.holdings.bindName(name, own);
  return true;
}

// Where only the numbers of counters and clocks of one's own are missing, whichever makes the message right is taken.
function readNumbers({ term, value, loose }: Part, reading: Reading): ReturnType<Rule> {
  if (term.kind !== 'apply' || isLoose(term, loose) || reading.unverified.has(written(term))) return 'stays';
  const opens = ['enc', 'aead'].includes(term.primitive);
  const known = opens ? term.key : term;
  if (known === null || !isKnownButForNumbers(known, loose, reading)) return 'stays';
  const beside = term.associated !== null;
  const own = opens ? reading.comparison.madeWith(value, term.primitive, beside)?.key : value;
  const found = new Map<string, Value>();
  if (own == null || !isRightWithNumbers(known, own, loose, reading, found)) return 'refused';
  const numbers = [...found].filter(([name]) => reading.text.isNumber(name));
  if (numbers.length === 0) return 'stays';
  for (const [name, number] of numbers) reading.holdings.bindName(name, number);
  return [part(term, value, loose)];
}

// A derived name that cannot be built gets the value, which is compared once it can.
function readDerived({ term, value, loose }: Part, reading: Reading): ReturnType<Rule> {
  if (term.kind !== 'name') return 'stays';
  const definition = reading.text.definition(term.name);
  if (definition === null) return 'stays';
  reading.holdings.bind(term, value);
  return [{ term: definition, value, kept: true, loose: [...loose, ...reading.movedSince(term.name)] }];
}

// Who does not hold a derived name in whose derivation a number stood that has moved on since cannot build it: built with
// the number of now it would be another value. It is not compared with that, but taken with any number in that place, as
// far as everything else is right that goes into it.
function readPast({ term, value, loose }: Part, reading: Reading): ReturnType<Rule> {
  if (term.kind !== 'apply' || !isPast(term, reading) || reading.unverified.has(written(term)))
    return 'stays';
  return readWithAnyNumbers(term, value, loose, reading);
}

// What stays closed is kept as it came. Anybody reads what is signed, and what goes beside a cipher.
function keepClosed({ term, value, kept, loose }: Part, reading: Reading): ReturnType<Rule> {
  if (term.kind !== 'apply' || kept) return 'stays';
  reading.holdings.keepPart(term, value);
  const rest = reading.unverified.has(written(term)) ? [] : [{ term, value, kept: true, loose }];
  if (term.primitive !== 'sign' && term.associated === null) return rest;
  const made = reading.comparison.madeWith(value, term.primitive, term.associated !== null);
  if (made === null) return 'refused';
  const content = term.primitive === 'sign' ? [part(term.content, made.content, loose)] : [];
  const beside = term.associated === null ? [] : [part(term.associated, made.associated, loose)];
  return [...rest, ...content, ...beside];
}

/** A part that nobody has looked at yet. */
export function part(term: TermExpression, value: Value, loose: readonly string[] = []): Part {
  return { term, value, kept: false, loose };
}
