import { sortOf } from './comparison.ts';
import type { Start } from './course.ts';
import { Holdings, type Part } from './holdings.ts';
import { changedBefore, elementOf } from './lasting.ts';
import type { BegunPart } from './script-run.ts';
import type { Partners } from './seat.ts';
import { written, type Text } from './text.ts';
import type { Unknowns } from './unknowns.ts';
import type { Uses } from './uses.ts';
import type { Value, Values } from './value.ts';

/** What everybody has in every phase: who takes part, and the constants. */
export function commonHoldings(text: Text, values: Values, partners: Partners): Holdings {
  const holdings = new Holdings(text, values);
  for (const [role, agent] of partners) holdings.bindName(role, agent);
  for (const { kind, name } of text.model.elements)
    if (kind === 'constant') holdings.bindName(name, values.constant(name));
  return holdings;
}

/** What an entity's run of a later phase begins with. */
export interface Beginning {
  readonly text: Text;
  readonly typed: boolean;
  readonly role: string;
  /** The place of the phase among those with an adversary. */
  readonly place: number;
  readonly unknowns: Unknowns;
  /** What the entity had when the adversary came. */
  readonly arrived: Start;
  /** What of that nothing before the phase can have changed. */
  readonly lasting: Holdings;
  /** What its honest run begins the phase with. */
  readonly honest: Start;
}

/**
 * What a phase uses, with values: those that the entity had when the adversary came, where nothing in the phases between
 * can have changed them, and otherwise unknown ones. What was kept of a message and got a name as well is one unknown value.
 */
export function beginsWith(beginning: Beginning, uses: Uses): readonly BegunPart[] {
  const { text, typed, role, place, unknowns, arrived, lasting, honest } = beginning;
  const byHonest = new Map<Value, Value>();
  // What came before the adversary and could not be read is still what it was.
  const unread = new Set([
    ...arrived.open.map(({ value }) => value),
    ...arrived.holdings.parts.map(([, value]) => value),
  ]);
  const changed = changedBefore(text, role, place);
  const named = (as: 'held' | 'beside', name: string): BegunPart => {
    const before = arrived.holdings.named(name);
    const isSame = before !== null && !changed.has(elementOf(name));
    const sort = text.definition(name) === null ? sortOf(text, name, typed) : 'any';
    const honestly = honest.holdings.named(name);
    // What it derived only from what it has all along, it could have derived at any time.
    const built = lasting.valueOf(name);
    const isBuilt = built !== null && built === honestly && as === 'beside';
    const value = isSame ? before : isBuilt ? built : unknowns.of(`begin ${name}`, sort, -1);
    if (honestly !== null) byHonest.set(honestly, value);
    return { as, name, value, part: null };
  };
  const held = [...uses.names].map((name) => named('held', name));
  const beside = uses.beside
    .filter((name) => honest.holdings.named(name) !== null && !text.isNumber(name))
    .map((name) => named('beside', name));
  const partly = (as: 'kept' | 'open', part: Part): BegunPart => {
    const name = written(part.term);
    const value = unread.has(part.value)
      ? part.value
      : (byHonest.get(part.value) ?? unknowns.of(`begin part ${String(part.value.id)}`, 'any', -1));
    return { as, name, value, part };
  };
  const kept = uses.parts.flatMap((term): readonly BegunPart[] => {
    const value = honest.holdings.partKept(term);
    return value === null ? [] : [partly('kept', { term, value, kept: true, loose: [] })];
  });
  return [...held, ...kept, ...beside, ...uses.open.map((part) => partly('open', part))];
}
