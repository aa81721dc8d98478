import type { TermExpression } from '#core/language/syntax.ts';
import type { Holdings, Part } from './holdings.ts';
import { namesIn, written, type AppliedTerm, type Text } from './text.ts';
import type { AppliedValue, Value, Values } from './value.ts';

/** How a run takes a message. */
export interface Reading {
  readonly text: Text;
  readonly values: Values;
  readonly holdings: Holdings;
  /** Whether a value can be what goes under a name, as far as the receiver can tell kinds of value apart. */
  readonly fits: (name: string, value: Value) => boolean;
  /** False where nothing tells the parts of a message apart: the tail of a longer one may be taken for a value. */
  readonly typed: boolean;
  /** Whether the receiver keeps a counter or clock itself, and so finds out which number makes a message right. */
  readonly keeps: (name: string) => boolean;
  /** The numbers that a derived name was made with and that are others by now. */
  readonly movedSince: (name: string) => readonly string[];
  /** Primitives that are not verified in this message, as they are written in it. */
  readonly unverified: ReadonlySet<string>;
}

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

function applyRule(rule: Rule, parts: readonly Part[], reading: Reading): readonly Part[] | null {
  const after: Part[] = [];
  for (const part of parts) {
    const outcome = rule(part, reading);
    if (outcome === 'refused') return null;
    if (outcome === 'stays') after.push(part);
    else after.push(...outcome);
  }
  return after;
}

function readTuple({ term, value, loose }: Part, { typed }: Reading): ReturnType<Rule> {
  if (term.kind !== 'tuple') return 'stays';
  const [first, ...rest] = term.parts;
  if (!typed && first !== undefined && rest.length > 1) {
    const [head, tail] = value.kind === 'tuple' ? value.parts : [];
    if (head === undefined || tail === undefined) return 'refused';
    return [part(first, head, loose), part({ ...term, parts: rest }, tail, loose)];
  }
  if (value.kind !== 'tuple' || value.parts.length !== term.parts.length) return 'refused';
  return value.parts.map((own, index) => part(term.parts[index] ?? term, own, loose));
}

// A name that is held is compared; one that is not gets the value.
function readName({ term, value, loose }: Part, reading: Reading): ReturnType<Rule> {
  if (term.kind === 'tuple' || term.kind === 'apply') return 'stays';
  if (isLoose(term, loose)) return value.kind === 'number' ? [] : 'refused';
  if (isPast(term, reading)) return 'stays';
  const held = reading.holdings.build(term);
  if (held !== null && held !== value) return 'refused';
  if (held !== null) {
    // What was received stays, whatever becomes of that which it could have been built from.
    reading.holdings.bind(term, value);
    return [];
  }
  if (term.kind === 'name' && reading.text.definition(term.name) !== null) return 'stays';
  if (!reading.fits(written(term), value)) return 'refused';
  reading.holdings.bind(term, value);
  return [];
}

// What can be opened is opened, what can be built is compared.
function readApplied(unread: Part, reading: Reading): ReturnType<Rule> {
  const { term, value, kept, loose } = unread;
  if (term.kind !== 'apply') return 'stays';
  if (reading.unverified.has(written(term))) return 'stays';
  const opened = open(term, value, loose, reading);
  if (opened !== 'stays') return opened;
  if (isPast(term, reading)) return 'stays';
  if (isLoose(term, loose)) return settled(withNumbers(term, value, loose, reading, new Map()));
  const own = reading.holdings.compose(term) ?? (kept ? null : reading.holdings.partKept(term));
  if (own === null) return 'stays';
  return own === value ? [] : 'refused';
}

function settled(outcome: 'right' | 'wrong' | 'unknown'): ReturnType<Rule> {
  return outcome === 'right' ? [] : outcome === 'wrong' ? 'refused' : 'stays';
}

function isLoose(term: TermExpression, loose: readonly string[]): boolean {
  return loose.length > 0 && namesIn(term).some((name) => loose.includes(name));
}

function open(term: AppliedTerm, value: Value, loose: readonly string[], reading: Reading): ReturnType<Rule> {
  const { holdings, values } = reading;
  if (term.key === null || !openable.has(term.primitive)) return 'stays';
  if (isPast(term.key, reading)) return 'stays';
  if (isLoose(term.key, loose)) return openWithNumbers(term, value, loose, reading);
  const opener = openerOf(term, holdings);
  if (opener === null) return 'stays';
  if (!isMade(value, term)) return 'refused';
  const { key } = value;
  const fits =
    term.primitive === 'penc'
      ? key === values.power(null, opener)
      : term.primitive === 'sign'
        ? key !== null && values.power(null, key) === opener
        : key === opener;
  if (!fits) return 'refused';
  // It can be sent on as it came, also by whoever could not make it.
  holdings.keepPart(term, value);
  return inside(term, value, loose);
}

// The key has some number in a place of which the run does not know it.
function openWithNumbers(
  term: AppliedTerm,
  value: Value,
  loose: readonly string[],
  reading: Reading,
): ReturnType<Rule> {
  if (term.key === null) return 'stays';
  if (!isMade(value, term) || value.key === null) return 'refused';
  const outcome = withNumbers(term.key, value.key, loose, reading, new Map());
  return outcome === 'right' ? inside(term, value, loose) : settled(outcome);
}

/** Primitives whose content somebody can take out, or see that it is right. */
const openable: ReadonlySet<string> = new Set(['enc', 'aead', 'penc', 'sign']);

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

function isMade(value: Value, { primitive, associated }: AppliedTerm): value is AppliedValue {
  return (
    value.kind === 'apply' &&
    value.primitive === primitive &&
    (associated !== null || value.associated.kind === 'none')
  );
}

// Where only the numbers of counters and clocks of one's own are missing, whichever makes the message right is taken.
function readNumbers({ term, value, loose }: Part, reading: Reading): ReturnType<Rule> {
  if (term.kind !== 'apply' || isLoose(term, loose)) return 'stays';
  const found = new Map<string, Value>();
  const opened = ['enc', 'aead'].includes(term.primitive) && term.key !== null;
  const outcome =
    opened && value.kind === 'apply' && value.key !== null
      ? withNumbers(term.key, value.key, loose, reading, found)
      : withNumbers(term, value, loose, reading, found);
  if (outcome !== 'right' || found.size === 0) return outcome === 'wrong' ? 'refused' : 'stays';
  for (const [name, number] of found) reading.holdings.bindName(name, number);
  return [part(term, value, loose)];
}

// Whether a value is what a term stands for once some numbers are known: 'unknown' where more than numbers is missing.
function withNumbers(
  term: TermExpression,
  value: Value,
  loose: readonly string[],
  reading: Reading,
  found: Map<string, Value>,
): 'right' | 'wrong' | 'unknown' {
  const built = isLoose(term, loose) || isPast(term, reading) ? null : reading.holdings.build(term);
  if (built !== null) return built === value ? 'right' : 'wrong';
  switch (term.kind) {
    case 'name': {
      if (loose.includes(term.name)) return value.kind === 'number' ? 'right' : 'wrong';
      const definition = reading.text.definition(term.name);
      if (definition !== null) {
        return withNumbers(definition, value, [...loose, ...reading.movedSince(term.name)], reading, found);
      }
      if (!reading.text.isNumber(term.name) || !reading.keeps(term.name)) return 'unknown';
      const known = found.get(term.name);
      if (known !== undefined) return known === value ? 'right' : 'wrong';
      if (!reading.fits(term.name, value)) return 'wrong';
      found.set(term.name, value);
      return 'right';
    }
    case 'key-half':
      return 'unknown';
    case 'tuple':
      if (value.kind !== 'tuple' || value.parts.length !== term.parts.length) return 'wrong';
      return worst(
        term.parts.map((part, index) =>
          withNumbers(part, value.parts[index] ?? value, loose, reading, found),
        ),
      );
    case 'apply': {
      if (term.primitive === 'dh') return 'unknown';
      const parts = [term.key, term.content, term.associated];
      if (!isMade(value, term)) return 'wrong';
      const own = [value.key, value.content, value.associated];
      return worst(
        parts.flatMap((part, index) => {
          const other = own[index];
          return part === null || !other ? [] : [withNumbers(part, other, loose, reading, found)];
        }),
      );
    }
  }
}

function worst(outcomes: readonly ('right' | 'wrong' | 'unknown')[]): 'right' | 'wrong' | 'unknown' {
  if (outcomes.includes('unknown')) return 'unknown';
  return outcomes.includes('wrong') ? 'wrong' : 'right';
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
  if (term.key !== null && openable.has(term.primitive)) {
    return isPast(term.key, reading) ? openWithNumbers(term, value, loose, reading) : 'stays';
  }
  return settled(withNumbers(term, value, loose, reading, new Map()));
}

// True if a derived name of the past stands in a term: not held, with a number in its derivation that is another now.
function isPast(term: TermExpression, reading: Reading): boolean {
  return namesIn(term).some((name) => {
    const definition = reading.text.definition(name);
    if (definition === null || reading.holdings.named(name) !== null) return false;
    if (reading.movedSince(name).length > 0) return true;
    return !namesIn(definition).includes(name) && isPast(definition, reading);
  });
}

// What stays closed is kept as it came. Anybody reads what is signed, and what goes beside a cipher.
function keepClosed({ term, value, kept, loose }: Part, reading: Reading): ReturnType<Rule> {
  if (term.kind !== 'apply' || kept) return 'stays';
  reading.holdings.keepPart(term, value);
  const shown = [
    ...(term.primitive === 'sign' ? [{ term: term.content, of: 'content' as const }] : []),
    ...(term.associated === null ? [] : [{ term: term.associated, of: 'associated' as const }]),
  ];
  if (shown.length > 0 && !isMade(value, term)) return 'refused';
  const seen = value.kind === 'apply' ? shown.map((each) => part(each.term, value[each.of], loose)) : [];
  return reading.unverified.has(written(term)) ? seen : [{ term, value, kept: true, loose }, ...seen];
}

/** A part that nobody has looked at yet. */
export function part(term: TermExpression, value: Value, loose: readonly string[] = []): Part {
  return { term, value, kept: false, loose };
}
